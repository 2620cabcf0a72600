"""Whatever is pasted is read in a time that grows with its length, not with its square."""

import time

import pytest

from organizations.dossier.evidence.pasted import read_pasted
from organizations.dossier.evidence.references import identity_of, read_reference, stripped_of
from tests.support.marks import slow

LENGTH = 400_000
SECONDS = 30
"""Processor time for so much: ten times what it takes, far less than anything that grows with the square would."""

PIECES = [
    *("(", "))", "“", '"', "‘a", "«", "{", "[", '{"', "\\'", "\\c ", "\t", "; ", "\n", "a\n", "\nRead: 3 May 2024"),
    *("10.1000/", "10.1234/a ", "doi:", "https://", "http://a.b/ ", "https://a/((((", "www.a.", "archive.ph/"),
    *("ISBN ", "978-", "9", "1 ", "A/", "A/RES/71/1 ", "S/RES/1 (", "accessed ", "accessed on 3 May 2024 "),
    *("(1999) ", "(1999", "p. 1", "1999–", "amended in ", "访问日期", "[1] a\n", "1. a\n", "\nAuthor: b; c"),
    *(
        "@",
        "@a{b,c={",
        "\n@a{b,c={",
        '@a{b, title="',
        "@string{a=b}",
        "@a{b,c={d}}\n",
        "TY  - BOOK\n",
        "TY  - BOOK\nx\n",
    ),
]
BEFORE = ["", "@a{b, title={", "TY  - BOOK\nTI  - ", '[{"title":"']


def of_length(piece, length):
    return (piece * (length // len(piece) + 1))[:length]


LENGTHS = pytest.mark.parametrize("length", [20_000, *slow(LENGTH)])


@LENGTHS
@pytest.mark.parametrize("piece", PIECES)
def test_a_long_text_of_anything_is_pasted(piece, length):
    text = of_length(piece, length)
    begun = time.process_time()
    for before in BEFORE:
        read_pasted(before + text)
    assert time.process_time() - begun < SECONDS * length / LENGTH + 1


@pytest.mark.slow
@LENGTHS
@pytest.mark.parametrize("piece", PIECES)
def test_a_long_text_of_anything_is_a_source(piece, length):
    text = of_length(piece, length)
    begun = time.process_time()
    identity_of(read_reference(text))
    stripped_of(text)
    assert time.process_time() - begun < SECONDS * length / LENGTH + 1


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES)
def test_a_label_may_say_anything_at_any_length(piece):
    text = of_length(piece, 20_000)
    begun = time.process_time()
    read_reference(f"x {text}\nTitle: {text}\nAuthor: {text}\nKept: {text}\nQuote: {text}")
    assert time.process_time() - begun < 1

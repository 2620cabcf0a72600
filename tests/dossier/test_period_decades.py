"""Decades that do not say their century, in nine languages, with one that was found elsewhere."""

import pytest

from organizations.dossier.period import decade_in, decade_of


@pytest.mark.parametrize(
    ("words", "full", "edtf"),
    [
        ("The '70s", "The 1970s", "197X"),
        ("late eighties", "late 1980s", "198X~"),
        ("Les années quatre-vingt-dix", "Les années 1990", "199X"),
        ("années 60-70", "années 1960-années 1970", "196X/197X"),
        ("A finales de los 90", "A finales de los años 1990", "199X~"),
        ("Los setenta", "Los años 1970", "197X"),
        ("los años 60 y 70", "los años 1960 y años 1970", "196X/197X"),
        ("Início dos anos 90", "Início dos anos 1990", "199X~"),
        ("Ende der Neunziger", "Ende der 1990er", "199X~"),
        ("Die 50er Jahre", "Die 1950er Jahre", "195X"),
        ("Fine anni Ottanta", "Fine anni 1980", "198X~"),
        ("Gli anni '70", "Gli anni 1970", "197X"),
        ("Начало 80-х", "Начало 1980-х", "198X~"),
        ("70-80-е годы прошлого века", "1970-е-1980-е годы", "197X/198X"),
        ("в семидесятых годах", "в 1970-х годах", "197X"),
        ("أواخر الثمانينيات", "أواخر ثمانينيات القرن العشرين", "198X~"),
        ("上世纪八十年代", "1980年代", "198X"),
    ],
)
def test_a_decade_is_lent_a_century_in_the_words_of_its_language(words, full, edtf):
    found = decade_in(words, 1900)
    assert found and (found[0], found[1].edtf) == (full, edtf)


@pytest.mark.parametrize("words", ["90 members", "the swinging sixties", "fin des années 1990", "20,5"])
def test_what_is_no_decade_is_lent_nothing(words):
    assert decade_in(words, 1900) is None


def test_words_tell_which_decade_they_name_first():
    assert [decade_of(words) for words in ("Anni Sessanta", "70er und 80er Jahre", "六十年代", "Lent")] == [
        60,
        70,
        60,
        None,
    ]

"""The terms by which words are found: the index, and what is asked of it, are made by the same few functions.

A term is a word without case and accents, by its English or Russian stem, in Arabic without the article and what else
is tied to it; a run of Chinese or Japanese is pairs of its characters.
The databases are given terms and change nothing about them.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from threading import Lock

import snowballstemmer

MAX_TERM = 60
"""Characters; what is longer is no word that somebody types."""

MAX_BYTES = 200_000
"""Of the terms of one text: PostgreSQL's vectors hold one megabyte at most."""

ANY_ENDING = "*"
"""Stands at the end of a term that may be the beginning of a longer one."""

# Kana and Han, which are written without gaps.
_RUN = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_ZERO_WIDTH_SPACE = "\u200b"  # which is a gap
# What joins a word that it stands in: accents, vowel signs, soft hyphens, joiners.
_JOINED = "".join(
    char
    # From the soft hyphen on: before it are no marks, and behind the first plane none that such words are written with.
    for char in map(chr, range(0xAD, 0x10000))
    if unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf") and char != _ZERO_WIDTH_SPACE
)
_WORD = re.compile(rf"(?P<run>[{_RUN}]+)|[^\W_{_RUN}]+(?:[{_JOINED}]+[^\W_{_RUN}]*)*")

# Letters that have no accent to take off, and those of Arabic and Persian that are often written one for the other.
_PLAIN = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "\u0131": "i", "ł": "l", "þ": "th"}
    | {"\u0671": "\u0627", "\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643", "\u0629": "\u0647"}
    | {"\u0621": "", "\u0640": ""}
    | {char: str(unicodedata.decimal(char)) for char in map(chr, range(0x80, 0x10000)) if char.isdecimal()}
)
_VOWEL_SIGNS = 9
"""Combining marks up to this class are a part of their letter: vowel signs, nukta, virama, the voicing of kana."""

_BRITISH = ((re.compile(r"(?<=...)our(?=s?$|ed$|ing$)"), "or"), (re.compile(r"is(?=e[sd]?$|ing$|ations?$)"), "iz"))
_BRITISH_PROGRAM = re.compile(r"programme(?=s?$)")
_DECADE = re.compile(r"\d+0s")

_TIED = re.compile("(?:ال|[وبل])+(?=[^\\W\\d_]{3})")
"""The Arabic article, “and”, “in” and “for”, in any number; what only looks so goes too, the same everywhere."""
_ARABIC, _CYRILLIC = re.compile("[\u0620-\u064a]"), re.compile("[а-яё]")
_SHORT_I = re.compile("(?<=[аеиоуыэюя])и$")
"""Folded й, by which the stemmer knows an ending."""

_stemmer, _russian = snowballstemmer.stemmer("english"), snowballstemmer.stemmer("russian")
_stemming = Lock()


def fold(word: str) -> str:
    """A word in small letters without accents; without hamza, shadda and vowel marks where it is Arabic."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word).casefold()
    kept = "".join(
        char for char in plain if unicodedata.combining(char) <= _VOWEL_SIGNS and unicodedata.category(char) != "Cf"
    )
    return unicodedata.normalize("NFC", kept.translate(_PLAIN))


def words_in(text: str) -> Iterator[re.Match[str]]:
    """The words of a text, and its runs of Chinese and Japanese, as matches."""
    return _WORD.finditer(text)


def name_key(name: str) -> str:
    """The words of a name, folded, a gap between them, by which it is sorted and found: "boutros ghali boutros"."""
    folded = fold(name)
    return " ".join(found[0] for found in _WORD.finditer(folded)) or folded


def spans(text: str) -> Iterator[tuple[str, int, int]]:
    """The terms of a text, each with the place that it stands for: where that starts and ends."""
    for found in _WORD.finditer(text):
        for term, start, end in _terms_of(found[0], bool(found["run"])):
            yield term, found.start() + start, found.start() + end


def indexed(text: str) -> str:
    """The terms of a text, a gap between them, as the index holds them; of a very long one the first."""
    words = (_indexed_word(found[0], bool(found["run"])) for found in _WORD.finditer(text[:MAX_BYTES]))
    terms = " ".join(filter(None, words))
    return terms if len(terms) * 4 <= MAX_BYTES else terms.encode()[:MAX_BYTES].decode(errors="ignore")


def phrase(text: str) -> tuple[str, ...]:
    """The terms that stand next to each other where a text holds this one; a character alone may begin a pair."""
    parts = list(_WORD.finditer(text))
    terms: list[str] = []
    for found in parts:
        of_part = [term for term, _start, _end in _terms_of(found[0], bool(found["run"]))]
        if found["run"] and found is parts[-1] and of_part:
            # The last character ends the run in the index only where it does in the text.
            of_part = of_part[:-1] or [of_part[0] + ANY_ENDING]
        terms += of_part
    return tuple(terms)


@lru_cache(maxsize=100_000)
def _indexed_word(word: str, is_run: bool) -> str:
    return " ".join(term for term, _start, _end in _terms_of(word, is_run))


@lru_cache(maxsize=100_000)
def _terms_of(word: str, is_run: bool) -> tuple[tuple[str, int, int], ...]:
    folded = fold(word)
    if is_run:
        length = len(folded)
        exact = length == len(word)
        return tuple(
            (folded[at : at + 2], at if exact else 0, min(at + 2, length) if exact else len(word))
            for at in range(length)
        )
    # What is one letter may be folded to several words.
    return tuple((stem(found[0]), 0, len(word)) for found in _WORD.finditer(folded))


def untied(text: str) -> list[str]:
    """What Arabic words may be without the “and”, “in” or “for” before the first: "الأمم" of "بالأمم" and "للأمم"."""
    if not text.startswith(("و", "ب", "ل")):
        return []
    return [text[1:], *([f"ا{text[1:]}"] if text.startswith("لل") else [])]


@lru_cache(maxsize=100_000)
def stem(folded: str) -> str:
    """What the forms of an English word share, in British and American spelling, and those of a Russian one.

    Of an Arabic word what is behind the article and all that is tied to it; other words are as they are.
    """
    if _DECADE.fullmatch(folded):
        return folded[:-1]
    if folded.isascii() and folded.isalpha():
        folded = _BRITISH_PROGRAM.sub("program", folded)
        for british, american in _BRITISH:
            folded = british.sub(american, folded)
        with _stemming:  # which is no matter of one call
            folded = str(_stemmer.stemWord(folded))
    elif _ARABIC.match(folded):
        folded = folded[found.end() :] if (found := _TIED.match(folded)) else folded
    elif _CYRILLIC.match(folded):
        with _stemming:
            folded = str(_russian.stemWord(_SHORT_I.sub("й", folded)))
        # Of музей and идея the stemmer leaves it in half of the forms: музеев, идеями.
        folded = folded.removesuffix("е")
    return folded[:MAX_TERM]

"""What people call sections, offices, facts and columns in several languages: the files beside this one, read once."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from organizations.dossier.document import SectionKind

_STATE = re.compile(
    r"^(?:[\w']+ ){0,3}(?:republic|kingdom|states?|federation|commonwealth|union|principality|sultanate) of (?:the )?"
)
"""What may stand before the name of a country: "Federal Democratic Republic of"."""
_FOLDER = Path(__file__).parent
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‑": "-", "ı": "i", "ـ": "", "\u200f": "", "\u200e": ""})


@lru_cache(4096)
def fold(text: str) -> str:
    """Words without case, accents, vowel marks and the shapes of apostrophes, as they are compared."""
    return folded(text)


def folded(text: str) -> str:
    """What `fold` gives, not remembered: for whole texts."""
    if text.isascii():
        return " ".join(text.casefold().split())
    # Apostrophes once more below: NFKD makes one of "ŉ".
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).casefold())
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).translate(_APOSTROPHES).split())


@cache
def languages() -> dict[str, dict[str, Any]]:
    """The tables of each file, by the tag of its language."""
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(_FOLDER.glob("*.toml"))}


@cache
def listed(table: str, name: str) -> frozenset[str]:
    """The folded words of one list, of all languages together."""
    return frozenset(fold(word) for each in languages().values() for word in each.get(table, {}).get(name, ()))


@cache
def headings(table: str) -> dict[str, SectionKind]:
    """What headings of a table ("headings", "similar", "endings") open, folded heading -> kind of section."""
    return {
        fold(words): SectionKind(kind)
        for each in languages().values()
        for kind, list_of_words in each.get(table, {}).items()
        for words in list_of_words
    }


@cache
def _starred(table: str, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The endings ("*sekretär") and the beginnings ("директор*") among the words of a list."""
    words = listed(table, name)
    endings = tuple(word.removeprefix("*") for word in words if word.startswith("*"))
    return endings, tuple(word.removesuffix("*") for word in words if word.endswith("*"))


@cache
def _countries() -> frozenset[str]:
    listed_ones = tomllib.loads((_FOLDER / "places" / "countries.toml").read_text("utf-8"))["countries"]
    return frozenset(fold(name).rstrip(".") for names in listed_ones.values() for name in names)


def is_country(text: str) -> bool:
    """Whether words are the name of a country, with or without "the" or "Islamic Republic of" before it."""
    name = fold(text.strip(" .,;:")).removeprefix("the ")
    return name in _countries() or _STATE.sub("", name) in _countries()


def in_list(word: str, table: str, name: str) -> bool:
    """Whether a folded word is in a list, or is made as a starred one of it says; "directors" is as "director"."""
    if word in (text := listed(table, name)) or word.removesuffix("s") in text:
        return True
    endings, beginnings = _starred(table, name)
    return word.endswith(endings) or word.startswith(beginnings)


def has_no_spaces(text: str) -> bool:
    """Whether words are of a script that parts no words: Chinese characters, or kana."""
    return any("\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or char == "々" for char in text)


@cache
def _surnames() -> tuple[str, ...]:
    people = languages()["zh"]["people"]
    return (*people["double_surnames"], *people["surnames"])


def is_unspaced_name(text: str) -> bool:
    """Whether words without spaces are a person's name: a known surname before one or two signs, or a middle dot."""
    if any(dot in text for dot in "·•・‧"):
        return 3 <= len(text) <= 30
    return 2 <= len(text) <= 4 and text.isalpha() and text.startswith(_surnames())


def tokens_of(text: str) -> Iterator[str]:
    """The folded words of a label, a hyphen or a slash between two of them."""
    for word in fold(text).replace("/", " ").replace("-", " ").replace("'", " ").split():
        yield word.strip(',;:()[]«»“”"')

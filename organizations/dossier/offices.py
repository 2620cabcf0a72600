"""Words that name an office, in any of the languages of `words/`."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from organizations.dossier.words import fold, has_no_spaces, in_list, languages, listed

MARKS = ',;:.()[]«»“”"'
"""What may stand beside a word of a name or an office."""


@lru_cache(4096)
def is_office(label: str) -> bool:
    """Whether words name an office: "Deputy Secretary General", "Head of Programmes", "Finance Director"."""
    written = [word for word in (each.strip(MARKS) for each in label.split()) if word]
    words = [fold(word) for word in written]
    # Longer ones are sentences.
    if not words or len(words) > 16:
        return False
    kinds = [_kind(word) if each not in _abbreviations() else "head" for word, each in zip(words, written, strict=True)]
    if "head" not in kinds:
        return False
    if len(words) == 1 and has_no_spaces(label):
        # A middle dot is of a foreign name in Chinese, whatever else its signs mean.
        return in_list(words[0], "offices", "heads") and "·" not in label
    at = 0
    while at < len(kinds) and kinds[at] == "around":
        at += 1
    if at < len(kinds) and kinds[at] == "head":
        while at < len(kinds) and kinds[at] in ("head", "around"):
            at += 1
        if at == len(kinds) or words[at] in listed("offices", "joins") or _breaks(label):
            return True
    while kinds and kinds[-1] == "around":
        kinds.pop()
    # "Edward Head": some words of offices are family names too, and then stand last.
    return bool(kinds) and kinds[-1] == "head" and words[len(kinds) - 1] not in listed("offices", "surnames")


def has_office_word(word: str) -> bool:
    """Whether a word of a line may be one that names an office."""
    bare = word.strip(MARKS)
    return bare in _abbreviations() or _kind(fold(bare)) == "head"


def is_about_office(word: str) -> bool:
    """Whether a word is one that names an office, or stands beside such a word: "Acting", "General"."""
    return _kind(fold(word.strip(MARKS))) != "other"


@lru_cache(4096)
def single_office(label: str) -> str:
    """The office that one of many holders has: "List of former Secretaries-General" is "Secretary-General".

    The words as they are where they do not say that there are many, and none where they name several offices.
    """
    opened = _of_lists().match(fold(label))
    words = label[opened.end() :].split() if opened else label.split()
    while len(words) > 1 and _is_before_office(fold(words[0])):
        words = words[1:]  # "Our presidents"
    end = next((at for at, word in enumerate(words) if at and fold(word) in listed("offices", "joins")), len(words))
    # A word may be a plural in several languages: the one that understands the most of them reads all.
    single, offices, _ = max((_in_singular(words[:end], tag) for tag in languages()), key=lambda found: found[1:])
    if not offices:
        return " ".join(words) if opened and is_office(" ".join(words)) else label
    if any(fold(word) in listed("people", "ands") for word in words):
        return ""
    kept = " ".join([*single, *words[end:]])
    return kept[:1].upper() + kept[1:] if label[:1].isupper() else kept


def _is_before_office(word: str) -> bool:
    """Whether a folded word stands before an office of many and is no part of it: "our", "anciens", not "principal"."""
    if word in listed("organization", "articles"):
        return True
    return word in listed("organization", "modifiers") and not in_list(word, "offices", "around")


def in_small_letters(office: str) -> str:
    """An office in capitals as it is written elsewhere: "DIRECTOR OF WORKS" is "Director of Works", "CEO" stays."""
    if not office.isupper() or office in _abbreviations():
        return office
    words = (word.lower() if fold(word) in listed("offices", "joins") else word.title() for word in office.split())
    return " ".join(words)


def _in_singular(words: Sequence[str], tag: str) -> tuple[tuple[str, ...], int, int]:
    """Words in the singular of a language, how many of them name offices and were plurals, and how many were."""
    found = [[(part, _singular(part, tag)) for part in word.split("-")] for word in words]
    changed = [one for parts in found for many, one in parts if many != one]
    single = ("-".join(one for _many, one in parts) for parts in found)
    return tuple(filter(None, single)), sum(map(has_office_word, changed)), len(changed)


@lru_cache(4096)
def _singular(word: str, tag: str) -> str:
    """The singular of a word of an office in a language, its capitals kept; empty for "former"."""
    plurals = _plurals(tag)
    folded = fold(word)
    found = plurals.get(folded)
    if found is None:
        many = next((each for each in plurals if each.startswith("*") and folded.endswith(each[1:])), "")
        is_regular = folded.endswith("s") and folded[:-1] in _heads(tag)
        if not many:
            return word[:-1] if is_regular and folded not in _heads(tag) else word
        found = word[: 1 - len(many)] + plurals[many][1:]
    if word.isupper():
        return found.upper()
    return found[:1].upper() + found[1:] if word[:1].isupper() else found


@cache
def _of_lists() -> re.Pattern[str]:
    """What may stand before an office of many: "List of", "历任"."""
    words = sorted(listed("offices", "lists"), key=len, reverse=True)
    return re.compile("|".join(re.escape(each) + ("" if has_no_spaces(each) else r"\s+") for each in words))


@cache
def _plurals(tag: str) -> dict[str, str]:
    """What words of offices are for one holder, in a language: the folded word for many -> the word for one."""
    return {fold(many): one for many, one in languages()[tag]["offices"]["plurals"].items()}


@cache
def _heads(tag: str) -> frozenset[str]:
    return frozenset(map(fold, languages()[tag]["offices"]["heads"]))


@cache
def _of_many() -> tuple[dict[str, str], tuple[str, ...]]:
    """The plurals of all languages, and the endings of those that are words with any beginning."""
    plurals = {many: one for tag in languages() for many, one in _plurals(tag).items() if one}
    return plurals, tuple(many[1:] for many in plurals if many.startswith("*"))


@cache
def _abbreviations() -> frozenset[str]:
    """Offices in capitals: "SG", which is no name as "Sg" may be."""
    return frozenset(word for each in languages().values() for word in each["offices"]["abbreviations"])


def _breaks(label: str) -> bool:
    """Whether a comma or a bracket stands behind the head of an office: "Director, Operations", "Chair (acting)"."""
    first = label.split()[0]
    return first.endswith(",") and in_list(fold(first.rstrip(",")), "offices", "heads")


@lru_cache(4096)
def _kind(word: str) -> str:
    plurals, endings = _of_many()
    if word.endswith(endings):
        return "head"
    word = fold(plurals.get(word, word))
    if in_list(word, "offices", "heads"):
        return "head"
    if in_list(word, "offices", "around"):
        return "around"
    parts = [part for part in word.replace("/", "-").replace("'", "-").split("-") if part]
    if len(parts) > 1:
        kinds = {_kind(part) for part in parts}
        if kinds <= {"head", "around"}:
            return "head" if "head" in kinds else "around"
    return "other"

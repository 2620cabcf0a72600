"""Decades that do not say their century, with one that was found elsewhere: "Anni Sessanta" of 1900 is "Anni 1960"."""

import re

from organizations.dossier.period.reading import parse_period
from organizations.dossier.period.value import Period, PeriodError
from organizations.dossier.period.vocabulary import DECADES, LAST_CENTURY, plain

# Not after a dot or comma, nor before figures: "1.60" and "60.5" are amounts.
_FIGURES = re.compile(
    r"(?<![\d.,])(?P<los>\blos\s+)?(?:['’]\s?)?(?P<decade>\d0)(?!\d|[.,]\d)"
    r"(?P<mark>['’]?s\b|ern?\b|-?(?:е|х|ые|ых)\b|\s*年代)?(?P<russian>(?=\s?[–-]\s?\d0-[ех]))?",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_YEARS = re.compile(r"\b(?:años|anos|anni|années|annees)\b", re.I)
_LAST_CENTURY = re.compile("|".join(rf"\s*{name.replace('_', ' ')}" for name in LAST_CENTURY.split()), re.I)
_BY_WORD = {
    # The word of the number alone, and whether it needs one for years before it: "sessanta" is sixty of anything.
    plain(name.split("_")[-1]): (decade, "_" in name)
    for decade, names in DECADES.items()
    for name in names.split()
}
_CENTURIES_AR = {18: "التاسع عشر", 19: "العشرين", 20: "الحادي والعشرين"}


def decade_of(text: str) -> int | None:
    """The decade that words name first, 60 for "Anni Sessanta"; None where they name none."""
    if found := _FIGURES.search(_in_ciphers(text)):
        return int(found["decade"])
    return next((_BY_WORD[word][0] for word in map(plain, _WORD.findall(text)) if word in _BY_WORD), None)


def decade_in(text: str, century: int) -> tuple[str, Period] | None:
    """The words of a decade with its century, 1900 say, and their period; None where they are no such decade."""
    bare = _LAST_CENTURY.sub("", _in_ciphers(text)).strip()
    years = _YEARS.search(bare)
    full = _FIGURES.sub(lambda found: _figures(found, century, years[0].lower() if years else ""), bare)
    if full == bare:
        full = _WORD.sub(lambda found: _word(found[0], century, bare[: found.start()]), bare)
    try:
        return (full, parse_period(full)) if full != bare else None
    except PeriodError:
        return None


def _in_ciphers(text: str) -> str:
    """Chinese words with their numbers in ciphers: "六十年代" is "60年代"."""
    return plain(text) if "年代" in text else text


def _figures(found: re.Match[str], century: int, years: str) -> str:
    """A decade in figures; behind another, or an article alone, it needs a word of its own that says that it is one."""
    year = f"{century + int(found['decade'])}"
    if found["mark"]:
        return f"{year}{found['mark'].lstrip('’' + chr(39))}"
    if found["russian"] is not None:
        return f"{year}-е"
    if found["los"]:
        return f"{found['los']}años {year}"
    is_second = years and _FIGURES.search(found.string, 0, found.start()) is not None
    return f"{years} {year}" if is_second else year


def _word(word: str, century: int, before: str) -> str:
    """The word of a decade in figures, as its language writes them; in Arabic with the name of its century."""
    decade, is_behind_years = _BY_WORD.get(plain(word), (None, False))
    if decade is None:
        return word
    year = century + decade
    if is_behind_years:
        return str(year) if _YEARS.search(before) else f"años {year}"
    if "\u0400" <= word[0] <= "\u04ff":
        return f"{year}-{'х' if word.endswith('х') else 'е'}"
    if "\u0600" <= word[0] <= "\u06ff":
        return f"{word.removeprefix('ال')} القرن {_CENTURIES_AR.get(century // 100, '')}".strip()
    return f"{year}s" if word.endswith("ies") else f"{year}er"

"""Sentences that say who held an office, and when: "Jan Muster was Director-General from 1951 to 1961."."""

from collections.abc import Sequence

from organizations.dossier.intake.lines.looks import first_sentence
from organizations.dossier.intake.lines.person_words import is_name
from organizations.dossier.intake.lines.tenures import PersonReading
from organizations.dossier.names import is_no_person
from organizations.dossier.offices import is_office
from organizations.dossier.period import PeriodError, parse_period
from organizations.dossier.words import fold, listed

MAX_VERB = 3
"""Words of the longest verb: "a été élu"."""
MAX_SENTENCE = 200
"""A longer one says more than who held an office."""


def read_sentence(text: str) -> PersonReading | None:
    """The tenure that a sentence tells of, a guess; None for any other. Its other sentences are in `rest`."""
    sentence, others = first_sentence(" ".join(text.split()))
    if len(sentence) > MAX_SENTENCE or not sentence.endswith("."):
        return None
    before, result = _around_verb(sentence.rstrip(".").split())
    opening, _, behind = before.partition(", ")
    name, dates = (behind, opening) if behind and _tenure(opening.split()) else (before, "")
    if _tenure(before.split()):
        name, dates, result = _turned(before, result)
    office, period = _office_and_dates(result)
    if not is_name(name) or is_no_person(name) or not is_office(office) or (dates and period):
        return None
    return PersonReading(name=name, title=office, period_words=period or dates, certain=False, rest=others)


def _turned(dates: str, text: str) -> tuple[str, str, str]:
    """Name, dates and office where the verb stands before the name: "Seit 1971 ist Eva Stein Präsidentin"."""
    words = text.split()
    names = (at for at in range(2, len(words)) if is_name(" ".join(words[:at])) and is_office(" ".join(words[at:])))
    at = next(names, 0)
    return " ".join(words[:at]), dates, " ".join(words[at:])


def _office_and_dates(text: str) -> tuple[str, str]:
    """The office that a verb is followed by, without an article, and the words of its dates, behind it or before it."""
    words = text.split()
    cuts = range(1, len(words))
    office, dates = text, ""
    if behind := next((at for at in cuts if _tenure(words[at:])), 0):
        office, dates = " ".join(words[:behind]), _tenure(words[behind:])
    elif before := next((at for at in reversed(cuts) if _tenure(words[:at])), 0):
        office, dates = " ".join(words[before:]), _tenure(words[:before])
    first, _, rest = office.partition(" ")
    office = rest if rest and fold(first) in listed("organization", "articles") else office
    return office.strip(" ,"), dates


def _tenure(words: Sequence[str]) -> str:
    """The words of the time in an office that words say; empty where they say none.

    "Between 1955 and 1963" is some day of these years elsewhere, and all of them here.
    """
    text = " ".join(words).strip(" ,")
    if not any(map(str.isdecimal, text)):
        return ""
    try:
        period = parse_period(text)
    except PeriodError:
        return ""
    if period.edtf.startswith("[") and ".." in period.edtf.strip("[.]"):
        first, last = period.reach
        return f"{first.year}–{last.year}"
    return text


def _around_verb(words: Sequence[str]) -> tuple[str, str]:
    """What stands before the first verb that can join a name and an office, and behind it; nothing without one."""
    folded = [fold(word) for word in words]
    for at in range(1, len(words) - 1):
        for end in range(min(at + MAX_VERB, len(words) - 1), at, -1):
            if " ".join(folded[at:end]) in listed("people", "verbs"):
                return " ".join(words[:at]).strip(" ,"), " ".join(words[end:])
    return "", ""

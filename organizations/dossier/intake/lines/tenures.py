"""The tenures of one holder: a name, with what stands around it put where it belongs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from organizations.dossier.intake.lines.person_dates import (
    dates_of,
    head_dates,
    is_readable,
    lives_of,
    may_be_first_name,
    tail_dates,
)
from organizations.dossier.intake.lines.person_offices import is_department, names_office, office_at_head
from organizations.dossier.intake.lines.person_words import (
    EDGES,
    GROUP,
    LEFT,
    PARTS,
    STRONG,
    is_acting,
    is_after_name,
    is_of_life,
    is_vacant,
    shown,
)
from organizations.dossier.names import PARTICLES, bare_name, is_collective, is_name_word
from organizations.dossier.offices import has_office_word, is_office
from organizations.dossier.period.tokens import tokens
from organizations.dossier.period.vocabulary import Word
from organizations.dossier.text import grammar
from organizations.dossier.words import fold, is_country, listed

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_COMMAS = re.compile(r"\s*,\s+")
_BEFORE_OFFICE = re.compile(r"[,:;|]\s+|\s[-–—]{1,2}\s+|\)\s*")
_OF = re.compile(r"(?P<name>.+) (?:of|from|aus|de|di) (?:the )?(?P<country>[^\W\d_a-z].*)")
_OF_PLACE = re.compile(r"(?P<name>.+?) (?:of|from|aus) (?:the )?(?P<country>[^\W\d_a-z].*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonReading:
    """A person in an office, or of an office for some time nobody (`is_gap`).

    `certain` where the shape of the line leaves no other reading. `rest` holds the words of the line that are in no
    other field: "vacant", notes, where links lead. What the fields hold is read back from the canonical text.
    """

    name: str = ""
    title: str = ""
    period_words: str = ""
    country: str = ""
    certain: bool = True
    rest: str = ""
    is_gap: bool = False


@dataclass(slots=True)
class Parts:
    """What was taken out of a line so far."""

    periods: list[str] = field(default_factory=list)
    country: str = ""
    acting: str = ""
    title: str = ""
    rest: list[str] = field(default_factory=list)
    certain: bool = True


def read_holder(piece: str, office: str) -> list[PersonReading]:
    """The tenures of one holder."""
    parts = Parts(title=office)
    dates, words = head_dates(piece)
    parts.periods += dates
    parts.certain = not (dates and may_be_first_name(dates[-1], words, piece))
    words = without_groups(words, parts)
    tail, words = tail_dates(words)
    if tail and parts.periods and not dates:
        parts.rest += parts.periods  # "(1950–2010)" behind a name, and dates of the office: a life
        parts.periods, parts.certain = [], False
    if tail and may_be_first_name(words, tail[0], piece) and len(words.split()) == 2:
        parts.certain = False  # "Anna May 1995"
    parts.periods += tail
    if not dates and not tail and not parts.periods and (alone := dates_of(words)):
        parts.periods, words = list(alone), ""
    _set_lives_aside(parts, dates)
    words = words.strip(LEFT)
    if not parts.title and words:
        parts.title, words = office_at_head(words)
    if parts.rest and is_vacant(parts.rest[-1]) and (not words or is_office(words)):
        parts.title, words = parts.title or words, parts.rest.pop()
    if is_vacant(words) or (is_vacant(words.split(" ")[0]) if words else False):
        words = _with_word_of_dates(words, parts)
        gap = PersonReading(
            is_gap=True, title=shown(parts.title), rest=shown(" ".join([words, *parts.rest])), certain=True
        )
        return [replace(gap, period_words=period) for period in parts.periods or [""]]
    name = _without_stop(_name_of(words, parts))
    if not name:
        return []
    if _YEAR.search(parts.title):
        _take_reason(parts)
    return [
        PersonReading(
            name=shown(name),
            title=shown(_title_of(parts)),
            period_words=period,
            country=parts.country,
            certain=parts.certain,
            rest=shown(" ".join(parts.rest)),
        )
        for period in parts.periods or [""]
    ]


def _with_word_of_dates(text: str, parts: Parts) -> str:
    """The words of a vacancy without the last, where that belongs to its dates: "vacant until", "1932"."""
    before, _, last = text.rpartition(" ")
    if before and len(parts.periods) == 1 and is_readable(whole := f"{last} {parts.periods[0]}"):
        parts.periods = [whole]
        return before
    return text


def _without_stop(name: str) -> str:
    """A name without the full stop behind it that is not of an initial, nor of "Jr."."""
    last = name.split(" ")[-1]
    is_whole = len(last) > 3 and last[-1] == "." and last[:-1].isalpha() and not is_after_name(last)
    return name[:-1] if is_whole else name


def _set_lives_aside(parts: Parts, before_name: Sequence[str]) -> None:
    """Take the years of a life for none of a tenure: "Jan Muster (1920–1999)", but not "1951– Jan Muster"."""
    if lives := lives_of(parts.periods):
        lives = [period for period in lives if period not in before_name or period[-1].isdecimal()]
        parts.periods = [period for period in parts.periods if period not in lives]
        parts.rest += lives
        parts.certain = False


def _take_reason(parts: Parts) -> None:
    """Part an office from what tells why its tenure ended: "Director from 1951 until his death in", 1959."""
    words = parts.title.split()
    parts.certain = False
    for at in range(len(words) if len(parts.periods) == 1 else 0):
        period, reason = _up_to_reason(" ".join(words[at:]), parts.periods[0])
        if period:
            parts.rest.append(reason)
            parts.title, parts.periods = " ".join(words[:at]).strip(EDGES), [period]
            return
    parts.rest += [parts.title, *parts.periods]
    parts.title, parts.periods = "", []


def _up_to_reason(text: str, end: str) -> tuple[str, str]:
    """The period that words begin, up to an end, and what they say of it: "1951 until his death in", "1959"."""
    start, reason = head_dates(text)
    is_end = any(token.kind in (Word.TO, Word.UNTIL) for token in tokens(" ".join(reason.split()[:2])))
    period = " – ".join(map(_without_preposition, (*start, end)))
    return (period, reason) if len(start) == 1 and is_end and is_readable(period) else ("", "")


def _without_preposition(date: str) -> str:
    """The words of a date without "from" or "in" before them."""
    first, _space, behind = date.partition(" ")
    return behind if behind and all(token.kind == Word.SINCE for token in tokens(first)) else date


def _title_of(parts: Parts) -> str:
    """The office, with what says that it was held for a while only."""
    if parts.acting and parts.title:
        return f"{parts.title} ({parts.acting})"
    return parts.title or parts.acting


def without_groups(text: str, parts: Parts) -> str:
    """Words without their brackets, which hold dates, a country, "acting" or something else."""
    kept = []
    at = 0
    for group in GROUP.finditer(text):
        inner = shown(group[1]).strip()
        if not any(map(str.isalpha, inner)) and not dates_of(inner):
            continue
        if is_department(group[0]) and is_office(_BEFORE_OFFICE.split(text[: group.start()])[-1]):
            continue
        kept.append(text[at : group.start()].strip())
        at = group.end()
        following = text[at:].split(maxsplit=1)[0] if text[at : at + 1] == " " else ""
        is_known = bool(dates_of(inner)) or is_country(inner) or is_office(inner) or is_acting(inner)
        if has_office_word(following) or (is_known and following[:1].isupper()):
            kept[-1] += ","  # "Jan Muster (Norway) President 1945–1950"
        elif following[:1].isupper():
            parts.rest.append(inner)  # "Jan (John) Muster"
            parts.certain = False
            continue
        _take_group(inner, is_last=not text[at:].strip(EDGES), parts=parts)
    return _stripped(re.sub(r"\s+([,;:])", r"\1", " ".join([*kept, text[at:].lstrip()])))


def _stripped(text: str) -> str:
    """Words without separators around them; the dash of "2017–" is none."""
    text = text.strip(" \t,;:|/").lstrip(LEFT)
    return text if text[-2:-1].isdigit() else text.rstrip(LEFT)


def _take_group(inner: str, *, is_last: bool, parts: Parts) -> None:
    dates = dates_of(inner)
    if dates and not is_of_life(inner):
        parts.periods += dates
        return
    pieces = [part for part in PARTS.split(inner) if part]
    # "(INSA-Lyon, France)": a country is one before what may be.
    named = next((part for part in pieces if is_country(part)), "")
    for part in pieces:
        whole = dates_of(part)
        dates, before = ((), part) if is_of_life(part) else (whole, "") if whole else tail_dates(part)
        period, reason = _up_to_reason(before, dates[0]) if before and len(dates) == 1 else ("", "")
        if period:
            parts.periods.append(period)
            parts.rest.append(reason)
            parts.certain = False
            continue
        if dates and before and not is_acting(before) and (parts.periods or not all(map(is_readable, dates))):
            # "1961–1974: Jan Muster (Deputy 1961)", "(Press release 2009-124)": no other time in this office.
            parts.rest.append(part)
            parts.certain = False
            continue
        parts.periods += dates
        if not before:
            continue
        if is_acting(before):
            parts.acting = before
            parts.certain = parts.certain and not dates  # "acting until 1965" may be a part of a longer time
        elif is_office(before) and not parts.title:
            parts.title = before
        elif not parts.country and is_place(before) and not is_vacant(before) and named in ("", before):
            parts.country = before
            parts.certain = parts.certain and is_country(before)
        else:
            parts.rest.append(before)
            parts.certain = False


def is_place(text: str) -> bool:
    """Whether words in brackets can be a country: not a nickname, a note, a number or a sentence."""
    return (
        len(text) <= 60
        and text[0] not in "“\"'«‘"
        and not any(map(str.isdigit, text))
        and not text[0].islower()
        and not is_of_life(text)
    )


def _name_of(text: str, parts: Parts) -> str:
    """The name in what is left of a line; what stands with it goes where it belongs. Empty where there is none."""
    if not text:
        return ""
    head, *tails = STRONG.split(text)
    name = _name_before_comma(head, parts)
    if not name and tails:
        cut = STRONG.search(text)
        return _name_behind(head, text[cut.end() :] if cut else "", parts)
    for tail in tails:
        if dates := dates_of(tail):
            parts.periods += dates
        else:
            _add_title(_without_country_behind_dates(tail, parts), parts)
    return name


def _without_country_behind_dates(text: str, parts: Parts) -> str:
    """The office of "Secretary-General, 2001–2010, Norway"; dates and country are taken."""
    before, _, country = text.rpartition(", ")
    dates, office = tail_dates(before) if is_country(country) and not parts.country else ((), "")
    if not office or not is_office(office):
        return text
    parts.periods += dates
    parts.country = country
    return office


def _name_before_comma(text: str, parts: Parts) -> str:
    """The name of "Jan Muster, KBE, Chair, Norway", what stands behind it taken as office or country."""
    first, *behind = [part for part in _COMMAS.split(text) if part] or [""]
    while behind and is_after_name(behind[0]):
        first = f"{first}, {behind.pop(0)}"
    if len(behind) == 1 and first[:1].islower() and _is_surname(first) and _is_given(behind[0]):
        parts.certain = False
        return f"{first}, {behind[0]}"  # "de Vries, Anke"
    if grammar.is_person(first) or (behind and grammar.is_person(bare_name(first))):
        if is_unclear(first):
            parts.certain = parts.certain and bool(parts.periods or parts.title)
        for at, part in enumerate(behind):
            if is_of_life(part):
                parts.rest.append(part)
                parts.certain = False
            elif dates := dates_of(part):
                parts.periods += dates
            elif is_country(part) and not parts.country:
                parts.country = part
            elif _names_several(part) and not names_office(part):
                parts.rest.append(part)  # "Eva Stein und Pia Horn"
                parts.certain = False
            elif names_office(part) or is_acting(part) or parts.country or not is_place(part) or at < len(behind) - 1:
                _add_title(part, parts)
            else:
                parts.country, parts.certain = part, False
        return first
    return _odd_name(first, behind, parts)


def _is_surname(text: str) -> bool:
    """Whether words are particles and one name: "de Vries"."""
    *particles, _name = text.split()
    return bool(particles) and all(fold(each) in PARTICLES for each in particles) and _all_names(text)


def _names_several(text: str) -> bool:
    return any(fold(word) in listed("people", "ands") for word in text.split())


def _is_given(text: str) -> bool:
    return len(text.split()) == 1 and _all_names(text) and not is_office(text) and not is_country(text)


def is_unclear(name: str) -> bool:
    """Whether a name is in a script without capitals, where any two words look like one."""
    return not any(char.isupper() for char in name)


def _of_country(text: str) -> re.Match[str] | None:
    """A name and the country behind it: "Jan Muster of Peru"; "de" is a part of a name before all but a country."""
    found = _OF.fullmatch(text)
    return found if found and is_country(found["country"]) else _OF_PLACE.fullmatch(text)


def _odd_name(first: str, behind: Sequence[str], parts: Parts) -> str:
    """A name that is none by its look: "Muster, Jan", "Jan Muster of Norway", "Sukarno" with an office or dates."""
    if len(first.split()) == 1 and len(behind) == 1 and not is_office(behind[0]) and _all_names(f"{first} {behind[0]}"):
        parts.certain = False
        return f"{first}, {behind[0]}"
    of = _of_country(first)
    if of and fold(first.split()[0]) in listed("people", "noble") and _all_names(of["name"]):
        return first
    if of and grammar.is_person(of["name"]) and not behind and not parts.country:
        parts.country, parts.certain = of["country"], False
        return of["name"]
    if is_country(first) or is_acting(first):
        return ""
    has_more = bool(parts.periods or parts.title or any(map(is_office, behind)))
    if len(first.split()) == 1 and has_more and _all_names(first) and not is_office(first) and first[0].isalpha():
        parts.certain = False
        for part in behind:
            _add_title(part, parts)
        return first
    if (
        first.split()
        and has_more
        and not behind
        and _all_names(first)
        and not is_collective(first)
        and not is_office(first)
    ):
        parts.certain = False
        return first
    return ""


def _all_names(text: str) -> bool:
    return 1 <= len(text.split()) <= 8 and all(map(is_name_word, text.split()))


def _name_behind(head: str, tail: str, parts: Parts) -> str:
    """The name behind a separator: "Norway – Jan Muster"; or before one, where it is a single word."""
    is_other = is_collective(head) or is_country(head) or is_acting(head)
    is_named_at_once = len(head.split()) == 1 and _all_names(head) and not is_other
    if is_named_at_once and (is_office(tail) or parts.periods) and not grammar.is_person(tail):
        parts.certain = False
        _add_title(tail, parts)
        return head
    name = _name_before_comma(tail, parts)
    if name and len(head) <= 80:
        parts.certain = False
        _add_title(head, parts)
        return name
    return ""


def _add_title(text: str, parts: Parts) -> None:
    """Words as the office, or behind it."""
    text = text.strip(LEFT)
    if not text:
        return
    if is_acting(text) and not parts.acting:
        parts.acting = text
        return
    if is_of_life(text):
        parts.rest.append(text)
        parts.certain = False
        return
    if is_country(text) and not parts.country:
        parts.country = text
        return
    if not names_office(text):
        parts.certain = False
    parts.title = f"{parts.title}, {text}" if parts.title else text

"""A line on people, of any hand: who held which office, when, and from which country."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from organizations.dossier.bounds import MAX_NAME
from organizations.dossier.document import Influence, Role
from organizations.dossier.intake.lines.looks import ends_sentence, first_sentence
from organizations.dossier.intake.lines.marks import left_out, without_dress
from organizations.dossier.intake.lines.person_dates import (
    MAX_DATE_WORDS,
    dates_of,
    head_dates,
    is_readable,
    is_short,
    tail_dates,
)
from organizations.dossier.intake.lines.person_offices import (
    cuts,
    is_department,
    may_end_before,
    name_part,
    names_office,
    office_at_head,
)
from organizations.dossier.intake.lines.person_words import (
    COMMA,
    GROUP,
    LEFT,
    PARTS,
    STRONG,
    is_acting,
    is_after_name,
    is_name,
    is_of_life,
    is_titled,
    is_vacant,
    masked,
    shown,
)
from organizations.dossier.intake.lines.tenures import Parts, PersonReading, read_holder, without_groups
from organizations.dossier.names import PARTICLES, bare_name, is_collective, is_name_word, is_no_person
from organizations.dossier.offices import in_small_letters, is_office, single_office
from organizations.dossier.period import parse_period
from organizations.dossier.text import grammar
from organizations.dossier.words import fold, has_no_spaces, is_country, listed

MAX_LINE = 2_000
"""A longer line is running text, not a list of names."""
MAX_KEPT = 16_384
"""So many lines are kept read: several rules ask for the same one, and the reading desk reads a source again for each
choice."""
MAX_BEFORE = 8
"""Words that may stand before the dates in the middle of a line."""
_SIGNS = str.maketrans(
    {"：": ": ", "︰": ": ", "（": " (", "）": ") ", "，": ", ", "、": ", ", "；": "; ", "،": ", ", "؛": "; "}
)
_PICTURES = re.compile(
    r"^(\s*(?:[•*·–-]\s+)?)(?:[\u2600-\u27bf\U0001f300-\U0001faff][\ufe0f\u200d\U0001f3fb-\U0001f3ff]*\s*)+"
)
"""Emoji before a name."""
_PICTURES_BEHIND = re.compile(
    r"\s*[\u2600-\u27bf\U0001f300-\U0001faff][\ufe0f\u200d\U0001f300-\U0001faff]*(?=\s*[:：,(])"
)
_MARK = re.compile(r"\s*(?:[•*·–-]\s+)?(\\+)(?=[^\W_])")
_BORN = re.compile(r"(?<=[(,;–])\s*\*\s?(?=\d[^*]*\))")
_DIED = re.compile(r"[†✝]\s?(?=[^\W_])")
"""Signs of a life, which would be taken off as marks of emphasis and of notes."""
_ARROW = re.compile(r"\s*(?:→|⇒|➜|➔|=>|->)\s*")
_LOOSE_MARK = re.compile(r"\s+([,;:)])")
_OPEN_END = re.compile(r"(?<=\d)(?:\s+[-–—]|\s*-{2,3})(?=\s*(?:[),;|]|$))")
"""The dash of "2010 –" with nothing behind it, which parts nothing but says that the time goes on."""
_EM_DASH = re.compile(r"(?<=\d)\s?—\s?(?=\d)")
_SIBLINGS = re.compile(
    r"(?:the )?(brothers|sisters|bros\.|hnos\.|hermanos|hermanas|gebrüder|brüder|frères|fratelli|irmãos|братья)\s+"
    r"(?=[^\W\d]+ (?:and|&|y|und|et|e|и) [^\W\d])",
    re.I,
)
"""What stands before the names of two of one family, and is no part of a name."""
_STREET = re.compile(r"[^\W\d_]{2,} \d{1,4}[a-z]?(?:,|$)")
_GOES_ON = re.compile(r"(\d{4})[–—-]\.?")
_LAST_STOP = re.compile(r"(?:(?<=[)\]])|(?<=\d\d))\.$")
"""The full stop of a line that ends in brackets or a year, and is no sentence for it: "Ada Lund (1951–1957)."."""
_BEFORE_LAST = re.compile(r".*(?:[:,;]|\s[–—-])\s+")
"""All before what a line says last."""
_BETWEEN_OFFICES = re.compile(r"\s*;\s+|(?<=[\w)])\.\s+(?=[^\W\d_][^.:;]{2,40}:\s)")
_ADDRESS = re.compile(r"[,;]?\s*[(<\[]?\b[\w.+-]+\s?(?:@|\[\s?at\s?\]|\(\s?at\s?\))\s?[\w-]+(?:\.[\w-]+)+[)>\]]?", re.I)
"""An address of mail, which is no office: "jan@x.org", "jan [ at ] x.org"."""
_UNTIL = re.compile(
    r"(\b(?:until|till|up to|to|jusqu’?'?à|bis zu[mr]?|hasta|até|fino a\w*)(?: [^\W\d]+){1,3}), (?=\d{4}\b)", re.I
)
"""A reason for which a tenure ended, and a comma before its year: "up to her death, 1966"."""
_DATED_NAME = re.compile(
    r"(?P<holder>[^()]{3,100}?\s\([^()]*\d[^()]*\))(?P<mark>[.:;,]|\s[–—-])?\s+(?P<others>[^\W\d][^()]*)"
)
MIN_TOLD = 4
"""So many words behind a name and its dates tell something; fewer may be a country or an office."""
_ITEM_NUMBER = re.compile(r"^\(?\d{1,3}[.)]\s+(?=\S)")


@lru_cache(MAX_KEPT)
def read_people(text: str) -> tuple[PersonReading, ...]:
    """The people of a line, none where it names nobody: an influence, a sentence, or marked as no person."""
    if len(text) > MAX_LINE:
        return ()
    addresses = _ADDRESS.findall(text) if "@" in text or "at" in text else []
    words = bare_line(_ADDRESS.sub("", text) if addresses else text)
    if siblings := _SIBLINGS.match(words):
        words = words[siblings.end() :]
        addresses = [siblings[1], *addresses]
    label, _, forced = _marked(words)
    if forced is False or (is_collective(label) and not is_office(label)):
        return ()
    rest = " ".join(filter(None, (left_out(text), *(each.strip(" ,;") for each in addresses))))
    if gap := _vacant_office(words):
        return (gap,)
    if forced:
        return (replace(_forced(words), rest=rest),)
    if (canonical := _canonical(words)) is not None:
        return (replace(canonical, rest=rest),) if is_somebody(canonical) else ()
    readings = _of_dated_name(words) or _readings(masked(words)) or _within_line(words)
    if len(readings) == 1 and not (readings[0].title or readings[0].period_words):
        readings = _of_first_sentence(words) or readings
    # Before nobodies are left out: the dates may stand behind the last of those named.
    if len(readings) == 1 and _is_address(words, readings[0]):
        return ()
    are_several = len({each.name for each in readings}) > 1
    readings = _sharing(_with_last(readings)) if are_several else _acting_at_first(readings)
    return tuple(
        settled(replace(each, rest=" ".join(filter(None, (each.rest, rest if not at else "")))))
        for at, each in enumerate(filter(is_somebody, readings))
    )


def _is_address(text: str, reading: PersonReading) -> bool:
    """Whether a line whose numbers are no date of somebody is where something stands: "Rua do Moinho 4, Angra"."""
    says_more = reading.title or reading.period_words or any(map(str.isdigit, reading.rest))
    return bool(reading.name) and not says_more and _STREET.search(text) is not None


def _with_last(readings: list[PersonReading]) -> list[PersonReading]:
    """The last of several holders with an open time that goes on from that before: "Ada Lund 1951–60; Jan Bo 1960–".

    Alone "1960–" may be the year in which somebody was born.
    """
    *others, last = readings
    begun = None if last.period_words else _GOES_ON.fullmatch(last.rest)
    if begun is None or not all(each.period_words and each.name for each in others):
        return readings
    if not any(each.period_words.endswith((begun[1], f"{begun[1][2:]}")) for each in others):
        return readings
    return [*others, replace(last, period_words=f"{begun[1]}–", rest="", certain=False)]


def _acting_at_first(readings: list[PersonReading]) -> list[PersonReading]:
    """One tenure of the two that "Since 1966: Jan Muster, acting until 1968" seems to tell of.

    Its office is not one that was held for a while; what says that it was at first is told beside it.
    """
    if len(readings) != 2 or readings[0].title != readings[1].title:
        return readings
    tenure, begun = readings
    words = tenure.title.split()
    acting = next((tail for at in range(len(words)) if is_acting(tail := " ".join(words[at:]))), "")
    if not acting or not (is_readable(begun.period_words) and parse_period(begun.period_words).open_start):
        return readings
    rest = " ".join(filter(None, (tenure.rest, acting, begun.period_words)))
    return [replace(tenure, title=tenure.title.removesuffix(acting).strip(" ,"), rest=rest, certain=False)]


def _of_dated_name(text: str) -> list[PersonReading]:
    """The holder whose dates stand in brackets, before what is told of the person, with dates of its own or without:
    "Jan Muster (1951–1960): built the harbour in 1955"."""
    found = None if _BETWEEN_OFFICES.search(text) else _DATED_NAME.fullmatch(text)
    if found is None or names_office(found["others"]) or (found["mark"] != "." and not _tells(found["others"])):
        return []
    if not found["mark"] and ends_sentence(text):
        return []  # "Director Muster (1951–1960) was convicted of …" is running text
    if any(each.period_words for each in filter(is_somebody, _readings(masked(found["others"])))):
        return []
    holders = _readings(masked(found["holder"]))
    if len(holders) != 1 or not (holders[0].name and holders[0].period_words):
        return []
    return [replace(holders[0], rest=" ".join(filter(None, (holders[0].rest, found["others"]))), certain=False)]


def _tells(text: str) -> bool:
    first, *others = text.split()
    return len(others) + 1 >= MIN_TOLD and fold(first) not in listed("people", "ands")


def _of_first_sentence(text: str) -> list[PersonReading]:
    """The holder that the first of several sentences names: "Jan Muster – director 1951–1960. Later a captain."."""
    sentence, others = first_sentence(text)
    found = _readings(masked(sentence.removesuffix("."))) if others else []
    if len(found) != 1 or not (found[0].name and found[0].period_words):
        return []
    return [replace(found[0], rest=" ".join(filter(None, (found[0].rest, others))), certain=False)]


def _within_line(text: str) -> list[PersonReading]:
    """The holder of a line whose dates stand between a name and a country: "Jan Muster 1946–1952 Norway Resigned"."""
    parts = text.split(" ")
    first = next((at for at, part in enumerate(parts[:MAX_BEFORE]) if part[:1].isdecimal()), 0)
    name = GROUP.sub("", " ".join(parts[:first]))
    if len(name.split()) < 2 or not is_name(name) or is_no_person(name):
        return []
    for end in range(min(len(parts), first + MAX_DATE_WORDS), first, -1):
        period = " ".join(parts[first:end])
        behind = parts[end:]
        at = next((at for at in range(min(len(behind), 4), 0, -1) if is_country(" ".join(behind[:at]))), 0)
        if at and is_readable(period) and not is_short(period):
            rest = " ".join((*GROUP.findall(" ".join(parts[:first])), *behind[at:]))
            country = " ".join(behind[:at])
            return [PersonReading(name=name, period_words=period, country=country, rest=rest, certain=False)]
    return []


def _vacant_office(words: str) -> PersonReading | None:
    """The reading of "Post vacant: treasurer, 2009"."""
    cut = STRONG.search(words)
    label, text = (words[: cut.start()].strip(" *_()"), words[cut.end() :]) if cut else ("", "")
    title, period, country = grammar.split_office(text) if is_vacant(label) else ("", "", "")
    if country or not is_office(title):
        return None
    return PersonReading(is_gap=True, title=title, period_words=period, rest=label)


def is_somebody(reading: PersonReading) -> bool:
    """Whether a reading is of a person, or of an office that nobody held.

    It is not where its name is that of a thing, nor where a single word without an office stands beside days or one
    year, as the place of a meeting does: "12–13 October 1998, Antalya".
    """
    if reading.is_gap or not reading.name:
        return True
    if is_no_person(reading.name):
        return False
    is_single = len(reading.name.split()) == 1 and not has_no_spaces(reading.name)
    return not (is_single and not reading.title and reading.period_words and is_short(reading.period_words))


def read_as(text: str, *, is_person: bool) -> tuple[PersonReading, ...]:
    """The people of a line of which somebody said that a person, or else an office, stands at its head."""
    cut = next(cuts(text), None) or GROUP.search(text)
    head, tail = (text[: cut.start()], text[cut.end() if cut.re is not GROUP else cut.start() :]) if cut else (text, "")
    if not is_person and tail:
        found = tuple(each for piece in holders_named(masked(tail)) for each in read_holder(piece, head))
        return tuple(map(settled, found)) or (settled(PersonReading(name=tail, title=head)),)
    found = () if is_office(head) else tuple(each for each in read_people(text) if each.name)
    if found:
        return found
    title, period, country = grammar.split_office(tail.strip(LEFT))
    return (settled(PersonReading(name=head, title=title, period_words=period, country=country)),)


def is_overlooked(claim: Role | Influence) -> bool:
    """Whether the canonical reading of a line on people is worth another: it hides a name, or dates in an office."""
    if isinstance(claim, Influence):
        text = f"{claim.label}: {claim.text}" if claim.label else claim.text
        return any(each.period_words or is_office(each.title) or each.is_gap for each in read_people(text))
    if is_no_person(claim.name):
        return True
    office = grammar.join_office(claim.title, claim.period.words if claim.period else "", claim.country)
    found = read_people(f"{claim.name}: {office}") if claim.period or claim.title or claim.country else ()
    return len(found) > 1 or any(each.period_words and not claim.period for each in found)


def bare_line(text: str) -> str:
    """The words of a line, without its dress, with the punctuation of other scripts as the canonical text has it."""
    text = _PICTURES_BEHIND.sub("", _PICTURES.sub(r"\1", text))
    mark = _MARK.match(text)
    text = text[mark.end() :] if mark else text
    text = _DIED.sub("d. ", _BORN.sub("b. ", text))
    words = " ".join(without_dress(text.strip().replace("\t", " | ")).translate(_SIGNS).split())
    words = _UNTIL.sub(r"\1 ", words)
    words = _ARROW.sub(" – ", _OPEN_END.sub("–", _LOOSE_MARK.sub(r"\1", words).replace("( ", "(")))
    words = _EM_DASH.sub("–", words)
    words = _LAST_STOP.sub("", _ITEM_NUMBER.sub("", words))
    if words.endswith(".") and is_office(_BEFORE_LAST.sub("", words[:-1])):
        words = words[:-1]  # "Ada Lund: President."
    return (mark[1] if mark else "") + words.rstrip(" ,;|")


def _marked(words: str) -> tuple[str, str, bool | None]:
    """Label and text of a line, and what the backslashes before it say of the label: no person, a person, nothing."""
    bare = words.lstrip(grammar.ESCAPE)
    label, text = grammar.labelled(bare) or (bare, "")
    mark = (len(words) - len(bare)) % 3
    return label, text, None if not mark else mark == len(grammar.A_PERSON)


def _forced(words: str) -> PersonReading:
    label, text, _ = _marked(words)
    title, period, country = grammar.split_office(text)
    return PersonReading(name=label, title=title, period_words=period, country=country)


def _canonical(text: str) -> PersonReading | None:
    """The reading of a line in the canonical form, where nothing of it could be meant otherwise."""
    found = grammar.read_label(text)
    labelled = grammar.labelled(text)
    if not found.is_person or not labelled or is_office(labelled[0]):
        return None
    title, period, country = grammar.split_office(found.text)
    if country and not period and is_office(title) and is_department(f"({country})"):
        return None
    if is_name(name_part(title)) and (is_titled(title) or not is_titled(found.label)):
        return None  # "Chief Scientist: Dr Jan Muster"
    named = holders_named(found.label)
    if len(named) > 1 and all(len(each.split()) > 1 for each in named):
        return None  # "Ana Ruiz y Eva Stein", but not "Santiago Ramón y Cajal"
    loose = f"{title} {country}"
    if (
        title.endswith(":")
        or re.search(r"\d{4}", loose)
        or PARTS.search(country)
        or "(" in title
        or any(map(str.isdigit, country))
    ):
        return None
    is_lone = "," in title and bool(period) and is_short(period)  # "Chair, Lent 1944": may be of the date
    is_sure = (bool(period) or is_office(title) or not title) and (
        not country or (bool(period) and is_country(country))
    )
    is_sure = is_sure and not (is_lone and not is_office(title.rsplit(",", 1)[-1]))
    return PersonReading(name=found.label, title=title, period_words=period, country=country, certain=is_sure)


def _readings(text: str) -> list[PersonReading]:
    """The holders that a line names; the words of a piece that names none stay with the one before it."""
    readings: list[PersonReading] = []
    for piece, office in _holders(text):
        single = single_office(office) or office
        single = in_small_letters(single) if single != office else office
        found = read_holder(piece, single)
        is_unmarked = text.startswith(f"{office} ") and may_end_before(office, piece)
        # A surname that was lent stands nowhere in the line.
        if single != office or is_unmarked or name_part(piece) not in text:
            found = [replace(each, certain=False) for each in found]
        if not found and readings:
            rest = f"{readings[-1].rest} {shown(piece)}".strip()
            readings[-1] = replace(readings[-1], rest=rest, certain=False)
        readings += found
    return readings


def _holders(text: str) -> Iterator[tuple[str, str]]:
    """The pieces of a line that each name one holder, with the office at its head where one stands there."""
    offices = [office_at_head(piece) for piece in _BETWEEN_OFFICES.split(text)]
    if len(offices) > 1 and all(office for office, _tail in offices):
        yield from ((tail, office) for office, tail in offices)
        return
    dates, behind = head_dates(text)
    office, tail = office_at_head(behind) if dates else ("", "")
    if office:  # "2001–2010 Director Jan Muster"
        yield f"{'; '.join(dates)}: {tail}", office
        return
    office, tail = office_at_head(text)
    pieces = holders_named(tail)
    for piece in pieces if len(pieces) > 1 or office else _offices(tail):
        yield piece, office


def _offices(text: str) -> list[str]:
    """A line for each office of "Jan Muster: Director, 1990–1995; President, 1996–2000"."""
    cut = STRONG.search(text) or COMMA.search(text)
    if not cut or not is_name(GROUP.sub("", text[: cut.start()])):
        return [text]
    for way in (r"\s*;\s+", r"(?<=\))\s*,\s+", r"(?<=\d),\s+(?=[^\W\d])"):
        pieces = [piece for piece in re.split(way, text[cut.end() :]) if piece]
        if len(pieces) > 1 and all(_is_dated_office(piece) for piece in pieces):
            return [f"{text[: cut.start()]}: {piece}" for piece in pieces]
    return [text]


def _is_dated_office(text: str) -> bool:
    parts = Parts()
    dates, before = tail_dates(without_groups(text, parts))
    return bool(before) and not is_of_life(text) and bool(dates or parts.periods) and not dates_of(text)


def holders_named(text: str) -> list[str]:
    """Words split where they tell of several holders; as one where they tell of one."""
    parts = [each for part in text.split(";") for each in holders_named(part.strip())] if ";" in text else []
    if parts and all(each and _names_somebody(each) for each in parts):
        return parts
    for way in _between_holders():
        pieces = [piece for piece in way.split(text) if piece and piece.strip()]
        if len(pieces) > 1 and all(_names_somebody(piece) for piece in pieces):
            return pieces
        if len(pieces) == 2 and (shared := _with_surname(*pieces)):
            return [shared, pieces[1]]
    return [text]


def _with_surname(first: str, second: str) -> str:
    """The first of two who share the surname behind the second: "Mary Smith" of "Mary and John Smith"; else nothing."""
    if " " in first or not is_name_word(first) or has_no_spaces(first) or fold(first) in listed("people", "honorifics"):
        return ""
    if is_no_person(first) or not _names_somebody(second):
        return ""
    given_second, *surname = bare_name(name_part(second)).split()
    at = next((at for at, word in enumerate(surname) if fold(word) in PARTICLES), len(surname) - 1)
    return f"{first} {' '.join(surname[at:])}" if surname and is_name_word(given_second) else ""


@cache
def _between_holders() -> tuple[re.Pattern[str], ...]:
    """What may part one holder from the next, the surest first."""
    ands = "|".join(
        re.escape(word) for word in sorted(listed("people", "ands"), key=len, reverse=True) if word.isalpha()
    )
    between = rf"\s+(?:{ands}|&|/)\s+"
    ways = (
        r"\s*;\s+",
        rf"(?<=[)\]])\s*(?:,|/|{between})\s*(?:(?:{ands})\s+)?",
        rf"(?<=\d)(?:\s*,\s+|{between})(?=[^\W\d])",
        rf"\s*,\s+(?:(?:{ands})\s+)?|{between}",
        between,
    )
    return tuple(re.compile(way, re.I) for way in ways)


@lru_cache(1024)
def _names_somebody(piece: str) -> bool:
    """Whether a piece of a line tells of a holder of its own: a name, with or without a date before it."""
    _, behind = head_dates(piece)
    name = name_part(tail_dates(behind)[1])
    return is_vacant(name) or (is_name(name) and not is_after_name(name))


def _sharing(readings: list[PersonReading]) -> list[PersonReading]:
    """Holders named together share the dates, and the office, that stand behind the last of them."""
    last, others = readings[-1], readings[:-1]
    period = "" if any(each.period_words for each in others) else last.period_words
    # An office of many is that of all of them: "Jan Muster and Eva Stein: Co-directors", not "…, Deputy".
    is_shared = not any(each.title for each in others) and single_office(last.title) != last.title
    title = last.title if is_shared else ""
    if not (period or title) or not others:
        return readings
    return [
        replace(each, period_words=period or each.period_words, title=title or each.title, certain=False)
        for each in readings
    ]


def settled(reading: PersonReading) -> PersonReading:
    """A reading as the canonical text can hold it: brackets of an office become commas where they would be lost."""
    if reading.is_gap or _reads_back(reading):
        return reading
    title = re.sub(r"\s*[(\[]\s*|\s*[)\]]", ", ", reading.title).strip(" ,")
    plain = replace(reading, title=re.sub(r"(?:,\s*)+", ", ", title), certain=False)
    if _reads_back(plain):
        return plain
    rest = " ".join(filter(None, (plain.title, plain.country, plain.rest)))
    bare = replace(plain, title="", country="", rest=rest)
    return bare if _reads_back(bare) else PersonReading(certain=False, rest=" ".join((reading.name, rest)))


def _reads_back(reading: PersonReading) -> bool:
    office = grammar.join_office(reading.title, reading.period_words, reading.country)
    text = (reading.title, reading.period_words, reading.country)
    return len(reading.name) <= min(MAX_NAME, 100) and ":" not in reading.name and grammar.split_office(office) == text

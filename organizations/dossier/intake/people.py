"""A line on people, of any hand: who held which office, when, and from which country."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from organizations.dossier.bounds import MAX_NAME
from organizations.dossier.document import Influence, Role
from organizations.dossier.intake.marks import left_out, without_dress
from organizations.dossier.names import bare_name, has_office_word, is_collective, is_name_word, is_office
from organizations.dossier.period import MAX_LENGTH, PeriodError, parse_period
from organizations.dossier.period.tokens import has_words_of_dates
from organizations.dossier.period.vocabulary import plain
from organizations.dossier.text import grammar
from organizations.dossier.words import fold, has_no_spaces, is_country, listed

MAX_LINE = 2_000
"""A longer line is running text, not a list of names."""
MAX_DATE_WORDS = 12

_SIGNS = str.maketrans(
    {"：": ": ", "︰": ": ", "（": " (", "）": ") ", "，": ", ", "、": ", ", "；": "; ", "،": ", ", "؛": "; "}
)
_STRONG = re.compile(r"\s*:\s+|\s+[-–—]{1,2}\s+|\s*—\s*|\s+\|\s+")
_GROUP = re.compile(r"\s*[(\[]([^()\[\]]{1,200})[)\]]")
_MARK = re.compile(r"\s*(?:[•*·–-]\s+)?(\\+)(?=[^\W_])")
_YEARS = re.compile(r"\d{4}")
_PARTS = re.compile(r"\s*[;,]\s*")
_MASK = {ord(" "): "\ue000", ord("—"): "\ue001"}
_UNMASK = {0xE000: " ", 0xE001: "—"}
_EDGES = " \t,;:–—-|/."
_LEFT = " \t,;:–—-|/"
_COMMA = re.compile(r",\s+")
_COMMAS = re.compile(r"\s*,\s+")
_LOOSE_MARK = re.compile(r"\s+([,;:)])")
_ITEM_NUMBER = re.compile(r"^\(?\d{1,3}[.)]\s+(?=\S)")
_BEHIND_NAME = re.compile(r"[(\[,;:\d]|\s[-–—]")
_BEFORE_DATES = re.compile(r",\s+|;\s+|:\s+|\s[-–—]{1,2}\s|\s\|\s")
_BEFORE_OFFICE = re.compile(r"[,:;|]\s+|\s[-–—]{1,2}\s+|\)\s*")
_BORN = re.compile(r"(?:b\.|born|n[ée]e?|geb\.|nat[oa]|nacid[oa]|род\.)\s", re.I)
_OF = re.compile(r"(?P<name>.+?) (?:of|from|aus|de|di) (?:the )?(?P<country>[^\W\d_a-z].*)")


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
class _Parts:
    """What was taken out of a line so far."""

    periods: list[str] = field(default_factory=list)
    country: str = ""
    acting: str = ""
    title: str = ""
    rest: list[str] = field(default_factory=list)
    certain: bool = True


def read_people(text: str) -> tuple[PersonReading, ...]:
    """The people of a line, none where it names nobody: an influence, a sentence, or marked as no person."""
    if len(text) > MAX_LINE:
        return ()
    words = bare_line(text)
    label, _, forced = _marked(words)
    if forced is False or is_collective(label):
        return ()
    rest = left_out(text)
    if forced or (canonical := _canonical(words)) is not None:
        reading = _forced(words) if forced else canonical
        return (replace(reading, rest=rest),) if reading else ()
    readings = [each for piece, office in _holders(masked(words)) for each in read_holder(piece, office)]
    readings = _sharing(readings) if len({each.name for each in readings}) > 1 else readings
    return tuple(
        settled(replace(each, rest=" ".join(filter(None, (each.rest, rest if not at else "")))))
        for at, each in enumerate(readings)
    )


def read_as(words: str, *, is_person: bool) -> tuple[PersonReading, ...]:
    """The people of a line of which somebody said that a person, or else an office, stands at its head."""
    cut = next(_cuts(words), None) or _GROUP.search(words)
    head, tail = (
        (words[: cut.start()], words[cut.end() if cut.re is not _GROUP else cut.start() :]) if cut else (words, "")
    )
    if not is_person and tail:
        found = tuple(each for piece in _pieces(masked(tail)) for each in read_holder(piece, head))
        return tuple(map(settled, found)) or (settled(PersonReading(name=tail, title=head)),)
    found = () if is_office(head) else tuple(each for each in read_people(words) if each.name)
    if found:
        return found
    title, period, country = grammar.split_office(tail.strip(_LEFT))
    return (settled(PersonReading(name=head, title=title, period_words=period, country=country)),)


def is_overlooked(claim: Role | Influence) -> bool:
    """Whether the canonical reading of a line on people is worth another: it hides a name, or dates in an office."""
    if isinstance(claim, Influence):
        words = f"{claim.label}: {claim.text}" if claim.label else claim.text
        return any(each.period_words or is_office(each.title) or each.is_gap for each in read_people(words))
    office = grammar.join_office(claim.title, claim.period.words if claim.period else "", claim.country)
    found = read_people(f"{claim.name}: {office}") if claim.period or claim.title or claim.country else ()
    return len(found) > 1 or any(each.period_words and not claim.period for each in found)


def bare_line(text: str) -> str:
    """The words of a line, without its dress, with the punctuation of other scripts as the canonical text has it."""
    mark = _MARK.match(text)
    text = text[mark.end() :] if mark else text
    words = " ".join(without_dress(text.strip().replace("\t", " | ")).translate(_SIGNS).split())
    words = _LOOSE_MARK.sub(r"\1", words).replace("( ", "(")
    words = _ITEM_NUMBER.sub("", words)
    return (mark[1] if mark else "") + words.rstrip(" ,;|")


def masked(words: str) -> str:
    """Words with the separators in brackets hidden, so that none of them parts the line."""
    return _GROUP.sub(lambda group: group[0][:1] + group[0][1:].translate(_MASK), words)


def shown(words: str) -> str:
    return words.translate(_UNMASK)


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


def _canonical(words: str) -> PersonReading | None:
    """The reading of a line in the canonical form, where nothing of it could be meant otherwise."""
    said = grammar.read_label(words)
    if not said.is_person or not grammar.labelled(words) or is_office(grammar.labelled(words)[0]):  # type: ignore[index]
        return None
    title, period, country = grammar.split_office(said.text)
    loose = f"{title} {country}"
    if re.search(r"\d{4}", loose) or _PARTS.search(country) or "(" in title or any(map(str.isdigit, country)):
        return None
    is_sure = (bool(period) or is_office(title) or not title) and (
        not country or (bool(period) and is_country(country))
    )
    return PersonReading(name=said.label, title=title, period_words=period, country=country, certain=is_sure)


def _holders(words: str) -> Iterator[tuple[str, str]]:
    """The pieces of a line that each name one holder, with the office at its head where one stands there."""
    office, tail = _office_at_head(words)
    pieces = _pieces(tail)
    for piece in pieces if len(pieces) > 1 or office else _offices(tail):
        yield piece, office


def _offices(words: str) -> list[str]:
    """A line for each office of "Jan Muster: Director, 1990–1995; President, 1996–2000"."""
    cut = _STRONG.search(words) or _COMMA.search(words)
    if not cut or not _is_name(_GROUP.sub("", words[: cut.start()])):
        return [words]
    for way in (r"\s*;\s+", r"(?<=\))\s*,\s+", r"(?<=\d),\s+(?=[^\W\d])"):
        pieces = [piece for piece in re.split(way, words[cut.end() :]) if piece]
        if len(pieces) > 1 and all(_is_dated_office(piece) for piece in pieces):
            return [f"{words[: cut.start()]}: {piece}" for piece in pieces]
    return [words]


def _is_dated_office(words: str) -> bool:
    parts = _Parts()
    dates, before = _tail_dates(_without_groups(words, parts))
    return bool(before) and bool(dates or parts.periods) and not dates_of(words)


@lru_cache(1024)
def _office_at_head(words: str) -> tuple[str, str]:
    """The office before the first separator, or before a name; and what stands behind it."""
    for cut in _cuts(words):
        head, tail = words[: cut.start()], words[cut.end() :]
        bare = _GROUP.sub("", head)
        if not tail or not is_office(bare):
            break
        groups = head[len(bare) :] if head.startswith(bare) else ""
        if _is_department(groups):
            return head, tail
        return bare, f"{tail} {groups}".strip()
    return _office_before_name(words)


def _is_department(groups: str) -> bool:
    """Whether what stands in brackets behind an office is a part of its name: "(Operations)", not "(Norway)"."""
    group = _GROUP.fullmatch(groups)
    inner = shown(group[1]).strip() if group else ""
    return bool(inner) and not (
        dates_of(inner) or is_country(inner) or _is_acting(inner) or _is_vacant(inner) or any(map(str.isdigit, inner))
    )


def _is_of_department(words: str) -> bool:
    """Whether words are an office with its department: "Director (Operations)"."""
    bare, bracket, inner = words.partition(" (")
    return bool(bracket) and is_office(bare) and _is_department(bracket + inner)


def _names_office(words: str) -> bool:
    return is_office(_GROUP.sub("", words))


def _cuts(words: str) -> Iterator[re.Match[str]]:
    """Where a line may fall into head and tail: at its first strong separator, or at its first comma."""
    strong = _STRONG.search(words)
    comma = _COMMA.search(words)
    return iter(sorted((cut for cut in (strong, comma) if cut), key=lambda cut: cut.start()))


def _office_before_name(words: str) -> tuple[str, str]:
    """ "Secretary-General Jan Muster (2014–2024)", "总干事张三"."""
    parts = words.split()
    if parts and has_no_spaces(parts[0]):
        for at in range(min(len(parts[0]) - 1, 14), 1, -1):
            head, tail = parts[0][:at], parts[0][at:]
            if is_office(head) and grammar.is_person(tail.partition("(")[0]):
                return head, " ".join([tail, *parts[1:]])
    heads = [at for at, part in enumerate(parts[:8], 1) if has_office_word(part)]
    for at in range(min(len(parts) - 1, 8), heads[0] - 1 if heads else 8, -1):
        head, tail = " ".join(parts[:at]), " ".join(parts[at:])
        if (is_office(head) or _is_of_department(head)) and _is_name(_name_part(tail)):
            return head, tail
    return "", words


def _name_part(words: str) -> str:
    """What stands before the first bracket, comma, separator or number."""
    return _BEHIND_NAME.split(words, maxsplit=1)[0].strip()


def _pieces(words: str) -> list[str]:
    """Words parted where they tell of several holders."""
    for way in _between_holders():
        pieces = [piece for piece in way.split(words) if piece and piece.strip()]
        if len(pieces) > 1 and all(_names_somebody(piece) for piece in pieces):
            return pieces
    return [words]


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
    )
    return tuple(re.compile(way, re.I) for way in ways)


@lru_cache(1024)
def _names_somebody(piece: str) -> bool:
    """Whether a piece of a line tells of a holder of its own: a name, with or without a date before it."""
    _, behind = _head_dates(piece)
    name = _name_part(behind)
    return _is_vacant(name) or (_is_name(name) and not _is_after_name(name))


def _is_name(words: str) -> bool:
    return grammar.is_person(words) or (bool(words.split()) and grammar.is_person(_first_names(words)))


def _first_names(words: str) -> str:
    """A name without what stands behind commas, where that is "KBE" or "Jr."."""
    first, *behind = _PARTS.split(words)
    return first if behind and all(map(_is_after_name, behind)) else words


def _is_after_name(words: str) -> bool:
    parts = [fold(part.strip(".()")) for part in words.split()]
    return bool(parts) and all(part in listed("people", "after") for part in parts)


def _is_vacant(words: str) -> bool:
    folded = fold(words.strip(_EDGES + "()[]"))
    return folded in listed("people", "vacant")


def _is_acting(words: str) -> bool:
    folded = fold(words.strip(_LEFT))
    return folded in listed("people", "acting") or folded.rstrip(".") in listed("people", "acting")


@lru_cache(8192)
def dates_of(words: str) -> tuple[str, ...]:
    """The periods that words are: one, or several parted by commas and "and"; none where they are something else."""
    words = words.strip(" ,;")
    if not words or len(words) > 4 * MAX_LENGTH or not any(map(str.isdigit, words)):
        return ()
    if is_readable(words):
        return (words,)
    if len(_YEARS.findall(words)) < 2:
        return (words,) if grammar.is_period(words) else ()
    found: list[str] = []
    for piece in _between_dates().split(words):
        found += [piece] if is_readable(piece) else re.split(r"\s*,\s*", piece)
    if len(found) > 1 and all(map(is_readable, found)):
        return tuple(found)
    return (words,) if grammar.is_period(words) else ()


@cache
def _between_dates() -> re.Pattern[str]:
    ands = "|".join(re.escape(word) for word in listed("people", "ands"))
    return re.compile(rf"\s*;\s*|\s*,?\s+(?:{ands})\s+", re.I)


def is_readable(words: str) -> bool:
    try:
        return grammar.is_period(words) and bool(parse_period(words))
    except PeriodError:
        return False


@lru_cache(1024)
def _head_dates(words: str) -> tuple[tuple[str, ...], str]:
    """The dates that a line begins with, and what stands behind them."""
    cut = _STRONG.search(words)
    while cut and cut.start() <= 4 * MAX_LENGTH:
        if (dates := dates_of(words[: cut.start()])) and not dates_of(words):
            longer = _STRONG.search(words, cut.end())
            if not (longer and dates_of(words[: longer.start()])):
                return dates, words[cut.end() :].strip(_LEFT)
            cut = longer
            continue
        break
    parts = words.split(" ")
    if not (parts[0][:1].isdigit() or has_words_of_dates(plain(parts[0]))):
        return (), words
    for at in range(min(len(parts) - 1, MAX_DATE_WORDS), 0, -1):
        head = " ".join(parts[:at])
        if head[:1].isdigit() or head[:1].isalpha():
            dates = dates_of(head)
            if not (dates and is_readable(dates[0])):
                dates = dates_of(head.rstrip(_LEFT))
            if dates and is_readable(dates[0]):
                return dates, " ".join(parts[at:]).strip(_LEFT)
    return (), words


def _tail_dates(words: str) -> tuple[tuple[str, ...], str]:
    """The dates that a line ends with, the longest that stand behind a separator, and what stands before them."""
    marks = [match.end() for match in _BEFORE_DATES.finditer(words)]
    found = [(at, dates) for at in marks if (dates := dates_of(words[at:]))]
    if len(found) > 1 and len(words[: found[0][0]].split()) == 1:
        found.pop(0)  # "Muster, Jan, 1990": a first name that is a month's too
    if found:
        at, dates = found[0]
        return dates, words[:at].rstrip(_LEFT)
    parts = words.split(" ")
    for at in range(max(1, len(parts) - MAX_DATE_WORDS), len(parts)):
        before = " ".join(parts[:at])
        if dates := dates_of(" ".join(parts[at:])):
            is_surname = at == 1 and len(parts) - at > 1 and parts[1].isalpha() and dates_of(" ".join(parts[2:]))
            if not is_surname:
                return dates, before.rstrip(_LEFT)
    return (), words


def read_holder(piece: str, office: str) -> list[PersonReading]:
    """The tenures of one holder."""
    parts = _Parts(title=office)
    dates, words = _head_dates(piece)
    parts.periods += dates
    words = _without_groups(words, parts)
    tail, words = _tail_dates(words)
    if tail and parts.periods and not dates:
        parts.rest += parts.periods  # "(1950–2010)" behind a name, and dates of the office: a life
        parts.periods, parts.certain = [], False
    parts.periods += tail
    if not dates and not tail and not parts.periods and (alone := dates_of(words)):
        parts.periods, words = list(alone), ""
    words = words.strip(_LEFT)
    if not parts.title and words:
        parts.title, words = _office_at_head(words)
    if parts.rest and _is_vacant(parts.rest[-1]) and (not words or is_office(words)):
        parts.title, words = parts.title or words, parts.rest.pop()
    if _is_vacant(words) or (_is_vacant(words.split(" ")[0]) if words else False):
        gap = PersonReading(
            is_gap=True, title=shown(parts.title), rest=shown(" ".join([words, *parts.rest])), certain=True
        )
        return [replace(gap, period_words=period) for period in parts.periods or [""]]
    name = _name_of(words, parts)
    if not name:
        return []
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


def _title_of(parts: _Parts) -> str:
    if parts.acting and parts.title:
        return f"{parts.title} ({parts.acting})"
    return parts.title or parts.acting


def _without_groups(words: str, parts: _Parts) -> str:
    """Words without their brackets, which hold dates, a country, "acting" or something else."""
    kept = []
    at = 0
    for group in _GROUP.finditer(words):
        inner = shown(group[1]).strip()
        if not any(map(str.isalpha, inner)) and not dates_of(inner):
            continue
        if _is_department(group[0]) and is_office(_BEFORE_OFFICE.split(words[: group.start()])[-1]):
            continue
        kept.append(words[at : group.start()])
        at = group.end()
        _take_group(inner, is_last=not words[at:].strip(_EDGES), parts=parts)
    return _stripped(re.sub(r"\s+([,;:])", r"\1", " ".join([*kept, words[at:]])))


def _stripped(words: str) -> str:
    """Words without separators around them; the dash of "2017–" is none."""
    words = words.strip(" \t,;:|/").lstrip(_LEFT)
    return words if words[-2:-1].isdigit() else words.rstrip(_LEFT)


def _take_group(inner: str, *, is_last: bool, parts: _Parts) -> None:
    if dates := dates_of(inner):
        parts.periods += dates
        return
    for part in filter(None, _PARTS.split(inner)):
        dates, before = ((), part) if _BORN.match(part) else _tail_dates(part)
        dates = dates or dates_of(part)
        before = "" if dates_of(part) else before
        parts.periods += dates
        if not before:
            continue
        if _is_acting(before):
            parts.acting = before
        elif is_office(before) and not parts.title:
            parts.title = before
        elif not parts.country and is_place(before):
            parts.country = before
            parts.certain = parts.certain and is_country(before)
        else:
            parts.rest.append(before)
            parts.certain = False


def is_place(words: str) -> bool:
    """Whether words in brackets can be a country: not a nickname, a note, a number or a sentence."""
    return (
        len(words) <= 60
        and words[0] not in "“\"'«‘"
        and not any(map(str.isdigit, words))
        and not words[0].islower()
        and not _BORN.match(words)
    )


def _name_of(words: str, parts: _Parts) -> str:
    """The name in what is left of a line; what stands with it goes where it belongs. Empty where there is none."""
    if not words:
        return ""
    cut = _STRONG.search(words)
    head, tail = (words[: cut.start()], words[cut.end() :]) if cut else (words, "")
    name = _name_before_comma(head, parts)
    if not name and tail:
        return _name_behind(head, tail, parts)
    if tail:
        _add_title(tail, parts)
    return name


def _name_before_comma(words: str, parts: _Parts) -> str:
    """The name of "Jan Muster, KBE, Chair, Norway", what stands behind it taken as office or country."""
    first, *behind = [part for part in _COMMAS.split(words) if part]
    while behind and _is_after_name(behind[0]):
        first = f"{first}, {behind.pop(0)}"
    if grammar.is_person(first) or (behind and grammar.is_person(bare_name(first))):
        if is_unclear(first):
            parts.certain = parts.certain and bool(parts.periods or parts.title)
        for at, part in enumerate(behind):
            if dates := dates_of(part):
                parts.periods += dates
            elif is_country(part) and not parts.country:
                parts.country = part
            elif _names_office(part) or parts.country or not is_place(part) or at < len(behind) - 1:
                _add_title(part, parts)
            else:
                parts.country, parts.certain = part, False
        return first
    return _odd_name(first, behind, parts)


def is_unclear(name: str) -> bool:
    """Whether a name is in a script without capitals, where any two words look like one."""
    return not any(char.isupper() for char in name)


def _odd_name(first: str, behind: Sequence[str], parts: _Parts) -> str:
    """A name that is none by its look: "Muster, Jan", "Jan Muster of Norway", "Sukarno" with an office or dates."""
    if len(first.split()) == 1 and len(behind) == 1 and not is_office(behind[0]) and _all_names(f"{first} {behind[0]}"):
        parts.certain = False
        return f"{first}, {behind[0]}"
    of = _OF.fullmatch(first)
    if of and fold(first.split()[0]) in listed("people", "noble") and _all_names(of["name"]):
        return first
    if of and grammar.is_person(of["name"]) and not behind and not parts.country:
        parts.country, parts.certain = of["country"], False
        return of["name"]
    if is_country(first):
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


def _all_names(words: str) -> bool:
    return 1 <= len(words.split()) <= 8 and all(map(is_name_word, words.split()))


def _name_behind(head: str, tail: str, parts: _Parts) -> str:
    """The name behind a separator: "Norway – Jan Muster"; or before one, where it is a single word."""
    is_named_at_once = len(head.split()) == 1 and _all_names(head) and not is_collective(head) and not is_country(head)
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


def _add_title(words: str, parts: _Parts) -> None:
    """Words as the office, or behind it."""
    words = words.strip(_LEFT)
    if not words:
        return
    if _is_acting(words) and not parts.acting:
        parts.acting = words
        return
    if is_country(words) and not parts.country:
        parts.country = words
        return
    if not _names_office(words):
        parts.certain = False
    parts.title = f"{parts.title}, {words}" if parts.title else words


def _sharing(readings: list[PersonReading]) -> list[PersonReading]:
    """Holders named together share the dates that stand behind the last of them."""
    last = readings[-1]
    if not last.period_words or any(each.period_words for each in readings[:-1]):
        return readings
    return [replace(each, period_words=last.period_words, certain=False) for each in readings]


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
    said = (reading.title, reading.period_words, reading.country)
    return len(reading.name) <= min(MAX_NAME, 100) and ":" not in reading.name and grammar.split_office(office) == said

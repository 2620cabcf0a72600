"""A row of a table of people: who held which office, by what its columns are called or by what stands in them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from organizations.dossier.intake.lines.marks import left_out, without_dress
from organizations.dossier.intake.lines.people import bare_line, holders_named, is_somebody, read_people, settled
from organizations.dossier.intake.lines.person_dates import dates_of, is_readable
from organizations.dossier.intake.lines.person_offices import office_at_head
from organizations.dossier.intake.lines.person_words import masked
from organizations.dossier.intake.lines.tenures import PersonReading, read_holder
from organizations.dossier.names import bare_name, is_collective, is_name_word, is_no_person
from organizations.dossier.offices import is_office
from organizations.dossier.text import grammar
from organizations.dossier.words import fold, is_country, listed

MAX_NAME_WORDS = 12
"""A cell with more words is no name, whatever its column is called."""

MAX_PLAIN = 7
"""Words of a name that is one for sure, because its column says so."""

COLUMNS = ("name", "family", "given", "country", "term", "from", "to", "office", "others")
_NOTE = re.compile(r"\s*\(([^()]*)\)")
_BREAK = re.compile(r"\s*(?:<br\s*/?>|\n)\s*", re.I)


def columns_of(header: Sequence[str]) -> tuple[str, ...]:
    """What each column of a table holds, one of COLUMNS; empty where its name does not say it."""
    cells = [fold(without_dress(cell)).strip(" :*.?") for cell in header]
    kinds = [_column(cell) for cell in cells]
    if kinds.count("name") > 1:
        plain = [cell in _plain_names() for cell in cells]
        keep = plain.index(True) if any(plain) else kinds.index("name")
        kinds = [kind if kind != "name" or at == keep else "others" for at, kind in enumerate(kinds)]
    return tuple(kinds)


def names_people(header: Sequence[str]) -> bool:
    """Whether a column is called as names are, and not as an office that may stand beside an event: "Chair"."""
    return any(fold(without_dress(cell)).strip(" :*.") in _plain_names() for cell in header)


def _plain_names() -> frozenset[str]:
    """Headers of names that are no office."""
    return frozenset(word for word in listed("columns", "name") if not is_office(word))


def _column(text: str) -> str:
    """What a header says, by its words, or by those before a slash or a bracket."""
    for part in (text, *re.split(r"\s*[/(,;]\s*", text)):
        bare = part.strip(" )")
        for kind in COLUMNS:
            if bare and bare in listed("columns", kind):
                return kind
    return "name" if text and is_office(text) else ""


def read_person_row(header: Sequence[str], cells: Sequence[str]) -> tuple[PersonReading, ...]:
    """The people of a row; none where it names nobody. Without a header what its cells hold says what they are."""
    offices = _columns_of_offices(header, cells)
    if len(offices) > 1:
        alone = (
            [["" if at in offices and at != one else cell for at, cell in enumerate(row)] for row in (header, cells)]
            for one in offices
        )
        found = (
            (header[one], each)
            for one, (named, row) in zip(offices, alone, strict=True)
            for each in _read_row(named, row)
        )
        return tuple(replace(each, title=each.title or without_dress(office)) for office, each in found)
    return _read_row(header, cells)


def _columns_of_offices(header: Sequence[str], cells: Sequence[str]) -> list[int]:
    """The columns that are called as offices and name their holders: "Years | Chair | Treasurer"."""
    if names_people(header) or len(header) != len(cells):
        return []
    named = (at for at, cell in enumerate(header) if is_office(without_dress(cell)))
    return [at for at in named if grammar.is_person(_words_of(cells[at]))]


def _read_row(header: Sequence[str], cells: Sequence[str]) -> tuple[PersonReading, ...]:
    words = [_words_of(cell) for cell in cells]
    filled = [each for each in words if each]
    if len(filled) <= 1:
        return read_people(filled[0]) if filled else ()
    kinds = _fitting(columns_of(header), words)
    is_named = bool({"name", "family"} & set(kinds))
    kinds = _one_term(_by_content(kinds, words), words)
    values = {
        kind: " ".join(word for word, each in zip(words, kinds, strict=True) if word and each == kind)
        for kind in COLUMNS
    }
    values["name"] = values["name"] or f"{values['given']} {values['family']}".strip()
    if (
        not any(map(str.isalpha, values["name"]))
        or len(values["name"].split()) > MAX_NAME_WORDS
        or fold(values["name"]) in _plain_names()
    ):
        return ()
    office = values["office"].rstrip(": ") or (_office_of(header, kinds) if header else "")
    values["others"] = " ".join(filter(None, (values["others"], *map(left_out, cells))))
    office = _office_in_name(values, office)
    found = (settled(each) for each in _readings(values, office, certain=is_named))
    found = (each for each in found if (is_named and not is_no_person(each.name)) or is_somebody(each))
    return tuple(each if is_named or not header else replace(each, certain=False) for each in found)


def _fitting(named: Sequence[str], words: Sequence[str]) -> list[str]:
    """The kinds of a row's columns by its header: moved where the first cells are missing, none where they do not fit.

    Cells are missing where a picture stood, or where one reaches over several rows.
    """
    missing = len(named) - len(words)
    if missing > 0 and "name" in named[missing:]:
        named = named[missing:]
    kinds = [*named[: len(words)], *[""] * -min(missing, 0)]
    # One cell that cannot be what its column says, and the row is out of step with the header.
    fits = all(_fits(word, kind) for word, kind in zip(words, kinds, strict=True))
    return kinds if fits else [""] * len(words)


def _fits(text: str, kind: str) -> bool:
    """Whether words can stand in a column of that kind: no date names a person or a country, no country a person."""
    if kind not in ("name", "country") or not text:
        return True
    return not (dates_of(text) or text.isdecimal() or (kind == "name" and is_country(text)))


def _words_of(cell: str) -> str:
    text = bare_line(_BREAK.sub("; ", cell.strip())).lstrip("—–- ")
    return text if text[-2:-1].isdigit() else text.rstrip("—–- ")


def _by_content(kinds: Sequence[str], words: Sequence[str]) -> list[str]:
    """The kinds of columns, those that no header names by what stands in them."""
    found = list(kinds)
    for at, (kind, cell) in enumerate(zip(kinds, words, strict=True)):
        if kind or not cell:
            found[at] = kind or "others"
        elif dates_of(cell) and "term" not in found and "from" not in found:
            found[at] = "term"
        elif is_office(cell) and "office" not in found:
            found[at] = "office"
        elif (
            not {"name", "family"} & set(found)
            and (grammar.is_person(cell) or read_people(cell))
            and not is_collective(cell)
        ):
            found[at] = "name"
        elif "country" not in found and is_country(cell):
            found[at] = "country"
        else:
            found[at] = "others"
    return found


def _one_term(kinds: list[str], words: Sequence[str]) -> list[str]:
    """The kinds of columns with one for the term: "5 years" beside it is a note."""
    terms = [at for at, kind in enumerate(kinds) if kind == "term"]
    dated = [at for at in terms if dates_of(words[at])] or terms
    return ["others" if kind == "term" and at != dated[0] else kind for at, kind in enumerate(kinds)]


def _office_of(header: Sequence[str], kinds: Sequence[str]) -> str:
    """The office that the header of the names says: "Secretary-General"."""
    text = without_dress(header[list(kinds).index("name")]) if "name" in kinds[: len(header)] else ""
    return text if is_office(text) else ""


def _office_in_name(values: dict[str, str], office: str) -> str:
    """The office of a row, with the one before the name in the name's own cell: "Prime Minister Henry Puna"."""
    before, name = office_at_head(values["name"])
    if not before or fold(bare_name(values["name"])) == fold(name):
        return office
    values["name"] = name
    return office if fold(before) in fold(office) else ", ".join(filter(None, (office, before)))


def _readings(values: dict[str, str], office: str, *, certain: bool) -> list[PersonReading]:
    """The readings of the name's cell, one for each holder and each tenure of the row's dates."""
    names = holders_named(masked(values["name"]))
    if len(names) > 1 and not any(map(str.isdigit, values["name"])):
        alone = [{**values, "name": name, "others": "" if at else values["others"]} for at, name in enumerate(names)]
        return [replace(each, certain=False) for one in alone for each in _readings(one, office, certain=certain)]
    periods, left = _periods(values)
    found = read_holder(masked(values["name"]), office)
    if not found:
        if not all(map(is_name_word, values["name"].split())):
            return []
        found = [PersonReading(name=values["name"], title=office, certain=False)]
    is_plain = len(values["name"].split()) <= MAX_PLAIN and not any(map(str.isdigit, values["name"]))
    rest = [part for part in (left, _without_numbers(values["others"])) if part]
    first = found[0]
    country = first.country or values["country"]
    if first.country and values["country"] and fold(first.country) != fold(values["country"]):
        rest.append(values["country"])
    full = replace(
        first,
        country=country,
        rest=" ".join(filter(None, (first.rest, *rest))),
        certain=first.certain or (certain and is_plain),
    )
    own = [each.period_words for each in found if each.period_words]
    return [replace(full, period_words=period) for period in periods or own or [""]]


def _without_numbers(text: str) -> str:
    """Words without the running number of a row."""
    return re.sub(r"^#?\d{1,3}\.?(?:\s+|$)", "", text)


def _periods(values: dict[str, str]) -> tuple[list[str], str]:
    """The periods of a row, and the words of its dates that are none."""
    term = values["term"]
    if term:
        if dates := dates_of(term):
            return list(dates), ""
        spans = [span for span in re.split(r"\s*;\s*", re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", term)) if span]
        dates = tuple(date for span in spans for date in dates_of(span))
        notes = " ".join(re.findall(r"[(\[]([^()\[\]]*)[)\]]", term))
        return (list(dates), notes) if dates else ([], term)
    return _from_to(values["from"], values["to"])


def _from_to(start: str, end: str) -> tuple[list[str], str]:
    """One period of two columns; words of them that make none are handed back."""
    if not start and not end:
        return [], ""
    if note := _NOTE.search(end):
        found, left = _from_to(start, _NOTE.sub("", end).strip())
        return found, f"{left} {note[1]}".strip()
    ways = {
        (True, True): (f"{start} – {end}", f"{start}–{end}"),
        (True, False): (f"{start}–", f"since {start}", start),
        (False, True): (f"until {end}",),
    }[bool(start), bool(end)]
    for words in ways:
        dates = dates_of(words)
        if dates and is_readable(dates[0]):
            return list(dates[:1]), ""
    return (list(dates_of(start)), end) if dates_of(start) else ([], f"{start} {end}".strip())

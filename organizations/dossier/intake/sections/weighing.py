"""What a section is whose heading does not say it: going by what stands in it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from math import ceil

from organizations.dossier.document import SectionKind
from organizations.dossier.intake.blocks import BlockKind
from organizations.dossier.intake.choices import ChoiceKind
from organizations.dossier.intake.lines.columns import Column, column_of
from organizations.dossier.intake.lines.facts import read_fact
from organizations.dossier.intake.lines.heads import head_behind_title, opening_date
from organizations.dossier.intake.lines.looks import look
from organizations.dossier.intake.lines.marks import without_dress
from organizations.dossier.intake.lines.people import read_people
from organizations.dossier.intake.lines.person_rows import columns_of as columns_of_people
from organizations.dossier.intake.lines.person_rows import names_people, read_person_row
from organizations.dossier.intake.lines.person_sentences import read_sentence
from organizations.dossier.intake.lines.person_words import is_full_name, is_name
from organizations.dossier.intake.sections.committees import committees_in, says_office
from organizations.dossier.intake.sections.dated_stretches import (
    are_dated_items,
    are_days,
    with_dated_headings,
    with_titled_headings,
)
from organizations.dossier.intake.sections.draft import Draft, Part, Piece, as_heading
from organizations.dossier.intake.sections.event_heads import blocks_above, dated, is_titled, titles_above
from organizations.dossier.intake.sections.loose_facts import are_facts, facts_of_introduction, facts_within
from organizations.dossier.intake.sections.outline import Outline, heading_words
from organizations.dossier.intake.sections.profiles import MIN_PROFILES, end_of_profile, with_profiles
from organizations.dossier.intake.sections.tables import names_dates_and_events, tables_of
from organizations.dossier.kinds import first_kind_of
from organizations.dossier.names import is_no_person
from organizations.dossier.offices import is_office, single_office
from organizations.dossier.text import grammar
from organizations.dossier.text.reading import Certainty
from organizations.dossier.words import fold, is_country, listed

_MANY = 3
"""So many dates make a timeline of a section that does not say what it is."""

_TENURE = re.compile(r"\d{4}\s*年?\s*[–—－～至-]|\bsince \d{4}|\d{4}年?起")
"""A time that somebody was in an office, not the year of a book or of a prize."""

_YEAR_NEAR_HEAD = re.compile(r"[^:]{0,25}(?<!\d)(?:1\d{3}|20\d\d)(?!\d)\W{0,3}\s")
MAX_JUDGED = 500
"""So many blocks of a section tell whether it is one of people: to read thousands as such takes seconds."""
FEW_LINES = 5
"""So short an introduction, without dates at the head of lines, may be all that a text has to say."""


_NOT_DATED = frozenset(
    {
        *(
            "references",
            "sources",
            "bibliography",
            "notes",
            "footnotes",
            "further reading",
            "see also",
            "external links",
        ),
        *("publications", "documents", "literature", "budget", "quellen", "literatur", "fuentes", "fonti", "источники"),
    }
)
"""Sections whose lines may begin with a date and are no events."""


MIN_OFFICES = 2
"""So many paragraphs in a row that name an office and its holder are people, below no heading too."""


def weigh(outline: Outline, draft: Draft, chosen: frozenset[int]) -> None:
    """Settle the kind of each part: those that only resemble a section, those full of dates, and those told twice."""
    # People before dates: a table of tenures is full of dates too.
    _committees_of_introduction(outline, draft)
    _people_of_introduction(outline, draft)
    _dates_of_introduction(outline, draft)
    facts_of_introduction(outline, draft)
    # Again, for facts may have stood above them.
    _dates_of_introduction(outline, draft)
    settled: list[Part] = []
    for part in _found_by_headings(outline.parts, draft, chosen):
        if id(part) in chosen:
            settled.append(part)
            continue
        if part.certainty == Certainty.GUESSED and part.heading:
            _settle_resembling(part, draft)
        facts = facts_within(part, draft)
        for piece in _taken_apart(part, draft) if part.kind == SectionKind.OTHER else _without_chronologies(part):
            _settle_unknown(piece, draft, settled[-1] if settled else None)
            _add(piece, settled)
        settled += facts
    outline.parts = settled
    lines = sum(len(piece.block.text.split("\n")) for piece in outline.introduction)
    is_silent = not any(part.kind != SectionKind.OTHER for part in outline.parts)
    listed_piece = next((piece for piece in outline.introduction if piece.is_row or piece.is_item), None)
    if is_silent:
        _report_silence(outline, draft, lines)
    elif listed_piece:
        draft.notice(listed_piece, "list-in-introduction")
    # Last: which sections are of one kind is known only once all are settled.
    _join(outline, draft)


def _found_by_headings(parts: Sequence[Part], draft: Draft, chosen: frozenset[int]) -> list[Part]:
    """The parts, those put together whose headings say by names or dates that they are of one section."""
    parts = with_profiles(_with_committees(parts, draft, chosen), draft)
    # A section that somebody chose to be none is of no known kind as well.
    return parts if chosen else with_titled_headings(parts, draft, _is_people)


def _committees_of_introduction(outline: Outline, draft: Draft) -> None:
    """Committees by year that no heading stands above are a section of people."""
    pieces = outline.introduction
    found = committees_in(pieces)
    if found and not draft.chosen(ChoiceKind.SECTION, pieces[found.start]):
        outline.introduction = [*pieces[: found.start], *pieces[found.stop :]]
        outline.insert(_committees(pieces[found], 0, draft))


def _with_committees(parts: Sequence[Part], draft: Draft, chosen: frozenset[int]) -> list[Part]:
    """The parts, and the committees by year within those that do not say for sure what they are."""
    found: list[Part] = []
    for part in parts:
        is_open = part.kind == SectionKind.OTHER or part.certainty == Certainty.GUESSED
        place = committees_in(part.pieces) if is_open and id(part) not in chosen else None
        if place is None or part.kind == SectionKind.PEOPLE:
            found.append(part)
            continue
        before, behind = part.pieces[: place.start], part.pieces[place.stop :]
        if before:
            found.append(replace(part, pieces=before))
        committees = _committees(part.pieces[place], part.level + bool(before), draft)
        if part.heading and not before:
            committees.words, committees.heading = part.words, part.heading
        found.append(committees)
        if behind:
            found += _stretches(Part(SectionKind.OTHER, "", None, part.level, pieces=behind))[1:]
    return found


def _committees(pieces: list[Piece], level: int, draft: Draft) -> Part:
    draft.notice(pieces[0], "section-of-people")
    heading = grammar.DEFAULT_HEADINGS[SectionKind.PEOPLE]
    return Part(SectionKind.PEOPLE, heading, None, level, Certainty.GUESSED, pieces)


def _stretches(part: Part) -> list[Part]:
    """What stands under the heading of a section, and each of its subsections."""
    stretches = [Part(part.kind, part.words, part.heading, part.level, part.certainty)]
    for piece in part.pieces:
        if piece.is_heading:
            stretches.append(Part(SectionKind.OTHER, heading_words(piece), piece, piece.block.level))
        else:
            stretches[-1].pieces.append(piece)
    return stretches


def _taken_apart(part: Part, draft: Draft) -> list[Part]:
    """A section of no known kind, and those of its subsections that are a timeline or a list of people."""
    within = _stretches(part)
    if len(within) == 1:
        return [part]
    stretches = with_profiles(with_dated_headings(part, within, draft), draft)
    has_known = any(each.kind != SectionKind.OTHER or _is_timeline(each) or _is_people(each) for each in stretches)
    return stretches if has_known and len(stretches) > 1 else [part]


def _without_chronologies(part: Part) -> list[Part]:
    """A section of a known kind, and those of its subsections that are a timeline: a table of dates and events."""
    if part.kind == SectionKind.TIMELINE:
        return _without_last(part)
    within, *others = _stretches(part)
    chronologies = []
    for each in others:
        if any(map(names_dates_and_events, each.pieces)) or are_dated_items(each.pieces):
            chronologies.append(each)
        elif each.heading:
            within.pieces += [each.heading, *each.pieces]
    return [within, *chronologies]


def _without_last(part: Part) -> list[Part]:
    """A timeline under dates as headings, and what stands below it under headings of their level without a date."""
    dates = [at for at, piece in enumerate(part.pieces) if piece.is_heading and piece.dated and piece.dated.is_strong]
    levels = {part.pieces[at].block.level for at in dates}
    # Where each other date has a heading right below it, the last one has its title there.
    titled = all(part.pieces[at + 1].is_heading and not part.pieces[at + 1].dated for at in dates[:-1])
    first = dates[-1] + 1 + titled if len(dates) > 1 else len(part.pieces)
    behind = range(first, len(part.pieces))
    starts = [at for at in behind if part.pieces[at].is_heading and part.pieces[at].block.level in levels]
    if not starts or any(piece.dated for piece in part.pieces[starts[0] :]):
        return [part]
    part.pieces, rest = part.pieces[: starts[0]], part.pieces[starts[0] :]
    _nothing, *others = _stretches(Part(SectionKind.OTHER, "", None, part.level, pieces=rest))
    return [part, *others]


def _settle_unknown(part: Part, draft: Draft, before: Part | None) -> None:
    if part.kind != SectionKind.OTHER or part.heading is None:
        return
    if _is_people(part):
        part.kind, part.certainty = SectionKind.PEOPLE, Certainty.GUESSED
        draft.notice(part.heading, "section-of-people")
    elif are_facts(part.pieces, draft):
        part.kind, part.certainty = SectionKind.SNAPSHOT, Certainty.GUESSED
        draft.notice(part.heading, "section-of-facts")
    elif _is_timeline(part) or (before and _goes_on(before, part)):
        part.kind, part.certainty = SectionKind.TIMELINE, Certainty.GUESSED
        draft.notice(part.heading, "dated-section")


def _add(part: Part, settled: list[Part]) -> None:
    """Add a part; a subsection of no known kind stays within the section of no known kind that it stands in."""
    above = settled[-1] if settled else None
    # A level of 0 has a section that no heading opens: nothing stands within it.
    is_within = above and above.kind == part.kind == SectionKind.OTHER and 0 < above.level < part.level
    if above and is_within and part.heading:
        above.pieces += [part.heading, *part.pieces]
    else:
        settled.append(part)


def _report_silence(outline: Outline, draft: Draft, lines: int) -> None:
    """Say first of all that no heading of the source was understood."""
    pieces = [*outline.introduction, *(piece for part in outline.parts for piece in part.pieces)]
    first = outline.introduction[0] if outline.introduction else pieces[0] if pieces else None
    if first:
        dates = sum(1 for is_dated in dated(pieces) if is_dated)
        years = sum(1 for piece in pieces for line in piece.block.text.split("\n") if _YEAR_NEAR_HEAD.match(line))
        is_listed = any(piece.is_row or piece.is_item for piece in pieces)
        if lines <= FEW_LINES and dates < 2 and years < 2 and not is_listed:
            return
        draft.notice(first, "headings-not-understood", lines=lines, dates=dates)


def _settle_resembling(part: Part, draft: Draft) -> None:
    assert part.heading is not None
    if not _looks_like(part):
        part.kind, part.certainty = SectionKind.OTHER, Certainty.CANONICAL
        return
    draft.notice(part.heading, "resembles", kinds=first_kind_of(part.kind).words)


def _looks_like(part: Part) -> bool:
    """Whether what stands in a section is as its kind has it."""
    if part.kind == SectionKind.TIMELINE:
        found = list(dated(part.pieces))
        items = [piece for piece in part.pieces if piece.is_item or piece.is_heading or is_titled(piece)]
        behind = sum(1 for item in items if head_behind_title(item.block.text, or_comma=True))
        return sum(found) * 3 >= len(found) > 0 or _tells_in_sentences(part.pieces) or behind * 2 >= len(items) > 1
    items = _items(part.pieces)
    if part.kind == SectionKind.PEOPLE:
        return 2 * sum(map(_names_somebody, items)) >= len(items) > 0 or _are_profiles(part)
    if part.kind == SectionKind.SNAPSHOT:
        return 2 * sum(1 for item in items if item.is_row or read_fact(item.words)) >= len(items) > 0
    return bool(items) or any(piece.is_heading for piece in part.pieces)


def _are_profiles(part: Part) -> bool:
    """Whether what stands below an office is names, and below each of them its dates."""
    office, pieces = single_office(look(part.words)), part.pieces
    at = count = 0
    while at < len(pieces) and (end := end_of_profile(pieces, at, office)) > at:
        at, count = end, count + 1
    return count >= MIN_PROFILES and at == len(pieces)


def _tells_in_sentences(pieces: Sequence[Piece]) -> bool:
    """Whether each of some paragraphs begins with a date of its own: "In 1946, …", "By 1982 …"."""
    return len(pieces) >= _MANY and all(
        piece.block.kind == BlockKind.PARAGRAPH and piece.dated is not None for piece in pieces
    )


def _items(pieces: Sequence[Piece]) -> list[Piece]:
    """What could be items of a list: items and rows, or the lines with a label where these are more."""
    marked = [piece for piece in pieces if piece.is_item or (piece.is_row and not piece.block.is_header)]
    others = [piece for piece in pieces if not (piece.is_item or piece.is_row)]
    if 2 * len(marked) > len(others):
        return marked
    # Among lines without a mark one may seem to have it: "- interregnum 1943–1947 -".
    labelled = [
        piece
        for piece in others
        if grammar.labelled(look(piece.words)) or read_people(piece.words) or read_sentence(piece.words)
    ]
    return labelled if len(labelled) > len(marked) else marked


def _names_somebody(piece: Piece) -> bool:
    found = read_person_row((), piece.block.cells) if piece.is_row else read_people(piece.words)
    result = None if found or piece.is_row else read_sentence(piece.words)
    return result is not None or any(each.name and not is_country(each.name) for each in found)


def _is_people(part: Part) -> bool:
    """Whether a section is one of people: its table says so, or its heading is an office and its items have holders."""
    if any(map(_is_table_of_people, tables_of(part.pieces))):
        return True
    name = look(part.words).strip(" :")
    pieces = part.pieces[:MAX_JUDGED]
    is_of_office = is_office(name) or any(map(is_office, name.split()))
    if not is_of_office and len(pieces) < MIN_OFFICES:
        return False  # before its line is read as one on people, which takes a while
    items = _items(pieces)
    if name.casefold() in _NOT_DATED or not items:
        return False
    if _is_office_of_many(name) and len(items) > 1 and all(map(_names_only, items)):
        return True
    if _at_least(max(2, ceil(len(items) * 2 / 3)), items, says_office):
        return True
    if not is_of_office and sum(1 for piece in pieces if _TENURE.search(piece.words)) <= _MANY:
        return False
    spans = [item for item in items if _TENURE.search(item.words)]
    if _at_least(max(_MANY + 1, ceil(len(items) * 4 / 5)), spans, _is_holder):
        return True
    if not is_of_office:
        return False
    holders = [item for item in items if _is_holder(item)]
    result = len(holders) + sum(1 for item in items if not item.is_row and _is_vacant(item.words))
    if is_office(name):
        return result * 2 >= len(items)
    return len(holders) >= 2 and result * 3 >= len(items) * 2


def _names_only(item: Piece) -> bool:
    """Whether an item is no more than somebody's full name."""
    text = look(item.words)
    return not item.is_row and is_full_name(text) and is_name(text) and not is_no_person(text)


def _at_least(number: int, items: Sequence[Piece], is_one: Callable[[Piece], bool]) -> bool:
    """Whether so many of the items are ones."""
    others = len(items) - number
    for item in items:
        # Of thousands of events the first third tells that they are no people; each takes a while to read.
        if number <= 0 or others < 0:
            break
        if is_one(item):
            number -= 1
        else:
            others -= 1
    return number <= 0


def _is_vacant(text: str) -> bool:
    """Whether a line says that an office was vacant."""
    found = read_people(text)
    return bool(found) and all(each.is_gap for each in found)


def _is_table_of_people(table: Sequence[Piece]) -> bool:
    """Whether a table has columns of people, and names of some in most of its rows: days of the year have names too."""
    header, *rows = table
    kinds = set(columns_of_people(header.block.cells)) if header.block.is_header else set()
    if not kinds & {"name", "family"} or not kinds & {"term", "from", "office"}:
        return False
    if names_dates_and_events(header) and not (names_people(header.block.cells) and _has_names_only(header)):
        return False  # "Date | Event | Chair", "Date | Name | Event"
    named = sum(any(each.name for each in read_person_row(header.block.cells, row.block.cells)) for row in rows)
    return 2 * named >= len(rows)


def _has_names_only(header: Piece) -> bool:
    """Whether no column of a table tells what happened, but for one that is called as people are: "Year | Subject"."""
    cells = [cell for cell in header.block.cells if not names_people([cell])]
    return not any(column_of(look(cell)) == Column.TITLE for cell in cells)


def _is_holder(piece: Piece) -> bool:
    found = read_person_row((), piece.block.cells) if piece.is_row else read_people(piece.words)
    return any(
        (each.certain or is_country(each.country))
        and is_full_name(each.name)
        and each.period_words
        and not is_country(each.name)
        for each in found
    )


def _is_timeline(part: Part) -> bool:
    name = look(part.words).strip(" :").casefold()
    if name in _NOT_DATED:
        return False
    is_of_members = any(fold(word) in listed("facts", "members") for word in name.split())
    return _is_dated(part.pieces) or (not is_of_members and are_days(part.pieces))


def _goes_on(before: Part, part: Part) -> bool:
    """Whether a section goes on with one that was found to be a timeline: items of which some have a date."""
    is_beside = before.kind == SectionKind.TIMELINE and before.level == part.level and bool(before.heading)
    items = [piece for piece in part.pieces if piece.is_item]
    found = sum(1 for item in items if item.dated)
    has_events = found >= 2 and found * 2 >= len(items) and 2 * sum(map(_names_somebody, items)) < len(items)
    return is_beside and before.certainty == Certainty.GUESSED and has_events


def _is_dated(pieces: Sequence[Piece]) -> bool:
    if any(names_dates_and_events(piece) for piece in pieces):
        return True
    if any(piece.is_row for piece in pieces) and not _tells(pieces):
        return False
    titled = [head_behind_title(piece.block.text, or_comma=True) for piece in pieces if is_titled(piece)]
    if len([head for head in titled if head]) * 2 >= len(pieces) > 1:
        return True
    found = list(dated(pieces))
    if sum(found) >= _MANY and blocks_above(pieces, [piece.dated for piece in pieces]):
        return True
    return (sum(found) >= _MANY and sum(found) * 2 >= len(found)) or (len(found) >= 2 and all(found))


def _tells(pieces: Sequence[Piece]) -> bool:
    """Whether most rows have a cell with words, and not figures only."""
    rows = [piece.block.cells for piece in pieces if piece.is_row and not piece.block.is_header]
    telling = sum(1 for cells in rows if any(_is_wordy(cell) for cell in cells))
    return telling * 2 >= len(rows)


def _is_wordy(cell: str) -> bool:
    words = [word for word in cell.split() if sum(map(str.isalpha, word)) >= 2]
    return (len(words) >= 2 or any("\u3040" <= char <= "\u9fff" for char in cell)) and not opening_date(cell)


def _dates_of_introduction(outline: Outline, draft: Draft) -> None:
    """An introduction that is full of dates is a timeline from its first date on."""
    pieces = outline.introduction
    first = 0 if _tells_in_sentences(pieces) else next((at for at, each in enumerate(pieces) if _opens_dated(each)), -1)
    if first < 0:
        return
    first = _start_of_table(pieces, first)
    heads = [piece.dated for piece in pieces]
    first -= first - 1 in titles_above(pieces, heads) or blocks_above(pieces, heads)
    is_timeline = _tells_in_sentences(pieces) or _is_dated(pieces[first:]) or are_days(pieces[first:])
    if not is_timeline or draft.chosen(ChoiceKind.SECTION, pieces[first]):
        return
    heading = grammar.DEFAULT_HEADINGS[SectionKind.TIMELINE]
    last = _end_of_dates(pieces, first)
    part = Part(SectionKind.TIMELINE, heading, certainty=Certainty.GUESSED, pieces=pieces[first:last])
    office = pieces[first - 1] if first else None
    if office and (people := _holders_of(office, part)):
        first, part = first - 1, people
    draft.notice(pieces[first], "section-of-people" if part.heading else "dated-section")
    outline.introduction = [*pieces[:first], *pieces[last:]]
    outline.insert(part)


def _holders_of(office: Piece, part: Part) -> Part | None:
    """Those who held an office that stands right above their times: "Directors", "1951–1960: Jan Muster"."""
    if not is_office(single_office(look(office.words).rstrip(" :"))):
        return None
    people = replace(part, kind=SectionKind.PEOPLE, words=heading_words(office), heading=office)
    return people if _is_people(people) else None


def _end_of_dates(pieces: Sequence[Piece], first: int) -> int:
    """Where the dates of an introduction end: text below a table without dates of its own is not of its last row."""
    rows = [at for at, piece in enumerate(pieces) if piece.is_row]
    if not pieces[first].is_row or any(map(_opens_dated, pieces[rows[-1] + 1 :])):
        return len(pieces)
    return rows[-1] + 1


def _people_of_introduction(outline: Outline, draft: Draft) -> None:
    """A table or a list of people that no heading stands above is a section of them."""
    tables = filter(_is_table_of_people, tables_of(outline.introduction))
    found = (
        next(tables, None)
        or next(filter(_are_holders, _lists(outline.introduction)), None)
        or next(_labelled_holders(outline.introduction), None)
    )
    if found is None or draft.chosen(ChoiceKind.SECTION, found[0]):
        return
    # The office that all of them held may be all that the text is called: "Vicars".
    is_titled = _is_office_of_many(outline.title) and not outline.title_piece
    text = outline.title if is_titled else grammar.DEFAULT_HEADINGS[SectionKind.PEOPLE]
    part = Part(SectionKind.PEOPLE, text, certainty=Certainty.GUESSED, pieces=found)
    draft.notice(found[0], "section-of-people")
    places = {piece.at for piece in found}
    outline.introduction = [piece for piece in outline.introduction if piece.at not in places]
    outline.parts.insert(0, part)


def _is_office_of_many(text: str) -> bool:
    return single_office(text) != text and is_office(single_office(text))


def _lists(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The items, and the rows, that stand in a row among blocks."""
    for kind, group in groupby(pieces, key=lambda piece: piece.block.kind):
        if kind in (BlockKind.ITEM, BlockKind.ROW):
            yield list(group)


def _labelled_holders(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The paragraphs in a row that each name an office and who held it: "**Chair:** Jan Muster (since 2019)"."""
    for names_office, group in groupby(pieces, key=_names_office):
        found = list(group)
        if names_office and len(found) >= MIN_OFFICES:
            yield found


def _names_office(piece: Piece) -> bool:
    if piece.block.kind != BlockKind.PARAGRAPH or "\n" in piece.block.text:
        return False
    label, _value = grammar.labelled(without_dress(piece.words)) or ("", "")
    return is_office(single_office(label)) and any(each.name and each.title for each in read_people(piece.words))


def _are_holders(pieces: Sequence[Piece]) -> bool:
    return _is_people(Part(SectionKind.OTHER, "", pieces=list(pieces)))


def _start_of_table(pieces: Sequence[Piece], at: int) -> int:
    """The place of the first row of the table of a block, and of the block itself where it is no row."""
    table = pieces[at].block.table
    while at and table and pieces[at - 1].block.table == table:
        at -= 1
    return at


def _opens_dated(piece: Piece) -> bool:
    if piece.block.kind in (BlockKind.CODE, BlockKind.QUOTE) or piece.block.is_header:
        return names_dates_and_events(piece)
    head = piece.dated or (head_behind_title(piece.block.text) if is_titled(piece) else None)
    return head is not None and (head.is_strong or not head.is_sentence or piece.is_item)


def _join(outline: Outline, draft: Draft) -> None:
    """Put a section that comes twice to the first: its heading becomes one within that."""
    first: dict[SectionKind, Part] = {}
    kept: list[Part] = []
    for part in outline.parts:
        before = first.get(part.kind) if part.kind != SectionKind.OTHER else None
        if before is None:
            first.setdefault(part.kind, part)
            kept.append(part)
            continue
        _join_part(before, part, draft)
    outline.parts = kept


def _join_part(before: Part, part: Part, draft: Draft) -> None:
    """Put a part to an earlier one; the section has the heading that says for sure what it is."""
    if part.heading:
        line = str(before.heading.block.lines.first) if before.heading else "–"
        draft.notice(part.heading, "joined-section", heading=before.words, first_line=line)
    is_surer = before.certainty == Certainty.GUESSED and part.certainty == Certainty.CANONICAL
    if part.heading and is_surer and not is_office(look(before.words).strip(" :")):  # whose office is theirs below it
        before.pieces[:0] = [as_heading(before.heading)] if before.heading else []
        before.heading, before.words, before.certainty = part.heading, part.words, part.certainty
    elif part.heading:
        before.pieces.append(as_heading(part.heading))
    before.pieces += part.pieces

"""An item among the people, of any hand: its roles, or the influence it tells of, and the words that are in neither."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from organizations.dossier.document import AnyClaim, Influence, Role
from organizations.dossier.intake.choices import ChoiceKind
from organizations.dossier.intake.lines.looks import look
from organizations.dossier.intake.lines.misspelt import meant_or
from organizations.dossier.intake.lines.opening_lines import WIDE
from organizations.dossier.intake.lines.people import bare_line, read_as, read_people
from organizations.dossier.intake.lines.person_rows import read_person_row
from organizations.dossier.intake.lines.person_sentences import read_sentence
from organizations.dossier.intake.lines.person_words import is_acting, is_name
from organizations.dossier.intake.lines.tenures import PersonReading
from organizations.dossier.intake.sections.draft import Draft, Piece, marks_of, span
from organizations.dossier.intake.sections.profiles import profile_of
from organizations.dossier.names import is_collective, person_slug_of
from organizations.dossier.offices import is_office, single_office
from organizations.dossier.period import Period, PeriodError, parse_period, unread_period
from organizations.dossier.text import grammar
from organizations.dossier.words import fold, is_country, listed


@dataclass(frozen=True, slots=True)
class ItemReading:
    """The claims of an item, what of its words is in none of them, and whether its reading is a guess."""

    claims: tuple[AnyClaim, ...]
    aside: tuple[str, ...] = ()
    is_guessed: bool = False


def people_of_item(pieces: Sequence[Piece], draft: Draft, header: Sequence[str] = (), office: str = "") -> ItemReading:
    """What an item says: a block with those that stand below it.

    `header` names the columns of a row; `office` is the heading above, for those who are named without one.
    """
    first, *others = pieces
    choice = draft.chosen(ChoiceKind.NAME, first)
    below = " ".join(piece.words for piece in others)
    if choice:
        return _as_chosen(choice.value, pieces, header, draft)
    profile = profile_of(pieces, office)
    if profile:
        found, below = profile.tenures, profile.below
    elif first.is_row:
        found = read_person_row(header, first.block.cells)
    else:
        found = _of_lines(first) or (_bare_names(first) if office else ()) or _of_words(first)
        lead, prose_below = _of_first_line(first)
        if lead and not any(each.period_words for each in found):
            found, below = lead, f"{prose_below} {below}".strip()
    # "Norway: 1951–1955" is a seat, and a country nobody’s name.
    found = tuple(each for each in found if each.is_gap or (each.name and not is_country(each.name)))
    if not found and not first.is_row and (result := read_sentence(first.words)):
        found = (result,)
    if not found and (below_office := _below_office(pieces)):
        found, below = below_office, ""
    if not found:
        return _influence(_line(pieces), pieces, draft)
    if office:
        found = tuple(_in_office(each, office) for each in found)
    # A name with neither office nor time may be anything: the links below "Resources".
    found = tuple(each if each.title or each.period_words else replace(each, certain=False) for each in found)
    if any(not each.certain for each in found):
        draft.notice(first, "guessed-person")
    return _roles(found, pieces, below, draft)


def _in_office(reading: PersonReading, office: str) -> PersonReading:
    """A reading with the office of the heading above, where it has none but "acting" or "again"."""
    if reading.title and not is_acting(reading.title) and fold(reading.title) not in listed("people", "again"):
        return reading
    title = f"{office} ({reading.title})" if reading.title else office
    return replace(reading, title=title, certain=False)


def _of_lines(piece: Piece) -> tuple[PersonReading, ...]:
    """The people of a paragraph that names one a line; none where a line does not, or goes on in the next."""
    lines = piece.block.text.split("\n")
    found = [_of_line(" ".join(line.split())) for line in lines] if len(lines) > 1 else []
    are_all = all(each and all(map(_tells, each)) for each in found)
    return tuple(reading for each in found for reading in each) if are_all else ()


def _of_first_line(piece: Piece) -> tuple[tuple[PersonReading, ...], str]:
    """Those whom lines of a paragraph name with their dates, the first one too, and what the other lines say."""
    lines = [" ".join(line.split()) for line in piece.block.text.split("\n")]
    read = [read_people(line) for line in lines] if len(lines) > 1 else []
    holders = [found if all(each.name and each.period_words for each in found) else () for found in read]
    if not holders or not holders[0]:
        return (), ""
    prose = " ".join(line for line, found in zip(lines, holders, strict=True) if not found)
    return tuple(each for found in holders for each in found), prose


def _of_words(piece: Piece) -> tuple[PersonReading, ...]:
    """The people of all words of a block, but for one whose name is put together of short lines below each other."""
    found = read_people(piece.words)
    lines = [" ".join(line.split()) for line in piece.block.text.split("\n")]
    if len(lines) == 1 or any(len(line) >= WIDE for line in lines):
        return found
    return tuple(each for each in found if each.is_gap or any(each.name in line for line in lines))


def names_holders(piece: Piece) -> bool:
    """Whether a paragraph names somebody in each of its lines, and says no more."""
    return bool(_bare_names(piece))


def _bare_names(piece: Piece) -> tuple[PersonReading, ...]:
    """The people of a paragraph that has no more than a name in each of several lines."""
    lines = [look(line) for line in piece.block.text.split("\n")]
    found = [read_people(line) for line in lines] if len(lines) > 1 else []
    are_names = all(len(each) == 1 and is_name(each[0].name) and not each[0].rest for each in found)
    return tuple(replace(each[0], certain=False) for each in found) if are_names else ()


def _of_line(line: str) -> tuple[PersonReading, ...]:
    result = read_sentence(line)
    return (result,) if result else read_people(line)


def _tells(reading: PersonReading) -> bool:
    """Whether a line says when somebody held an office, or which."""
    return reading.is_gap or bool(reading.name and (reading.period_words or is_office(reading.title)))


def _below_office(pieces: Sequence[Piece]) -> tuple[PersonReading, ...]:
    """The people of items nested below an office: "Chairs" over "Ada Lund (1990–1995)"."""
    office = single_office(bare_line(pieces[0].words).rstrip(": "))
    if len(pieces) == 1 or not is_office(office):
        return ()
    nested = [[each for each in read_people(piece.words) if each.name] for piece in pieces[1:]]
    if not all(nested):
        return ()
    return tuple(replace(each, title=each.title or office, certain=False) for found in nested for each in found)


def _line(pieces: Sequence[Piece]) -> str:
    """The words of an item in one line, of a row with a colon behind its first cell."""
    first, *others = pieces
    cells = [bare_line(cell) for cell in first.block.cells]
    text = ": ".join(filter(None, cells[:1])) if cells else first.words
    if cells:
        text = ": ".join(filter(None, (cells[0], "; ".join(filter(None, cells[1:])))))
    return " ".join([text, *(piece.words for piece in others)]).strip()


def _as_chosen(value: str, pieces: Sequence[Piece], header: Sequence[str], draft: Draft) -> ItemReading:
    """The reading that a person chose: the name at the head is a person, an office, or neither."""
    first, *others = pieces
    below = " ".join(piece.words for piece in others)
    text = bare_line(_line(pieces[:1])).lstrip(grammar.ESCAPE)
    if value not in ("person", "office"):
        return _influence(f"{text} {below}".strip(), pieces, draft, is_chosen=True)
    found: tuple[PersonReading, ...] = ()
    if value == "person" and first.is_row:
        found = tuple(each for each in read_person_row(header, first.block.cells) if each.name)
    found = found or read_as(text, is_person=value == "person")
    return _roles([replace(each, certain=True) for each in found], pieces, below, draft)


def _influence(words: str, pieces: Sequence[Piece], draft: Draft, *, is_chosen: bool = False) -> ItemReading:
    marked = words.startswith(grammar.NO_PERSON)
    bare = words.lstrip(grammar.ESCAPE)
    label, text = grammar.labelled(bare) or ("", bare)
    if label and bare_line(label) != label:
        label = bare_line(label).rstrip(":")
    if not is_collective(label) and not marked and not is_chosen:
        draft.notice(pieces[0], "no-person")
    key = draft.key("people", label or text)
    claim = Influence(key=key, lines=span(pieces), label=label, text=text, marks=marks_of(pieces))
    return ItemReading((claim,))


def _roles(found: Sequence[PersonReading], pieces: Sequence[Piece], below: str, draft: Draft) -> ItemReading:
    claims: list[AnyClaim] = []
    aside: dict[str, None] = {}
    for each in found:
        if each.is_gap:
            claims.append(_gap(each, pieces, draft))
            continue
        period = _period(each.period_words, pieces[0], draft)
        rest = each.rest if period or not each.period_words else f"{each.rest} {each.period_words}".strip()
        if rest:
            aside[f"{each.name}: {rest}"] = None
        claims.append(_role(each, period, pieces, draft))
    if below:
        aside[f"{found[0].name or 'Vacant'}: {below}"] = None
    return ItemReading(tuple(claims), tuple(aside), any(not each.certain for each in found))


def _gap(reading: PersonReading, pieces: Sequence[Piece], draft: Draft) -> Influence:
    """An office that nobody held: no person, and no word of it lost."""
    label, text = (reading.title, reading.rest) if reading.title else (reading.rest, "")
    words = ", ".join(filter(None, (text, reading.period_words))) or label
    key = draft.key("people", label)
    return Influence(key=key, lines=span(pieces), label=label, text=words, marks=marks_of(pieces))


def _role(reading: PersonReading, period: Period | None, pieces: Sequence[Piece], draft: Draft) -> Role:
    return Role(
        key=draft.key("people", reading.name),
        lines=span(pieces),
        person=person_slug_of(reading.name),
        name=reading.name,
        title=reading.title,
        period=period,
        country=reading.country,
        marks=marks_of(pieces),
    )


def _period(text: str, piece: Piece, draft: Draft) -> Period | None:
    """The period that words say; as written, and a notice, where they say none that can be."""
    try:
        return parse_period(text) if text else None
    except PeriodError as error:
        column = max(piece.words.find(text) + 1, 1)
        draft.notice(piece, "unread-date", column=column, blocks=True, reason=meant_or(text, error.message))
    try:
        return unread_period(text)
    except PeriodError:
        return None

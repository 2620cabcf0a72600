"""People told on several lines: a name, as a heading or a line of its own, and below it office, dates and country."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from organizations.dossier.document import SectionKind
from organizations.dossier.intake.blocks import BlockKind
from organizations.dossier.intake.lines.headings import kind_of_heading
from organizations.dossier.intake.lines.looks import ends_sentence, first_sentence
from organizations.dossier.intake.lines.people import bare_line, read_people
from organizations.dossier.intake.lines.person_offices import names_office
from organizations.dossier.intake.lines.person_words import GROUP, is_acting, is_name, is_of_life
from organizations.dossier.intake.lines.tenures import PersonReading
from organizations.dossier.intake.sections.draft import Draft, Part, Piece, joined
from organizations.dossier.names import is_no_person
from organizations.dossier.text import grammar
from organizations.dossier.words import fold, is_country, listed

MAX_LINES = 4
"""So many lines below a name may say what office was held when."""
MAX_WIDTH = 120
"""A longer line tells of a life, whatever offices it names."""
MIN_PROFILES = 2
"""So many names as headings in a row make a section of people; one may be of something else."""
_YEAR = re.compile(r"\d{4}|[〇零一二三四五六七八九]{4}")
_LABELS = ("term", "office", "country")


@dataclass(frozen=True, slots=True)
class Profile:
    """The tenures of one person, and the words below that are in none of them."""

    tenures: tuple[PersonReading, ...]
    below: str


def profile_of(pieces: Sequence[Piece], office: str = "") -> Profile | None:
    """The profile of whom the first line of some blocks names; None where no line below says an office.

    Below a heading that is an `office`, dates say enough. None of its tenures is certain: that the lines belong
    together shows by their look alone.
    """
    lines = list(_lines(pieces))
    holder = _holder(lines[0]) if len(lines) > 1 and not pieces[0].is_row else None
    if holder is None:
        return None
    read = (_tenure_of(holder.name, line) for line in lines[1 : MAX_LINES + 1])
    results = [each for each in takewhile(bool, read) if each]
    tenures, count = _tenures(holder, results)
    if not tenures or not (office or all(each.title for each in tenures)):
        return None  # "Early Years", "1951–1960"
    return Profile(tuple(replace(each, certain=False) for each in tenures), " ".join(lines[count + 1 :]))


def end_of_profile(pieces: Sequence[Piece], at: int, office: str = "") -> int:
    """The place behind the blocks on somebody whom a block names as a heading or a line above; its own where it names
    nobody so."""
    piece = pieces[at]
    if piece.is_row:
        return at
    # Lines of text in a row may be thousands: no more are looked at for each than may belong to it.
    max_end = len(pieces) if piece.is_heading else min(at + 1 + MAX_LINES, len(pieces))
    end = at + 1
    while end < max_end and not (pieces[end].is_heading or pieces[end].is_row):
        is_apart = _names_another(pieces[end]) if piece.is_heading else pieces[end].block.blanks or pieces[end].is_item
        if is_apart:
            break
        end += 1
    if piece.is_heading and any(map(_tells, read_people(piece.words))):
        return end
    is_one_line = end == at + 1 and "\n" not in piece.block.text
    return end if not is_one_line and profile_of(pieces[at:end], office) else at


def with_profiles(parts: Sequence[Part], draft: Draft) -> list[Part]:
    """The parts, those of no known kind in a row whose headings are names and that tell of offices put into one of
    people."""
    found: list[Part] = []
    for is_of_people, group in groupby(parts, lambda part: (_is_profile(part), part.level)):
        run = list(group)
        if is_of_people[0] and len(run) >= MIN_PROFILES:
            people = joined(SectionKind.PEOPLE, run)
            draft.notice(people.pieces[0], "section-of-people")
            run = [people]
        found += run
    return found


def _is_profile(part: Part) -> bool:
    if part.kind != SectionKind.OTHER or part.heading is None:
        return False
    pieces = [part.heading, *part.pieces]
    heading = next(_lines(pieces[:1]), "")
    # Both before all that stands below it is read for the next name.
    has_year = any(_YEAR.search(piece.block.text) for piece in pieces[: MAX_LINES + 1])
    if not has_year or (heading and not _holder(heading)):
        return False
    profile = profile_of(pieces[: end_of_profile(pieces, 0)] or pieces[:1])
    return profile is not None and all(each.title and each.period_words for each in profile.tenures)


def _names_another(piece: Piece) -> bool:
    """Whether a block below a name is on somebody else, and no sentence that names them."""
    text = bare_line(piece.words)
    return not (ends_sentence(text) or _unlabelled(text) != text) and any(map(_tells, read_people(text)))


def _lines(pieces: Sequence[Piece]) -> Iterator[str]:
    for piece in pieces:
        yield from filter(None, map(bare_line, piece.block.text.split("\n")))


def _holder(line: str) -> PersonReading | None:
    """Whom a line names, with no more than an office."""
    text = line.rstrip(": ")
    if kind_of_heading(text):
        return None  # "Executive Board" has the look of a name
    if is_name(GROUP.sub("", text)) and not is_no_person(GROUP.sub("", text)):
        found = read_people(text)
    else:
        found = tuple(each for each in read_people(text) if names_office(each.title))
    is_one = len(found) == 1 and not found[0].period_words and not found[0].rest
    return found[0] if is_one and found[0].name else None


def _tenure_of(name: str, line: str) -> PersonReading | None:
    """What a line says of the office of somebody named above it, and nothing else."""
    # A line of running text may end anywhere: "25 directors make up the board. The executive directors".
    if len(line) > MAX_WIDTH or ends_sentence(line) or first_sentence(line)[1]:
        return None
    text = _unlabelled(line)
    if is_country(text):
        return PersonReading(name=name, country=text)
    found = read_people(f"{name}: {text}")
    is_of_holder = len(found) == 1 and found[0].name == name and not found[0].rest
    is_of_office = (
        is_of_holder
        and not any(map(str.isdigit, found[0].title))
        and (not found[0].title or names_office(found[0].title) or is_acting(found[0].title))
    )
    return found[0] if is_of_office and (found[0].title or found[0].period_words or found[0].country) else None


def _unlabelled(line: str) -> str:
    """A line without the label that says what it holds: "Term: 2001–2010"."""
    label, value = grammar.labelled(line) or ("", line)
    return value if any(fold(label) in listed("columns", kind) for kind in _LABELS) else line


def names_holder(piece: Piece) -> bool:
    """Whether a paragraph is no more than who held an office, when, and lived when."""
    if piece.block.kind != BlockKind.PARAGRAPH or len(piece.words) > MAX_WIDTH or ends_sentence(piece.words):
        return False
    found = read_people(piece.words)
    are_holders = all(each.name and each.period_words and (not each.rest or is_of_life(each.rest)) for each in found)
    return bool(found) and are_holders


def _tells(reading: PersonReading) -> bool:
    return bool(reading.name and (reading.period_words or names_office(reading.title)))


def _tenures(holder: PersonReading, readings: Sequence[PersonReading]) -> tuple[tuple[PersonReading, ...], int]:
    """The tenures that lines tell of, and how many of the lines: each one of its own, or all of them of the same."""
    country = next((each.country for each in (holder, *readings) if each.country), "")
    if len(readings) > 1 and all(each.title and each.period_words for each in readings):
        return tuple(replace(each, country=each.country or country) for each in readings), len(readings)
    tenure = replace(holder, country=country)
    count = 0
    for each in readings:
        if (tenure.title and each.title) or (tenure.period_words and each.period_words):
            break
        title, period = tenure.title or each.title, tenure.period_words or each.period_words
        tenure = replace(tenure, title=title, period_words=period)
        count += 1
    return ((tenure,), count) if count and _tells(tenure) else ((), 0)

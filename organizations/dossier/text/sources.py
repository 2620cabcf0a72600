"""Where the list of sources stands in a text: behind a heading that names it, or as notes at the end."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from organizations.dossier.document import ALIGNED, FAR, NEAR, SPACED, TIGHT, Section, Source
from organizations.dossier.evidence.labels import (
    NOTE,
    NUMBER,
    Opener,
    defined,
    follows,
    is_heading,
    opener,
    with_superscripts,
)
from organizations.dossier.evidence.marks import Labels, marks_in
from organizations.dossier.kinds import LISTS
from organizations.dossier.text import grammar
from organizations.dossier.text.lines import Line, section_starts

MAX_TRIED = 20
"""Headings of sources that are looked at, at most, for the one that opens the list."""
HANG = 4
"""Spaces before the further lines of an entry, where they are not below its words."""


@dataclass(frozen=True, slots=True)
class FoundList:
    """Where the list of sources stands among lines: its first line, its first entry's, and behind its last one."""

    first: int
    entries: int
    end: int

    def __contains__(self, at: int) -> bool:
        return self.first <= at < self.end

    def moved(self, by: int) -> "FoundList":
        """The same list where so many lines more stand before it."""
        return FoundList(self.first + by, self.entries + by, self.end + by)


@dataclass(slots=True)
class Entry:
    """An entry of the list: its lines, what opens it as written, and the words behind that in its first line."""

    lines: list[Line]
    opened: Opener

    @property
    def citation(self) -> str:
        return grammar.one_line(self.opened.rest)

    @property
    def details(self) -> str:
        """Its further lines, without indentation, and without the backslash before what would be read as something."""
        return "\n".join(_meant(grammar.one_line(line.text), self.opened) for line in self.lines[1:])


def find_list(lines: Sequence[Line]) -> FoundList | None:
    """Where the list of sources stands among the lines behind a title, or None where there is none.

    It is the first section whose heading may be that of one, and whose first line opens as an entry does; a numbered
    one only where a mark of the text cites it. Or it is the notes that close a text, "[^x]: …".
    """
    tried = 0
    for at, line in enumerate(lines):
        if at and not line.blanks:
            continue
        heading = line.words.removeprefix(grammar.HEADING_MARK)
        is_named = grammar.names_sources(heading)
        if is_named or is_heading(heading):
            # Each look at a numbered list is one through the text: a hostile one may have thousands of them.
            tried += 1
            if tried > MAX_TRIED:
                return None
            end = next((place for place in range(at + 1, len(lines)) if section_starts(lines, place)), len(lines))
            found = FoundList(at, at + 1, end)
            first = opener(lines[at + 1].text) if at + 1 < end else None
            if first is None:
                is_list = is_named and is_heading(grammar.split_sources_heading(heading))
            else:
                # A numbered list under "References" may be anything: only a mark that cites it shows that it is the
                # sources.
                is_list = first.style != NUMBER or _is_cited(lines, found)
            if is_list:
                return found
    return _notes(lines)


def _notes(lines: Sequence[Line]) -> FoundList | None:
    first = None
    # From the end: notes close a text, and a first line that is none ends them.
    for at in range(len(lines) - 1, -1, -1):
        entry = opener(lines[at].text)
        if entry and entry.style == NOTE and entry.mark.endswith(":"):
            first = at
        elif not lines[at].text[0].isspace():
            break
    return None if first is None else FoundList(first, first, len(lines))


def _is_cited(lines: Sequence[Line], found: FoundList) -> bool:
    sources = [
        Source(key=str(number), mark=entry.opened.mark, citation=entry.citation)
        for number, entry in enumerate(entries_in(lines[found.entries : found.end]))
    ]
    others = [*lines[: found.first], *lines[found.end :]]
    labels = labels_in(sources, others)
    return any(marks_in(line.text, labels) for line in others)


def labels_in(sources: Sequence[Source], lines: Sequence[Line]) -> Labels:
    """The labels that entries define for the lines of a text."""
    return with_superscripts(defined(sources), [line.text for line in lines])


def usual_gap(before: Section | None, *, has_heading: bool) -> int:
    """How many blank lines stand before the list of sources as a rule: one behind a list, and before bare notes."""
    return 1 if not has_heading or (before is not None and ends_in_list(before)) else 2


def ends_in_list(section: Section) -> bool:
    """Whether a section ends with an item of a list of lines."""
    return section.kind in LISTS and bool(section.items) and not section.remark


def layout_of(lines: Sequence[Line], found: FoundList, entries: Sequence[Entry], before: Section | None) -> list[str]:
    """How a list of sources is written where it is not as usual, in words of LAYOUTS; `lines` are its section's."""
    layout = []
    if len(entries) > 1 and all(entry.lines[0].blanks for entry in entries[1:]):
        layout.append(SPACED)
    gap = min(max(lines[0].blanks, 1), 2)
    if gap != usual_gap(before, has_heading=found.entries > found.first):
        layout.append(NEAR if gap == 1 else FAR)
    if entries and all(entry.lines[0].text.strip() == entry.opened.mark + entry.opened.rest for entry in entries):
        layout.append(TIGHT)
    hangs = [(hang(entry.opened.mark, [ALIGNED, *layout]), line.text) for entry in entries for line in entry.lines[1:]]
    if any(len(space) != HANG for space, _line in hangs) and all(
        line.startswith(space) and not line[len(space)].isspace() for space, line in hangs
    ):
        layout.append(ALIGNED)
    return layout


def hang(mark: str, layout: Collection[str]) -> str:
    """The white space before the further lines of an entry that a mark opens."""
    return " " * (len(mark) + (TIGHT not in layout) if ALIGNED in layout else HANG)


def first_line(mark: str, citation: str, layout: Collection[str]) -> str:
    """The first line of an entry: with no space behind its mark only where it is read the same."""
    # "[1](a)" would be a link, "1.5" a number.
    opened = opener(mark + citation) if TIGHT in layout else None
    is_tight = opened is not None and (opened.mark, opened.rest) == (mark, citation)
    return f"{mark}{'' if is_tight else ' '}{citation}".rstrip()


def entries_in(lines: Sequence[Line]) -> list[Entry]:
    """The entries of a list of sources; a line that opens none goes on the one above it, and before any is left out."""
    entries: list[Entry] = []
    before = None
    for line in lines:
        opened = opener(line.text)
        if opened and follows(before, opened, indented=line.text[0].isspace()):
            entries.append(Entry([line], opened))
            before = opened
        elif entries:
            entries[-1].lines.append(line)
    return entries


def escaped_details(source: Source) -> list[str]:
    """The further lines of an entry as they are written: with a backslash before what would be read as something."""
    opened = opener(f"{source.mark} -")
    lines = (grammar.one_line(line) for line in source.details.split("\n"))
    return [grammar.ESCAPE + line if _is_read_otherwise(line, opened) else line for line in lines if line]


def _meant(line: str, opened: Opener) -> str:
    return line[1:] if line.startswith(grammar.ESCAPE) and _is_read_otherwise(line[1:], opened) else line


def _is_read_otherwise(line: str, opened: Opener | None) -> bool:
    """Whether a further line would be read as an entry, as a heading, or as the closing line of the text."""
    bare = line.lstrip(grammar.ESCAPE)
    opens = bare.startswith(grammar.HEADING_MARK) or grammar.known_heading(bare) is not None
    return opens or grammar.closes(bare) or follows(opened, opener(bare), indented=True)

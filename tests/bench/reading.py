"""How well texts of other hands are read: `python -m tests.bench.reading FOLDER…` prints what became of their lines.

Nothing is kept of the texts. Dated lines, leaders and headings are found by expressions of their own, not by the
reader's. Counted apart are dated lines that became somebody's time in an office, sentences of running text ("Since
2010, …"), and rows that say which states held a seat in which years. `--missed N` shows N lines of each
kind that became something else, `--by-file` the figures of each text. `--choices N` also says how many dated lines are
events after N choices at the desk: those that help most, each that a heading or a stretch of blocks is the timeline.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from organizations.dossier.document import SectionKind
from organizations.dossier.intake import read_source
from organizations.dossier.intake.choices import Choice, ChoiceKind, Choices
from organizations.dossier.intake.lines.headings import kind_of_heading
from organizations.dossier.text.errors import DossierError
from organizations.dossier.text.reading import Outcome, Reading
from organizations.dossier.words import is_country

_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|gen|mag|giu|lug|ago|set|ott|dic|avr|mai|juil|août|déc)\w*\.?"
)
_MARKS = r"[\s>*_#|•‣▪◦·–—-]*(?:\d{1,2}[.)]\s+)?[*_\[]*"
_DATE = (
    rf"(?:c\.|ca\.|circa|early|mid|late|since|from|until)?[\s-]*"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?{_MONTH}\s+(?:de\s+)?|{_MONTH}\s+(?:\d{{1,2}},?\s+)?|\d{{1,2}}[./]\d{{1,2}}[./])?"
    r"(?:1[0-9]{3}|20[0-2][0-9])s?(?:\s*[–—/-]\s*(?:(?:1[0-9]{3}|20[0-2][0-9])s?|\d{2}|present|oggi|heute))?"
)
DATED = re.compile(rf"{_MARKS}{_DATE}[*_\]]*\s*(?:[:：–—|,-]|\.\s|$)", re.I)
_LEADERS = re.compile(r"leader|people|president|secretar|director|chair|commander|staff|officer|head", re.I)
_LEADER = re.compile(r"\s*(?:[•*–-]\s+|\||\d{1,3}[.)]\s+).*[A-ZÀ-Ý][\w’'.-]+\s+[A-ZÀ-Ý][\w’'-]+.*\b(?:1[89]|20)\d\d\b")
_ENDED = re.compile(r"[.:!?”\"»)\]*_|]\s*$|^\s*#")
_FIGURES = re.compile(rf"{_MARKS}{_DATE}[*_]*\s*\|(?:[^\w|]|\d|\||\b[\w%]{{1,2}}\b)*", re.I)
"""A row of figures: no word of more than two letters behind its date."""
_SENTENCE = re.compile(r"(?:since|from|until)\b[^:|]{4,40}?,\s", re.I)
_YEARS = re.compile(r"[*_]*\d{4}(?:\s*[*_]*\s*[–/-]\s*[*_]*\d{2,4})?(?:, \w+ semester)?[*_]*")
NO_CHOICES = Choices()
MAX_TRIED = 3
"""Headings that are tried for each choice: those with most dated lines that are no events."""
_HEADING = re.compile(r"#{1,6}\s+\S|\*\*[^*]{2,60}\*\*:?\s*$")


@dataclass(slots=True)
class Figures:
    """Counts of one text, or of many."""

    texts: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    dated: int = 0
    events: int = 0
    dated_chosen: int = 0
    events_chosen: int = 0
    guessed: int = 0
    tenures: int = 0
    sentences: int = 0
    seats: int = 0
    leaders: int = 0
    roles: int = 0
    headings: int = 0
    known: int = 0
    words: int = 0
    unknown_words: int = 0
    silent: int = 0
    missed: list[tuple[str, str, str]] = field(default_factory=list)
    missed_lines: list[int] = field(default_factory=list)

    def add(self, other: "Figures") -> None:
        for name in self.__dataclass_fields__:
            value = getattr(other, name)
            if isinstance(value, Counter):
                getattr(self, name).update(value)
            else:
                setattr(self, name, getattr(self, name) + value)


def figures_of(path: Path, choices: int = 0) -> Figures:
    """What became of the lines of a text, and of its dated lines after so many choices."""
    figures = Figures(texts=1)
    source = path.read_bytes()
    try:
        reading = _read(source, path.name)
    except DossierError as error:
        figures.refused[error.message.code] += 1
        return figures
    lines = source.decode("utf-8", "replace").splitlines()
    _count(figures, lines, reading)
    figures.dated_chosen, figures.events_chosen = figures.dated, figures.events
    chosen, missed = NO_CHOICES, figures
    for _ in range(choices if figures.missed_lines else 0):
        best = _best_choice(source, path.name, lines, reading, missed, chosen)
        if best is None:
            break
        chosen, reading, missed = best
        figures.dated_chosen, figures.events_chosen = missed.dated, missed.events
    return figures


def _read(source: bytes, file_name: str, chosen: Choices = NO_CHOICES) -> Reading:
    try:
        return read_source(source, file_name=file_name, choices=chosen)
    except DossierError as error:
        if error.message.code not in ("no-name", "no-title"):
            raise
        return read_source(source, file_name=file_name, choices=replace(chosen, name="Organization"))


def _best_choice(
    source: bytes, file_name: str, lines: list[str], reading: Reading, figures: Figures, chosen: Choices
) -> tuple[Choices, Reading, Figures] | None:
    """The choice after which most dated lines are events, what is read then, and its figures; None where none helps."""
    best = None
    best_count = figures.events
    for choice in _helpful(reading, figures.missed_lines):
        more = chosen.with_choice(choice)
        tried = Figures()
        again = _read(source, file_name, more)
        _count(tried, lines, again)
        if tried.events > best_count:
            best, best_count = (more, again, tried), tried.events
    return best


def _helpful(reading: Reading, missed: list[int]) -> Iterator[Choice]:
    """Choices that may make events of the missed lines: for the headings above most of them, and for all lines."""
    heading = ""
    below: dict[str, list[str]] = {}
    lines = set(missed)
    for each in reading.outcomes:
        if each.became in ("heading", "subheading"):
            heading = each.block
        if not lines.isdisjoint(range(each.lines.first, each.lines.last + 1)):
            below.setdefault(heading, []).append(each.block)
    largest = sorted(below.items(), key=lambda pair: -len(pair[1]))[:MAX_TRIED]
    for name, blocks in largest:
        if name:
            yield Choice(ChoiceKind.SECTION, name, "timeline")
        yield Choice(ChoiceKind.SECTION, blocks[0], "timeline", blocks[-1])
    stretch = [block for blocks in below.values() for block in blocks]
    if len(below) > 1:
        yield Choice(ChoiceKind.SECTION, stretch[0], "timeline", stretch[-1])


def _count(figures: Figures, lines: list[str], reading: Reading) -> None:
    at_line = {number: each for each in reading.outcomes for number in range(each.lines.first, each.lines.last + 1)}
    timelines = {section.key for section in reading.dossier.sections if section.kind == SectionKind.TIMELINE}
    under_leaders = False
    for number, line in enumerate(lines, start=1):
        outcome = at_line.get(number)
        if _HEADING.match(line):
            under_leaders = bool(_LEADERS.search(line))
            _count_heading(figures, line, outcome)
        if is_dated(lines, number - 1) and not _is_leader(line, under_leaders):
            _count_dated(figures, line, outcome, number, timelines)
        elif _is_leader(line, under_leaders):
            figures.leaders += 1
            is_role = outcome is not None and outcome.became == "role"
            figures.roles += is_role
            if not is_role:
                figures.missed.append(("leader", outcome.became if outcome else "-", line))
    _count_words(figures, reading)


def is_dated(lines: list[str], at: int) -> bool:
    """Whether a line begins with a date, and not because the paragraph that it stands in was wrapped there.

    A row of figures is none.
    """
    line = lines[at]
    if not DATED.match(line):
        return False
    above = lines[at - 1] if at else ""
    is_marked = "|" in line or re.match(r"\s*(?:[>*_#•‣▪◦·–—-]|\d{1,2}[.)]\s)", line) is not None
    if not is_marked and above.strip() and not _ENDED.search(above) and not is_dated(lines, at - 1):
        return False
    return not _FIGURES.fullmatch(line)


def _is_leader(line: str, under_leaders: bool) -> bool:
    return under_leaders and _LEADER.match(line) is not None


def _count_heading(figures: Figures, line: str, outcome: Outcome | None) -> None:
    if kind_of_heading(line) is None:
        return
    figures.headings += 1
    figures.known += outcome is not None and outcome.became in ("heading", "subheading", "title")


def _count_dated(figures: Figures, line: str, outcome: Outcome | None, number: int, timelines: set[str]) -> None:
    if outcome is not None and outcome.became == "role":
        figures.tenures += 1
        return
    if _SENTENCE.match(line):
        figures.sentences += 1
        return
    if _says_who_held_a_seat(line):
        figures.seats += 1
        return
    figures.dated += 1
    is_event = outcome is not None and (
        (outcome.became == "event" and number == outcome.lines.first)
        or outcome.became == "subheading"
        or (outcome.became == "heading" and outcome.section in timelines)
    )
    figures.events += is_event
    figures.guessed += is_event and outcome is not None and outcome.certainty != "canonical"
    if not is_event:
        figures.missed_lines.append(number)
        figures.missed.append(("dated", outcome.became if outcome else "-", line))


def _says_who_held_a_seat(line: str) -> bool:
    years, *others = [cell.strip(" \u00a0") for cell in line.strip().strip("|").split("|")]
    return bool(others) and _YEARS.fullmatch(years) is not None and all(map(is_country, filter(None, others)))


def _count_words(figures: Figures, reading: Reading) -> None:
    kinds = {section.key: section.kind for section in reading.dossier.sections}
    for outcome in reading.outcomes:
        count = len(outcome.text.split())
        figures.words += count
        figures.unknown_words += count * (kinds.get(outcome.section) == SectionKind.OTHER)
    in_introduction = sum(len(each.text.split()) for each in reading.outcomes if each.became == "introduction")
    figures.silent += in_introduction > 200 and not reading.notices


def _share(part: int, whole: int) -> str:
    return f"{part:>7} of {whole:>7}  {100 * part / whole if whole else 0:5.1f} %"


def report(figures: Figures, choices: int = 0) -> Iterator[str]:
    """The figures in lines."""
    yield f"texts {figures.texts}, refused {sum(figures.refused.values())} {dict(figures.refused) or ''}"
    yield f"dated lines -> events      {_share(figures.events, figures.dated)} (guessed {figures.guessed})"
    if choices:
        yield f"  after {choices} choices          {_share(figures.events_chosen, figures.dated_chosen)}"
    yield f"dated lines -> tenures     {figures.tenures:>7}"
    yield f"apart: sentences           {figures.sentences:>7}, seats of states {figures.seats}"
    yield f"leaders -> roles           {_share(figures.roles, figures.leaders)}"
    yield f"headings -> known sections {_share(figures.known, figures.headings)}"
    yield f"words in unknown sections  {_share(figures.unknown_words, figures.words)}"
    yield f"silent introductions       {figures.silent}"


def _paths(names: Iterable[str]) -> Iterator[Path]:
    for name in names:
        path = Path(name)
        yield from sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="+")
    parser.add_argument("--missed", type=int, default=0)
    parser.add_argument("--by-file", action="store_true")
    parser.add_argument("--choices", type=int, default=0)
    parser.add_argument("--most", type=int, default=0, help="read so many texts at most")
    options = parser.parse_args()
    total = Figures()
    paths = [path for path in _paths(options.folder) if path.suffix in (".md", ".txt", ".html", ".csv", ".docx")]
    for path in paths[: options.most or None]:
        figures = figures_of(path, options.choices)
        if options.by_file:
            print(f"{figures.events:>5}/{figures.dated:<5} {figures.roles:>4}/{figures.leaders:<4} {path}")
        total.add(figures)
    for line in report(total, options.choices):
        print(line)
    shown: Counter[str] = Counter()
    for what, became, line in total.missed:
        shown[what] += 1
        if shown[what] <= options.missed:
            print(f"{what} -> {became}: {line[:140]}")


if __name__ == "__main__":
    main()

"""The same dossier in many hands: layouts of a timeline, headings, and small helpers that say what was read."""

from collections.abc import Callable, Sequence

from organizations.dossier.document import AnyClaim, Dossier, Event, Fact, Influence, Point, Role, SectionKind
from organizations.dossier.period import Period
from organizations.dossier.text.reading import Certainty, Reading

HEAD = "Harbour League (HAL) — Deep Dossier\n\n\nTimeline\n\n"
EVENTS = [("1949", "Treaty signed"), ("1952", "Two more join"), ("1991–1999", "A long decade")]

Layout = Callable[[Sequence[tuple[str, str]]], str]


def _lines(form: str, gap: str = "\n\n") -> Layout:
    return lambda events: gap.join(form.format(date=date, text=text) for date, text in events)


LAYOUTS: dict[str, Layout] = {
    "colon": _lines("{date}: {text}"),
    "colon, no empty lines": _lines("{date}: {text}", "\n"),
    "en dash": _lines("{date} – {text}"),
    "em dash": _lines("{date} — {text}"),
    "em dash without spaces": _lines("{date}—{text}"),
    "hyphen": _lines("{date} - {text}", "\n"),
    "bullet and colon": _lines("  • {date}: {text}", "\n"),
    "hyphen as bullet": _lines("- {date} – {text}", "\n"),
    "star as bullet": _lines("* {date}: {text}", "\n"),
    "indented bullet": _lines("    - {date}: {text}", "\n"),
    "bold date": _lines("**{date}**: {text}"),
    "bold date with its colon": _lines("- **{date}:** {text}", "\n"),
    "bold date and dash": _lines("* **{date}** – {text}", "\n"),
    "date on a line of its own": _lines("{date}\n{text}"),
    "date alone, text below an empty line": _lines("{date}\n\n{text}"),
    "bold date alone": _lines("**{date}**\n\n{text}"),
    "date as a heading": _lines("### {date}\n\n{text}"),
    "date as a heading over an item": _lines("### {date}\n\n- {text}"),
    "date in a heading with its text": _lines("### {date}: {text}"),
    "date as an item over an item": _lines("- {date}\n  - {text}", "\n"),
    "table": lambda events: (
        "| Date | Event |\n| --- | --- |\n" + "\n".join(f"| {date} | {text} |" for date, text in events)
    ),
    "table with bold dates": lambda events: (
        "| When | What happened |\n|:--|:--|\n" + "\n".join(f"| **{date}** | {text} |" for date, text in events)
    ),
    "table without a header": lambda events: "\n".join(f"| {date} | {text} |" for date, text in events),
}
"""How a timeline is laid out: dates and texts to what stands under its heading."""


def events_of(reading: Reading) -> list[tuple[str, str]]:
    """Date and title of each event, in order."""
    section = reading.dossier.of_kind(SectionKind.TIMELINE)
    events = [claim for claim in section.items if isinstance(claim, Event)] if section else []
    return [(event.period.words, event.title) for event in events]


def people_of(reading: Reading) -> list[tuple[str, str]]:
    """Name and office of each role, label and text of each influence, in order."""
    section = reading.dossier.of_kind(SectionKind.PEOPLE)
    found = []
    for claim in section.items if section else ():
        if isinstance(claim, Role):
            found.append((claim.name, claim.title))
        elif isinstance(claim, Influence):
            found.append((claim.label, claim.text))
    return found


def sections_of(dossier: Dossier) -> list[tuple[str, str]]:
    """Kind and heading of each section, in order."""
    return [(section.kind.value, section.heading) for section in dossier.sections]


def codes_of(reading: Reading) -> list[str]:
    """The codes of the notices, in order."""
    return [notice.message.code for notice in reading.notices]


_MARKS = {Certainty.CANONICAL: " ", Certainty.GUESSED: "~", Certainty.NOT_UNDERSTOOD: "?"}


def records_of(reading: Reading) -> list[str]:
    """What a text became, a line a record: "~" before those that are guessed, "?" before those not understood.

    "!" begins what has to be answered before the text is imported.
    """
    dossier = reading.dossier
    lines = [f"  name: {dossier.name}{f' ({dossier.acronym})' if dossier.acronym else ''}"]
    lines += [f"  introduction: {_short(dossier.introduction)}"] if dossier.introduction else []
    for section in dossier.sections:
        lines.append(f"  # {section.kind.value}: {section.heading}")
        lines += [f"  text: {_short(section.text)}"] if section.text else []
        lines += [f"{_mark(claim, reading)} {record_of(claim)}" for claim in section.items]
        lines += [f"  remark: {_short(section.remark)}"] if section.remark else []
    return lines + [f"! {notice.line}: {notice.message.code}" for notice in reading.notices if notice.blocks]


def _mark(claim: AnyClaim, reading: Reading) -> str:
    """How sure the least sure of the blocks of a claim is."""
    assert claim.lines is not None
    first, last = claim.lines.first, claim.lines.last
    found = [each.certainty for each in reading.outcomes if first <= each.lines.first <= last and each.key]
    return _MARKS[max(found, key=list(_MARKS).index)]


def _short(text: str) -> str:
    return " / ".join(text.split("\n")).replace(" /  / ", " // ")


def record_of(claim: AnyClaim) -> str:
    """What a claim says, in one line."""
    if isinstance(claim, Event):
        above = f"[{claim.subheading}] " if claim.subheading else ""
        below = f" // {_short(claim.body)}" if claim.body else ""
        return f"{above}{_days(claim.period)}: {claim.title}{below}"
    if isinstance(claim, Role):
        return " | ".join((claim.name, claim.title, _days(claim.period), claim.country)).rstrip(" |")
    if isinstance(claim, Influence):
        return f"({claim.label}) {claim.text}"
    if isinstance(claim, Fact):
        return f"{claim.label} = {claim.value}"
    if isinstance(claim, Point):
        return f"{claim.title} // {_short(claim.body)}".removesuffix(" // ")
    return f"{claim.mark} {claim.citation}"


def _days(period: Period | None) -> str:
    return "" if period is None else period.edtf or period.words

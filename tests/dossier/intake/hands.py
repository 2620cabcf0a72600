"""The same dossier in many hands: layouts of a timeline, headings, and small helpers that say what was read."""

from collections.abc import Callable, Sequence

from organizations.dossier.document import Dossier, Event, Influence, Role, SectionKind
from organizations.dossier.text.reading import Reading

HEAD = "Harbour League (HAL) — Deep Dossier\n\n\nTimeline\n\n"

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

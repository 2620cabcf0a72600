"""Made-up edits of dossiers: what an editor, or a new edition of a text, may do to one."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from organizations.dossier.document import AnyClaim, Dossier, Section, SectionKind, Source
from organizations.dossier.evidence.labels import sources_of
from organizations.dossier.evidence.relabelling import new_mark
from organizations.dossier.evidence.settling import settled
from organizations.dossier.kinds import CLAIMS_OF
from organizations.dossier.period import parse_period
from tests.dossier.strategies import LINES, PERIODS, items, tails_of, with_tails

Edit = Callable[[Dossier], Dossier]


def with_section(dossier: Dossier, at: int, section: Section | None) -> Dossier:
    sections = list(dossier.sections)
    sections[at : at + 1] = [section] if section else []
    return replace(dossier, sections=tuple(sections))


def with_items(section: Section, held: list[AnyClaim]) -> Section:
    return replace(section, items=tuple(held), remark=section.remark if held else "")


def reworded(claim: AnyClaim, words: str, period: str) -> AnyClaim:
    """The item with another wording in one field."""
    known = claim.__dataclass_fields__
    choices: list[dict[str, Any]] = [
        {name: words} for name in ("title", "body", "text", "value", "citation") if name in known
    ]
    choices += [{"period": parse_period(period)}] if "period" in known else []
    choices += [{"themes": ("borders", words.split()[0].lower())}] if "themes" in known else []
    return replace(claim, **choices[len(words) % len(choices)])


@st.composite
def edited(draw: st.DrawFn, dossier: Dossier, side: str, max_edits: int = 5) -> Dossier:
    """The dossier after up to `most` edits; each side's new words and keys are its own."""
    for number in range(draw(st.integers(0, max_edits))):
        dossier = draw(_edit(dossier, f"{side}{number}"))
    return settled(dossier)


@st.composite
def _edit(draw: st.DrawFn, dossier: Dossier, mark: str) -> Dossier:
    words = f"{mark} {draw(LINES)}"
    field = draw(st.sampled_from(["headline", "introduction", "closing", "section", "item", "item", "item", "item"]))
    if field not in ("section", "item") or not dossier.sections:
        return replace(dossier, **{"closing" if field in ("section", "item") else field: words})
    at = draw(st.integers(0, len(dossier.sections) - 1))
    section = dossier.sections[at]
    if field == "section" or section.kind == SectionKind.OTHER:
        return _section_edit(
            dossier, at, words, mark, draw(st.sampled_from(["heading", "text", "gone", "new", "moved"]))
        )
    held = list(section.items)
    # Nobody takes out a source that is cited.
    gone = "new" if section.kind == SectionKind.SOURCES else "gone"
    what = draw(st.sampled_from(["reworded", "reworded", "cited", gone, "new", "moved"])) if held else "new"
    place = draw(st.integers(0, max(len(held) - 1, 0)))
    if what == "reworded":
        held[place] = reworded(held[place], words, draw(PERIODS))
    elif what == "cited":
        held[place] = with_tails(held[place], draw(tails_of(len(sources_of(dossier)))), "")
    elif what == "gone":
        del held[place]
    elif what == "moved":
        held.append(held.pop(place))
    else:
        kind = draw(st.sampled_from(CLAIMS_OF[section.kind]))
        new = replace(draw(items(kind, 0)), key=f"new-{mark}")
        if isinstance(new, Source):
            new = replace(new, mark=new_mark(dossier))  # both sides give theirs the same
        held.insert(place, reworded(new, words, "1951"))
    return with_section(dossier, at, with_items(section, held))


def _section_edit(dossier: Dossier, at: int, words: str, mark: str, what: str) -> Dossier:
    section = dossier.sections[at]
    if what in ("heading", "text"):
        return with_section(dossier, at, replace(section, **{what: words}))
    sections = list(dossier.sections)
    if what == "gone" and section.kind != SectionKind.SOURCES:
        del sections[at]
    elif what == "moved":
        sections.append(sections.pop(at))
    else:
        sections.insert(at, Section(key=f"new-{mark}", kind=SectionKind.OTHER, heading=words, text=words))
    return replace(dossier, sections=tuple(sections))

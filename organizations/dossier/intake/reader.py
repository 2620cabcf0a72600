"""Blocks to Dossier: the outline, its sections, and an outcome for every block."""

from collections.abc import Sequence

from organizations.dossier.document import AnyClaim, Dossier, Lines, Section, SectionKind
from organizations.dossier.evidence.settling import settled
from organizations.dossier.intake.blocks import Block
from organizations.dossier.intake.choices import ChoiceKind, Choices
from organizations.dossier.intake.sections.draft import Draft, Part, Piece, span
from organizations.dossier.intake.sections.lists import listed
from organizations.dossier.intake.sections.outline import Outline, outline_of
from organizations.dossier.intake.sections.points import points_of
from organizations.dossier.intake.sections.prose import prose, verbatim
from organizations.dossier.intake.sections.short_years import lend_centuries
from organizations.dossier.intake.sections.source_lists import section_of_sources, take_sources
from organizations.dossier.intake.sections.timeline import timeline_of
from organizations.dossier.intake.sections.weighing import weigh
from organizations.dossier.intake.sections.written import writable
from organizations.dossier.kinds import LISTS
from organizations.dossier.text import grammar
from organizations.dossier.text.reading import Certainty, Notice, Outcome, Reading


def read_blocks(blocks: Sequence[Block], choices: Choices, *, title: str = "") -> Reading:
    """The reading of the blocks of a source; `title` is what it states of itself.

    Raises NoTitle where nothing says which organization the source is about.
    """
    draft = Draft.of(blocks, choices)
    # First of all: a mark at the end of a line would hide its date, its country or that it is a heading.
    sources = take_sources(draft)
    # Before the outline: "’51" is a date only once its century is known.
    lend_centuries(draft)
    outline = outline_of(draft, title)
    weigh(outline, draft, _chosen(outline, draft))
    name, acronym = grammar.names_of(outline.title)
    sections = [_section(part, draft) for part in outline.parts]
    texts = [verbatim(part.pieces) for part in outline.parts]
    if sources:
        at = sum(1 for part in outline.parts if (part.heading or part.pieces[0]).at < sources.first)
        sections.insert(at, section_of_sources(sources, draft))
        texts.insert(at, verbatim(sources.pieces))
    dossier = Dossier(
        title=_title(outline),
        name=name,
        acronym=acronym,
        headline=grammar.one_line(grammar.unescape(outline.headline.written.text, None)) if outline.headline else "",
        introduction=prose(outline.introduction, None),
        sections=tuple(sections),
        closing=grammar.one_line(outline.closing.written.text) if outline.closing else "",
        source_lines=_source_lines(outline),
    )
    _opening_became(outline, draft)
    _account_for_all(draft)
    dossier = writable(settled(dossier), texts, draft)
    return Reading(dossier, _notices(draft), _outcomes(draft))


def _chosen(outline: Outline, draft: Draft) -> frozenset[int]:
    """The parts that a choice made."""
    return frozenset(
        id(part)
        for part in outline.parts
        for piece in filter(None, (part.heading, *part.pieces[:1]))
        if (choice := draft.chosen(ChoiceKind.SECTION, piece)) and choice.value != "above"
    )


def _section(part: Part, draft: Draft) -> Section:
    kind = part.kind if part.kind != SectionKind.SOURCES else SectionKind.OTHER
    words = part.words
    key = draft.key("section", kind.value if kind != SectionKind.OTHER else words)
    lines = span([*([part.heading] if part.heading else []), *part.pieces])
    if part.heading:
        draft.became(part.heading, "heading", section=key, certainty=part.certainty)
    text, items, remark = _contents(part, draft, key)
    marks = part.heading.marks if part.heading else ""
    return Section.holding(items, text=text, remark=remark, key=key, lines=lines, kind=kind, heading=words, marks=marks)


def _contents(part: Part, draft: Draft, key: str) -> tuple[str, Sequence[AnyClaim], str]:
    if part.kind in (SectionKind.OTHER, SectionKind.SOURCES):
        if part.heading or part.pieces:
            draft.notice(part.heading or part.pieces[0], "unknown-section")
        draft.all_became(part.pieces, "text", section=key)
        return verbatim(part.pieces), (), ""
    if part.kind == SectionKind.TIMELINE:
        timeline = timeline_of(part.pieces, draft, key, part.words)
        return timeline.text, timeline.events, ""
    if part.kind in LISTS:
        found = listed(part.pieces, draft, key, part.kind, part.words)
        return found.text, found.claims, found.remark
    return *points_of(part.pieces, draft, key, part.kind), ""


def _title(outline: Outline) -> str:
    """The title, with the marks behind it."""
    return outline.title + (outline.title_piece.marks if outline.title_piece else "")


def _opening_became(outline: Outline, draft: Draft) -> None:
    for what, piece in (("title", outline.title_piece), ("headline", outline.headline), ("closing", outline.closing)):
        if piece:
            draft.became(piece, what)
    draft.all_became(outline.introduction, "introduction")


def _source_lines(outline: Outline) -> dict[str, Lines]:
    parts: dict[str, list[Piece]] = {
        "title": [outline.title_piece] if outline.title_piece else [],
        "headline": [outline.headline] if outline.headline else [],
        "introduction": outline.introduction,
        "closing": [outline.closing] if outline.closing else [],
    }
    return {name: span(pieces) for name, pieces in parts.items() if pieces}


def _notices(draft: Draft) -> tuple[Notice, ...]:
    first = [notice for notice in draft.notices if notice.message.code == "headings-not-understood"]
    others = [notice for notice in draft.notices if notice.message.code != "headings-not-understood"]
    return (*first, *sorted(others, key=lambda notice: notice.line))


def _account_for_all(draft: Draft) -> None:
    for piece in draft.pieces:
        if piece.at not in draft.outcomes:
            draft.became(piece, "text", certainty=Certainty.NOT_UNDERSTOOD)


def _outcomes(draft: Draft) -> tuple[Outcome, ...]:
    return tuple(draft.outcomes[at] for at in sorted(draft.outcomes))

"""Blocks to Dossier: the outline, its sections, and an outcome for every block."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from organizations.dossier.document import AnyClaim, Dossier, Lines, Section, SectionKind
from organizations.dossier.intake.blocks import Block
from organizations.dossier.intake.choices import ChoiceKind, Choices
from organizations.dossier.intake.draft import Draft, Part, Piece, span
from organizations.dossier.intake.lists import listed
from organizations.dossier.intake.outline import Outline, outline_of
from organizations.dossier.intake.points import points_of
from organizations.dossier.intake.prose import prose, verbatim
from organizations.dossier.intake.timeline import timeline_of
from organizations.dossier.intake.weighing import weigh
from organizations.dossier.intake.written import writable
from organizations.dossier.kinds import LISTS
from organizations.dossier.languages import language_of
from organizations.dossier.text import grammar
from organizations.dossier.text.reading import Certainty, Notice, Outcome, Reading


def read_blocks(blocks: Sequence[Block], choices: Choices, *, title: str = "", language: str = "") -> Reading:
    """The reading of the blocks of a source; `title` and `language` are what it states of itself.

    Raises NoTitle where nothing says which organization the source is about.
    """
    draft = Draft.of(blocks, choices)
    outline = outline_of(draft, title)
    weigh(outline, draft, _chosen(outline, draft))
    name, acronym = grammar.names_of(outline.title)
    sections = tuple(_section(part, draft) for part in outline.parts)
    dossier = Dossier(
        title=outline.title,
        name=name,
        acronym=acronym,
        headline=grammar.one_line(grammar.unescape(outline.headline.words, None)) if outline.headline else "",
        introduction=prose(outline.introduction, None),
        sections=sections,
        closing=outline.closing.words if outline.closing else "",
        source_lines=_source_lines(outline),
    )
    with suppress(ValueError):
        dossier = replace(dossier, language=language_of(language)) if language else dossier
    _opening_became(outline, draft)
    _account_for_all(draft)
    dossier = writable(dossier, [verbatim(part.pieces) for part in outline.parts], draft)
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
    kind = part.kind
    words = part.words
    key = draft.key("section", kind.value if kind != SectionKind.OTHER else words)
    lines = span([*([part.heading] if part.heading else []), *part.pieces])
    if part.heading:
        draft.became(part.heading, "heading", section=key, certainty=part.certainty)
    text, items, remark = _contents(part, draft, key)
    return Section.holding(items, text=text, remark=remark, key=key, lines=lines, kind=kind, heading=words)


def _contents(part: Part, draft: Draft, key: str) -> tuple[str, Sequence[AnyClaim], str]:
    if part.kind == SectionKind.OTHER:
        if part.heading or part.pieces:
            draft.notice(part.heading or part.pieces[0], "unknown-section")
        draft.all_became(part.pieces, "text", section=key)
        return verbatim(part.pieces), (), ""
    if part.kind == SectionKind.TIMELINE:
        timeline = timeline_of(part.pieces, draft, key)
        return timeline.text, timeline.events, ""
    if part.kind in LISTS:
        found = listed(part.pieces, draft, key, part.kind)
        return found.text, found.claims, found.remark
    return *points_of(part.pieces, draft, key, part.kind), ""


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
    return tuple(draft.outcomes[piece.at] for piece in draft.pieces)

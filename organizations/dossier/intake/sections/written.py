"""What was read, so that its own text says the same: claims that the text format cannot hold become what it can."""

from collections.abc import Sequence
from dataclasses import replace

from organizations.dossier.document import AnyClaim, Dossier, Influence, Role, Section, SectionKind
from organizations.dossier.intake.sections.draft import Draft
from organizations.dossier.text import writer
from organizations.dossier.text.errors import DossierError, TextTooLarge
from organizations.dossier.text.reading import Certainty


def writable(dossier: Dossier, texts: Sequence[str], draft: Draft) -> Dossier:
    """The dossier, or the nearest one that can be written; `texts` are the words of each section as they stood.

    The key of a claim stays with it, so that what became of a block still holds.
    """
    if _reads_back(dossier):
        return dossier
    sources = [section for section in dossier.sections if section.kind == SectionKind.SOURCES]
    sections = tuple(
        _writable_section(section, text, sources, draft) for section, text in zip(dossier.sections, texts, strict=True)
    )
    mended = replace(dossier, sections=sections)
    # Each section was tried alone, so that one claim that cannot be written makes no text of the others; what still
    # does not read back together does so as text.
    if _reads_back(mended):
        return mended
    return replace(
        mended, sections=tuple(_as_text(section, text, draft) for section, text in zip(sections, texts, strict=True))
    )


def _reads_back(dossier: Dossier) -> bool:
    try:
        again = writer.read_again(dossier)
        return again == dossier or writer.wording(again) == writer.wording(dossier)
    except TextTooLarge:
        raise
    except DossierError:
        return False


def _alone(section: Section, sources: Sequence[Section]) -> Dossier:
    sections = (section, *sources) if section.kind != SectionKind.SOURCES else (section,)
    return Dossier(title="Title", name="Title", headline="Headline", sections=sections)


def _writable_section(section: Section, text: str, sources: Sequence[Section], draft: Draft) -> Section:
    if _reads_back(_alone(section, sources)):
        return section
    items = tuple(_writable_claim(claim, section, sources) for claim in section.items)
    mended = replace(section, items=items)
    if _reads_back(_alone(mended, sources)):
        return mended
    return _as_text(section, text, draft)


def _as_text(section: Section, text: str, draft: Draft) -> Section:
    """A section of its own, which holds any text; a list of sources stays one."""
    if section.kind == SectionKind.SOURCES:
        return section
    if section.kind != SectionKind.OTHER:
        _kept_as_text(section, draft)
    return replace(section, kind=SectionKind.OTHER, text=text, items=(), remark="")


def _kept_as_text(section: Section, draft: Draft) -> None:
    inside = [piece for piece in draft.pieces if draft.outcomes[piece.at].section == section.key]
    if inside:
        draft.notice(inside[0], "kept-as-text")
    for piece in inside:
        if draft.outcomes[piece.at].became != "heading":
            draft.became(piece, "text", section=section.key, certainty=Certainty.NOT_UNDERSTOOD)


def _writable_claim(claim: AnyClaim, section: Section, sources: Sequence[Section]) -> AnyClaim:
    alone = replace(section, text="", remark="", items=(claim,))
    if not isinstance(claim, Role) or _reads_back(_alone(alone, sources)):
        return claim
    again = writer.read_again(_alone(alone, sources)).sections[0].items
    if len(again) == 1 and isinstance(again[0], Role | Influence):
        return replace(again[0], key=claim.key, lines=claim.lines)
    return claim

"""Snapshot and people of any hand: the items of a list, the rows of a table, and what stands around them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from organizations.dossier.document import AnyClaim, Fact, Influence, Role, SectionKind
from organizations.dossier.intake.blocks import BlockKind
from organizations.dossier.intake.draft import Draft, Piece, span
from organizations.dossier.intake.facts import read_fact, read_fact_row
from organizations.dossier.intake.looks import look
from organizations.dossier.intake.marks import without_dress
from organizations.dossier.intake.prose import prose
from organizations.dossier.keys import slug_of
from organizations.dossier.kinds import kind_of
from organizations.dossier.names import bare_name, is_collective
from organizations.dossier.period import PeriodError, parse_period
from organizations.dossier.text import grammar
from organizations.dossier.text.reading import Certainty


@dataclass(slots=True)
class _Item:
    """An item in the making: its blocks, and whether a mark or a label shows that it is one."""

    pieces: list[Piece]
    is_marked: bool = True
    is_guessed: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list holds: the text before its first item, its claims, and the remark behind its last."""

    text: str
    claims: tuple[AnyClaim, ...]
    remark: str


@dataclass(slots=True)
class _Layout:
    text: list[Piece] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)
    remark: list[Piece] = field(default_factory=list)


def listed(pieces: Sequence[Piece], draft: Draft, section: str, kind: SectionKind) -> Listed:
    """The claims of the blocks of a list; every block is accounted for in the draft."""
    layout = _layout(pieces, draft, section)
    for piece in layout.text:
        draft.notice(piece, "before-first-item")
        draft.became(piece, "subheading" if piece.is_heading else "text", section=section)
    draft.all_became(layout.remark, "remark", section=section)
    claims = [claim for item in layout.items for claim in _claims(item, draft, section, kind)]
    return Listed(prose(layout.text, kind), tuple(claims), prose(layout.remark, kind))


def _layout(pieces: Sequence[Piece], draft: Draft, section: str) -> _Layout:
    opens = _opener(pieces)
    layout = _Layout()
    for piece in pieces:
        if piece.block.is_header:
            draft.became(piece, "nothing", section=section)
        elif opens(piece):
            layout.items += [_Item([each], is_marked=False) for each in layout.remark]
            layout.remark = []
            layout.items.append(_Item([piece]))
        elif layout.items and not layout.remark and piece.is_item:
            layout.items[-1].pieces.append(piece)
        else:
            (layout.remark if layout.items else layout.text).append(piece)
    return layout


def _opener(pieces: Sequence[Piece]) -> Callable[[Piece], bool]:
    if any(piece.is_item or piece.is_row for piece in pieces):
        top = min((piece.block.level for piece in pieces if piece.is_item), default=0)
        return lambda piece: piece.is_row or (piece.is_item and piece.block.level == top)
    return lambda piece: piece.block.kind == BlockKind.PARAGRAPH and grammar.labelled(look(piece.words)) is not None


def _claims(item: _Item, draft: Draft, section: str, kind: SectionKind) -> Iterable[AnyClaim]:
    first = item.pieces[0]
    if not item.is_marked:
        draft.notice(first, "unmarked-item")
    words = _words(item)
    claims = (_facts if kind == SectionKind.SNAPSHOT else _people)(words, item, draft)
    for claim in claims:
        certainty = Certainty.GUESSED if item.is_guessed else Certainty.CANONICAL
        draft.all_became(item.pieces, kind_of(claim, kind).name, section=section, key=claim.key, certainty=certainty)
    return claims


def _words(item: _Item) -> str:
    first, *others = item.pieces
    words = first.words if not first.is_row else ": ".join(filter(None, map(look, first.block.cells)))
    words = grammar.unescape(words, SectionKind.SNAPSHOT)
    nested = "; ".join(piece.words for piece in others)
    return f"{words} {nested}" if nested else words


def _facts(words: str, item: _Item, draft: Draft) -> list[AnyClaim]:
    label, value, is_guessed = _fact(words, item)
    if not label:
        draft.notice(item.pieces[0], "no-label")
    item.is_guessed = is_guessed
    return [Fact(key=draft.key("fact", label or value), lines=span(item.pieces), label=label, value=value)]


def _fact(words: str, item: _Item) -> tuple[str, str, bool]:
    """Label and value of a fact, and whether the two are told apart by their look only."""
    parts = grammar.labelled(words)
    if parts and parts[0] == look(parts[0]):
        return *parts, False
    cells = item.pieces[0].block.cells
    found = read_fact_row(cells) if cells else read_fact(words)
    if found is None:
        return *(parts or ("", words)), not parts
    value = f"{found.value} ({found.rest})" if found.rest else found.value
    return found.label, value, not found.certain


def _people(words: str, item: _Item, draft: Draft) -> list[AnyClaim]:
    said = grammar.read_label(words)
    if not said.is_person and (bare := without_dress(words)) != words:
        said = grammar.read_label(bare) if grammar.read_label(bare).is_person else said
    if said.is_person:
        return [_role(said.label, said.text, item, draft)]
    if not is_collective(said.label) and not words.startswith(grammar.NO_PERSON):
        draft.notice(item.pieces[0], "no-person")
    key = draft.key("people", said.label or said.text)
    return [Influence(key=key, lines=span(item.pieces), label=said.label, text=said.text)]


def _role(name: str, rest: str, item: _Item, draft: Draft) -> Role:
    title, words, country = grammar.split_office(rest)
    try:
        period = parse_period(words) if words else None
    except PeriodError:
        title, period = rest, None
    return Role(
        key=draft.key("people", name),
        lines=span(item.pieces),
        person=slug_of(bare_name(name)),
        name=name,
        title=title,
        period=period,
        country=country,
    )

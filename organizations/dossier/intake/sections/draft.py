"""A reading in the making: the blocks of a source, and what has become of each so far."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from organizations.dossier.document import Lines, SectionKind
from organizations.dossier.evidence.marks import Labels, without_marks
from organizations.dossier.intake.blocks import Block, BlockKind, names_of_blocks
from organizations.dossier.intake.choices import Choice, ChoiceKind, Choices
from organizations.dossier.intake.lines.heads import Head, head_of
from organizations.dossier.intake.lines.looks import look
from organizations.dossier.keys import new_key
from organizations.dossier.messages import Detail, Message, checked
from organizations.dossier.text import grammar
from organizations.dossier.text.reading import NOTICES, Certainty, Notice, Outcome


@dataclass(slots=True)
class Piece:
    """A block, its place among the blocks of its source, and its name.

    Of a block with `marks` behind its line, `block` is without them, and `whole` as it was written.
    """

    at: int
    name: str
    block: Block
    whole: Block | None = None
    marks: str = ""
    is_marked_at_end: bool = False
    _heads: tuple[Head | None, ...] = ()

    @property
    def head(self) -> Head | None:
        """The date that its text begins with; of a row, that its first cell begins with."""
        if not self._heads:
            block = self.block
            self._heads = (head_of(block.cells[0] if block.cells else block.text),)
        return self._heads[0]

    @property
    def dated(self) -> Head | None:
        """Its date, if that says of which year it is."""
        return self.head if self.head and self.head.period else None

    @property
    def words(self) -> str:
        """Its words in one line, marks of emphasis kept, a bar where a tab parts them."""
        return " ".join(self.block.text.replace("\t", " | ").split())

    @property
    def written(self) -> Block:
        """The block with its marks."""
        return self.whole or self.block

    @property
    def is_heading(self) -> bool:
        return self.block.kind == BlockKind.HEADING

    @property
    def is_item(self) -> bool:
        return self.block.kind == BlockKind.ITEM

    @property
    def is_row(self) -> bool:
        return self.block.kind == BlockKind.ROW


@dataclass(slots=True)
class Part:
    """A section in the making: its heading, where it has one, and the blocks below it."""

    kind: SectionKind
    words: str
    heading: Piece | None = None
    level: int = 0
    certainty: Certainty = Certainty.CANONICAL
    pieces: list[Piece] = field(default_factory=list)


def joined(kind: SectionKind, parts: Sequence[Part]) -> Part:
    """Parts in a row as one section of a kind that their looks tell, their headings among its blocks."""
    pieces = [piece for part in parts for piece in (part.heading, *part.pieces) if piece]
    return Part(kind, grammar.DEFAULT_HEADINGS[kind], None, parts[0].level, Certainty.GUESSED, pieces)


@dataclass(slots=True)
class Draft:
    """What the parts of one reading share: choices, notices, outcomes by the place of their block, and keys."""

    pieces: Sequence[Piece]
    choices: Choices
    labels: Labels = field(default_factory=Labels)
    notices: list[Notice] = field(default_factory=list)
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    keys: dict[str, set[str]] = field(default_factory=dict)
    _chosen: dict[ChoiceKind, dict[str, Choice]] = field(default_factory=dict)

    @classmethod
    def of(cls, blocks: Sequence[Block], choices: Choices) -> "Draft":
        """The draft of a source before anything of it is read."""
        names = names_of_blocks(blocks)
        pieces = [Piece(at, name, block) for at, (name, block) in enumerate(zip(names, blocks, strict=True))]
        return cls(pieces, choices, _chosen={kind: choices.of(kind) for kind in ChoiceKind})

    def chosen(self, kind: ChoiceKind, piece: Piece) -> Choice | None:
        """What was chosen of that kind for the stretch that begins with a block."""
        return self._chosen[kind].get(piece.name)

    def key(self, family: str, text: str) -> str:
        """A key that no other claim of the family has."""
        return new_key(without_marks(text, self.labels), self.keys.setdefault(family, set()))

    def notice(self, piece: Piece, code: str, *, column: int = 1, blocks: bool = False, **details: Detail) -> None:
        """Report a block to whoever looks at the reading."""
        self.report(piece, checked(NOTICES, code, details), column=column, blocks=blocks)

    def report(self, piece: Piece, message: Message, *, column: int = 1, blocks: bool = False) -> None:
        """Report a block by a message that is made already."""
        self.notices.append(Notice(piece.block.lines.first, piece.words[:200], message, column, blocks))

    def became(
        self, piece: Piece, what: str, *, section: str = "", key: str = "", certainty: Certainty = Certainty.CANONICAL
    ) -> None:
        """Say what a block became; a block becomes one thing, and the last word counts."""
        block = piece.written
        self.outcomes[piece.at] = Outcome(
            lines=block.lines,
            text=block.text,
            became=what,
            block=piece.name,
            section=section,
            key=key,
            certainty=certainty,
        )

    def all_became(
        self,
        pieces: Iterable[Piece],
        what: str,
        *,
        section: str = "",
        key: str = "",
        certainty: Certainty = Certainty.CANONICAL,
    ) -> None:
        """Say of several blocks what they became."""
        for piece in pieces:
            self.became(piece, what, section=section, key=key, certainty=certainty)


def marks_of(pieces: Iterable[Piece]) -> str:
    """The marks behind the lines of some blocks, as they stand behind one line."""
    return joined_marks(piece.marks for piece in pieces)


def joined_marks(marks: Iterable[str]) -> str:
    """Marks of several lines in one row, behind white space where the first stood so."""
    first, *others = [each for each in marks if each.strip()] or [""]
    return first + "".join(each.strip() for each in others)


def as_heading(piece: Piece) -> Piece:
    """A block as a heading within its section."""
    if piece.is_heading:
        return piece
    heading = replace(piece.block, kind=BlockKind.HEADING, text=look(piece.words), level=3)
    return replace(piece, block=heading, whole=replace(heading, text=heading.text + piece.marks))


def behind(text: str, piece: Piece) -> tuple[str, str]:
    """The text that a block goes on with behind its title, and the marks of the title: those at the end of it are the
    text's."""
    return (f"{text}{piece.marks}", "") if text and piece.is_marked_at_end else (text, piece.marks)


def span(pieces: Sequence[Piece]) -> Lines:
    """The lines from the first of some blocks to the last."""
    return Lines(
        min(piece.block.lines.first for piece in pieces),
        max(piece.block.lines.last for piece in pieces),
    )

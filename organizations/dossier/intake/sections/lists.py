"""Snapshot and people of any hand: the items of a list, the rows of a table, and what stands around them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from organizations.dossier.document import AnyClaim, Fact, Role, SectionKind
from organizations.dossier.intake.blocks import BlockKind
from organizations.dossier.intake.lines.columns import names_columns
from organizations.dossier.intake.lines.facts import is_known_label, read_fact, read_fact_row
from organizations.dossier.intake.lines.headings import without_number, without_until_now
from organizations.dossier.intake.lines.looks import SENTENCE_ENDS, look
from organizations.dossier.intake.lines.people import bare_line, read_people
from organizations.dossier.intake.lines.person_rows import read_person_row
from organizations.dossier.intake.lines.person_sentences import read_sentence
from organizations.dossier.intake.sections.committees import MIN_COMMITTEES, committees_in, term_of, years_of
from organizations.dossier.intake.sections.draft import Draft, Piece, marks_of, span
from organizations.dossier.intake.sections.holders import names_holders, people_of_item
from organizations.dossier.intake.sections.profiles import end_of_profile, names_holder
from organizations.dossier.intake.sections.prose import prose
from organizations.dossier.intake.sections.source_lists import without_any_marks
from organizations.dossier.kinds import kind_of
from organizations.dossier.offices import in_small_letters, is_office, single_office
from organizations.dossier.period import Period, ambiguity
from organizations.dossier.text import grammar
from organizations.dossier.text.errors import TextTooLarge
from organizations.dossier.text.reading import Certainty
from organizations.dossier.words import fold
from organizations.dossier.words import listed as words_of

MAX_PEOPLE = 4_000
"""So many blocks on people are read by their look, which takes five times as long as other blocks do."""


@dataclass(slots=True)
class _Item:
    """An item in the making: its blocks, and whether a mark or a label shows that it is one."""

    pieces: list[Piece]
    is_marked: bool = True
    is_guessed: bool = False
    header: Sequence[str] = ()
    aside: Sequence[str] = ()
    office: str = ""
    term: Period | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list holds: the text before its first item, its claims, and the remark behind its last."""

    text: str
    claims: tuple[AnyClaim, ...]
    remark: str


@dataclass(slots=True)
class _Terms:
    """The years of committees by the places where they stand above those who sat in them, and which are current."""

    places: dict[int, Period]
    current: Period | None
    level: int = 0

    @classmethod
    def of(cls, pieces: Sequence[Piece], kind: SectionKind, heading: str) -> "_Terms":
        if kind != SectionKind.PEOPLE:
            return cls({}, None)
        are_committees = committees_in(pieces) is not None
        found = {at: term_of(piece) for at, piece in enumerate(pieces) if piece.is_heading or are_committees}
        places = {at: term for at, term in found.items() if term}
        own = years_of(heading)
        return cls(places, own) if len(places) + bool(own) >= MIN_COMMITTEES else cls({}, None)

    def begin(self, at: int, piece: Piece) -> bool:
        """Whether a block is the years of those below it; another heading beside it ends them."""
        if at in self.places:
            self.current, self.level = self.places[at], piece.block.level
        elif piece.is_heading and piece.block.level <= self.level:
            self.current = None
        return at in self.places

    def words_beside(self, piece: Piece) -> list[Piece]:
        """A heading that says more than its years, which are those of the roles below it."""
        return [piece] if self.current and look(piece.words) != self.current.words else []


@dataclass(slots=True)
class _Layout:
    text: list[Piece] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)
    remark: list[Piece] = field(default_factory=list)
    headings: list[Piece] = field(default_factory=list)
    """Headings between items that name no office: no claims."""


def listed(pieces: Sequence[Piece], draft: Draft, section: str, kind: SectionKind, heading: str = "") -> Listed:
    """The claims of the blocks of a list below a heading; every block is accounted for in the draft.

    Raises TextTooLarge.
    """
    if kind == SectionKind.PEOPLE:
        if len(pieces) > MAX_PEOPLE:
            line = pieces[MAX_PEOPLE].block.lines.first
            raise TextTooLarge("too-many-people", max_people=MAX_PEOPLE, line=line)
        pieces = [without_any_marks(piece, draft.labels) for piece in pieces]
    layout = _layout(pieces, draft, section, kind, heading)
    for piece in layout.text:
        draft.notice(piece, "before-first-item")
        draft.became(piece, "subheading" if piece.is_heading else "text", section=section)
    draft.all_became(layout.headings, "subheading", section=section)
    draft.all_became(layout.remark, "remark", section=section)
    claims = [claim for item in layout.items for claim in _claims(item, draft, section, kind)]
    aside = "\n\n".join(words for item in layout.items for words in item.aside)
    remark = "\n\n".join(filter(None, (prose(layout.headings, kind), aside, prose(layout.remark, kind))))
    return Listed(prose(layout.text, kind), tuple(claims), remark)


def _layout(pieces: Sequence[Piece], draft: Draft, section: str, kind: SectionKind, heading: str) -> _Layout:
    opens = _opener(pieces, kind)
    layout = _Layout()
    header: Sequence[str] = ()
    office = _office_of(heading, kind)
    terms = _Terms.of(pieces, kind, heading)
    behind = 0
    for at, piece in enumerate(pieces):
        if at < behind:
            layout.items[-1].pieces.append(piece)
            continue
        if terms.begin(at, piece):
            office = _office_of(heading, kind)
            draft.became(piece, "subheading", section=section)
            layout.headings += terms.words_beside(piece)
            continue
        behind = end_of_profile(pieces, at, office) if kind == SectionKind.PEOPLE else at
        is_office = behind == at and (piece.is_heading or _is_office_above(pieces, at, kind))
        if is_office:
            office = _office_of(piece.words, kind)
        if piece.block.is_header and not _is_first_item(piece, kind):
            draft.became(piece, "nothing", section=section)
            header = piece.block.cells
        elif is_office and office:
            draft.became(piece, "subheading", section=section)
        elif kind == SectionKind.PEOPLE and layout.items and not layout.remark and _is_in_brackets(piece):
            layout.items[-1].pieces.append(piece)
        elif behind > at or opens(piece) or (office and (names_holder(piece) or names_holders(piece))):
            _take_unmarked(layout, kind, office, terms.current)
            layout.items.append(
                _Item([piece], header=header if piece.is_row else (), office=office, term=terms.current)
            )
        elif layout.items and not layout.remark and piece.is_item:
            layout.items[-1].pieces.append(piece)
        else:
            (layout.remark if layout.items else layout.text).append(piece)
    return layout


def _take_unmarked(layout: _Layout, kind: SectionKind, office: str, term: Period | None) -> None:
    """Make items of what stands before one: no remark at the end, but items without a mark."""
    for each in layout.remark:
        if each.is_heading:
            layout.headings.append(each)
        elif layout.items and kind == SectionKind.PEOPLE and _is_in_brackets(each):
            layout.items[-1].pieces.append(each)
        else:
            layout.items.append(_Item([each], office=office, is_marked=False, term=term))
    layout.remark = []


def _opener(pieces: Sequence[Piece], kind: SectionKind) -> Callable[[Piece], bool]:
    if any(piece.is_item or piece.is_row for piece in pieces):
        top = min((piece.block.level for piece in pieces if piece.is_item), default=0)
        is_unmarked_item = _is_role if kind == SectionKind.PEOPLE else _is_known_fact
        return lambda piece: piece.is_row or (piece.is_item and piece.block.level == top) or is_unmarked_item(piece)
    says = _says_fact if kind == SectionKind.SNAPSHOT else _says_person
    return lambda piece: piece.block.kind == BlockKind.PARAGRAPH and says(piece.words)


def _office_of(heading: str, kind: SectionKind) -> str:
    """The office that a heading of people names, which those below it hold; "Leaders" names none."""
    text = (
        single_office(without_until_now(without_number(look(heading)).rstrip(":.")))
        if kind == SectionKind.PEOPLE
        else ""
    )
    return in_small_letters(text) if is_office(text) and fold(text) not in words_of("offices", "any") else ""


def _is_office_above(pieces: Sequence[Piece], at: int, kind: SectionKind) -> bool:
    """Whether a line is an office and no more, and the next one names who holds it: "Director:", "Dr Ane Prove"."""
    piece, following = pieces[at], pieces[at + 1] if at + 1 < len(pieces) else None
    if piece.block.kind != BlockKind.PARAGRAPH or following is None or not _office_of(piece.words, kind):
        return False
    if any(map(str.isdigit, piece.words)) or read_people(piece.words):
        return False  # "Ane Prove, Treasurer"
    return any(each.name for each in read_people(following.block.text.split("\n", 1)[0]))


def _is_in_brackets(piece: Piece) -> bool:
    """Whether a line in brackets stands right below another, of which it tells: "(acting to 31 August 1970)"."""
    if piece.block.kind != BlockKind.PARAGRAPH or piece.block.blanks or piece.words[:1] not in ("(", "（"):
        return False
    return not any(each.is_gap for each in read_people(piece.words))


def _is_first_item(piece: Piece, kind: SectionKind) -> bool:
    """Whether the header of a table is its first item, because the format asks every table for a header."""
    if kind == SectionKind.SNAPSHOT:
        # "Field", "Value" say nothing of the organization; "Patron", "King Olav" do, and are in no other row.
        return all(map(look, piece.block.cells)) and not any(
            fold(look(cell)) in words_of("columns", "facts") for cell in piece.block.cells
        )
    found = () if names_columns(piece.block.cells) else read_person_row((), piece.block.cells)
    return any(each.period_words or (each.name and each.title) for each in found)


def _says_fact(text: str) -> bool:
    """Whether a paragraph is a fact: "Seat: Oslo", "established - 4 August 1963"."""
    return grammar.labelled(look(text)) is not None or read_fact(text) is not None


def _says_person(text: str) -> bool:
    """Whether a paragraph is an item among the people: "Influence: states", "Ane Prove, 1990–1995"."""
    return grammar.labelled(look(text)) is not None or bool(read_people(text)) or read_sentence(text) is not None


def _is_role(piece: Piece) -> bool:
    """Whether a paragraph among items or rows is one of them without a mark: it says who held an office, and when."""
    if piece.block.kind != BlockKind.PARAGRAPH or piece.words.endswith(SENTENCE_ENDS):
        return False
    found = read_people(piece.words)
    if not grammar.labelled(bare_line(piece.words)):
        return bool(found) and all(len(each.name.split()) > 1 and each.period_words for each in found)
    return bool(found) and all(
        each.name and each.title and (each.period_words or each.certain) and not each.rest for each in found
    )


def _is_known_fact(piece: Piece) -> bool:
    """Whether a paragraph among items or rows states one of the facts that dossiers do."""
    found = read_fact(piece.words) if piece.block.kind == BlockKind.PARAGRAPH else None
    return found is not None and is_known_label(found.label)


def _claims(item: _Item, draft: Draft, section: str, kind: SectionKind) -> Iterable[AnyClaim]:
    first = item.pieces[0]
    if not item.is_marked:
        draft.notice(first, "unmarked-item")
    claims = _facts(_words(item), item, draft) if kind == SectionKind.SNAPSHOT else _people(item, draft)
    for claim in claims:
        certainty = Certainty.GUESSED if item.is_guessed else Certainty.CANONICAL
        draft.all_became(item.pieces, kind_of(claim, kind).name, section=section, key=claim.key, certainty=certainty)
    return claims


def _words(item: _Item) -> str:
    first, *others = item.pieces
    text = (
        first.words.replace(": | ", ": ") if not first.is_row else ": ".join(filter(None, map(look, first.block.cells)))
    )
    text = grammar.unescape(text, SectionKind.SNAPSHOT)
    nested = "; ".join(piece.words for piece in others)
    return f"{text} {nested}" if nested else text


def _facts(text: str, item: _Item, draft: Draft) -> Sequence[AnyClaim]:
    label, value, is_guessed = _fact(text, item)
    if not label:
        draft.notice(item.pieces[0], "no-label")
    elif is_guessed:
        draft.notice(item.pieces[0], "guessed-fact")
    item.is_guessed = is_guessed
    return [
        Fact(
            key=draft.key("fact", label or value),
            lines=span(item.pieces),
            label=label,
            value=value,
            marks=marks_of(item.pieces),
        )
    ]


def _fact(text: str, item: _Item) -> tuple[str, str, bool]:
    """Label and value of a fact, and whether the two are told apart by their look only."""
    parts = grammar.labelled(text)
    if parts and parts[0] == look(parts[0]) and parts[0][0].isalnum():
        return *parts, False
    cells = item.pieces[0].block.cells
    found = read_fact_row(cells) if cells else read_fact(text)
    if found is None:
        return *(parts or ("", text)), not parts
    value = f"{found.value} ({found.rest})" if found.rest else found.value
    return found.label, value, not found.certain


def _people(item: _Item, draft: Draft) -> Sequence[AnyClaim]:
    found = people_of_item(item.pieces, draft, item.header, item.office)
    item.is_guessed, item.aside = found.is_guessed, found.aside
    if item.term:
        return _in_term(found.claims, item, item.term, draft)
    periods = (claim.period.words for claim in found.claims if isinstance(claim, Role) and claim.period)
    for doubt in filter(None, map(ambiguity, periods)):
        draft.report(item.pieces[0], doubt)
    return found.claims


def _in_term(claims: Sequence[AnyClaim], item: _Item, term: Period, draft: Draft) -> Sequence[AnyClaim]:
    """The claims with the years of the committee that they stand under, where they say no other time."""
    lent = [replace(each, period=term) if isinstance(each, Role) and not each.period else each for each in claims]
    if lent != list(claims):
        item.is_guessed = True
        draft.notice(item.pieces[0], "item-of-a-date", period=term.words)
    return lent

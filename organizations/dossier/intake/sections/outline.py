"""The outline of a source: its title, what opens it, and its sections, going by headings of any hand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from organizations.dossier.document import SectionKind
from organizations.dossier.intake.blocks import BOLD, BlockKind
from organizations.dossier.intake.choices import ChoiceKind
from organizations.dossier.intake.lines.facts import is_known_label, read_fact
from organizations.dossier.intake.lines.headings import chapters_of, kind_of_heading, without_number
from organizations.dossier.intake.lines.heads import head_of, opening_date
from organizations.dossier.intake.lines.looks import (
    SENTENCE_ENDS,
    ends_sentence,
    is_emphasized,
    look,
    says_of_mail,
    without_emphasis,
)
from organizations.dossier.intake.lines.marks import without_dress
from organizations.dossier.intake.lines.people import read_people
from organizations.dossier.intake.lines.titles import (
    is_broken_title,
    is_chapter,
    is_page_number,
    labels_name,
    name_with_acronym,
    with_acronym_in_brackets,
    without_page_number,
)
from organizations.dossier.intake.sections.draft import Draft, Part, Piece
from organizations.dossier.intake.sections.holder_lists import heads_holders, heads_people, lists_holders
from organizations.dossier.intake.sections.profiles import end_of_profile
from organizations.dossier.offices import is_office
from organizations.dossier.text import grammar
from organizations.dossier.text.errors import NoTitle
from organizations.dossier.text.reading import Certainty
from organizations.dossier.words import fold, headings, listed

MAX_TITLE = 250
"""A first line that is longer is no title."""

MAX_ABOVE = 4
"""So many blocks are looked at for a name where the first is none."""

MAX_STOPPED = 5
"""A first line that ends in a full stop and has more words is a sentence, no title."""

MAX_HEADING = 120
"""A longer line is no heading without a mark."""

MAX_UNCASED = 30
"""A longer line without capitals is no heading that only resembles a known one."""

_EDIT = re.compile(
    r"(?<=\S)\s*\[\s*(?:edit|edit source|modifier|modifier le code|bearbeiten|quelltext bearbeiten|editar|editar código"
    r"|modifica|modifica wikitesto|править|править код|عدل|编辑|編輯)(?:\s*\|[^\[\]]{0,40})?\s*\]$",
    re.I,
)
"""What an encyclopedia's page has behind each heading."""

MAX_BETWEEN = 20
"""So far from a heading another one of its kind is looked for."""

BY_LOOK = 9
"""The level of a heading that no mark shows: below all that have one."""

ABOVE = "above"


@dataclass(slots=True)
class Outline:
    """The parts of a source in their order; `rest` are marks between them that hold no words."""

    title: str = ""
    title_piece: Piece | None = None
    headline: Piece | None = None
    introduction: list[Piece] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    closing: Piece | None = None

    def insert(self, part: Part) -> None:
        """Put a part that was found in the introduction among the others of it, in their order in the source."""
        starts = (each.pieces[0].at for each in self.parts if each.pieces and not each.heading)
        self.parts.insert(sum(1 for start in starts if start < part.pieces[0].at), part)


@dataclass(frozen=True, slots=True)
class _Opening:
    """A block that opens a section: of which kind, how sure that is, and how deep it stands."""

    kind: SectionKind
    certainty: Certainty
    level: int
    is_known: bool

    @property
    def is_look(self) -> bool:
        return self.level == BY_LOOK and not self.is_known


def outline_of(draft: Draft, title: str = "") -> Outline:
    """The outline of the blocks of a source; `title` is what the source states of itself outside of them.

    Raises NoTitle where nothing says which organization it is about.
    """
    outline = Outline()
    pieces = _without_rules(draft)
    title, outline.title_piece, pieces = _title(pieces, draft, title)
    outline.title = with_acronym_in_brackets(title)
    outline.closing, pieces = _closing(pieces)
    outline.headline, pieces = _headline(pieces, outline.title_piece)
    _sections(outline, pieces, draft)
    return outline


def _without_rules(draft: Draft) -> list[Piece]:
    """The blocks that hold words; front matter is no part of what a text says, but of what a file says of itself."""
    left_out = [piece for piece in draft.pieces if piece.block.kind == BlockKind.RULE or _is_front_matter(piece)]
    left_out += [piece for piece in draft.pieces if _is_dashed_number(piece)]
    left_out += draft.pieces[:1] if len(draft.pieces) > 1 and _is_page_number(draft.pieces[0]) else []
    draft.all_became(left_out, "nothing")
    without = {piece.at for piece in left_out}
    return [piece for piece in draft.pieces if piece.at not in without]


def _is_page_number(piece: Piece) -> bool:
    return piece.block.kind == BlockKind.PARAGRAPH and is_page_number(piece.words)


def _is_dashed_number(piece: Piece) -> bool:
    """Whether a line is the number of a page between two dashes: "- 3 -"."""
    is_dashed = piece.is_item and piece.block.marker + piece.words[-1:] in ("--", "––", "——")
    return is_dashed and is_page_number(piece.words)


def _is_front_matter(piece: Piece) -> bool:
    return piece.block.kind == BlockKind.CODE and piece.block.marker == "---"


def _title(pieces: list[Piece], draft: Draft, stated: str) -> tuple[str, Piece | None, list[Piece]]:
    """The title, the block that says it, and the other blocks."""
    at = _place_of_title(pieces)
    found = pieces[at] if at is not None else None
    if draft.choices.name and (found is None or grammar.names_of(look(found.words))[0] != draft.choices.name):
        return draft.choices.name, None, pieces
    if found is not None and not (stated.strip() and _heads_section(pieces, found)):
        title = without_page_number(found.block.text, (piece.block.text for piece in pieces))
        words = " ".join(title.split()) if title != found.block.text else found.words
        words = without_number(words) if _numbers_parts(words, pieces) else words
        return look(words) or words, found, [piece for piece in pieces if piece is not found]
    if stated.strip():
        return " ".join(stated.split()), None, pieces
    raise NoTitle("no-name") if pieces else NoTitle("empty-text")


def _numbers_parts(title: str, pieces: Sequence[Piece]) -> bool:
    """Whether the number before a title is that of a chapter, of which another block is a part: "1 NATO", "1.1 …"."""
    return title.startswith(("1 ", "1. ")) and any(piece.words.startswith("1.1") for piece in pieces)


def _heads_section(pieces: Sequence[Piece], first: Piece) -> bool:
    """Whether the first line of a source that states its title is none: no heading, or one of several of its level."""
    level = first.block.level
    return not first.is_heading or (
        level > 1 and any(piece.is_heading and piece.block.level == level for piece in pieces if piece is not first)
    )


def _place_of_title(pieces: Sequence[Piece]) -> int | None:
    first = next(
        (at for at, piece in enumerate(pieces) if not (says_of_mail(piece.words) or is_chapter(piece.words))), 0
    )
    if pieces and _may_be_title(pieces[first]) and not _greets(pieces[first], pieces[:first]):
        return first
    # "About us" above "Andean Bureau of Grain (ABG)"
    named = (at for at, piece in enumerate(pieces[:MAX_ABOVE]) if _is_name_with_acronym(piece))
    if (found := next(named, None)) is not None:
        return found
    # What is announced is no title, and what stands below it may be the headline of news.
    tops = [at for at, piece in enumerate(pieces) if piece.is_heading and piece.block.level == 1]
    return tops[0] if len(tops) == 1 and _may_be_title(pieces[tops[0]]) else None


def _greets(piece: Piece, mail: Sequence[Piece]) -> bool:
    """Whether a line greets who gets a mail: "Hola:", "Hello Paul!"."""
    return any(says_of_mail(each.words) for each in mail) and piece.words.endswith((":", "!", "："))


def _is_name_with_acronym(piece: Piece) -> bool:
    """Whether a line is a name with its acronym behind it, and no more."""
    words = look(piece.words)
    name = name_with_acronym(words) if words.endswith((")", "）")) else ""
    before, _, last = words.rpartition(name) if name else ("", "", "-")
    is_all = not last and (not before.strip() or fold(before.strip()) in listed("organization", "articles"))
    return is_all and _may_be_title(piece)


def _may_be_title(piece: Piece) -> bool:
    words = look(piece.words)
    if piece.block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH) or not 0 < len(words) <= MAX_TITLE:
        return False
    if says_of_mail(words) or (words.startswith("**") and not piece.is_heading and ends_sentence(words)):
        return False  # "**NATO** is an alliance."
    is_broken = "\n" in piece.block.text and not is_broken_title(piece.block.text.split("\n"))
    if is_broken or not any(char.isalnum() for char in words) or words.endswith((",", "，")):
        return False  # "Dear all," is no name
    head = opening_date(words)
    if (head and head.is_strong) or _is_heading_only(words) or grammar.bullet(words):
        return False
    if not piece.is_heading and (
        labels_name(words) or _announces(words) or (any(map(str.isdecimal, words)) and _says_facts(words))
    ):
        return False
    return piece.is_heading or not (ends_sentence(words) and (len(words) > 60 or len(words.split()) > MAX_STOPPED))


def _announces(text: str) -> bool:
    """Whether a line says what follows, or of what kind it is: "Here is what I found out so far:", "Press release"."""
    is_announced = text.endswith((":", "：")) and len(text.split()) > MAX_STOPPED and not text.isupper()
    return is_announced or fold(text.strip(" :*-–—")) in listed("organization", "documents")


def _is_heading_only(text: str) -> bool:
    """Whether words are the heading of a section, and no more: "Our history", but not "Timeline — Ports"."""
    known = kind_of_heading(text) if grammar.KIND_MARK not in text else None
    words = fold(look(text).strip(" :"))
    first, _, rest = words.partition(" ")
    bare = rest if rest and first in listed("organization", "articles") else words
    cores = [bare, *(bare.removeprefix(f"{each} ") for each in listed("offices", "lists"))]
    return known is not None and (known.certain or not headings("similar").keys().isdisjoint(cores))


def _closing(pieces: list[Piece]) -> tuple[Piece | None, list[Piece]]:
    if pieces and grammar.closes(pieces[-1].words) and not pieces[-1].is_heading:
        return pieces[-1], pieces[:-1]
    return None, pieces


def _headline(pieces: list[Piece], title: Piece | None) -> tuple[Piece | None, list[Piece]]:
    """A second title: a paragraph of one line that stands alone below the first."""
    if title is None or not pieces or pieces[0].block.kind != BlockKind.PARAGRAPH:
        return None, pieces
    first = pieces[0]
    stands_alone = len(pieces) == 1 or pieces[1].block.blanks > 0 or pieces[1].is_heading
    head = opening_date(first.words)
    if (
        not stands_alone
        or first.words.startswith(grammar.ESCAPE)
        or "\n" in first.block.text
        or kind_of_heading(look(first.words))
        or (head and head.is_strong)
        or _says_facts(first.words)
        or is_office((grammar.labelled(without_dress(first.words)) or ("",))[0])
        or says_of_mail(first.words)
        or not grammar.headline_like(first.words)
    ):
        return None, pieces
    return first, pieces[1:]


def _says_facts(text: str) -> bool:
    """Whether a line states a fact such as dossiers do: "Established 1988, headquartered in Riga"."""
    fact = read_fact(text)
    return fact is not None and is_known_label(fact.label)


def _sections(outline: Outline, pieces: Sequence[Piece], draft: Draft) -> None:
    current: Part | None = None
    top = min((piece.block.level for piece in pieces if piece.is_heading), default=2)
    stretch_ends = ""
    before: Part | None = None
    dated_level = 0  # that of the heading above which is a date: "1977" over "March"
    for at, piece in enumerate(pieces):
        if piece.is_heading and not (0 < dated_level < piece.block.level):
            dated_level = piece.block.level if _is_date(piece) else 0
        choice = draft.chosen(ChoiceKind.SECTION, piece)
        # What was said of a stretch holds to its end, whatever was said of a block within it before.
        if choice and choice.value != ABOVE and not stretch_ends:
            before = current
            is_heading = opening_of(pieces, at, current) is not None or not choice.last
            current = _chosen_part(piece, choice.value, top, is_heading=is_heading)
            outline.parts.append(current)
            stretch_ends = choice.last if choice.last and choice.last != piece.name else ""
            is_single = choice.last == piece.name
            if not (piece.is_heading or current.heading):
                current.pieces.append(piece)
            if is_single:
                current = before
            continue
        is_within_date = piece.is_heading and piece.block.level > dated_level > 0 and _is_date_without_year(piece)
        is_event = is_within_date or _names_event(pieces, at)
        is_none = stretch_ends or choice or is_event
        opening = None if is_none else opening_of(pieces, at, current) or _by_count(piece, outline.parts)
        is_headline = not at and outline.title_piece and not outline.headline
        if opening and opening.is_look and (is_headline or _is_below_date(pieces, at)):
            opening = None
        opens = opening is not None and (
            _opens_part(piece, opening, current)
            or (opening.is_known and opening.kind == SectionKind.PEOPLE and heads_people(pieces, at))
            or (not (opening.is_known or piece.dated) and _is_timeline(current) and heads_holders(pieces, at))
        )
        if opening and opens and not _is_among_people(pieces, at, current):
            current = _part(piece, opening, top)
            outline.parts.append(current)
        elif not (stretch_ends or choice) and lists_holders(piece) and _ends_dates(pieces, at, current):
            kind = SectionKind.PEOPLE
            current = Part(kind, grammar.DEFAULT_HEADINGS[kind], None, top, Certainty.GUESSED, [piece])
            outline.parts.append(current)
            draft.notice(piece, "section-of-people")
        elif current is None:
            outline.introduction.append(piece)
        else:
            current.pieces.append(piece)
        if stretch_ends and piece.name == stretch_ends:
            stretch_ends, current = "", before


def _names_event(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a line in bold is the title of an event whose date stands alone above it: "1972", "**Congress**"."""
    piece = pieces[at]
    is_title = piece.is_heading and kind_of_heading(_bare_words(piece)) is None and not _is_date(piece)
    if not is_title or not _is_below_date(pieces, at):
        return False
    # A heading with a level of its own is one where it comes so again and again: a page's "1911", "A first route".
    return bool(piece.block.marker) or (not pieces[at - 1].is_heading and _is_repeated(pieces, at))


def _is_below_date(pieces: Sequence[Piece], at: int) -> bool:
    above = pieces[at - 1] if at else None
    head = above.dated if above and not above.is_row else None
    return head is not None and head.is_alone


def _is_repeated(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the next heading of the same level, or the one before, stands below a date alone as well."""
    level = pieces[at].block.level
    for step in (1, -1):
        for place in range(at + step, at + step * MAX_BETWEEN, step):
            if not 0 < place < len(pieces):
                break
            other = pieces[place]
            if other.is_heading and other.block.level <= level:
                date = pieces[place - 1].dated
                if other.block.level == level and date and date.is_alone and not pieces[place - 1].is_heading:
                    return True
                break
    return False


def _chosen_part(piece: Piece, value: str, top: int, *, is_heading: bool) -> Part:
    """The part that a person says begins with a block, which is its heading where it can be one."""
    kind = SectionKind(value) if value in set(SectionKind) else SectionKind.OTHER
    words = heading_words(piece)
    is_line = "\n" not in piece.block.text and piece.block.kind == BlockKind.PARAGRAPH and len(words) <= MAX_HEADING
    if piece.is_heading or (is_heading and is_line and not piece.dated):
        return Part(kind, words, piece, piece.block.level if piece.is_heading else top)
    return Part(kind, grammar.DEFAULT_HEADINGS.get(kind) or words[:80], None, top)


def _part(piece: Piece, opening: _Opening, top: int) -> Part:
    level = min(opening.level, top) if opening.level == BY_LOOK else opening.level
    if _is_date(piece):
        part = Part(SectionKind.TIMELINE, grammar.DEFAULT_HEADINGS[SectionKind.TIMELINE], None, level)
        part.certainty = Certainty.GUESSED
        part.pieces.append(piece)
        return part
    return Part(opening.kind, heading_words(piece), piece, level, opening.certainty)


def heading_words(piece: Piece) -> str:
    """The words of a heading without marks: "**1. Timeline:**" is "1. Timeline:"."""
    text = _EDIT.sub("", piece.words.removeprefix(grammar.HEADING_MARK))
    return grammar.split_heading(without_emphasis(text).strip() or text)


def _bare_words(piece: Piece) -> str:
    return look(piece.words.removeprefix(grammar.HEADING_MARK))


def _is_date(piece: Piece) -> bool:
    head = opening_date(look(piece.words))
    return head is not None and head.is_strong


def _is_date_without_year(piece: Piece) -> bool:
    """Whether a heading is a month or a day: "March"."""
    head = head_of(look(piece.words))
    return head is not None and head.lacks_year and head.is_alone


def _opens_part(piece: Piece, opening: _Opening, current: Part | None) -> bool:
    """Whether a heading begins a section, and is not one within the section that it stands in."""
    # A date as a heading is an event of the timeline that it stands in; elsewhere it begins one, but not deeper
    # than the section that it would end.
    if piece.is_heading and _is_date(piece):
        return current is not None and current.kind != SectionKind.TIMELINE and opening.level <= current.level
    if current is None or opening.level == BY_LOOK or opening.level <= current.level:
        return True
    if not opening.is_known:
        return False
    return opening.kind != current.kind and not (opening.certainty == Certainty.GUESSED and _is_known(current))


def _ends_dates(pieces: Sequence[Piece], at: int, current: Part | None) -> bool:
    """Whether a block stands in a timeline, or before any section, and none near behind it has a date."""
    return (current is None or _is_timeline(current)) and not any(
        piece.dated for piece in pieces[at + 1 : at + 1 + MAX_BETWEEN]
    )


def _is_among_people(pieces: Sequence[Piece], at: int, current: Part | None) -> bool:
    """Whether a bold line among people is one of the offices or names in it, and no section beside it."""
    if current is None or current.kind != SectionKind.PEOPLE or pieces[at].block.marker != BOLD:
        return False
    return is_office(_bare_words(pieces[at]).rstrip(":")) or end_of_profile(pieces, at) > at


def _is_timeline(part: Part | None) -> bool:
    return part is not None and part.kind == SectionKind.TIMELINE


def _is_known(part: Part) -> bool:
    return part.kind != SectionKind.OTHER


def opening_of(pieces: Sequence[Piece], at: int, current: Part | None) -> _Opening | None:
    """How a block opens a section, by its marks, by its words or by its look; None where it does not."""
    piece = pieces[at]
    if piece.is_heading:
        return _by_mark(piece)
    if piece.block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or {"\n", "\t"} & set(piece.block.text):
        return None
    if len(piece.words) > MAX_HEADING or piece.block.level > 0:
        return None
    if piece.is_item and not _is_numbered_heading(pieces, at):
        return None
    if piece.dated and piece.dated.is_strong and not piece.dated.is_alone:
        return None  # "4 April 1949: Treaty": no look at its words, which are as many as the events of a long text
    return _by_words(pieces, at) or (None if piece.is_item else _by_look(pieces, at, current))


def _by_mark(piece: Piece) -> _Opening:
    words = _bare_words(piece)
    known = None if words.startswith(grammar.ESCAPE) else kind_of_heading(words)
    level = piece.block.level
    if known is None:
        return _Opening(SectionKind.OTHER, Certainty.CANONICAL, level, False)
    certainty = Certainty.CANONICAL if known.certain else Certainty.GUESSED
    return _Opening(known.kind, certainty, level, True)


def _is_numbered_heading(pieces: Sequence[Piece], at: int) -> bool:
    """Whether an item such as "2. Key People" is a heading: a blank line above it, and no item of its list below."""
    piece = pieces[at]
    if not piece.block.marker[:1].isdigit() or not piece.block.blanks:
        return False
    following = pieces[at + 1] if at + 1 < len(pieces) else None
    if following is None:
        return False
    return following.block.blanks > 0 or not following.is_item or not following.block.marker[:1].isdigit()


def _by_words(pieces: Sequence[Piece], at: int) -> _Opening | None:
    """A line of its own that is the heading of a known section, and no line in the middle of a sentence."""
    piece = pieces[at]
    words = heading_words(piece)
    if piece.block.blanks and words.endswith(".") and len(words.split()) <= MAX_STOPPED and _stands_alone(pieces, at):
        words = words[:-1]  # "Chronicle.", as old books print it
    if words.endswith(SENTENCE_ENDS) or _is_wrapped_word(pieces, at, words):
        return None
    if piece.words.startswith(grammar.HEADING_MARK):
        return _by_mark(piece)
    known = kind_of_heading(_bare_words(piece))
    is_alone = (piece.block.blanks or not at) and _stands_alone(pieces, at)
    if known and (known.certain or is_alone or _heads_list(pieces, at, known.kind)):
        if not known.certain and not (_looks_like_heading(look(words).rstrip(" :：")) or is_emphasized(piece.words)):
            return None
        certainty = Certainty.CANONICAL if known.certain else Certainty.GUESSED
        return _Opening(known.kind, certainty, BY_LOOK, True)
    return None


def _by_count(piece: Piece, parts: Sequence[Part]) -> _Opening | None:
    """A line with the number behind that of a heading above, and a blank line above it: "3. Leaders", "4. Disputes"."""
    is_line = piece.block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and not {"\n", "\t"} & set(piece.block.text)
    if not parts or not is_line or not piece.block.blanks or piece.dated or len(piece.words) > MAX_HEADING:
        return None
    text = f"{piece.block.marker} {piece.words}".strip()
    wanted = {(chapter, sort, number - 1) for chapter, sort, number in chapters_of(text)}
    words = without_number(text)
    if not wanted or words.endswith(":") or not _looks_like_heading(words):
        return None
    if all(wanted.isdisjoint(chapters_of(_counted_words(part.heading))) for part in parts if part.heading):
        return None
    known = kind_of_heading(words)
    kind = known.kind if known else SectionKind.OTHER
    return _Opening(kind, Certainty.GUESSED if known else Certainty.CANONICAL, BY_LOOK, known is not None)


def _counted_words(heading: Piece) -> str:
    """The words of a heading with its number, which is the mark of an item where a source counts its headings."""
    return f"{heading.block.marker} {heading.words}" if heading.is_item else look(heading.words)


def _heads_list(pieces: Sequence[Piece], at: int, kind: SectionKind) -> bool:
    """Whether a line with a colon at its end stands right above a line of its kind: "Timeline (selected):"."""
    if not pieces[at].words.endswith((":", "：")) or at + 1 >= len(pieces):
        return False
    below = pieces[at + 1]
    if kind == SectionKind.PEOPLE:
        return any(each.name and each.period_words for each in read_people(below.words))
    return kind == SectionKind.TIMELINE and below.dated is not None and below.dated.is_strong


def _looks_like_heading(text: str) -> bool:
    """Whether words that resemble a known heading have the look of one: in a script without capitals, a few of them."""
    text = without_number(text)
    has_capitals = text.upper() != text.lower()
    return grammar.heading_like(text) if has_capitals else len(text) <= MAX_UNCASED


def _is_wrapped_word(pieces: Sequence[Piece], at: int, text: str) -> bool:
    """Whether a line goes on with the sentence above it: "… for women and young / people:"."""
    piece = pieces[at]
    if piece.block.blanks or not at:
        return False
    above = pieces[at - 1]
    if above.is_heading or above.is_row or ends_sentence(above.words):
        return False
    return text[:1].islower() or len(above.block.text.rsplit("\n", 1)[-1]) > 60


def _by_look(pieces: Sequence[Piece], at: int, current: Part | None) -> _Opening | None:
    """The look of a heading: alone, short, no sentence; within a timeline only two empty lines set a section apart."""
    piece = pieces[at]
    text = look(piece.words)
    if piece.block.blanks == 0 or not _stands_alone(pieces, at):
        return None
    in_timeline = _is_timeline(current)
    if in_timeline and grammar.heading_like(text.rstrip(" :：")) and heads_holders(pieces, at):
        return _Opening(SectionKind.OTHER, Certainty.CANONICAL, BY_LOOK, False)
    if not grammar.heading_like(text):
        return None
    in_people = current is not None and current.kind == SectionKind.PEOPLE
    if in_people and (is_office(text.rstrip(":")) or end_of_profile(pieces, at, text) > at):
        return None  # an office within it, or a name with its dates on the line below
    if is_emphasized(piece.words) and not text.endswith(tuple(".,;!?…")):
        return _Opening(SectionKind.OTHER, Certainty.GUESSED, BY_LOOK, False)
    if _is_list_item(text, current):
        return None
    if current is not None and current.kind == SectionKind.SNAPSHOT and _says_facts(text):
        return None  # "Founded 1951", with blank lines around it
    if piece.block.blanks >= 2 or (not in_timeline and grammar.title_case(text)):
        return _Opening(SectionKind.OTHER, Certainty.CANONICAL, BY_LOOK, False)
    return None


def _is_list_item(text: str, current: Part | None) -> bool:
    """Whether a line names the holder of an office and its time: no heading, though it may look like one."""
    in_people = current is not None and current.kind == SectionKind.PEOPLE
    if not in_people and not any(map(str.isdigit, text)):
        return False
    found = read_people(text)
    return any(each.name and (each.period_words or (in_people and each.title)) for each in found)


def _stands_alone(pieces: Sequence[Piece], at: int) -> bool:
    if at + 1 >= len(pieces):
        return False
    following = pieces[at + 1]
    if following.block.blanks or following.block.kind != BlockKind.PARAGRAPH:
        return True
    is_labelled = grammar.labelled(look(following.words)) is not None or "\t" in following.block.text
    if following.dated is not None or is_labelled:
        return True
    first_line, _, _ = following.block.text.partition("\n")
    return is_office(look(first_line).rstrip(":")) or any(
        each.period_words or is_office(each.title) for each in read_people(first_line)
    )

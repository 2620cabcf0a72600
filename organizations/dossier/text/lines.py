"""The lines of a text, and which of them open a section."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from organizations.dossier.characters import cleaned, name_of, refused
from organizations.dossier.text import grammar
from organizations.dossier.text.errors import TextTooLarge, UnreadableText


@dataclass(frozen=True)
class Line:
    """A line that is not blank: its number, its text, and how many blank lines stand before it.

    Of a line with marks that cite sources `text` is without them, and `whole` as it was written.
    """

    number: int
    text: str
    blanks: int
    whole: str = ""
    marks: str = ""
    moved: bool = False

    @cached_property
    def words(self) -> str:
        """Its text without indentation and double spaces, as marks of the format are recognized."""
        return grammar.one_line(self.text)

    @property
    def typed(self) -> str:
        """All of it."""
        return self.whole or self.text


def lines_of(source: str | bytes) -> list[Line]:
    """The lines of a text that are not blank. Raises TextTooLarge, and UnreadableText for what is no plain text."""
    return _lines(_decoded(source))


def _decoded(source: str | bytes) -> str:
    size = len(source.encode(errors="surrogatepass") if isinstance(source, str) else source)
    if size > grammar.MAX_BYTES:
        raise TextTooLarge("too-many-bytes", size=size, max_size=grammar.MAX_BYTES)
    if isinstance(source, str):
        return cleaned(source)
    try:
        # With or without a mark of byte order.
        return cleaned(source.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8", "replace")
        raise UnreadableText(
            "not-utf8",
            line=before.count("\n") + 1,
            column=len(before) - before.rfind("\n"),
        ) from error


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    blanks = 0
    # Not `splitlines`, which ends lines at marks that `cleaned` has replaced or that no editor shows as an end.
    for number, raw in enumerate(text.split("\n"), start=1):
        if len(raw) > grammar.MAX_LINE:
            max_length = grammar.MAX_LINE
            raise TextTooLarge(
                "line-too-long", length=len(raw), max_length=max_length, line=number, column=max_length + 1
            )
        _refuse_characters(raw, number)
        if raw.strip():
            lines.append(Line(number, raw.rstrip(), blanks))
            blanks = 0
        else:
            blanks += 1
    return lines


def _refuse_characters(raw: str, number: int) -> None:
    at = refused(raw)
    if at is not None:
        raise UnreadableText("character", character=name_of(raw[at]), line=number, column=at + 1)


def section_starts(lines: Sequence[Line], at: int) -> bool:
    """Whether a line opens a section, known or not, by its words and by the blank lines around it."""
    line = lines[at]
    text = line.words
    if text.startswith(grammar.HEADING_MARK) or grammar.known_heading(text):
        return bool(text.removeprefix(grammar.HEADING_MARK).strip())
    if at == 0 or not grammar.heading_like(text) or not _stands_alone(lines, at):
        return False
    # Two blank lines are a sign by themselves; behind one it has to look like a title, or a short sentence would open a
    # section.
    return line.blanks >= 2 or (line.blanks == 1 and grammar.title_case(text))


def _stands_alone(lines: Sequence[Line], at: int) -> bool:
    if at + 1 >= len(lines):
        return False
    following = lines[at + 1]
    return following.blanks > 0 or any(
        mark(following.words) is not None for mark in (grammar.bullet, grammar.numbered, grammar.event_head)
    )

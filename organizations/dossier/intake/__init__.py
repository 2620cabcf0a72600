"""One way in for every format: a source becomes blocks, and blocks become a dossier."""

import re
import textwrap
from contextlib import suppress
from dataclasses import replace
from itertools import islice

from organizations.dossier.document import Dossier
from organizations.dossier.intake.canonical import canonical_reading, may_be_another_hand, parsed, understood
from organizations.dossier.intake.choices import Choices
from organizations.dossier.intake.formats.plain import TYPESETTING
from organizations.dossier.intake.formats.sources import MAX_GUESSED, Source, blocks_of, text_of
from organizations.dossier.intake.lines.titles import guessed_name
from organizations.dossier.intake.reader import read_blocks
from organizations.dossier.intake.sections.splitting import split_blocks
from organizations.dossier.languages import language_of
from organizations.dossier.messages import checked
from organizations.dossier.text import grammar
from organizations.dossier.text.errors import DossierError, NoTitle, TextTooLarge
from organizations.dossier.text.reading import NOTICES, Notice, Reading
from organizations.dossier.text.writer import unproven, wording, write
from organizations.dossier.words.recognition import language_of_headings, likely_language

__all__ = ["read_source", "write_source"]

NO_CHOICES = Choices()
_COMMAND = re.compile(r"\\[a-z]+(?:\{[^{}\n]*\})?[ \t]*(?:\n|$)")
"""A first line such as "\\pagebreak" is a command to a typesetter as likely as a title that is meant as one."""
MAX_LEFT_OUT = 200
"""So many characters tell what was left out of a file."""
MAX_BLOCKS_TOLD = 500
"""So many blocks tell the language."""


def read_source(
    source: bytes | str, *, file_name: str = "", format: str = "", choices: Choices = NO_CHOICES
) -> Reading:
    """The reading of a source of any format and any hand.

    A canonical text is read as it was written, all else by its blocks: as a person chose, and as it looks. A backslash
    before its title says that a text is meant as canonical.
    `format` is a name of `sources.FORMATS`, empty where it is to be told from content and file name.
    Raises DossierError for what is no source of any format, and where nothing says which organization it is about.
    """
    found = blocks_of(source, file_name=file_name, format=format)
    reading = _in_its_language(_read(found, choices, file_name), found)
    if found.left_out:
        words = textwrap.shorten(found.left_out, MAX_LEFT_OUT, placeholder=" …")
        message = checked(NOTICES, "left-out", {"words": words})
        reading = replace(reading, notices=(Notice(1, "", message), *reading.notices))
    if found.guessed_encoding:
        message = checked(NOTICES, "guessed-encoding", {"encoding": found.guessed_encoding})
        reading = replace(reading, notices=(Notice(1, "", message), *reading.notices))
    return reading


def write_source(dossier: Dossier) -> str:
    """The text of a dossier that `read_source` reads as that dossier, whatever its words look like.

    A backslash before the title says so where lines of running text look like claims in another hand. Raises
    UnwritableDossier as `write` does.
    """
    text = unproven(dossier)
    if not text.startswith(grammar.ESCAPE):
        with suppress(DossierError):
            # Of its language a text says nothing.
            if wording(_read_back(text)) == wording(dossier):
                return text
        return grammar.ESCAPE + write(dossier)
    return write(dossier)


def _read_back(text: str) -> Dossier:
    """What `read_source` reads in a text, apart from its language. Raises DossierError."""
    # Most texts are canonical beyond doubt, and blocks take as long to make as all else: they are left out where the
    # text has too few lines to be refused for too many of them.
    if text.count("\n") < MAX_GUESSED:
        reading = canonical_reading(text_of(text)[0], ())
        if reading and _is_beyond_doubt(reading):
            return reading.dossier
    return _read(blocks_of(text), NO_CHOICES, "").dossier


def _is_beyond_doubt(canonical: Reading) -> bool:
    """Whether a text that can be read as canonical is meant so, whatever its blocks would look like."""
    return bool(canonical.dossier.sections) and not may_be_another_hand(canonical)


def _in_its_language(reading: Reading, found: Source) -> Reading:
    """The reading in the language that the source states; where its words are of another one, in that, as a guess."""
    stated = ""
    with suppress(ValueError):
        stated = language_of(found.language) if found.language else ""
    words = (block.text for block in found.blocks)
    likely = likely_language("\n".join(islice(words, MAX_BLOCKS_TOLD)))
    likely = likely or language_of_headings([section.heading for section in reading.dossier.sections])
    if stated and likely in ("", stated.split("-")[0]):
        return replace(reading, dossier=replace(reading.dossier, language=stated))
    doubt = checked(NOTICES, "guessed-language" if likely else "unknown-language", {})
    dossier = replace(reading.dossier, language=likely or reading.dossier.language)
    return replace(reading, dossier=dossier, language_doubt=doubt)


def _read(found: Source, choices: Choices, file_name: str) -> Reading:
    canonical = None
    # Who chose something did not mean the canonical reading.
    if found.text and not choices.chosen and not choices.name:
        # A page break above the title is no backslash that says so.
        if found.text.startswith(grammar.ESCAPE) and not TYPESETTING.match(found.text):
            with suppress(DossierError):
                reading = parsed(found.text, found.blocks)
                if not _COMMAND.match(found.text) or _as_written(reading.dossier) == found.text.strip():
                    return reading
            found = found if _COMMAND.match(found.text) else blocks_of(found.text.removeprefix(grammar.ESCAPE))
        canonical = canonical_reading(found.text, found.blocks)
        if canonical and _is_beyond_doubt(canonical):
            return canonical
    try:
        reading = _read_blocks(found, choices, file_name)
    except DossierError:
        if canonical is None:
            raise
        return canonical
    # The canonical parser takes any text: of two readings the one that understood more is meant.
    if canonical and understood(canonical.dossier) >= understood(reading.dossier) and not _is_silent(reading):
        return canonical
    return reading


def _as_written(dossier: Dossier) -> str:
    """The canonical text of a dossier that was written with a backslash before its title."""
    return f"{grammar.ESCAPE}{write(dossier)}".strip()


def _read_blocks(found: Source, choices: Choices, file_name: str) -> Reading:
    """The reading of the blocks; where they do not say whom they are about, it is asked, with what the name may be."""
    # Split no further than is read: a line may tell of thousands of dates.
    blocks = list(islice(split_blocks(found.blocks), MAX_GUESSED + 1))
    if len(blocks) > MAX_GUESSED:
        raise TextTooLarge("too-many-blocks", max_blocks=MAX_GUESSED, line=blocks[-1].lines.first)
    try:
        return read_blocks(blocks, choices, title=found.title)
    except NoTitle:
        name = guessed_name(blocks, file_name)
        if not name:
            raise
        reading = read_blocks(blocks, choices, title=name)
        notice = Notice(1, name, checked(NOTICES, "guessed-name", {"name": name}), blocks=True)
        return replace(reading, notices=(notice, *reading.notices))


def _is_silent(reading: Reading) -> bool:
    """Whether a reading holds little, and says why: the canonical one would hold as little, and say nothing."""
    return any(notice.message.code in ("headings-not-understood", "kept-as-text") for notice in reading.notices)

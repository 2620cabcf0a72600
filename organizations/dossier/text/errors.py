"""What can be wrong with a dossier text: one exception a mistake, each with its place."""

from organizations.dossier.messages import Detail, Fault, Message

IN_TEXT = "in-text"
"""The code of a message that stands at a line and a column of a text."""


class DossierError(Fault):
    """A text that cannot become a dossier. `line` and `column` count from 1; the message says what to do."""

    parameters = {
        "not-utf8": (),
        "not-utf16": (),
        "not-in-encoding": ("encoding",),
        "character": ("character",),
        "characters": ("character", "count", "places"),
        "too-many-bytes": ("size", "max_size"),
        "line-too-long": ("length", "max_length"),
        "field-too-long": ("field", "length", "max_length"),
        "empty-text": (),
        "no-title": ("words",),
        "no-name": (),
        "repeated-section": ("heading", "first", "first_line"),
        "period": ("reason",),
        "too-many-lines": ("max_lines",),
        "too-many-blocks": ("max_blocks",),
        "too-many-people": ("max_people",),
        "too-many-tags": ("max_tags",),
        "damaged-file": ("format",),
        "damaged-table": ("reason",),
        "other-format": ("format",),
        "unpacks-too-large": ("max_size",),
        "too-deep": (),
    }

    def __init__(self, code: str, *, line: int = 1, column: int = 1, **details: Detail) -> None:
        super().__init__(code, **details)
        self.line = line
        self.column = column

    @property
    def placed(self) -> Message:
        """The message with its line and column."""
        return Message(IN_TEXT, {"line": str(self.line), "column": str(self.column), "reason": self.message})


class UnreadableText(DossierError):
    """The bytes are no text in UTF-8, nor in the encoding that was named."""


class UnreadableFile(DossierError):
    """A file that is damaged, or of a format that is not read."""


class TextTooLarge(DossierError):
    """The text, or one of its lines, is beyond what a dossier can be."""


class FieldTooLong(DossierError):
    """A title, a fact or a paragraph is longer than any database keeps it."""


class NoTitle(DossierError):
    """The text does not begin with a title line."""


class RepeatedSection(DossierError):
    """The same section stands in the text twice."""


class UnreadablePeriod(DossierError):
    """A period is reversed, impossible or cannot be read."""


class UnwritableDossier(Fault):
    """A dossier that has no text: a field holds what its place in the text cannot."""

    parameters = {
        "not-read-back": ("reason",),
        "unwritable-field": ("field", "words"),
        "unwritable-section": ("heading",),
        "unwritable-item": ("heading", "words"),
        "unwritable-sections": (),
    }

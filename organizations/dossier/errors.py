"""What can be wrong with a dossier text: one exception a mistake, each with its place."""


class DossierError(ValueError):
    """A text that cannot become a dossier. `line` and `column` count from 1; `reason` says what to do."""

    def __init__(self, reason: str, *, line: int = 1, column: int = 1) -> None:
        super().__init__(f"line {line}, column {column}: {reason}")
        self.reason = reason
        self.line = line
        self.column = column


class UnreadableText(DossierError):
    """The bytes are not a UTF-8 text."""


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


class UnwritableDossier(ValueError):
    """A dossier that has no text: a field holds what its place in the text cannot."""

"""The rows of a table whose cells reach over several rows or columns."""

from dataclasses import dataclass, field, replace

from organizations.dossier.intake.blocks import Block, row
from organizations.dossier.intake.lines.columns import names_columns
from organizations.dossier.items import Lines

MAX_SPAN = 50
"""A cell reaches over so many columns at most, and down only within them: more would only fill memory."""


@dataclass(slots=True)
class SpannedRows:
    """A table that is being read: the cells of its row, and what reaches down into it from the rows above."""

    number: int
    first_line: int = 0
    cells: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    headers: int = 0
    is_begun: bool = False
    reaching: dict[int, tuple[int, str]] = field(default_factory=dict)
    """By column: over how many rows more, and what."""
    next_reaching: dict[int, tuple[int, str]] = field(default_factory=dict)

    def add_cell(self, text: str, *, rows: int = 1, columns: int = 1, is_header: bool = False) -> None:
        """The next cell of the row, behind those that reach down from above."""
        self._place_reaching()
        if rows > 1 and len(self.cells) < MAX_SPAN:
            self.next_reaching[len(self.cells)] = (rows - 1, text)
        self.cells += [text, *[""] * (min(columns, MAX_SPAN) - 1)]
        self.own.append(text)
        self.headers += is_header

    def end_row(self, lines: Lines) -> Block | None:
        """The block of the row; None where it has no words. `cells` hold what reaches down too."""
        self._place_reaching()
        cells, words = self.cells, " | ".join(filter(None, self.own))
        is_header = (self.headers == len(self.own) > 1) or (not self.is_begun and names_columns(cells))
        self.reaching, self.next_reaching = {**self.reaching, **self.next_reaching}, {}
        self.cells, self.own, self.headers, self.first_line = [], [], 0, 0
        if not words:
            return None
        self.is_begun = True
        return replace(row(cells, lines, table=self.number, is_header=is_header), text=words)

    def _place_reaching(self) -> None:
        while len(self.cells) in self.reaching:
            rows, text = self.reaching.pop(len(self.cells))
            if rows > 1:
                self.next_reaching[len(self.cells)] = (rows - 1, text)
            self.cells.append(text)

"""Lines of a text as columns: parted by dots, by wide gaps, by pipes, or where a line of dashes says they begin."""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

_LEADERS = re.compile(r"(?<=\S)[ ]*(?:[.]{4,}|(?:[.][ ]){4,}|(?:[.][ ]{2,4}){2,})[ ]*(?=\S)")
_GAP = re.compile(r"(?<=\S)[ ]{3,}(?=\S)")
COLUMNS_RULE = re.compile(r"(?:[-=]{2,}\s+)+[-=]{2,}")
"""A line that says how wide each column of a table is."""
_PIPE = re.compile(r"(?<!\\)\|")


def with_tabs(lines: list[str]) -> list[str]:
    """Lines with a tab where dots lead from one column to the next, or a wide gap does in several lines one by one."""
    lines = [
        _LEADERS.sub("\t", line) if "..." in line or ". " * 2 in line or ".  ." in line else line for line in lines
    ]
    ruled = _ruled_lines(lines)
    gaps = [at not in ruled and _GAP.search(line) is not None for at, line in enumerate(lines)]
    beside = zip([False, *gaps[:-1]], gaps, [*gaps[1:], False], strict=True)
    return [
        _GAP.sub("\t", line) if gap and (above or below) else line
        for line, (above, gap, below) in zip(lines, beside, strict=True)
    ]


def _ruled_lines(lines: Sequence[str]) -> set[int]:
    """The places of the lines of tables whose columns a line of dashes tells: their gaps are told by it."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        if line.lstrip()[:2] in ("--", "==") and COLUMNS_RULE.fullmatch(line.strip()):
            found |= {at - 1, at}
            found.update(takewhile(lambda each: lines[each].strip() != "", range(at + 1, len(lines))))
    return found


def cells_of(text: str) -> list[str]:
    """The cells of a line between pipes, those at its edges taken off."""
    cells = [cell.strip().replace("\\|", "|") for cell in _PIPE.split(text)]
    first = 1 if not cells[0] and len(cells) > 1 else 0
    last = len(cells) - 1 if not cells[-1] and len(cells) > first + 1 else len(cells)
    return cells[first:last]


def ends_ruled(line: str) -> bool:
    """Whether a line is behind the last row of a table whose columns a line of dashes tells."""
    return not line.strip() or COLUMNS_RULE.fullmatch(line.strip()) is not None


def sliced(line: str, starts: Sequence[int]) -> list[str]:
    """The cells of a line whose columns begin there; by wide gaps where a word stands across one."""
    if any(line[start - 1 : start].strip() for start in starts[1:]):
        return re.split(r"\s{2,}", line.strip())
    return [line[start:end].strip() for start, end in pairwise([*starts, None])]


def even_rows(rows: list[list[str]]) -> list[list[str]]:
    """Rows with as many cells each, without the columns that are empty in all: tabs that only align."""
    width = max(map(len, rows))
    if width > len(rows) + 40:
        return rows
    rows = [[*cells, *[""] * (width - len(cells))] for cells in rows]
    filled = [any(column) for column in zip(*rows, strict=True)]
    return [[cell for cell, is_filled in zip(cells, filled, strict=True) if is_filled] for cells in rows]

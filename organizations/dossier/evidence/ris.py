"""RIS, as databases of articles give it: records of tags and words."""

import re
from collections.abc import Iterator

# Two spaces, says the format; many programs write one, and none behind a tag without words.
_TAG = re.compile(r"[ \t\ufeff]*([A-Z][A-Z0-9]) {1,2}-(?: (.*))?$")

Record = dict[str, list[str]]
"""What stands behind each tag, in its order."""


def looks_like_ris(text: str) -> bool:
    """Whether a text begins as RIS does."""
    return bool(re.match(r"[\s\ufeff]*TY {1,2}- ?[A-Z0-9]", text))


def records_of(text: str) -> Iterator[Record]:
    """The records of a text; a line without a tag goes on with what stands above it."""
    lines: list[tuple[str, list[str]]] = []
    for line in re.split(r"\r\n|\r|\n", text):
        found = _TAG.match(line)
        if not found:
            if lines and line.strip():
                lines[-1][1].append(line.strip())
            continue
        # TY too: a record whose end was cut off ends where the next begins.
        if found[1] in {"TY", "ER"} and lines:
            yield _record(lines)
            lines = []
        if found[1] != "ER":
            lines.append((found[1], [(found[2] or "").strip()]))
    if lines:
        yield _record(lines)


def _record(lines: list[tuple[str, list[str]]]) -> Record:
    record: Record = {}
    for tag, values in lines:
        record.setdefault(tag, []).append(" ".join(values))
    return record

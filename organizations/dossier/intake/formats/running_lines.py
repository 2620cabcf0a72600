"""Lines that a text has because it was printed on pages: a head or foot with the page's number, a number alone."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from organizations.dossier.intake.lines.titles import is_page_number

MAX_LINE = 150
MIN_PAGES = 3
"""So many numbers alone on their lines, each one more than the last, are those of pages; of heads two are enough."""
MIN_BETWEEN = 12
"""So many lines lie between the numbers of two pages, where nothing else shows that they are of pages."""
NEAR = 3
"""So many lines from the number of a page its head stands, where that has no number."""
_NUMBERED = re.compile(
    r"(?P<before>\d{1,4}(?=\s{3,}\S)|)(?P<words>[^\d].*?|)(?P<behind>\d{1,4}(?: \D{1,4} \d{1,4})?|)\W{0,3}"
)


def running_lines(lines: Sequence[str]) -> frozenset[int]:
    """The places of the lines that say which page begins or ends, and of what.

    Of those at the top of a text the first stays: it may be all that names the text.
    """
    numbered: dict[str, list[tuple[int, int]]] = defaultdict(list)
    alone: dict[str, list[int]] = defaultdict(list)
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    for at in _standing_alone(lines):
        words = " ".join(lines[at].split())
        alone[words].append(at)
        if number := _page_of(lines[at]):
            numbered[number[0]].append((at, number[1]))
    found = {at for words, places in numbered.items() if _are_pages(words, places, lines) for at, _number in places}
    near = {at + offset for at in found for offset in range(-NEAR, NEAR + 1)}
    heads = {at for places in alone.values() if len(places) > 1 and near.issuperset(places[1:]) for at in places}
    return frozenset((found | heads) - {first}) if found else frozenset()


def _are_pages(text: str, places: Sequence[tuple[int, int]], lines: Sequence[str]) -> bool:
    """Whether numbers that stand behind the same words at these places count pages."""
    if any(number + 1 != following for (_at, number), (_next, following) in pairwise(places)):
        return False
    if text.strip("-–— "):
        return len(places) > 1
    # "1", "2", "3" over a line each are of a list or of chapters.
    is_apart = all(lines[at][:1].isspace() or text for at, _number in places)
    is_far = all(following - at >= MIN_BETWEEN for (at, _number), (following, _next) in pairwise(places))
    return len(places) >= MIN_PAGES and (is_apart or is_far)


def _standing_alone(lines: Sequence[str]) -> Iterator[int]:
    """The places of short lines with no other line of words above them, or none below."""
    for at, line in enumerate(lines):
        if line.strip() and len(line.strip()) <= MAX_LINE:
            above = lines[at - 1].strip() if at else ""
            below = lines[at + 1].strip() if at + 1 < len(lines) else ""
            if not above or not below:
                yield at


def _page_of(line: str) -> tuple[str, int] | None:
    """The words of a head or foot without its number, and the number of the page; None where no page is numbered."""
    found = _NUMBERED.fullmatch(line.strip())
    if found is None:
        return None
    number = found["before"] or found["behind"]
    if not number:
        return None
    text = found["words"]
    label = re.split(r"\s{3,}|\t|[|–—]", text.rstrip())[-1]
    is_apart = bool(found["before"]) or not text.strip(" .-–—|") or text[-3:].isspace() or text[-1:] in "\t|"
    if not (is_apart or is_page_number(f"{label} {number}")):
        return None
    # "Page 1 of 3": the last number is the same on all pages.
    return " ".join(text.split()) + re.sub(r"^\d+", "", number), int(re.match(r"\d+", number)[0])  # type: ignore[index]

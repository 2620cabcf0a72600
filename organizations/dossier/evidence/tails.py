"""The marks behind a claim's line, put together and merged."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from organizations.dossier.evidence.marks import Labels, Mark, Statement, StatementName, Use, tail_marks

S = TypeVar("S", bound=Use | Statement)
SINGLE = (StatementName.AS_OF, StatementName.REVIEW_BY, StatementName.REGISTER)
"""What a claim says of itself once at most."""


def joined(marks: Iterable[Mark]) -> str:
    """A tail of marks, those that cite sources first: " [2, p. 3][4] [as of June 2024] [assessment]"."""
    found = list(marks)
    cites = "".join(str(mark) for mark in found if mark.uses)
    states = " ".join(str(mark) for mark in found if not mark.uses)
    gap = "" if cites.startswith("[^") else " "
    return (gap + cites if cites else "") + (f" {states}" if states else "")


def with_use(tail: str, use: Use, labels: Labels) -> str:
    """A tail that cites one source more; as it is where it does so already."""
    found = tail_marks(tail, labels)
    if any(_same(use, other) for mark in found for other in mark.uses):
        return tail
    return joined([*found, Mark(0, 0, (use,))])


def with_each_use_once(tail: str, labels: Labels) -> str:
    """A tail without uses that say what an earlier one says; as it is where none does."""
    found, kept = tail_marks(tail, labels), list[Mark]()
    seen: set[tuple[str, str, str]] = set()
    for mark in found:
        uses = tuple(use for use in mark.uses if (use.source, use.role, use.locator) not in seen)
        seen |= {(use.source, use.role, use.locator) for use in uses}
        kept.append(replace(mark, uses=uses))
    return joined(mark for mark in kept if mark.uses or mark.statements) if kept != found else tail


def with_statement(tail: str, name: StatementName, text: str, labels: Labels) -> str:
    """A tail that states something else by that name; nothing where the text is empty and the statement is one of a
    date or a register."""
    kept = [
        replace(mark, statements=tuple(each for each in mark.statements if each.name != name))
        for mark in tail_marks(tail, labels)
    ]
    kept = [mark for mark in kept if mark.uses or mark.statements]
    return joined([*kept, Mark(0, 0, (), (Statement(name, text),))] if text else kept)


def merged(base: str, ours: str, theirs: str, labels: Labels) -> tuple[str, str] | None:
    """Three tails in one, with our and with their word where both state another thing; the two differ only there.

    A source that one side added is cited, one that a side took off is not. None where a side has what is no mark.
    """
    sides = [tail_marks(tail, labels) for tail in (base, ours, theirs)]
    # Words between marks cannot be merged as a set: the line is compared as text then.
    if any(_rest(tail, marks) for tail, marks in zip((base, ours, theirs), sides, strict=True)):
        return None
    was, there, here = ([use for mark in marks for use in mark.uses] for marks in sides)
    uses = _united(was, there, here)
    before, one, other = ([each for mark in marks for each in mark.statements] for marks in sides)
    repeated = [[each for each in side if each.name not in SINGLE] for side in (before, one, other)]
    many = _united(repeated[0], repeated[1], repeated[2])
    stated = [_single(name, before, one, other) for name in SINGLE]
    with_ours, with_theirs = ([pair[side] for pair in stated] for side in (0, 1))
    return _joined(uses, [*many, *with_ours]), _joined(uses, [*many, *with_theirs])


def _joined(uses: Sequence[Use], statements: Sequence[Statement | None]) -> str:
    cites = [Mark(0, 0, (use,)) for use in uses]
    return joined([*cites, *(Mark(0, 0, (), (each,)) for each in statements if each is not None)])


def _rest(tail: str, marks: Sequence[Mark]) -> str:
    for mark in reversed(marks):
        tail = tail[: mark.start] + tail[mark.end :]
    return tail.strip(" \t,")


def _united(base: Sequence[S], ours: Sequence[S], theirs: Sequence[S]) -> list[S]:
    # Taken off by either side: one that both kept is in both.
    gone = {each for each in base if each not in ours or each not in theirs}
    return [each for each in dict.fromkeys([*ours, *theirs]) if each not in gone]


def _single(
    name: StatementName, base: Sequence[Statement], ours: Sequence[Statement], theirs: Sequence[Statement]
) -> tuple[Statement | None, Statement | None]:
    before, one, other = (next((each for each in side if each.name == name), None) for side in (base, ours, theirs))
    if one == other or other == before:
        return one, one
    return (other, other) if one == before else (one, other)


def _same(one: Use, other: Use) -> bool:
    return (one.source, one.role, one.locator) == (other.source, other.role, other.locator)

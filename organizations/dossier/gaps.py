"""Stretches, each from a first to a last number: what none of them covers."""

from collections.abc import Iterable, Iterator


def uncovered(
    stretches: Iterable[tuple[float, float]], least: float, since: float | None = None
) -> Iterator[tuple[float, float]]:
    """The stretches longer than `least` that lie between those given; from `since` on, or else from the first."""
    covered = since
    for first, last in sorted(stretches):
        if covered is not None and first - covered > least:
            yield covered, first
        covered = last if covered is None else max(covered, last)

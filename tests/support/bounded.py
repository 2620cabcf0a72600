"""A bound on what something costs, for texts that are made to be slow."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ENOUGH = 5.0
"""Seconds of the processor. What is tried takes less than one; what grows with the square of a text takes minutes."""


@contextmanager
def bounded() -> Iterator[None]:
    """Fail what takes more of the processor than ever needed, however busy the machine is; it is stopped there."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise AssertionError(f"more than {ENOUGH:.0f} seconds of the processor were taken")

    former = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, ENOUGH)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, former)

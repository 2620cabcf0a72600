"""The day that pages are of: today, or that of a state of the site which is written down for good."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.utils import timezone

_day: ContextVar[date | None] = ContextVar("day", default=None)


def localdate() -> date:
    """Today, where the site is; within `on_day` that day."""
    return _day.get() or timezone.localdate()


@contextmanager
def on_day(day: date) -> Iterator[None]:
    """While in it, what this thread reads and draws is as of a day."""
    token = _day.set(day)
    try:
        yield
    finally:
        _day.reset(token)

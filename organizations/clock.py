"""The day that pages are of: today, or that of a state of the site which is written down for good."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

_day: ContextVar[date | None] = ContextVar("day", default=None)


@dataclass(slots=True)
class Lasting:
    """Until before which day what was drawn stays as it is; None where nothing was said of it."""

    until: date | None = None


_lasting: ContextVar[Lasting | None] = ContextVar("lasting", default=None)


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


def lasts_until(day: date) -> None:
    """Say that what this thread draws now is drawn otherwise from a day on."""
    if lasting := _lasting.get():
        lasting.until = min(day, lasting.until or day)


@contextmanager
def lasting() -> Iterator[Lasting]:
    """While in it, what is said of how long drawings last is kept."""
    token = _lasting.set(found := Lasting())
    try:
        yield found
    finally:
        _lasting.reset(token)

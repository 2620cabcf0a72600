"""Periods in an editor's words: what the site understood of what was typed."""

from datetime import date
from functools import cache, lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from organizations.dossier.period import Period

# For the 29th of February: of any other year there is none.
LEAP_YEAR = 2000


def understood(period: Period | None) -> str:
    """What a period was understood as: "Starts between 1 January 1951 and …", with its EDTF."""
    return _understood(period, get_language()) if period else "–"


@lru_cache(maxsize=5000)
def _understood(period: Period, language: str | None) -> str:
    """In the language that is active: an editor comes to the same page again and again."""
    if not period.is_read:
        return _("Not understood: shown as written, on no chart and in no era.")
    text = _("%(start)s; %(end)s.") % {"start": _start(period), "end": _end(period)}
    if period.approximate:
        text += " " + _("Approximate.")
    return f"{text[0].upper()}{text[1:]} EDTF {period.edtf}"


def _start(period: Period) -> str:
    if period.start_earliest and not period.start_latest:
        return _("starts on %(day)s or later") % {"day": _day(period.start_earliest)}
    if not (period.start_earliest and period.start_latest):
        return _("start not known")
    return _("starts %(when)s") % {"when": _when(period.start_earliest, period.start_latest)}


def _end(period: Period) -> str:
    if period.end_latest and not period.end_earliest:
        return _("ends by %(day)s") % {"day": _day(period.end_latest)}
    if not period.end_latest:
        return _("end not known") if period.end_earliest else _("still going on")
    if not period.end_earliest:
        return _("end not known")
    return _("ends %(when)s") % {"when": _when(period.end_earliest, period.end_latest)}


def _when(first: date, last: date) -> str:
    if first == last:
        return _("on %(day)s") % {"day": _day(first)}
    return _("between %(first)s and %(last)s") % {"first": _day(first), "last": _day(last)}


def _day(day: date) -> str:
    return f"{_month_day(day.month, day.day, get_language())} {day.year}"


@cache
def _month_day(month: int, day: int, language: str | None) -> str:
    """A day of a year, in the language that is active: of few such days, a page writes hundreds."""
    return date_format(date(LEAP_YEAR, month, day), "MONTH_DAY_FORMAT")

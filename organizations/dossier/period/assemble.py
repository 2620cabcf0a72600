"""Points to periods: one point, a span of two, one side open, some time within."""

from datetime import date, timedelta

from organizations.dossier.period.points import Point
from organizations.dossier.period.value import Period, PeriodError


def period_of(text: str, start: Point, end: Point, edtf: str) -> Period:
    """The period from one point to another, or the time that is somewhere within a single one."""
    return Period(
        words=text,
        start_earliest=start.earliest,
        start_latest=start.latest,
        end_earliest=end.earliest,
        end_latest=end.latest,
        approximate=start.approximate or end.approximate,
        edtf=edtf,
    )


def single(text: str, point: Point) -> Period:
    """The period of one point; the two years of a fiscal year are a span."""
    if "/" not in point.edtf:
        return period_of(text, point, point, point.edtf)
    # As a span the first year ends before the last: as one point it would be some time within both.
    first, last = (Point(date(day.year, 1, 1), date(day.year, 12, 31), "") for day in (point.first, point.last))
    return period_of(text, first, last, point.edtf)


def span(text: str, left: Point, right: Point) -> Period:
    """The period between two points. Raises PeriodError where it ends before it begins."""
    # Only where no day fits: "1951–1951" and "mid 1951–June 1951" are well.
    if right.last < left.first:
        raise PeriodError("reversed-period", words=text)
    approximate = left.approximate or right.approximate
    edtf = f"{_edge(left, left.first, approximate)}/{_edge(right, right.last, approximate)}"
    return period_of(text, left, right, edtf)


def adjoining(text: str, left: Point, right: Point) -> Period:
    """The period of two points that adjoin, as in "1980s and 1990s". Raises PeriodError where they do not."""
    if right.first > left.last + timedelta(1):
        raise PeriodError("several-periods", words=text)
    return span(text, left, right)


def one_within(text: str, first: Point, last: Point, mark: str) -> Period:
    """The time that is within two points ("..") or is one of them (","). Raises PeriodError."""
    if last.last < first.first:
        # "1864 or 1863" is said either way; "between 1965 and 1960" is a slip.
        if mark != ",":
            raise PeriodError("reversed-period", words=text)
        first, last = last, first
    approximate = first.approximate or last.approximate
    # Masked digits have no list in EDTF, but a span.
    is_masked = "X" in first.edtf + last.edtf
    edtf = f"[{_named(first, first.first)}{'..' if is_masked else mark}{_named(last, last.last)}]"
    within = Point(first.earliest, last.latest, edtf, approximate)
    return period_of(text, within, within, edtf)


def open_end(text: str, start: Point) -> Period:
    """From a point on."""
    return Period(
        words=text,
        start_earliest=start.earliest,
        start_latest=start.latest,
        end_earliest=None,
        end_latest=None,
        open_end=True,
        approximate=start.approximate,
        edtf=f"{_edge(start, start.first, True)}/..",
    )


def open_start(text: str, end: Point) -> Period:
    """Until a point."""
    return Period(
        words=text,
        start_earliest=None,
        start_latest=None,
        end_earliest=end.earliest,
        end_latest=end.latest,
        open_start=True,
        approximate=end.approximate,
        edtf=f"../{_edge(end, end.last, True)}",
    )


def end_unknown(text: str, start: Point) -> Period:
    """From a point until nobody knows when: "1990–?"."""
    return Period(
        words=text,
        start_earliest=start.earliest,
        start_latest=start.latest,
        end_earliest=start.earliest,
        end_latest=None,
        open_end=True,
        approximate=start.approximate,
        edtf=f"{_edge(start, start.first, True)}/",
    )


def start_unknown(text: str, end: Point) -> Period:
    """From nobody knows when until a point: "?–1990"."""
    return Period(
        words=text,
        start_earliest=None,
        start_latest=end.latest,
        end_earliest=end.earliest,
        end_latest=end.latest,
        open_start=True,
        approximate=end.approximate,
        edtf=f"/{_edge(end, end.last, True)}",
    )


def before(text: str, point: Point) -> Period:
    """Some time before a point. Raises PeriodError where no day is left."""
    # "Before 1 AD": a calendar has no day that comes before its first.
    if point.earliest == date.min:
        raise PeriodError("before-christ", words=text)
    return at_latest(text, point.earliest - timedelta(1), point)


def after(text: str, point: Point) -> Period:
    """Some time after a point."""
    return at_earliest(text, point.latest + timedelta(1), point)


def at_latest(text: str, last: date, point: Point) -> Period:
    """Some time up to a day, which is named as exactly as the point is."""
    return Period(
        words=text,
        start_earliest=None,
        start_latest=last,
        end_earliest=None,
        end_latest=last,
        open_start=True,
        approximate=point.approximate,
        edtf=f"[..{_named(point, last)}]",
    )


def at_earliest(text: str, first: date, point: Point) -> Period:
    """Some time from a day on, which is named as exactly as the point is."""
    return Period(
        words=text,
        start_earliest=first,
        start_latest=None,
        end_earliest=first,
        end_latest=None,
        open_end=True,
        approximate=point.approximate,
        edtf=f"[{_named(point, first)}..]",
    )


def _named(point: Point, day: date) -> str:
    """A day beside or in a point in EDTF: its year where the point is of whole years."""
    return f"{day.year:04}" if point.span else day.isoformat()


def _edge(point: Point, day: date, plain: bool) -> str:
    """A point's EDTF within an interval, where masked digits go with neither ~ nor an open side."""
    if "/" in point.edtf:
        return f"{day.year:04}"
    return f"{day.year:04}~" if plain and "X" in point.edtf else point.edtf

"""What pictures are called for those who do not see them: messages, which the caller puts into words."""

from collections.abc import Callable, Collection, Mapping, Sequence

from organizations.dossier.messages import Detail, Message, checked
from organizations.drawing.gaps import Gap
from organizations.drawing.span import Span

Say = Callable[[Message], str]
"""Puts a message into words."""

PARAMETERS: Mapping[str, Collection[str]] = {
    "events": (),
    "tenures": (),
    "count-events": ("number",),
    "count-tenures": ("number",),
    "count-compared": ("number",),
    "both": ("one", "other"),
    "dated": ("what", "when"),
    "nothing-dated": (),
    "until": ("last",),
    "from-to": ("first", "last"),
    "year": ("year",),
    "present": (),
    "timeline": ("what",),
    "leadership": (),
    "leadership-of": ("what",),
    "of-one": ("name", "what"),
    "not-recorded": ("first", "last"),
    "means-point": (),
    "means-bar": (),
    "means-term": (),
    "means-uncertain": (),
    "means-goes-on": (),
    "means-earlier": (),
    "means-gap": (),
}
"""The codes of what pictures say, and what the sentence of each names."""


def named(code: str, **details: Detail) -> Message:
    """A message. Raises KeyError for an unknown code, ValueError for other details than its sentence names."""
    return checked(PARAMETERS, code, details)


def counted_events(number: int) -> Message:
    """ "2 events"."""
    return named("count-events", number=number)


def counted_tenures(number: int) -> Message:
    """ "2 terms of office"."""
    return named("count-tenures", number=number)


def reach(spans: Sequence[Span]) -> Message:
    """ "1951 to present", "1951", or "up to 1970" where a start is open. There must be a span."""
    is_open = any(span.open_end for span in spans)
    last = max(span.latest.year for span in spans)
    end: Detail = named("present") if is_open else str(last)
    if any(span.open_start for span in spans):
        return named("until", last=end)
    first = min(span.earliest.year for span in spans)
    return named("year", year=str(first)) if end == str(first) else named("from-to", first=str(first), last=end)


def not_recorded(gap: Gap) -> Message:
    """ "1951–2008: not recorded"."""
    return named(
        "not-recorded", first=str(int(gap.start)), last=named("present") if gap.to_present else str(int(gap.end))
    )

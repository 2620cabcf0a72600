"""Dates become pictures: spans, an axis, lanes and gaps, written down as SVG. No Django, no clock."""

from organizations.drawing.axis import Axis, axis_between, axis_of
from organizations.drawing.gaps import Gap, gaps
from organizations.drawing.names import not_recorded
from organizations.drawing.pictures import Row, comparison, leadership, timeline
from organizations.drawing.span import Era, Span, span_of
from organizations.drawing.strip import ruler, strip
from organizations.drawing.tally import Stretch, stretches, tally

__all__ = [
    "Axis",
    "Era",
    "Gap",
    "Row",
    "Span",
    "Stretch",
    "axis_between",
    "axis_of",
    "comparison",
    "gaps",
    "leadership",
    "not_recorded",
    "ruler",
    "span_of",
    "stretches",
    "strip",
    "tally",
    "timeline",
]

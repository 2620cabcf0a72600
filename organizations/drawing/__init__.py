"""Dates become pictures: spans, a scale, lanes and gaps, written down as SVG or PNG. No Django, no clock."""

from organizations.drawing.axis import Axis, axis_between, axis_of
from organizations.drawing.gaps import Gap, gaps
from organizations.drawing.groups import group_of
from organizations.drawing.legend import legend
from organizations.drawing.names import not_recorded
from organizations.drawing.pictures import Row, comparison, in_order, leadership, timeline
from organizations.drawing.share import Shared, share
from organizations.drawing.span import Era, Span, span_of
from organizations.drawing.stretches import Stretch, stretches
from organizations.drawing.strip import ruler, strip

__all__ = [
    "Axis",
    "Era",
    "Gap",
    "Row",
    "Shared",
    "Span",
    "Stretch",
    "axis_between",
    "axis_of",
    "comparison",
    "gaps",
    "group_of",
    "in_order",
    "leadership",
    "legend",
    "not_recorded",
    "ruler",
    "share",
    "span_of",
    "stretches",
    "strip",
    "timeline",
]

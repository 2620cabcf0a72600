"""Every sentence that code chooses, in the reader's language: the value gives a code and what its sentence names."""

from organizations.wording.changes import conflict, difference, place, side, summary
from organizations.wording.checks import severity_name
from organizations.wording.counts import Count
from organizations.wording.languages import day_in, language_choices, language_name, ours_among, spoken
from organizations.wording.names import field_name, kind_name
from organizations.wording.sentences import sentence

__all__ = [
    "Count",
    "conflict",
    "day_in",
    "difference",
    "field_name",
    "kind_name",
    "language_choices",
    "language_name",
    "ours_among",
    "place",
    "sentence",
    "severity_name",
    "side",
    "spoken",
    "summary",
]

"""Counts have their thousands grouped, wherever a page or a sentence says them; years do not."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils.safestring import SafeString

from organizations.dossier.changes.compare import Change, Difference
from organizations.drawing.names import counted_events
from organizations.templatetags.results import facet
from organizations.views.shared.listing import Choice
from organizations.wording import sentence, summary

TEMPLATE = Template(
    "{% load i18n wording %}{% blocktranslate count count=count|grouped %}{{ count }} claim{% plural %}"
    "{{ count }} claims{% endblocktranslate %} in {{ year }}"
)


def test_a_page_groups_the_thousands_of_a_count_and_not_of_a_year() -> None:
    assert TEMPLATE.render(Context({"count": 1_234_567, "year": 1951})) == "1,234,567 claims in 1951"
    assert TEMPLATE.render(Context({"count": 1, "year": 1951})) == "1 claim in 1951"


def test_they_are_grouped_as_the_reader_writes_them(german: None) -> None:
    assert TEMPLATE.render(Context({"count": 1_234_567, "year": 1951})).startswith("1.234.567")


def test_a_filter_groups_those_of_its_values() -> None:
    shown: SafeString = facet("Kind", "kind", [Choice("event", "Event", 12_345, False, possible=1_000)])
    assert ">12,345<" in shown and "1,000 possibly" in shown


TEMPLATES = sorted(Path("templates").rglob("*.html"))
COUNTED = re.compile(r"{% blocktranslate[^%]*?\bcount \w+=([^ %]+)")
NO_COUNTS = {"old", "new", "number", "line", "column", "name"}
"""Numbers of revisions, editions and lines, which no one counts."""


def test_every_template_that_counts_groups_the_thousands() -> None:
    counted = {str(path): COUNTED.findall(path.read_text("utf-8")) for path in TEMPLATES}
    assert sum(map(len, counted.values())) > 20
    assert {path: each for path, found in counted.items() for each in found if not each.endswith("|grouped")} == {}


@pytest.mark.parametrize("room", ["organizations", "dossier_site"])
def test_no_sentence_writes_a_count_as_a_bare_number(room: str) -> None:
    bare = {
        str(path): found
        for path in Path(room).rglob("*.py")
        if (found := set(re.findall(r"%\((\w+)\)d", path.read_text("utf-8"))) - NO_COUNTS)
    }
    assert bare == {}


def test_a_picture_and_a_feed_group_theirs() -> None:
    assert sentence(counted_events(1_234)) == "1,234 events"
    changes = [Difference(Change.ADDED, "event", str(number), "") for number in range(1_234)]
    assert summary(changes) == "1,234 events added"

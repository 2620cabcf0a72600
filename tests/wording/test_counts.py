"""Counts have their thousands grouped, wherever a page or a sentence says them; years do not."""

from django.template import Context, Template
from django.utils.safestring import SafeString

from organizations.templatetags.results import facet
from organizations.views.shared.listing import Choice

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

"""Sentences and names that code chose, on a page."""

from django import template

from organizations import wording

register = template.Library()
register.filter("conflict", wording.conflict)
register.filter("difference", wording.difference)
register.filter("field_name", wording.field_name)
register.filter("kind_name", wording.kind_name)
register.filter("place", wording.place)
register.filter("sentence", wording.sentence)
register.filter("side", wording.side)


@register.filter
def grouped(number: int) -> wording.Count:
    """A count whose thousands are grouped where it is shown, and that sentences choose their plural by."""
    return wording.Count(number)

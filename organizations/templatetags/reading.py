"""The reading desk: where on its pages a block stands."""

from django import template

from organizations.admin.tools.importing_blocks import Row
from organizations.admin.tools.importing_rows import Rows

register = template.Library()


@register.filter
def url_of(rows: Rows, row: Row) -> str:
    """The address of a block on the pages of its reading."""
    return rows.url_of(row.outcome.block)

"""The editors' desk for the admin's front page."""

from typing import Any

from django import template

from organizations.admin.desk import DeskList
from organizations.admin.desk import desk as lists

register = template.Library()


@register.simple_tag(takes_context=True)
def desk(context: Any) -> list[DeskList]:
    """The lists of the desk; empty for who may see no dossier."""
    return lists(context["request"])

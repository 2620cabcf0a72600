"""The editors' desk for the admin's front page."""

from typing import Any

from django import template

from organizations.admin.workflow import desk as lists

register = template.Library()


@register.simple_tag(takes_context=True)
def desk(context: Any) -> dict[str, Any]:
    """The lists of the desk; empty for who may see no dossier."""
    return lists(context["request"])

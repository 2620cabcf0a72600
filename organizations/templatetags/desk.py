"""The editors' desk for the admin's front page."""

from django import template
from django.template.context import RequestContext

from organizations.admin.desk import DeskList
from organizations.admin.desk import desk as lists

register = template.Library()


@register.simple_tag(takes_context=True)
def desk(context: RequestContext) -> list[DeskList]:
    """The lists of the desk that have rows; none for who may see no dossier."""
    return [each for each in lists(context["request"]) if each.rows]

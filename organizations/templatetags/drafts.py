"""What is typed into a form is kept by the browser: the form's hidden field, and the offer to take a draft up again."""

from django import template
from django.forms import BaseForm
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString

from organizations.drafts import draft_of

register = template.Library()


@register.inclusion_tag("admin/organizations/draft.html", takes_context=True)
def draft(context: RequestContext, form: BaseForm) -> dict[str, object]:
    """The field and the offer of a plain form; what is typed into a bound one is not saved yet."""
    request = context["request"]
    return {"draft": draft_of(request), "user": request.user, "is_unsaved": form.is_bound, "is_filled": True}


@register.simple_tag(takes_context=True)
def draft_name(context: RequestContext) -> SafeString:
    """The field of a second form on the page, which carries out what was typed into the first."""
    return format_html('<input type="hidden" name="draft" value="{}">', draft_of(context["request"]))

"""Where a page leads to its data: in its head for programs, on the page for people."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from organizations.exports.data_pages import DATA
from organizations.exports.formats import FORMATS
from organizations.models.urls import url_of

register = template.Library()


@register.simple_tag(takes_context=True)
def alternates(context: RequestContext) -> SafeString:
    """The links in the head of a page to what else it can be had as; none where it is no data."""
    return SafeString(
        "\n    ".join(
            f'<link rel="alternate" type="{FORMATS[form].media_type.partition(";")[0]}" href="{escape(url)}">'
            for form, url in _urls(context.get("request")).items()
        )
    )


@register.simple_tag(takes_context=True)
def as_data(context: RequestContext, text: str = "") -> SafeString:
    """The line that offers a list as data, for people: crawlers are asked not to follow each combination of filters."""
    links = " · ".join(
        f'<a rel="nofollow" href="{escape(url)}">{FORMATS[form].label}</a>'
        for form, url in sorted(_urls(context.get("request")).items())
    )
    return (
        SafeString(f'<p class="quiet as-data">{escape(text or _("This list as"))} {links}</p>')
        if links
        else SafeString()
    )


def _urls(request: HttpRequest | None) -> dict[str, str]:
    """The address of the data of a page in each format, at its query."""
    match = request.resolver_match if request else None
    page = DATA.get(match.url_name or "") if match else None
    if request is None or match is None or page is None:
        return {}
    asked: dict[str, Any] = {name: list(filter(None, request.GET.getlist(name))) for name in page.parameters}
    query = urlencode({name: values for name, values in asked.items() if values}, doseq=True)
    # The addresses differ by their ends, and Django takes its time for each.
    first = page.formats[0]
    name = f"{page.name}.{first}"
    is_of_slug = list(match.kwargs) == ["slug"]
    url = url_of(name, match.kwargs["slug"]) if is_of_slug else reverse(f"organizations:{name}", kwargs=match.kwargs)
    stem = url.removesuffix(first)
    return {
        form: f"{stem}{form}?{query}" if query and page.parameters_of(form) else f"{stem}{form}"
        for form in page.formats
    }

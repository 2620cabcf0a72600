"""What stands around every page: made once in each language, and filled in for each page."""

from functools import lru_cache
from html import escape

from django import template
from django.http import HttpRequest
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import get_script_prefix
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def frame(part: str, here: str = "") -> SafeString:
    """A part that is the same on every page, but for the link in it that leads `here`, a name of a url."""
    return _part(part, here, get_language(), get_script_prefix())


@register.simple_tag(takes_context=True)
def about_page(context: RequestContext, title: str, description: str, kind: str, picture: str = "") -> SafeString:
    """What search engines and other sites are told of a page: its names, what it is about, and its one url.

    And the url of the picture that is shown where it is shared, 1200 by 630 px: that of the site, or one of its own.
    What is shared is the page as it was asked for; `is_own_page` in the context: so is the one url, query and all.
    """
    parameters = {
        "title": conditional_escape(title),
        "description": conditional_escape(description),
        "kind": kind,
        "picture": picture or static("img/share.png"),
        "pictured": conditional_escape(title)
        if picture
        else _("A timeline of the International Organization for Migration"),
    }
    # The template was rendered with braces for gaps: a brace in its words would be taken for one.
    head = frame("title").format_map(parameters)
    request = context.get("request")
    if request:
        place = _place_of(request)
        canonical = place["asked" if context.get("is_own_page") else "canonical"]
        head += frame("place").format_map({**parameters, **place, "canonical": canonical})
    return SafeString(head)


@register.simple_tag(takes_context=True)
def print_url(context: RequestContext) -> SafeString:
    """The url of a page, for its print."""
    request = context.get("request")
    return SafeString(frame("print_url").format_map(_place_of(request)) if request else "")


@lru_cache(maxsize=500)
def _part(part: str, here: str, language: str | None, prefix: str) -> SafeString:
    # It is rendered alone, so that no page can fill it with what another would see.
    return render_to_string(f"frame/{part}.html", {"here": here})


def _place_of(request: HttpRequest) -> dict[str, str]:
    site = request.get_host()
    origin = f"{request.scheme}://{site}"
    return {
        # Escaped although the host is checked: ALLOWED_HOSTS may be "*".
        "site": escape(site),
        "origin": escape(origin),
        "canonical": escape(origin + request.path),
        "asked": escape(origin + request.get_full_path()),
    }

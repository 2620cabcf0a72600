"""The sitemap's files, remembered as all published pages are."""

from collections.abc import Iterable
from html import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localtime

from organizations.exports import sitemaps
from organizations.views.shared.pages import published_page

LONGEST_NUMBER = 9


@published_page()
def sitemap(request: HttpRequest) -> HttpResponse:
    """The list of the sitemap's files."""
    entries = []
    for section, number, changed in sitemaps.files():
        url = reverse("organizations:sitemap_section", args=[section])
        part = f"?p={number}" if number > 1 else ""
        entries.append((url + part, localtime(changed).isoformat(timespec="seconds") if changed else ""))
    return _listing(request, "sitemapindex", "sitemap", entries)


@published_page("p")
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    """The file `p` of a section, the first where none is named. Raises Http404 where there is none."""
    asked = request.GET.get("p", "1")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST_NUMBER else 0
    try:
        found = sitemaps.entries(section, number)
    except KeyError as missing:
        raise Http404(section) from missing
    if not found and number != 1:
        raise Http404(f"{section} {asked}")
    return _listing(request, "urlset", "url", ((each.url, str(each.day or "")) for each in found))


def _listing(request: HttpRequest, root: str, element: str, entries: Iterable[tuple[str, str]]) -> HttpResponse:
    """XML of the protocol of sitemaps (sitemaps.org) of addresses, and when each was changed; empty: not known."""
    origin = escape(request.build_absolute_uri("/")[:-1])
    listed = list(entries)
    # All at once: an address has no line in it.
    urls = escape("\n".join([url for url, _changed in listed])).split("\n")
    lines = [
        f"<{element}><loc>{origin}{url}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</{element}>"
        for url, (_url, changed) in zip(urls, listed, strict=False)  # without any, one is empty
    ]
    text = "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
            *lines,
            f"</{root}>\n",
        ]
    )
    # Not to be found themselves.
    return HttpResponse(text, content_type="application/xml", headers={"X-Robots-Tag": "noindex"})

"""The sitemap's pages, remembered as all published pages are."""

from django.contrib.sitemaps import views
from django.http import HttpRequest, HttpResponse

from organizations.exports.sitemaps import SITEMAPS
from organizations.views.shared.pages import published_page


@published_page("p")
def sitemap(request: HttpRequest) -> HttpResponse:
    """The list of the sitemap's sections."""
    return views.index(request, SITEMAPS, sitemap_url_name="organizations:sitemap_section")


@published_page("p")
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    """One section, or a part `p` of it. Raises Http404 where there is none."""
    return views.sitemap(request, SITEMAPS, section=section)

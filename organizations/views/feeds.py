"""Atom feeds of what was published: of the whole site, and of one dossier."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from organizations.models import PublishedOrganization, Revision
from organizations.views.editions import editions_of
from organizations.views.shared.pages import published_page

LISTED = 30


@published_page()
def feed(request: HttpRequest) -> HttpResponse:
    """The feed of the site."""
    return EditionFeed()(request)


@published_page(of_organization=True)
def dossier_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The feed of one dossier."""
    return DossierFeed()(request, slug=slug)


class TextFeed(Atom1Feed):
    """Atom whose summaries are plain text. Django calls them HTML, and a note that holds "<" is none."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, {**item, "description": None})
        handler.addQuickElement("summary", item["description"], {"type": "text"})


class EditionFeed(Feed):  # type: ignore[type-arg]
    """The latest editions of all dossiers that are published."""

    feed_type = TextFeed

    def title(self, published: Any = None) -> str:
        return _("Dossiers: what was published")

    def subtitle(self, published: Any = None) -> str:
        return _("Each edition of each dossier, the latest first.")

    def link(self, published: Any = None) -> str:
        return reverse("organizations:organization_list")

    def items(self, published: Any = None) -> "QuerySet[Revision]":
        editions = Revision.objects.published().filter(organization__published__isnull=False)
        return (
            editions.select_related("organization__published").defer("data").order_by("-published_at", "-pk")[:LISTED]
        )

    def item_title(self, edition: Revision) -> str:
        name = edition.organization.published
        return _("%(name)s, edition %(number)s") % {"name": name, "number": edition.number}

    def item_description(self, edition: Revision) -> str:
        return edition.whole_published_note or _("Published.")

    def item_link(self, edition: Revision) -> str:
        url = [edition.organization.published.slug, edition.number]
        return reverse("organizations:edition_detail", args=url)

    def item_pubdate(self, edition: Revision) -> datetime | None:
        return edition.published_at

    def item_updateddate(self, edition: Revision) -> datetime | None:
        return edition.published_at


class DossierFeed(EditionFeed):
    """The latest editions of one dossier."""

    def get_object(self, request: HttpRequest, slug: str) -> PublishedOrganization:
        return get_object_or_404(PublishedOrganization.objects.defer("outline"), slug=slug)

    def title(self, published: Any = None) -> str:
        return str(published)

    def subtitle(self, published: Any = None) -> str:
        return _("Each published edition of this dossier, the latest first.")

    def link(self, published: Any = None) -> str:
        return reverse("organizations:history", args=[published.slug])

    def items(self, published: Any = None) -> "QuerySet[Revision]":
        return editions_of(published).select_related("organization__published").defer("data")[:LISTED]

"""The sitemap: organizations, themes, eras, people, sources and the lists of them."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from organizations.models import PublishedOrganization, PublishedPerson, PublishedSource, PublishedTag


class PublishedSitemap(Sitemap):  # type: ignore[type-arg]
    """A part of it, in files of so many addresses."""

    # The protocol allows 50,000 at most.
    limit = 5000


class OrganizationSitemap(PublishedSitemap):
    def items(self) -> QuerySet[PublishedOrganization]:
        # By key: what is new comes last, and the other files of the sitemap stay as they are.
        return PublishedOrganization.objects.only("slug", "published_at").order_by("pk")

    def lastmod(self, published: PublishedOrganization) -> datetime:
        return published.published_at


class TagSitemap(PublishedSitemap):
    def items(self) -> QuerySet[PublishedTag]:
        return PublishedTag.objects.all()


class PersonSitemap(PublishedSitemap):
    def items(self) -> QuerySet[PublishedPerson]:
        return PublishedPerson.objects.order_by("pk")


class SourceSitemap(PublishedSitemap):
    def items(self) -> QuerySet[PublishedSource]:
        return PublishedSource.objects.cited().only("slug").order_by("pk")


class PageSitemap(PublishedSitemap):
    def items(self) -> list[str]:
        pages = ["organization_list", "claim_list", "matrix", "compare", "theme_list", "person_list"]
        return [*pages, "source_list", "about", "api"]

    def location(self, name: str) -> str:
        return reverse(f"organizations:{name}")


SITEMAPS: "dict[str, type[Sitemap[Any]] | Sitemap[Any]]" = {
    "pages": PageSitemap,
    "organizations": OrganizationSitemap,
    "tags": TagSitemap,
    "people": PersonSitemap,
    "sources": SourceSitemap,
}

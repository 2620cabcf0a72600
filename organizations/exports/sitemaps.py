"""The sitemap: organizations, themes, eras, people and the lists of them."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from organizations.models import Publication, PublicPerson, Term


class PublicationSitemap(Sitemap):  # type: ignore[type-arg]
    limit = 5000

    def items(self) -> QuerySet[Publication]:
        return Publication.objects.only("slug", "published_at").order_by("pk")

    def lastmod(self, publication: Publication) -> datetime:
        return publication.published_at


class TermSitemap(Sitemap):  # type: ignore[type-arg]
    def items(self) -> QuerySet[Term]:
        return Term.objects.all()


class PersonSitemap(Sitemap):  # type: ignore[type-arg]
    limit = 5000

    def items(self) -> QuerySet[PublicPerson]:
        return PublicPerson.objects.order_by("pk")


class PageSitemap(Sitemap):  # type: ignore[type-arg]
    def items(self) -> list[str]:
        return ["organization_list", "entry_list", "matrix", "compare", "theme_list", "person_list", "about"]

    def location(self, name: str) -> str:
        return reverse(f"organizations:{name}")


SITEMAPS: "dict[str, type[Sitemap[Any]] | Sitemap[Any]]" = {
    "pages": PageSitemap,
    "organizations": PublicationSitemap,
    "terms": TermSitemap,
    "people": PersonSitemap,
}

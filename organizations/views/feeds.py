"""Atom feeds (RFC 4287) of what was published and withdrawn: of the whole site, and of one dossier."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.contrib.syndication.views import Feed
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from organizations.models import PublishedOrganization, Revision, Withdrawal
from organizations.reading.whole import editions_of
from organizations.views.shared.comparisons import Comparison, comparisons
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
    """Atom whose summaries are plain text, and whose entries say the language of their dossiers.

    Django calls summaries HTML, and a note that holds "<" is none. They are the site's words, in its language.
    """

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xml:lang": self.feed["title_language"] or self.feed["language"]}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        # Django's has no language of its own: the title of a dossier's feed is that of the dossier.
        subtitle, self.feed["subtitle"] = self.feed["subtitle"], None
        super().add_root_elements(handler)
        ours = {"xml:lang": self.feed["language"]} if self.feed["title_language"] else {}
        handler.addQuickElement("subtitle", subtitle, ours)

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]} if item["language"] else {}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        # Without it Django writes no summary, and ours stands below.
        super().add_item_elements(handler, {**item, "description": None})
        ours = {"xml:lang": self.feed["language"]} if item["language"] else {}
        handler.addQuickElement("summary", item["description"], {"type": "text", **ours})


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed tells of: an edition that was published, or a dossier that was withdrawn.

    `language` is that of the dossier, where it is known and not that of the site.
    """

    id: str
    title: str
    summary: str
    url: str
    at: datetime
    language: str = ""


def language_beside(published: PublishedOrganization) -> str:
    """The language of a dossier, where it is known and not that of the site."""
    return "" if published.language == get_language() else published.language


def edition_entry(edition: Revision, published: PublishedOrganization, compared: Comparison | None) -> Entry:
    """The entry of a published edition; `compared` with the one before it, which the first has not."""
    language = language_beside(published)
    name = f"\u2068{published}\u2069" if language else str(published)  # isolated: the sentence runs another way
    title = _("%(name)s, edition %(number)s") % {"name": name, "number": edition.number}
    url = reverse("organizations:edition_detail", args=[published.slug, edition.number])
    # The moment of its revision, which no other site has: keys and numbers alone many sites share.
    name = f"edition {edition.organization_id} {edition.number} {edition.created_at.isoformat()}"
    at = edition.published_at or edition.created_at
    changed = _("First published") if compared is None else capfirst(compared.summary)
    summary = " — ".join(filter(None, [edition.whole_published_note, changed]))
    return Entry(_id(name), title, summary or _("Nothing that it says was changed."), url, at, language)


def compared_with(pairs: Iterable[tuple[Revision, Revision]]) -> dict[int, Comparison]:
    """What later editions changed in earlier ones, (earlier, later) each, by the primary key of the later."""
    listed = list(pairs)
    return {later.pk: found for (_earlier, later), found in zip(listed, comparisons(listed, 0), strict=True)}


def withdrawal_entry(withdrawal: Withdrawal) -> Entry:
    """The entry of a dossier that is no longer published; its address says so too."""
    title = _("%(name)s was withdrawn") % {"name": withdrawal.name}
    url = reverse("organizations:organization_detail", args=[withdrawal.slug])
    name = f"withdrawal {withdrawal.organization_id} {withdrawal.withdrawn_at.isoformat()}"
    return Entry(_id(name), title, withdrawal.note or _("It is no longer published."), url, withdrawal.withdrawn_at)


def _id(name: str) -> str:
    """An id that stays when an address is renamed or the database restored, and that no other site gives."""
    return f"urn:uuid:{uuid5(NAMESPACE_OID, name)}"


class EditionFeed(Feed[Entry, PublishedOrganization]):
    """The latest editions of all dossiers that are published, and the latest withdrawals."""

    feed_type = TextFeed

    def title(self, published: Any = None) -> str:
        return _("Dossiers: what was published")

    def subtitle(self, published: Any = None) -> str:
        return _("Each edition of each dossier, and each withdrawal, the latest first.")

    def author_name(self, published: Any = None) -> str:
        return _("Dossiers")

    def link(self, published: Any = None) -> str:
        return reverse("organizations:organization_list")

    def items(self, published: Any = None) -> list[Entry]:
        former = Revision.objects.published().order_by("-number").values("pk")
        former = former.filter(organization=OuterRef("organization"), number__lt=OuterRef("number"))[:1]
        editions = Revision.objects.published().filter(organization__published__isnull=False)
        # Their dossiers are read only where they are compared, some at a time.
        editions = editions.select_related("organization__published").defer("data").order_by("-published_at", "-pk")
        listed = list(editions[:LISTED])
        before = dict(editions.annotate(former=Subquery(former)).values_list("pk", "former")[:LISTED])
        formers = Revision.objects.defer("data").in_bulk(filter(None, before.values()))
        compared = compared_with((formers[key], each) for each in listed if (key := before[each.pk]))
        entries = [edition_entry(each, each.organization.published, compared.get(each.pk)) for each in listed]
        entries += map(withdrawal_entry, Withdrawal.objects.order_by("-withdrawn_at")[:LISTED])
        return sorted(entries, key=lambda each: each.at, reverse=True)[:LISTED]

    def feed_extra_kwargs(self, published: Any = None) -> dict[str, Any]:
        return {"title_language": language_beside(published) if published else ""}

    def item_guid(self, entry: Entry) -> str:
        return entry.id

    def item_title(self, entry: Entry) -> str:
        return entry.title

    def item_description(self, entry: Entry) -> str:
        return entry.summary

    def item_link(self, entry: Entry) -> str:
        return entry.url

    def item_pubdate(self, entry: Entry) -> datetime:
        return entry.at

    item_updateddate = item_pubdate

    def item_extra_kwargs(self, entry: Entry) -> dict[str, Any]:
        return {"language": entry.language}


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

    def feed_guid(self, published: Any = None) -> str:
        first = Revision.objects.published().filter(organization=published.organization_id).order_by("number")
        created_at = first.values_list("created_at", flat=True)[0]
        return _id(f"dossier {published.organization_id} {created_at.isoformat()}")

    def items(self, published: Any = None) -> list[Entry]:
        listed = list(editions_of([published.organization_id])[: LISTED + 1])
        compared = compared_with((earlier, later) for later, earlier in pairwise(listed))
        return [edition_entry(each, published, compared.get(each.pk)) for each in listed[:LISTED]]

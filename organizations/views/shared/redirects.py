"""What answers at an address that nothing published has any more: its new address, or that it is gone."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from organizations.dossier.kinds import KINDS as CLAIM_KINDS
from organizations.dossier.kinds import anchor_of, named_by
from organizations.models import PublishedClaim, PublishedSlug, PublishedSource, Withdrawal
from organizations.publishing import redirect_target
from organizations.views.shared.problems import problem

Kind = PublishedSlug.Kind
KINDS = {
    "organization_detail": Kind.ORGANIZATION,
    "history": Kind.ORGANIZATION,
    "timeline": Kind.ORGANIZATION,
    "edition_detail": Kind.ORGANIZATION,
    "dossier_feed": Kind.ORGANIZATION,
    "contribute": Kind.ORGANIZATION,
    "claim_detail": Kind.ORGANIZATION,
    "cite": Kind.ORGANIZATION,
    "claim_embed": Kind.ORGANIZATION,
    "contribute_to_claim": Kind.ORGANIZATION,
    "person_detail": Kind.PERSON,
    "era_detail": Kind.ERA,
    "theme_detail": Kind.THEME,
}
REDIRECT_LIFETIME = "public, max-age=0, must-revalidate"
"""How long a browser may follow a redirect without asking: one that is renamed back would send it round in a circle."""


def redirect_to_current(request: HttpRequest) -> HttpResponse | None:
    """410 for a withdrawn dossier or a source cited no more, 301 where a slug or kind was left for another, or None."""
    match = request.resolver_match
    page, _dot, form = (match.url_name or "").partition(".") if match else ("", "", "")
    if match and page == "source_detail":
        return _of_source(request, match.view_name, match.kwargs["slug"], is_data=bool(form))
    kind = KINDS.get(page)
    if match is None or kind is None:
        return None
    slug = match.kwargs["slug"]
    target = redirect_target(kind, slug)
    if target:
        return _to(request, reverse(match.view_name, kwargs={**match.kwargs, "slug": target}))
    # After the slug: a claim may have moved in a dossier that was renamed as well; the next request finds that.
    if anchor := _moved_to(slug, match.kwargs.get("anchor", "")):
        return _to(request, reverse(match.view_name, kwargs={**match.kwargs, "anchor": anchor}))
    if kind == Kind.ORGANIZATION:
        # By the record, not by the slug of the withdrawal: a dossier that was renamed is gone under its older names
        # too.
        owners = PublishedSlug.objects.filter(kind=kind, slug=slug).values("record")
        withdrawal = Withdrawal.objects.filter(organization__in=owners).first()
        if withdrawal and form:
            return problem(410, withdrawn(withdrawal))
        if withdrawal:
            return render(request, "organizations/withdrawn.html", {"withdrawal": withdrawal}, status=410)
    return None


def _moved_to(slug: str, anchor: str) -> str:
    """What a claim is named since it was moved to another kind; empty where it was not."""
    kind, key = named_by(anchor) or ("", "")
    kinds = {each.name for each in CLAIM_KINDS if each.moved}
    if kind not in kinds:
        return ""
    moved = PublishedClaim.objects.filter(organization__slug=slug, kind__in=kinds - {kind}, key=key)
    return next((anchor_of(*found) for found in moved.values_list("kind", "key")[:1]), "")


def current_url(slug: str, anchor: str) -> tuple[str, str]:
    """Slug and anchor under which a claim that nothing has at these is published now; these, where it was not moved."""
    slug = redirect_target(Kind.ORGANIZATION, slug) or slug
    return slug, _moved_to(slug, anchor) or anchor


def withdrawn(withdrawal: Withdrawal) -> str:
    """Until when a dossier was published, and what is noted on it."""
    day = date_format(withdrawal.withdrawn_at, "DATE_FORMAT")
    return " ".join(filter(None, (_("This dossier was published here until %(day)s.") % {"day": day}, withdrawal.note)))


def _of_source(request: HttpRequest, name: str, slug: str, *, is_data: bool) -> HttpResponse | None:
    """301 to what a source is known as since; 410 where no published claim cites it any more."""
    source = PublishedSource.objects.filter(slug=slug).select_related("moved_to").first()
    if source is None:
        return None
    if source.moved_to:
        return _to(request, reverse(name, kwargs={"slug": source.moved_to.slug}))
    if is_data:
        return problem(410, _("No published claim cites this source any more."))
    return render(request, "organizations/source_gone.html", status=410)


def _to(request: HttpRequest, url: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    # A fragment needs no mention: browsers carry it over to the new address.
    response = HttpResponsePermanentRedirect(f"{url}?{query}" if query else url)
    response["Cache-Control"] = REDIRECT_LIFETIME
    return response

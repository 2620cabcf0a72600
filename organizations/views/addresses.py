"""What answers at an address that nothing published has any more: its new address, or that it was withdrawn."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse

from organizations.models import FormerAddress, Publication, PublicPerson, Term, Withdrawal
from organizations.publishing import new_address

KINDS = {
    "organization_detail": FormerAddress.Kind.ORGANIZATION,
    "history": FormerAddress.Kind.ORGANIZATION,
    "edition_detail": FormerAddress.Kind.ORGANIZATION,
    "dossier_feed": FormerAddress.Kind.ORGANIZATION,
    "person_detail": FormerAddress.Kind.PERSON,
    "era_detail": FormerAddress.Kind.ERA,
    "theme_detail": FormerAddress.Kind.THEME,
}


def elsewhere(request: HttpRequest) -> HttpResponse | None:
    """410 with a note where a dossier was withdrawn, 301 where a slug was renamed, or None."""
    match = request.resolver_match
    kind = KINDS.get(match.url_name or "") if match else None
    if match is None or kind is None:
        return None
    slug = match.kwargs["slug"]
    target = new_address(kind, slug)
    if target and _is_there(kind, target):
        address = reverse(match.view_name, kwargs={**match.kwargs, "slug": target})
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    if kind == FormerAddress.Kind.ORGANIZATION:
        withdrawal = Withdrawal.objects.filter(slug__in=[slug, target or slug]).first()
        if withdrawal:
            return render(request, "organizations/withdrawn.html", {"withdrawal": withdrawal}, status=410)
    return None


def _is_there(kind: str, slug: str) -> bool:
    match kind:
        case FormerAddress.Kind.ORGANIZATION:
            return Publication.objects.filter(slug=slug).exists()
        case FormerAddress.Kind.PERSON:
            return PublicPerson.objects.filter(slug=slug).exists()
    return Term.objects.filter(kind=kind, slug=slug).exists()

"""A claim on a page of its own: what it says and stands on, and where to cite it, add to it and read around it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from organizations.dossier.kinds import KINDS, anchor_of, named_by
from organizations.models import PublishedClaim
from organizations.views.shared.pages import published_page


@published_page(of_organization=True)
def claim_detail(request: HttpRequest, slug: str, anchor: str) -> HttpResponse:
    """A published claim; one that was moved to another kind leads to where it stands now."""
    named = named_by(anchor)
    if named is None:
        raise Http404(_("There is no such claim."))
    kind, key = named
    kinds = {kind, *(each.name for each in KINDS if each.moved)} if _is_moved(kind) else {kind}
    found = PublishedClaim.objects.select_related("organization__revision", "person").defer("organization__outline")
    claims = {each.kind: each for each in found.filter(organization__slug=slug, kind__in=kinds, key=key)}
    claim = claims.get(kind)
    if claim is None and claims:
        moved = next(iter(claims.values()))
        return redirect("organizations:claim_detail", slug=slug, anchor=anchor_of(moved.kind, moved.key))
    if claim is None:
        raise Http404(_("There is no such claim, or no longer: the history of the dossier tells what was taken out."))
    published = claim.organization
    used = {source for source, _role in claim.evidence.get("uses", ())}
    published.sources = [each for each in published.sources if each["key"] in used]
    return render(
        request,
        "organizations/claim_detail.html",
        {
            "claim": claim,
            "published": published,
            "tags": [(each.tag, each.certain) for each in claim.claim_tags.select_related("tag").order_by("tag")],
            "cited_by": {key: [claim] for key in used},
        },
    )


def _is_moved(name: str) -> bool:
    return any(each.moved for each in KINDS if each.name == name)

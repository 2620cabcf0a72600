"""The working copy, as its page would be: for members of staff, and by a secret link that expires."""

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from organizations.models import Organization, PublishedOrganization
from organizations.publishing.preview_links import organization_of
from organizations.publishing.projection import organization_columns
from organizations.publishing.vocabulary import tags_of_working_copy
from organizations.reading.claims import claims_of_dossier
from organizations.reading.snapshot import snapshot
from organizations.store import dump_dossier
from organizations.views.organizations import dossier_page


@never_cache
@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The working copy, to members of staff who may see it; 404 to all others, as where there is none."""
    # Not 403, which would tell that there is one.
    if not (request.user.is_staff and request.user.has_perm("organizations.view_organization")):
        raise Http404
    return _page(request, slug=slug)


@never_cache
@require_safe
def secret_preview(request: HttpRequest, token: str) -> HttpResponse:
    """The working copy, to whoever was given its link; 404 once it has expired."""
    try:
        with snapshot():
            key = organization_of(token)
    except signing.BadSignature as error:
        raise Http404(_("This link has expired.")) from error
    return _page(request, pk=key)


def _page(request: HttpRequest, **of: object) -> HttpResponse:
    with snapshot():
        return _page_of(request, get_object_or_404(Organization, **of))


def _page_of(request: HttpRequest, organization: Organization) -> HttpResponse:
    dossier = dump_dossier(organization)
    columns = organization_columns(dossier)
    # Never saved: it has the columns that publishing would give it.
    shown = PublishedOrganization(organization=organization, slug=organization.slug, **columns)
    response = dossier_page(request, shown, claims_of_dossier(dossier, tags_of_working_copy()), is_preview=True)
    response["X-Robots-Tag"] = "noindex"
    return response

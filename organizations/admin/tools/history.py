"""What a dossier said before, for editors: every revision, any two compared, a dossier or a claim put back."""

from itertools import pairwise
from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from organizations.dossier.changes.compare import compare
from organizations.dossier.changes.restore import restored
from organizations.dossier.document import from_json
from organizations.dossier.intake import write_source
from organizations.dossier.notes import note
from organizations.dossier.text.errors import UnwritableDossier
from organizations.editing import recorded
from organizations.models import Organization, PublishedOrganization, Revision
from organizations.store import dump_dossier, load_dossier
from organizations.wording import sentence, summary

PER_PAGE = 20


def history_page(request: HttpRequest, organization: Organization, context: dict[str, object]) -> HttpResponse:
    """The revisions, the latest first, each in plain words; with `old` and `new` in the address, those two compared."""
    revisions = organization.revisions.select_related("created_by", "published_by")
    if "old" in request.GET:
        return _compared(request, organization, context)
    page = Paginator(revisions, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    # One more than is shown: the last on the page has something to differ from.
    former = revisions.filter(number__lt=shown[-1].number).first() if shown else None
    dossiers = [from_json(each.data) if each else None for each in [*shown, former]]
    summaries = [summary(compare(old, new)) if old and new else "" for new, old in pairwise(dossiers)]
    live = PublishedOrganization.objects.filter(organization=organization).values_list("revision", flat=True).first()
    context |= {
        "title": _("History"),
        "organization": organization,
        "original": organization,
        "page": page,
        "revisions": list(zip(shown, summaries, strict=True)),
        "live": live,
        "last": organization.revisions.values_list("number", flat=True).first(),
    }
    return TemplateResponse(request, "admin/organizations/history.html", context)


def _compared(request: HttpRequest, organization: Organization, context: dict[str, object]) -> HttpResponse:
    old, new = (revision_of(organization, request.GET.get(name, "")) for name in ("old", "new"))
    last = organization.revisions.values_list("number", flat=True).first()
    context |= {
        "title": _("Revision %(old)d and revision %(new)d") % {"old": old.number, "new": new.number},
        "organization": organization,
        "original": organization,
        "old": old,
        "new": new,
        "differences": compare(from_json(old.data), from_json(new.data)),
        "may_restore": new.number == last and request.user.has_perm("organizations.change_organization"),
    }
    return TemplateResponse(request, "admin/organizations/revisions_compared.html", context)


def revision_of(organization: Organization, number: str) -> Revision:
    """The revision of a number. Raises Http404 where there is none."""
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise Http404
    return get_object_or_404(organization.revisions, number=int(number))


@require_POST
def restore(request: HttpRequest, organization: Organization, number: str) -> HttpResponse:
    """Make the working copy, or one part of it, say what a revision said: a new revision. Readers see nothing of it."""
    if not request.user.has_perm("organizations.change_organization"):
        raise PermissionDenied
    revision = revision_of(organization, number)
    then = from_json(revision.data)
    kind, key = request.POST.get("kind", ""), request.POST.get("key", "")
    message = note("restored", number=str(revision.number))
    with recorded([organization.pk], by=cast(User, request.user), note=message):
        # Read again under the lock of `recorded`.
        fresh = Organization.objects.get(pk=organization.pk)
        try:
            dossier = restored(dump_dossier(fresh), then, kind, key) if kind else then
        except KeyError as error:
            raise Http404 from error
        # The slug of today: what a dossier said comes back, not where it stood.
        load_dossier(dossier, slug=fresh.slug)
    messages.success(request, f"{sentence(message)}.")
    return HttpResponseRedirect(reverse("admin:organizations_organization_history", args=[organization.pk]))


def revision_text(request: HttpRequest, organization: Organization, number: str) -> HttpResponse:
    """A revision as a text to download, which may be edited elsewhere and imported again."""
    revision = revision_of(organization, number)
    try:
        text = write_source(from_json(revision.data))
    except UnwritableDossier as error:
        return HttpResponse(sentence(error.message), status=409, content_type="text/plain; charset=utf-8")
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{organization.slug}-revision-{revision.number}.txt"'
    return response

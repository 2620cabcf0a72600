"""Who else has a dossier's page open, and who saved it since it was opened."""

from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from organizations.editing.waiting import BRIEFLY, write_if_free
from organizations.models import Organization, Presence, Revision

FRESH = timedelta(seconds=90)
"""How long after its last heartbeat a page counts as open; it sends one every half a minute."""

HEARTBEAT_TIMEOUT = 1.0
"""Seconds that a heartbeat, which nobody looks at, waits for a save."""


@dataclass(frozen=True, slots=True)
class OtherEditors:
    """Others who have the dossier open, and its last revision where that is later than the page's."""

    organization: Organization
    number: int
    others: list[Presence]
    later: Revision | None


def other_editors(
    request: HttpRequest, organization: Organization, number: int, *, seconds: float = BRIEFLY
) -> OtherEditors:
    """Note that the request's user has the dossier open, at a revision, and tell who else has.

    While a long save holds the database's lock it is not noted: no page waits for that; the next heartbeat notes it.
    """
    now = timezone.now()
    here = Presence.objects.filter(organization=organization)
    gone = here.filter(seen_at__lt=now - FRESH)

    def note() -> None:
        if gone.exists():
            gone.delete()
        Presence.objects.bulk_create(
            [Presence(organization=organization, user_id=cast(User, request.user).pk, since=now, seen_at=now)],
            update_conflicts=True,
            unique_fields=["organization", "user"],
            update_fields=["seen_at"],
        )

    # A GET that writes, and so nothing that may fail or wait.
    write_if_free(note, seconds=seconds)
    others = here.filter(seen_at__gte=now - FRESH).exclude(user=request.user.pk)
    others = others.select_related("user").order_by("since")
    later = organization.revisions.filter(number__gt=number).select_related("created_by").defer("data", "imported")
    return OtherEditors(organization, number, list(others), later.first())


@require_POST
def presence(request: HttpRequest, organization: Organization) -> HttpResponse:
    """The heartbeat of an open page: who else is there. `left` says that it was closed."""
    if "left" in request.POST:
        here = Presence.objects.filter(organization=organization, user=request.user.pk)
        write_if_free(here.delete, seconds=HEARTBEAT_TIMEOUT)
        return HttpResponse(status=204)
    number = request.POST.get("number", "")
    is_number = number.isascii() and number.isdecimal() and len(number) < 10
    found = other_editors(request, organization, int(number) if is_number else 0, seconds=HEARTBEAT_TIMEOUT)
    return render(request, "admin/organizations/presence.html", {"other_editors": found})

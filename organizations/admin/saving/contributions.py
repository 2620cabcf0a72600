"""A claim's page that is opened beside a contribution: saving what it changes accepts the contribution."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from organizations.contributing import accept_as
from organizations.editing import locked
from organizations.models import Contribution

PARAMETER = "contribution"
"""What names it in the address of the claim's page, and in its form."""


def contribution_of(request: HttpRequest, organization: int) -> Contribution | None:
    """The contribution that waits and that a page of this dossier is opened beside; None where there is none."""
    named = request.POST.get(PARAMETER, "") or request.GET.get(PARAMETER, "")
    if not (named.isascii() and named.isdecimal() and len(named) < 19):
        return None
    if not request.user.has_perm("organizations.change_contribution"):
        return None
    found = Contribution.objects.waiting().filter(organization=organization, pk=int(named)).first()
    return found if found and found.is_confirmed else None


@contextmanager
def accepting(request: HttpRequest, organization: int, keys: Iterable[int] | None) -> Iterator[list[HttpResponse]]:
    """In it a page of the dossier is saved beside a contribution; the list takes the answer.

    `keys` are the organizations that the save may change, None for any. A revision that was made accepts the
    contribution; where the page said the same as before, it goes on waiting.
    """
    answers: list[HttpResponse] = []
    # Before it is looked at: who decides on it at the same time waits, or has decided already.
    with locked(keys):
        contribution = contribution_of(request, organization)
        before = contribution and contribution.organization.revisions.first()
        yield answers
        if contribution and any(each.status_code == 302 for each in answers):
            after = contribution.organization.revisions.first()
            if after is None or after == before:
                messages.warning(request, _("Nothing was changed: the contribution still waits."))
                return
            accept_as(contribution, after, by=cast(User, request.user))
            messages.success(request, _("The contribution is accepted: readers see the change once it is published."))

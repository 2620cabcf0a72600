"""The editors' desk on the admin's front page: lists of what waits, with who acts next on each row."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext as _

from organizations.admin.publishing import may_publish
from organizations.models import Checkup, Organization, Review, Revision, Schedule

LISTED = 20
"""Rows of each list on the desk."""


@dataclass(frozen=True, slots=True)
class DeskList:
    """A list of the desk: `kind` says what its rows are, `next` who acts next on each, empty where nobody has to.

    Where the one who looks acts next, it is yours.
    """

    heading: str
    kind: str
    rows: Iterable[Any]
    next: str = ""
    is_yours: bool = False


def desk(request: HttpRequest) -> list[DeskList]:
    """The lists, of twenty rows at most, what waits for the user first; in a number of queries that does not grow."""
    if not request.user.has_perm("organizations.view_organization"):
        return []
    is_publisher = may_publish(request)
    yours = _("waits for you")
    publisher = (yours, True) if is_publisher else (_("waits for a publisher"), False)
    reviews = DeskList(_("In review"), "review", _in_review(), *publisher)
    answers = DeskList(_("Sent back to you"), "answer", _sent_back(request), yours, True)
    failed = DeskList(_("Appointments that failed"), "schedule", _failed(), *publisher)
    return [
        *((reviews, failed, answers) if is_publisher else (answers, reviews, failed)),
        DeskList(_("Changed but unpublished"), "organization", _changed(), _("waits for an editor to submit it")),
        DeskList(_("Checks failing"), "checkup", _failing(), _("waits for an editor")),
        DeskList(_("Scheduled"), "schedule", _scheduled(), _("happens by itself")),
        DeskList(_("Recently published"), "revision", _recent()),
    ]


def _in_review() -> "QuerySet[Review]":
    waiting = Review.objects.filter(state=Review.State.WAITING).select_related("organization", "submitted_by")
    return waiting.order_by("submitted_at")[:LISTED]


def _sent_back(request: HttpRequest) -> "QuerySet[Review]":
    later = Review.objects.filter(organization=OuterRef("organization"), submitted_at__gt=OuterRef("submitted_at"))
    sent_back = Review.objects.filter(state=Review.State.SENT_BACK, submitted_by=request.user.pk).exclude(Exists(later))
    return sent_back.select_related("organization", "decided_by")[:LISTED]


def _changed() -> "QuerySet[Organization]":
    """Those whose last revision readers do not see, but for those in review, with the `last_editor` of each."""
    revisions = Revision.objects.filter(organization=OuterRef("pk"))
    newer = Exists(revisions.filter(number__gt=OuterRef("publication__revision__number")))
    in_review = Exists(Review.objects.filter(organization=OuterRef("pk"), state=Review.State.WAITING))
    last = revisions.order_by("-number").values("created_by")[:1]
    changed = Organization.objects.filter(Q(publication__isnull=True) | newer).exclude(in_review)
    return changed.annotate(last_editor=Subquery(last)).order_by("name")[:LISTED]


def _failing() -> "QuerySet[Checkup]":
    return Checkup.objects.failing().select_related("organization").defer("findings")[:LISTED]


def _scheduled() -> "QuerySet[Schedule]":
    return Schedule.objects.waiting().select_related("organization")[:LISTED]


def _failed() -> "QuerySet[Schedule]":
    failed = Schedule.objects.filter(outcome=Schedule.Outcome.FAILED).select_related("organization")
    return failed.order_by("-done_at")[:LISTED]


def _recent() -> "QuerySet[Revision]":
    published = Revision.objects.published().select_related("organization", "published_by")
    return published.defer("data", "imported").order_by("-published_at", "-pk")[:LISTED]

"""The editors' desk on the admin's front page: lists of what waits, with who acts next on each row."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organizations.admin.tools.publishing import may_publish
from organizations.models import Checkup, Contribution, Organization, Review, Revision, Schedule
from organizations.publishing import Standing, with_standing
from organizations.wording import Count

LISTED = 20
"""Rows of each list on the desk."""


@dataclass(frozen=True, slots=True)
class DeskList:
    """A list of the desk: `kind` says what its rows are, `next` who acts next on each, empty where nobody has to.

    Where the one who looks acts next, it is yours. `all` is the URL of the whole list.
    """

    heading: str
    kind: str
    rows: Iterable[Any]
    all: str
    next: str = ""
    is_yours: bool = False


def desk(request: HttpRequest) -> list[DeskList]:
    """The lists, of twenty rows at most, what waits for the user first; in a number of queries that does not grow."""
    if not request.user.has_perm("organizations.view_organization"):
        return []
    is_publisher = may_publish(request)
    yours = _("waits for you")
    publisher = (yours, True) if is_publisher else (_("waits for a publisher"), False)
    reviews = _list(request, "review", "review", *publisher)
    answers = _list(request, "answer", "answer", yours, True)
    failed = _list(request, "failed", "schedule", *publisher)
    revisions = reverse("admin:organizations_revision_changelist")
    return [
        *((reviews, failed, answers) if is_publisher else (answers, reviews, failed)),
        *_contributions(request),
        _list(request, "changed", "organization", _("waits for an editor to submit it")),
        _list(request, "failing", "checkup", _("waits for an editor")),
        _list(request, "scheduled", "schedule", _("happens by itself")),
        DeskList(_("Recently published"), "revision", _recent()[:LISTED], f"{revisions}?published_at__isempty=0&o=-7"),
    ]


def _contributions(request: HttpRequest) -> list[DeskList]:
    """What readers sent and nobody decided on, the oldest first, with how many there are."""
    if not request.user.has_perm("organizations.change_contribution"):
        return []
    waiting = Contribution.objects.waiting()
    count = waiting.count()
    heading = ngettext("%(count)s contribution of a reader", "%(count)s contributions of readers", count)
    rows = list(waiting.select_related("organization")[:LISTED]) if count else []
    url = f"{reverse('admin:organizations_contribution_changelist')}?state__exact={Contribution.State.WAITING.value}"
    return [DeskList(heading % {"count": Count(count)}, "contribution", rows, url, _("waits for an editor"))]


def _list(request: HttpRequest, name: str, kind: str, following: str, is_yours: bool = False) -> DeskList:
    rows = LISTS[name](request)[:LISTED]
    return DeskList(str(HEADINGS[name]), kind, rows, all_of(name), following, is_yours)


def all_of(name: str) -> str:
    """The URL of a whole list of the desk: the list of organizations, narrowed by `DeskFilter`."""
    return f"{reverse('admin:organizations_organization_changelist')}?{DeskFilter.parameter_name}={name}"


class DeskFilter(admin.SimpleListFilter):
    """Organizations that are on a list of the desk."""

    title = gettext_lazy("on the desk")
    parameter_name = "desk"

    def lookups(self, request: HttpRequest, model_admin: "admin.ModelAdmin[Organization]") -> list[tuple[str, str]]:
        return [(name, str(heading)) for name, heading in HEADINGS.items()]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Organization]") -> "QuerySet[Organization]":
        if self.value() not in LISTS:
            return queryset
        # Without an order: it is only asked what is in it.
        found = LISTS[str(self.value())](request).order_by()
        return queryset.filter(pk__in=found.values("pk" if found.model is Organization else "organization"))


def _in_review(request: HttpRequest) -> "QuerySet[Review]":
    waiting = Review.objects.filter(state=Review.State.WAITING).select_related("organization", "submitted_by")
    return waiting.order_by("submitted_at")


def _sent_back(request: HttpRequest) -> "QuerySet[Review]":
    later = Review.objects.filter(organization=OuterRef("organization"), submitted_at__gt=OuterRef("submitted_at"))
    sent_back = Review.objects.filter(state=Review.State.SENT_BACK, submitted_by=request.user.pk).exclude(Exists(later))
    # An editor's own, and only the last of each dossier: what was submitted again is answered.
    return sent_back.select_related("organization", "decided_by")


def _changed(request: HttpRequest) -> "QuerySet[Organization]":
    """Those that wait to be shown to readers, but for those in review, with the `last_editor` of each."""
    revisions = Revision.objects.filter(organization=OuterRef("pk"))
    in_review = Exists(Review.objects.filter(organization=OuterRef("pk"), state=Review.State.WAITING))
    last = revisions.order_by("-number").values("created_by")[:1]
    waiting = (Standing.CHANGED.value, Standing.NEVER.value)
    changed: QuerySet[Organization] = (
        with_standing(Organization.objects.all()).filter(standing__in=waiting).exclude(in_review)
    )
    changed = changed.annotate(last_editor=Subquery(last))
    return changed.order_by("name")


def _failing(request: HttpRequest) -> "QuerySet[Checkup]":
    return Checkup.objects.failing().select_related("organization").defer("findings")


def _scheduled(request: HttpRequest) -> "QuerySet[Schedule]":
    waiting = Schedule.objects.waiting().select_related("organization")
    return waiting.annotate(revision_number=F("revision__number"))


def _failed(request: HttpRequest) -> "QuerySet[Schedule]":
    failed = Schedule.objects.filter(outcome=Schedule.Outcome.FAILED).select_related("organization")
    return failed.order_by("-done_at")


def _recent() -> "QuerySet[Revision]":
    published = Revision.objects.published().select_related("organization", "published_by")
    return published.defer("data", "imported").order_by("-published_at", "-pk")


LISTS: dict[str, Callable[[HttpRequest], "QuerySet[Any]"]] = {
    "review": _in_review,
    "answer": _sent_back,
    "changed": _changed,
    "failing": _failing,
    "scheduled": _scheduled,
    "failed": _failed,
}
HEADINGS = {
    "review": gettext_lazy("In review"),
    "answer": gettext_lazy("Sent back to you"),
    "changed": gettext_lazy("Changed but unpublished"),
    "failing": gettext_lazy("Checks failing"),
    "scheduled": gettext_lazy("Scheduled"),
    "failed": gettext_lazy("Schedules that failed"),
}

"""The history of one record: the revisions that touched it, the latest first, each with what it changed."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from organizations.admin.findings import RECORDS
from organizations.dossier.changes.compare import Difference, named_claims
from organizations.dossier.changes.tracing import CLAIM_KINDS, Name, traced
from organizations.dossier.document import Dossier, from_json
from organizations.dossier.kinds import REMARK, ROLE, SECTION
from organizations.models import Contribution, Person, Revision
from organizations.models.base import InDossier

MAX_CONTRIBUTIONS = 50
"""Decisions on contributions that one page shows."""

MAX_CLAIMS = 20_000
"""Claims of dossiers that one page looks through; what is earlier is on the next."""


@dataclass(frozen=True, slots=True)
class Touch:
    """A revision that touched the record, and what it changed; `is_last` where it is its dossier's last one."""

    revision: Revision
    differences: list[Difference]
    is_last: bool


@dataclass(slots=True)
class Trail:
    """What one page found: the touches, and the URL of what is earlier, empty where nothing is."""

    touches: list[Touch]
    earlier: str = ""


def claim_history_page(request: HttpRequest, record: InDossier | Person, context: dict[str, object]) -> HttpResponse:
    """The revisions that touched a claim of a dossier, or any role of a person."""
    names = names_of(record)
    kinds = {kind for held in names.values() for kind, _key in held}
    held_now = dict(names)
    trail = _trail(names, before=request.GET.get("before", ""), kind=request.GET.get("kind", ""))
    context |= {
        "title": _("History: %(record)s") % {"record": record},
        "original": record,
        "touches": trail.touches,
        "earlier": trail.earlier,
        "kinds": kinds,  # of another kind, which it was once, it would come back as a second claim
        "may_restore": request.user.has_perm("organizations.change_organization"),
        "contributions": contributions_of(request, held_now, names),
    }
    return TemplateResponse(request, "admin/organizations/claim_history.html", context)


def names_of(record: InDossier | Person) -> dict[int, frozenset[Name]]:
    """What a record is called in each dossier that it is in, by the organization's primary key."""
    if isinstance(record, InDossier):
        kinds = [kind for kind, model in RECORDS.items() if isinstance(record, model)]
        return {record.organization_id: frozenset((kind, record.key) for kind in kinds)}
    names: dict[int, frozenset[Name]] = {}
    for organization, key in record.roles.values_list("organization", "key"):
        names[organization] = names.get(organization, frozenset()) | {(ROLE.words, key)}
    return names


def contributions_of(request: HttpRequest, *names: dict[int, frozenset[Name]]) -> list[Contribution]:
    """What readers contributed to a record under any of its names and what became of it, the latest decision first."""
    if not request.user.has_perm("organizations.view_contribution"):
        return []
    found = Q(pk__in=[])
    for organization, held in (pair for each in names for pair in each.items()):
        for kind, key in held:
            kinds, keys = [kind.replace(" ", "_")], [key]
            if kind == SECTION.words:  # what stands under its heading is a claim, or two, of that section's key
                kinds, keys = [SECTION.name, REMARK.name], [key, f"{key}-text"]
            found |= Q(organization=organization, claim_kind__in=kinds, claim_key__in=keys)
    decided = Contribution.objects.decided().filter(found).select_related("decided_by", "revision")
    return list(decided.defer("revision__data").order_by("-decided_at", "-pk")[:MAX_CONTRIBUTIONS])


def _trail(names: dict[int, frozenset[Name]], *, before: str, kind: str) -> Trail:
    if kind in CLAIM_KINDS:  # an earlier page, on which a claim may be of the kind that it was then
        names = {pk: held | {(kind, key) for _kind, key in held} for pk, held in names.items()}
    revisions = Revision.objects.filter(organization__in=names).select_related("organization", "created_by")
    last = dict(revisions.order_by("number").values_list("organization", "number"))
    trail = Trail([])
    newer: dict[int, tuple[Revision, Dossier]] = {}

    def compare(old: Dossier | None, pk: int) -> None:
        revision, dossier = newer[pk]
        differences, names[pk] = traced(old, dossier, names[pk])
        if differences:
            trail.touches.append(Touch(revision, differences, revision.number == last[pk]))

    claims = 0
    # Five at a time: each holds a whole dossier.
    for revision in _earlier_than(revisions, before).order_by("-pk").iterator(chunk_size=5):
        if claims > MAX_CLAIMS:
            # This revision itself is compared again there: it is what the page ends at.
            trail.earlier = _url(revision.pk + 1, names)
            break
        dossier = from_json(revision.data)
        claims += sum(1 for _claim in named_claims(dossier))
        if revision.organization_id in newer:
            compare(dossier, revision.organization_id)
        newer[revision.organization_id] = revision, dossier
    for pk, (revision, _dossier) in newer.items():
        former = Revision.objects.filter(organization=pk, number__lt=revision.number).first()
        compare(from_json(former.data) if former else None, pk)
    trail.touches.sort(key=lambda touch: -touch.revision.pk)
    return trail


def _earlier_than(revisions: "QuerySet[Revision]", before: str) -> "QuerySet[Revision]":
    # Below 2**63, the largest key there can be.
    is_number = before.isascii() and before.isdecimal() and len(before) < 19
    return revisions.filter(pk__lt=int(before)) if is_number else revisions


def _url(before: int, names: dict[int, frozenset[Name]]) -> str:
    kinds = sorted({kind for held in names.values() for kind, _key in held} & set(CLAIM_KINDS))
    return "?" + urlencode({"before": before, **({"kind": kinds[-1]} if kinds else {})})

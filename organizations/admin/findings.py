"""What the checks found in a dossier, for its page in the admin: sentences, with links to the claims they are about."""

from dataclasses import dataclass

from django.urls import reverse

from organizations.dossier.checks import Finding, Severity
from organizations.dossier.kinds import KINDS
from organizations.models import Checkup, Organization, Section
from organizations.models.base import InDossier
from organizations.store import CLAIM_RECORDS
from organizations.wording import kind_name, sentence

MAX_SHOWN = 100
RECORDS: dict[str, type[InDossier]] = {
    "section": Section,
    **{kind.words: CLAIM_RECORDS[kind.section] for kind in KINDS},
}
"""The records of the kinds of claims, in the words of `compare`."""


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding in the reader's language; `url` is the claim's own page, empty where there is none."""

    severity: Severity
    kind: str
    label: str
    sentence: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownCheckup:
    """A dossier's check-up, its findings up to a hundred, and how many more there are; so many `claims` are sourced."""

    errors: int
    warnings: int
    sourced: int
    claims: int
    findings: list[ShownFinding]
    more: int


def checkup_of(organization: Organization) -> ShownCheckup | None:
    """What the checks found in a dossier; None where they found nothing. A query, and one a kind of claim."""
    checkup = Checkup.objects.failing().filter(organization=organization).first()
    if checkup is None:
        return None
    found = checkup.found()
    shown = found[:MAX_SHOWN]
    pages = _pages(organization, shown)
    findings = [_shown(each, pages) for each in shown]
    counts = checkup.errors, checkup.warnings, checkup.sourced, checkup.claims
    return ShownCheckup(*counts, findings, len(found) - len(shown))


def _shown(each: Finding, pages: dict[tuple[str, str], str]) -> ShownFinding:
    url = pages.get((each.kind, each.key), "")
    return ShownFinding(each.severity, kind_name(each.kind), each.text, sentence(each.message), url)


def _pages(organization: Organization, findings: list[Finding]) -> dict[tuple[str, str], str]:
    """The address of each claim's page, by its kind and key."""
    pages: dict[tuple[str, str], str] = {}
    for kind in {each.kind for each in findings} & RECORDS.keys():
        model = RECORDS[kind]
        keys = [each.key for each in findings if each.kind == kind]
        rows = model._default_manager.filter(organization=organization, key__in=keys).values_list("key", "pk")
        name = f"admin:organizations_{model._meta.model_name}_change"
        pages |= {(kind, key): reverse(name, args=[pk]) for key, pk in rows}
    return pages


def page_of(organization: Organization, kind: str, key: str) -> str:
    """The address of the page of one claim; empty where there is no such claim."""
    model = RECORDS[kind]
    pk = model._default_manager.filter(organization=organization, key=key).values_list("pk", flat=True).first()
    return reverse(f"admin:organizations_{model._meta.model_name}_change", args=[pk]) if pk else ""

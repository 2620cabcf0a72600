"""Where dossiers stand for readers: one answer, for the desk, the lists and each dossier's page."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from organizations.models import (
    Organization,
    PublishedPerson,
    PublishedRelation,
    PublishedSearchRule,
    PublishedTag,
    Relation,
    Revision,
)
from organizations.publishing.people import unpublished_profiles
from organizations.publishing.relations import unpublished_relations
from organizations.publishing.vocabulary import COLUMNS, RULE_COLUMNS, rules_of_working_copy, tags_of_working_copy

Waiting = PublishedTag | PublishedSearchRule | PublishedPerson | Relation | PublishedRelation
"""What is published together, beside dossiers."""

Published = TypeVar("Published", PublishedTag, PublishedSearchRule)


class Standing(StrEnum):
    """What readers see of a dossier: nothing yet, nothing any more, something else than editors, or the same."""

    NEVER = "never"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"
    PUBLISHED = "published"


def with_standing(organizations: "QuerySet[Organization]") -> "QuerySet[Any]":
    """The organizations, each with its `standing`: its last revision beside the live one, by their fingerprints.

    A dossier that was changed and changed back says what readers see: it has no unpublished changes.
    """
    revisions = Revision.objects.filter(organization=OuterRef("pk")).order_by("-number")
    newer = Exists(revisions.filter(number__gt=OuterRef("published__revision__number")))
    differs = Q(newer) & ~Q(last_fingerprint=F("published__revision__fingerprint"))
    standing = Case(
        When(published__isnull=True, withdrawal__isnull=False, then=Value(Standing.WITHDRAWN.value)),
        When(published__isnull=True, then=Value(Standing.NEVER.value)),
        # The slug is no part of the fingerprint: a dossier that only got another address waits for a publish too.
        When(~Q(slug=F("published__slug")) | differs, then=Value(Standing.CHANGED.value)),
        default=Value(Standing.PUBLISHED.value),
        output_field=CharField(),
    )
    return organizations.alias(last_fingerprint=Subquery(revisions.values("fingerprint")[:1])).annotate(
        standing=standing
    )


def standing_of(organization: Organization) -> Standing:
    """Where one dossier stands."""
    found = with_standing(Organization.objects.filter(pk=organization.pk)).values_list("standing", flat=True)
    return Standing(found.get())


def has_unpublished_changes(organization: Organization) -> bool:
    """Whether readers see something else than the last revision, or nothing."""
    return standing_of(organization) != Standing.PUBLISHED


def unpublished_organizations(organizations: Iterable[Organization]) -> set[int]:
    """Primary keys of those that have unpublished changes, in one query."""
    found = with_standing(Organization.objects.filter(pk__in=[organization.pk for organization in organizations]))
    return set(found.exclude(standing=Standing.PUBLISHED.value).values_list("pk", flat=True))


def vocabulary_has_unpublished_changes() -> bool:
    """Whether eras, themes, search rules, people or relations differ from what readers see."""
    return bool(vocabulary_differences())


def vocabulary_differences() -> list[tuple[Waiting, str]]:
    """What readers see otherwise beside dossiers, each with "added", "removed" or "changed"."""
    tags = {(tag.kind, tag.slug): tag for tag in tags_of_working_copy()}
    published_tags = {(tag.kind, tag.slug): tag for tag in PublishedTag.objects.all()}
    rules = {rule.name: rule for rule in rules_of_working_copy()}
    published_rules = {rule.name: rule for rule in PublishedSearchRule.objects.all()}
    return [
        *_differences(tags, published_tags, COLUMNS),
        *_differences(rules, published_rules, RULE_COLUMNS),
        *((person, "changed") for person in unpublished_profiles()),
        *unpublished_relations(),
    ]


def _differences(
    working: Mapping[Any, Published], seen: Mapping[Any, Published], columns: Sequence[str]
) -> list[tuple[Published, str]]:
    def says(row: Published) -> list[object]:
        return [getattr(row, column) for column in columns]

    added = [(row, "added") for key, row in working.items() if key not in seen]
    changed = [(row, "changed") for key, row in working.items() if key in seen and says(row) != says(seen[key])]
    return added + changed + [(row, "removed") for key, row in seen.items() if key not in working]

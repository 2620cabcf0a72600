"""What readers see of eras, themes, search rules and people: what is new comes with a dossier, changes by a verb."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from organizations.editing.locks import locked
from organizations.editing.revisions import ChangedMeanwhile
from organizations.models import Era, PublishedClaimTag, PublishedSearchRule, PublishedTag, SearchRule, Theme
from organizations.publishing.facet_index import renew_tags
from organizations.publishing.people import publish_profiles, unpublished_profiles
from organizations.publishing.redirects import keep_slugs
from organizations.publishing.relations import publish_relations, unpublished_relations
from organizations.publishing.search_index import renew_rows
from organizations.publishing.site import renew_site, renew_vocabulary
from organizations.publishing.tags import tag_eras

COLUMNS = [field.attname for field in PublishedTag._meta.concrete_fields if not field.primary_key]
UNIQUE = ["kind", "slug"]
RULE_COLUMNS = [field.attname for field in PublishedSearchRule._meta.concrete_fields if not field.primary_key]


@locked()
def publish_vocabulary(*, expected: str | None = None) -> None:
    """Show readers eras, themes, search rules and what editors say of people and relations as they are now.

    Every published claim is sorted into the eras anew.

    Raises ChangedMeanwhile where they are not at their `expected` version.
    """
    if expected is not None and expected != vocabulary_version():
        raise ChangedMeanwhile
    now = renew_site()
    renew_vocabulary()
    tags = {(tag.kind, tag.slug): tag for tag in tags_of_working_copy()}
    named = {(tag.kind, tag.slug): _named(tag) for tag in PublishedTag.objects.all()}
    renamed = [key for key in named.keys() | tags.keys() if key not in tags or named.get(key) != _named(tags[key])]
    # Both before and after: what leaves an era is found by its name no longer, what comes into it now is.
    claims = _claims_under(renamed)
    for tag in PublishedTag.objects.all():
        if (tag.kind, tag.slug) not in tags:
            tag.delete()
    _save_tags(tags.values())
    PublishedSearchRule.objects.all().delete()
    PublishedSearchRule.objects.bulk_create(rules_of_working_copy())
    publish_profiles()
    publish_relations()
    _keep_slugs(now)
    # In this order: the bitmaps are made of the rows of tags, the search rows of the names of both.
    tag_eras()
    renew_tags()
    renew_rows(sorted(claims | _claims_under(renamed)))


def _named(tag: PublishedTag) -> tuple[object, ...]:
    """What of a tag its claims are found by: its name, and what decides which they are."""
    return tag.name, tag.first_day, tag.last_day


def _claims_under(tags: Iterable[tuple[str, str]]) -> set[int]:
    """The claims that are filed under any of the tags, given by kind and slug."""
    found = Q(pk__in=())
    for kind, slug in tags:
        found |= Q(kind=kind, slug=slug)
    filed = PublishedClaimTag.objects.filter(tag__in=PublishedTag.objects.filter(found))
    return set(filed.values_list("claim", flat=True))


def vocabulary_version() -> str:
    """A digest of the eras, themes and search rules as editors have them, and of what else waits for a publish."""
    rows = [[str(getattr(tag, column)) for column in COLUMNS] for tag in tags_of_working_copy()]
    rows += [[str(getattr(rule, column)) for column in RULE_COLUMNS] for rule in rules_of_working_copy()]
    # Of relations and profiles only what waits: all of them would have to be read each time the page is shown.
    rows += [[how, str(row), row.note, str(row.is_hidden)] for row, how in unpublished_relations()]
    rows += [[person.slug, *person.profile.values()] for person in unpublished_profiles()]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:32]


def _keep_slugs(now: datetime) -> None:
    """Remember whose the slugs of the eras and themes are that readers see now."""
    for kind, records in ((PublishedTag.Kind.ERA, Era.objects), (PublishedTag.Kind.THEME, Theme.objects)):
        slugs = PublishedTag.objects.filter(kind=kind).values("slug")
        keep_slugs(kind, dict(records.filter(slug__in=slugs).values_list("slug", "pk")), now)


def tags_of_working_copy() -> list[PublishedTag]:
    """The eras and themes as editors have them, as unsaved PublishedTags."""
    eras = [
        PublishedTag(
            kind=PublishedTag.Kind.ERA,
            slug=era.slug,
            name=era.name,
            description=era.description,
            position=era.position,
            period=era.period,
            # An era without a beginning reaches back to the first day there is; where its end is open `last_day` is
            # NULL.
            first_day=era.start_earliest or date.min,
            last_day=era.end_latest,
        )
        for era in Era.objects.all()
    ]
    themes = [
        PublishedTag(
            kind=PublishedTag.Kind.THEME,
            slug=theme.slug,
            name=theme.name,
            description=theme.description,
            position=theme.position,
        )
        for theme in Theme.objects.all()
    ]
    return eras + themes


def rules_of_working_copy() -> list[PublishedSearchRule]:
    """The search rules as editors have them, as unsaved PublishedSearchRules."""
    return [PublishedSearchRule(**row) for row in SearchRule.objects.values(*RULE_COLUMNS)]


def publish_new_tags(now: datetime) -> None:
    """Add the eras and themes that readers have never seen, and sort published claims into the new eras."""
    known = set(PublishedTag.objects.values_list("kind", "slug"))
    new = [tag for tag in tags_of_working_copy() if (tag.kind, tag.slug) not in known]
    _save_tags(new)
    if new:
        tag_eras()
        # All pages list the eras and themes: without it those of other dossiers would be kept without the new ones.
        renew_vocabulary()
        _keep_slugs(now)
        renew_tags()
        renew_rows(sorted(_claims_under((tag.kind, tag.slug) for tag in new)))


def _save_tags(tags: Iterable[PublishedTag]) -> None:
    PublishedTag.objects.bulk_create(
        tags,
        update_conflicts=True,
        unique_fields=UNIQUE,
        update_fields=[column for column in COLUMNS if column not in UNIQUE],
    )

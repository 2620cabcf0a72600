"""The people whom published dossiers name: kept while one names them, and filed by their family names."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db.models import QuerySet

from organizations.analysis import name_key
from organizations.dossier.document import Dossier, Role
from organizations.dossier.filing import filing_name
from organizations.dossier.words import has_no_spaces
from organizations.models import Person, PublishedClaim, PublishedOrganization, PublishedPerson
from organizations.models.rows import update_rows
from organizations.publishing.redirects import Kind, keep_slugs

BATCH = 1000
MAX_KEY = 200


def save_people(
    dossiers: Iterable[Dossier], published_organizations: Collection[PublishedOrganization], now: datetime
) -> dict[str, PublishedPerson]:
    """Everybody whom the dossiers name, which are those of the organizations, by slug.

    Who is named otherwise elsewhere keeps the name that readers know as long as a dossier writes it. The profiles of
    those whom readers do not know come with them; of others they stay as they are.
    """
    named = [
        (claim, dossier.language)
        for dossier in dossiers
        for _section, claim in dossier.items()
        if isinstance(claim, Role)
    ]
    names = {claim.person: claim.name for claim, _language in named}
    known = {
        person.slug: person for person in PublishedPerson.objects.filter(slug__in=names).only("slug", "name", "profile")
    }
    kept = _named_by_others(names, known, published_organizations)
    origins = _origins((claim.person, claim.country, language) for claim, language in named)
    people = {person.slug: person for person in Person.objects.filter(slug__in=names)}
    profiles = {slug: person.profile for slug, person in people.items()}
    profiles |= {slug: person.profile for slug, person in known.items()}
    rows = [
        PublishedPerson(
            slug=slug, name=name, profile=profile, **filed(name, profile.get("filed_as", ""), *origins[slug])
        )
        for slug, name in sorted(names.items())
        if slug not in kept
        for profile in [profiles.get(slug, {})]
    ]
    PublishedPerson.objects.bulk_create(
        rows,
        # Not `get_or_create` for each: a publish takes a number of queries that does not grow. The profile is left out
        # of the columns: of those whom readers know it changes only with the vocabulary.
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["name", *filed("")],
        batch_size=BATCH,
    )
    keep_slugs(Kind.PERSON, {slug: person.pk for slug, person in people.items()}, now)
    return PublishedPerson.objects.in_bulk(list(names), field_name="slug")


def _named_by_others(
    names: Mapping[str, str],
    known: Mapping[str, PublishedPerson],
    published_organizations: Collection[PublishedOrganization],
) -> set[str]:
    """The slugs of those whom readers know by another name, which another organization writes. A query if there are."""
    otherwise = {slug for slug, person in known.items() if person.name != names[slug]}
    if not otherwise:
        return set()
    others = PublishedClaim.objects.exclude(organization__in=published_organizations).order_by()
    written = set(others.filter(person__slug__in=otherwise).values_list("person__slug", "title"))
    # In Python, since SQL has no short way to ask for pairs that both databases understand.
    return {slug for slug in otherwise if (slug, known[slug].name) in written}


def _origins(rows: Iterable[tuple[str, str, str]]) -> dict[str, tuple[str, str]]:
    """Of each slug the country that roles name for somebody, and the language of a dossier of these."""
    origins: dict[str, tuple[str, str]] = {}
    for slug, country, language in rows:
        if country or slug not in origins:
            origins[slug] = (country, language)
    return origins


def filed(name: str, filed_as: str = "", country: str = "", language: str = "") -> dict[str, str | int]:
    """The columns of a PublishedPerson by which people are listed: as an editor says, else by a guess."""
    filed_as = filed_as or filing_name(name, country, language)
    key = name_key(filed_as)
    return {"filed_as": filed_as, "sort_name": key[:MAX_KEY], "initial": initial_of(key)}


def initial_of(key: str) -> int:
    """The code point of the letter that a folded name is listed under; OTHERS where its script has too many."""
    first = unicodedata.normalize("NFD", key[:1])[:1]  # of a Korean syllable its first letter
    return ord(first) if first.isalpha() and not has_no_spaces(first) else PublishedPerson.OTHERS


def unpublished_profiles() -> list[PublishedPerson]:
    """The people of whom readers see another profile than editors, with that of these, unsaved. Three queries."""
    seen = PublishedPerson.objects.exclude(profile={}).values("slug")
    people = Person.objects.with_profile() | Person.objects.filter(slug__in=seen)
    profiles = {person.slug: person.profile for person in people}
    claims = PublishedClaim.objects.filter(person__slug__in=people.values("slug")).order_by("pk")
    origins = _origins(claims.values_list("person__slug", "country", "organization__language"))
    changed = []
    for person in PublishedPerson.objects.filter(slug__in=people.values("slug")).order_by("slug"):
        profile = profiles[person.slug]
        if person.profile != profile:
            person.profile = profile
            for column, value in filed(person.name, profile.get("filed_as", ""), *origins.get(person.slug, ())).items():
                setattr(person, column, value)
            changed.append(person)
    return changed


def publish_profiles() -> None:
    """Show readers what editors say of people now."""
    update_rows(unpublished_profiles(), ["profile", *filed("")])


def people_of(published_organizations: Iterable[PublishedOrganization]) -> "QuerySet[PublishedPerson, int]":
    """Primary keys of the people that published dossiers name."""
    return PublishedPerson.objects.filter(claims__organization__in=published_organizations).values_list("pk", flat=True)


def forget_people(keys: Iterable[int]) -> None:
    """Take those away from readers that no published dossier names any more."""
    PublishedPerson.objects.filter(pk__in=keys, claims__isnull=True).delete()

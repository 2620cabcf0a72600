"""The facet index: what it counts is what stands in the tables, after whatever was published or withdrawn."""

import random
from datetime import date
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F, Q
from django.http import QueryDict
from pytest_django import DjangoAssertNumQueries

from organizations.dossier.kinds import PUBLISHED
from organizations.dossier.period import parse_period
from organizations.models import (
    Era,
    FacetChunk,
    Organization,
    PublishedClaim,
    PublishedClaimTag,
    PublishedOrganization,
    PublishedTag,
    SiteState,
    Theme,
    TimelineEvent,
)
from organizations.models.base import period_columns
from organizations.publishing import publish, publish_vocabulary, rebuild_facets, withdraw
from organizations.reading.facets import ORDERS, facets_at, sorted_once
from organizations.reading.filters import ClaimFilter
from organizations.reading.selection import UNDATED, claim_values, claims_asked, organizations_asked
from organizations.reading.snapshot import site_version
from organizations.synthesis import synthesize
from organizations.views.claims import claims_of_any
from tests.support.former import former_apps

SLUGS = ["iom", *(f"synth-{number:05}" for number in range(1, 13))]


@pytest.fixture
def thirteen(iom: Organization) -> None:
    synthesize(12)


def test_it_is_right_from_the_first_publish_on(thirteen: None) -> None:
    assert rebuild_facets(check=True) == []
    found = facets_at(site_version())
    assert (len(found.claims), len(found.organizations)) == (PublishedClaim.objects.count(), 13)


def some_change(chance: random.Random) -> None:
    """Whatever may change what readers see."""
    organization = Organization.objects.get(slug=chance.choice(SLUGS))
    match chance.randrange(7):
        case 0:
            withdraw(organization)
            return
        case 1:
            era = chance.choice(list(Era.objects.all()))
            start = chance.randint(1850, 2000)
            Era.objects.filter(pk=era.pk).update(**period_columns(parse_period(f"{start}–{start + 20}")))
            publish_vocabulary()
        case 2:
            Theme.objects.create(slug=f"theme-{Theme.objects.count()}", name="Theme")
        case 3:
            organization.timelineevents.filter(pk__in=organization.timelineevents.all()[:1]).delete()
        case 4:
            organization.timelineevents.create(
                key=f"new-{chance.random()}"[:20].replace(".", ""),
                position=0,
                title="New",
                **period_columns(parse_period(str(chance.randint(1850, 2025)))),
            )
        case 5:
            organization.facts.filter(key="headquarters").update(value=f"City, Country {chance.randint(1, 3)}")
        case 6:
            event = organization.timelineevents.first()
            if event:
                event.themes.set(chance.sample(list(Theme.objects.all()), 2))
    publish(organization)


@pytest.mark.slow
def test_it_stays_right_whatever_is_published_withdrawn_and_renamed(thirteen: None) -> None:
    chance = random.Random(11)
    for _ in range(60):
        some_change(chance)
        held = facets_at(site_version())
    assert rebuild_facets(check=True) == []
    SiteState.objects.update(lineage=uuid4())
    fresh = facets_at(site_version())
    # A process that read only what was newer holds what one reads that has just begun.
    assert {key: bitmap for key, bitmap in held.bitmaps.items() if bitmap} == {
        key: bitmap for key, bitmap in fresh.bitmaps.items() if bitmap
    }


def test_a_process_takes_nothing_over_from_another_database(iom: Organization) -> None:
    held = facets_at(site_version())
    # As where a backup took the database's place while the process went on: its versions count on from another state.
    PublishedClaim.objects.filter(kind="event").delete()
    FacetChunk.objects.filter(facet=FacetChunk.Facet.KIND, value="event").delete()
    SiteState.objects.update(version=F("version") + 1, lineage=uuid4())
    assert held.bitmap("kind", "event")
    assert not facets_at(site_version()).bitmap("kind", "event")


def made_up(chance: random.Random) -> QueryDict:
    tags = list(PublishedTag.objects.values_list("kind", "slug"))
    query = QueryDict(mutable=True)
    for name, values in {
        "kind": [kind.name for kind in PUBLISHED],
        "era": [*(slug for kind, slug in tags if kind == "era"), "undated"],
        "theme": [slug for kind, slug in tags if kind == "theme"],
        "organization": SLUGS,
    }.items():
        if chance.random() < 0.5:
            query.setlist(name, chance.sample(values, chance.randint(1, 3)))
    for name in ("from", "to"):
        if chance.random() < 0.3:
            query[name] = str(chance.randint(1850, 2026))
    return query


def keys_by_sql(asked: dict[str, Any]) -> set[int]:
    """The keys of the claims that pass what is asked for, as queries of the tables find them: one for each filter."""
    every = PublishedClaim.objects.all()
    narrowed = []
    for name in ("era", "theme"):
        if asked[name]:
            tagged = Q(tags__kind=name, tags__slug__in=asked[name])
            narrowed.append(every.filter(tagged | Q(earliest=None) if UNDATED in asked[name] else tagged))
    if asked["kind"]:
        narrowed.append(every.filter(kind__in=asked["kind"]))
    if asked["organization"]:
        narrowed.append(every.filter(organization__slug__in=asked["organization"]))
    if asked.get("from"):
        narrowed.append(every.filter(latest__gte=date(asked["from"], 1, 1)))
    if asked.get("to"):
        narrowed.append(every.filter(earliest__lte=date(asked["to"], 12, 31)))
    # Not all joined in one query: PostgreSQL has no statistics of rows that nobody committed, and takes minutes.
    return set.intersection(*(set(each.values_list("pk", flat=True)) for each in [every, *narrowed]))


@pytest.mark.slow
@pytest.mark.parametrize("max_sorted", [2000, 5], ids=["sorted", "walked"])
def test_any_filters_find_what_counting_by_sql_finds(
    thirteen: None, max_sorted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("organizations.reading.facets.MAX_SORTED", max_sorted)
    chance, index = random.Random(max_sorted), facets_at(site_version())
    eras, themes = claim_values(index, "era"), claim_values(index, "theme")
    for number in range(250):
        filters = ClaimFilter(made_up(chance), eras=eras, themes=themes)
        chosen = claims_of_any(filters.organizations[slug] for slug in filters.asked["organization"])
        passing = claims_asked(index, filters.asked, organization=chosen).passing
        found = keys_by_sql(filters.asked)
        assert set(passing) == found, filters.asked
        by_date = PublishedClaim.objects.filter(pk__in=found).order_by(F("earliest").asc(nulls_last=True), "pk")
        start = number % 40
        assert index.by_date(passing, start, start + 6) == [each.pk for each in by_date[start : start + 6]]


@pytest.mark.parametrize("max_sorted", [2000, 5], ids=["sorted", "walked"])
def test_who_asks_for_all_pages_has_them_sorted_once(
    thirteen: None,
    max_sorted: int,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    monkeypatch.setattr("organizations.reading.facets.MAX_SORTED", max_sorted)
    index = facets_at(site_version())
    starts = range(0, len(index.claims), 40)
    one_by_one = [index.by_date(index.claims, start, start + 40) for start in starts]
    with sorted_once(), django_assert_num_queries(1):
        assert [index.by_date(index.claims, start, start + 40) for start in starts] == one_by_one
    assert len(starts) > 3


@pytest.mark.parametrize("order", ["name", "-name", "founded", "-founded"])
@pytest.mark.parametrize("walked", [False, True], ids=["sorted", "walked"])
def test_organizations_come_in_the_order_asked_for(
    thirteen: None, order: str, walked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if walked:
        monkeypatch.setattr("organizations.reading.facets.MAX_SORTED", 1)
    chosen = {"era": ["cold-war", "crisis-and-compacts"], "theme": ["borders"]}
    index = facets_at(site_version())
    passing = organizations_asked(index, chosen).passing
    expected = PublishedOrganization.objects.order_by(*ORDERS[order])
    for name, slugs in chosen.items():
        tagged = PublishedClaimTag.objects.filter(tag__kind=name, tag__slug__in=slugs)
        expected = expected.filter(pk__in=tagged.values("claim__organization"))
    assert len(passing) > 3
    assert index.in_order(passing, order, 1, 4) == list(expected.values_list("pk", flat=True)[1:4])


def test_what_publishing_again_does_not_change_is_not_written(iom: Organization) -> None:
    before = list(FacetChunk.objects.order_by("pk").values_list("pk", "version"))
    publish(iom)
    assert list(FacetChunk.objects.order_by("pk").values_list("pk", "version")) == before


def test_one_changed_claim_writes_few_rows(thirteen: None) -> None:
    newest = max(FacetChunk.objects.values_list("version", flat=True))
    TimelineEvent.objects.filter(key="cold-war-resettlement-tool").update(**period_columns(parse_period("1960")))
    publish(Organization.objects.get(slug="iom"))
    assert 0 < FacetChunk.objects.filter(version__gt=newest).count() <= 6


def test_a_database_of_before_is_indexed_by_the_migration(thirteen: None) -> None:
    FacetChunk.objects.all().delete()
    PublishedOrganization.objects.update(claim_keys=b"")
    import_module("organizations.migrations.0007_facets").fill(former_apps(), connection.schema_editor())
    assert rebuild_facets(check=True) == []


def test_a_wrong_index_is_told_and_mended(iom: Organization, capsys: pytest.CaptureFixture[str]) -> None:
    FacetChunk.objects.filter(facet="kind", value="event").delete()
    PublishedOrganization.objects.update(claim_keys=b"")
    with pytest.raises(CommandError, match=r"wrong in: kind event, claims of iom\. Run rebuild_facets"):
        call_command("rebuild_facets", check=True)
    call_command("rebuild_facets")
    assert "Mended: kind event, claims of iom." in capsys.readouterr().out
    call_command("rebuild_facets", check=True)
    assert "The facet index is right." in capsys.readouterr().out

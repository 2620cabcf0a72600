"""Claims are filed under eras by the database, as `Period.overlap` has it, and under the themes of their dossier."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.document import Dossier
from organizations.dossier.period import Overlap, Period, PeriodError, parse_period
from organizations.models import (
    Era,
    Organization,
    PublishedClaim,
    PublishedClaimTag,
    PublishedOrganization,
    PublishedTag,
    TimelineEvent,
)
from organizations.models.base import period_columns
from organizations.publishing import publish, publish_vocabulary
from organizations.publishing.tags import tag_eras
from organizations.store import load_dossier
from tests.dossier.strategies import ANY_PERIODS

DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))
SPANS = st.tuples(st.just(date.min) | DAYS, st.none() | st.integers(0, 40_000))


def readable(words: str) -> list[Period]:
    try:
        return [parse_period(words)]
    except PeriodError:
        return []


def dated(published: PublishedOrganization, periods: Iterable[Period]) -> dict[int, Period]:
    """New published claims of the periods, by key."""
    return {
        PublishedClaim.objects.create(
            organization=published,
            kind="event",
            key=f"made-{number}",
            position=10_000 + number,
            earliest=period.reach[0],
            latest=period.reach[1],
            sure_start=period.core[0],
            sure_end=period.core[1],
        ).pk: period
        for number, period in enumerate(periods)
    }


def eras_of(spans: Iterable[tuple[date, int | None]]) -> list[PublishedTag]:
    return [
        PublishedTag.objects.create(
            kind=PublishedTag.Kind.ERA,
            slug=f"made-{number}",
            first_day=first,
            last_day=None if days is None else min(first, date.max - timedelta(days)) + timedelta(days),
        )
        for number, (first, days) in enumerate(spans)
    ]


def expected(claims: dict[int, Period], eras: Iterable[PublishedTag]) -> set[tuple[int, int, bool]]:
    met = {(pk, era): claims[pk].overlap(era.first_day or date.min, era.last_day) for pk in claims for era in eras}
    return {(pk, era.pk, how == Overlap.CERTAIN) for (pk, era), how in met.items() if how != Overlap.NONE}


def tags_of(claims: Iterable[int], eras: Iterable[PublishedTag]) -> set[tuple[int, int, bool]]:
    tags = PublishedClaimTag.objects.filter(claim__in=list(claims), tag__in=[era.pk for era in eras])
    return set(tags.values_list("claim", "tag", "certain"))


@pytest.mark.slow
@pytest.mark.django_db
@given(st.lists(ANY_PERIODS, max_size=12), st.lists(SPANS, min_size=1, max_size=4), st.data())
def test_the_database_sorts_claims_into_eras_as_their_periods_say(
    words: list[str], spans: list[tuple[date, int | None]], data: st.DataObject
) -> None:
    with transaction.atomic():
        body = publish(load_dossier(Dossier(title="Body", name="Body"), slug="body"))
        claims = dated(body, (period for each in words for period in readable(each)))
        eras = eras_of(spans)
        for first, days in [data.draw(SPANS), spans[0]]:  # once more when an era has moved, and back again
            PublishedTag.objects.filter(pk=eras[0].pk).update(first_day=first, last_day=first if days == 0 else None)
            eras[0].refresh_from_db()
            tag_eras()
            assert tags_of(claims, eras) == expected(claims, eras)
        transaction.set_rollback(True)


def test_a_claim_that_has_lost_its_period_leaves_its_eras(iom: Organization) -> None:
    claim = PublishedClaim.objects.get(key="cold-war-resettlement-tool")
    assert claim.tags.filter(kind=PublishedTag.Kind.ERA).exists()
    days = dict.fromkeys(("earliest", "latest", "sure_start", "sure_end"))
    PublishedClaim.objects.filter(pk=claim.pk).update(**days)
    tag_eras([iom.published])
    assert not claim.tags.filter(kind=PublishedTag.Kind.ERA).exists()
    assert claim.tags.filter(kind=PublishedTag.Kind.THEME).exists()


def test_more_eras_than_one_statement_takes_are_all_looked_at(
    iom: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(PublishedClaimTag.objects.values_list("claim", "tag", "certain"))
    PublishedClaimTag.objects.filter(tag__kind=PublishedTag.Kind.ERA).delete()
    monkeypatch.setattr("organizations.publishing.tags.MAX_ERAS", 2)
    tag_eras()
    assert set(PublishedClaimTag.objects.values_list("claim", "tag", "certain")) == before


def test_an_era_that_moves_takes_certain_claims_for_possible_ones(iom: Organization) -> None:
    event = TimelineEvent.objects.get(key="cold-war-resettlement-tool")
    [era] = Era.objects.filter(slug="cold-war")
    tag = PublishedClaimTag.objects.filter(claim__key=event.key, tag__slug=era.slug)
    assert event.as_period() and tag.get().certain
    Era.objects.filter(pk=era.pk).update(**period_columns(parse_period("1947–1950")))
    TimelineEvent.objects.filter(pk=event.pk).update(**period_columns(parse_period("1950s")))
    publish(iom)
    publish_vocabulary()
    assert not tag.get().certain

"""A site that is upgraded keeps its records where half a period was kept: what their words say is read anew."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from organizations.dossier.period import parse_period
from organizations.models import Era, Organization, TimelineEvent
from organizations.models.base import period_columns

BEFORE = [("organizations", "0042_orders_of_roles")]
HALF = period_columns(parse_period("1990–2000")) | {"start_latest": None}


def migrate(targets: list[tuple[str, str]]) -> None:
    MigrationExecutor(connection).migrate(targets)


@pytest.fixture
def former_tables(transactional_db: None) -> Iterator[None]:
    migrate(BEFORE)
    yield
    migrate(MigrationExecutor(connection).loader.graph.leaf_nodes("organizations"))


@pytest.mark.slow
def test_half_a_period_becomes_what_its_words_say(former_tables: None) -> None:
    body = Organization.objects.create(slug="x", name="X", title="X")
    TimelineEvent.objects.create(organization=body, key="read", title="X", **HALF | {"period": "1990–2001"})
    TimelineEvent.objects.create(organization=body, key="unread", title="X", **HALF | {"period": "whenever"})
    Era.objects.create(slug="x", name="X", **HALF | {"period": "unclear date “Lent”"})
    migrate([("organizations", "0043_whole_periods")])
    read, unread = (body.timelineevents.get(key=key) for key in ("read", "unread"))
    assert read.as_period() == parse_period("1990–2001")
    for kept in (unread, Era.objects.get()):
        assert (kept.start_earliest, kept.end_latest, kept.open_start, kept.open_end) == (None, None, True, True)
    assert unread.period == "whenever"

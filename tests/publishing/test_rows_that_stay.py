"""Law 3: a claim keeps its row, and whatever hangs on it, in every edition."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from organizations.models import Organization, PublishedClaim, PublishedClaimTag, PublishedOrganization, TimelineEvent
from organizations.publishing import publish
from organizations.store import load_dossier
from tests.dossier.edits import edited
from tests.dossier.strategies import dossiers
from tests.support.projection import projected, shown


def keys() -> dict[tuple[str, str], int]:
    return {(claim.kind, claim.key): claim.pk for claim in PublishedClaim.objects.all()}


def test_a_claim_that_says_something_else_keeps_its_row(iom: Organization) -> None:
    before = keys()
    TimelineEvent.objects.filter(key="cold-war-resettlement-tool").update(title="Renamed")
    publish(iom)
    assert keys() == before
    assert PublishedClaim.objects.get(key="cold-war-resettlement-tool").title == "Renamed"


def test_a_claim_before_all_others_moves_them_and_leaves_their_rows(iom: Organization) -> None:
    before = keys()
    iom.facts.create(key="first", label="First", value="Of all", position=0)
    publish(iom)
    assert {name: pk for name, pk in keys().items() if name != ("fact", "first")} == before
    assert shown(iom.published) == projected(iom.published)


def test_what_has_not_changed_is_not_written(iom: Organization) -> None:
    tags, claims = list(PublishedClaimTag.objects.order_by("pk").values()), iom.published.claim_keys
    with CaptureQueriesContext(connection) as queries:
        publish(iom)
    written = [each["sql"] for each in queries if each["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [sql for sql in written if sql.split('"')[1] == PublishedClaim._meta.db_table] == []
    assert not any("UPDATE" in sql and 'SET "claim_keys"' in sql for sql in written)
    assert list(PublishedClaimTag.objects.order_by("pk").values()) == tags
    assert PublishedOrganization.objects.get().claim_keys == claims


@pytest.mark.slow
@pytest.mark.django_db
@given(st.data())
def test_after_any_edition_the_rows_are_those_of_a_first_publish(data: st.DataObject) -> None:
    dossier = data.draw(dossiers())
    with transaction.atomic():
        organization = load_dossier(dossier, slug="body")
        publish(organization)
        for side in ("first", "second"):
            before = keys()
            dossier = data.draw(edited(dossier, side))
            load_dossier(dossier, slug="body")
            published = publish(organization)
            assert shown(published) == projected(published)
            assert {name: before.get(name, pk) for name, pk in keys().items()} == keys()
        transaction.set_rollback(True)

"""The index says what each organization is for, who belongs to it, who heads it, and what happened last."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.dossier.text.parser import parse
from organizations.models import Organization, PublishedOrganization
from organizations.publishing import publish
from organizations.publishing.cards import card_of
from organizations.store import load_dossier
from tests.support.responses import body

TEXT = """A Body (AB)

This dossier describes the Body.

Snapshot

• Members: {members}

Timeline

1951: Founding

It was founded.

2001–2003: Reform

It was reformed.

Key People

• Ann Example: Director, 1951–1960
• Bo Muster: Director since 2001
• Cy Dummy: Deputy Director since 2020
"""


def test_the_index_says_it_in_the_dossiers_own_words(all_dossiers: None, client: Client) -> None:
    page = body(client.get("/"))
    assert "Promote “humane and orderly migration”" in page and "This dossier provides" not in page
    assert "<bdi>Amy Pope</bdi>, Director General since 2023" in page
    assert "175+ member states" in page and "193 member states" in page
    assert 'href="/organizations/iom/#event-' in page


def test_a_card_follows_each_edition_and_costs_nothing_where_nothing_changed(db: None) -> None:
    organization = load_dossier(parse(TEXT.format(members="12 states")))
    publish(organization)
    published = PublishedOrganization.objects.get()
    assert published.card == {
        "mandate": "",
        "members": "12 states",
        "head": ["Bo Muster", "Director", "since 2001"],
        "last": ["2001–2003", "Reform", "event-reform"],
    }
    fact = organization.facts.get()
    fact.value = "13 states"
    fact.save()
    publish(Organization.objects.get())
    published.refresh_from_db()
    assert published.card["members"] == "13 states"
    assert published.card == card_of(published.claims.order_by("position"))
    with CaptureQueriesContext(connection) as asked:
        publish(Organization.objects.get())
    assert not [each for each in asked if each["sql"].startswith("UPDATE") and '"card" = CASE' in each["sql"]]

"""What a change adds to a claim or takes from it is told in words, to readers and to editors."""

import pytest
from django.test import Client
from django.urls import reverse

from organizations.dossier.text.parser import parse
from organizations.editing import record
from organizations.models import Organization
from organizations.publishing import publish
from organizations.store import load_dossier
from tests.support.responses import body

TEXT = """A Body (AB)

Snapshot

  • Members: 175+ member states [1]

Sources

[1] AB, “Members”, 2024.
[2] CD, A <Study>, 2023."""
TOLD = "Source that disputes “Members” added: CD, A &lt;Study&gt;, 2023, p. 3"
AGE = "“Members” is now as of June 2024"


@pytest.fixture
def disputed(db: None) -> Organization:
    """A dossier whose one fact came to be disputed, and dated, after it was published."""
    organization = load_dossier(parse(TEXT), slug="ab")
    publish(organization)
    organization.facts.update(marks=" [1][but see 2, p. 3] [as of June 2024]")
    return organization


def test_readers_see_in_the_history_what_disputes_a_claim(disputed: Organization, client: Client) -> None:
    publish(disputed)
    history = body(client.get("/organizations/ab/history/?old=1&new=2"))
    assert TOLD in history
    assert AGE in history
    assert "but see" not in history


def test_editors_see_it_before_publishing_and_at_the_claim(disputed: Organization, as_member) -> None:
    record(disputed)
    publisher = as_member("Publisher")
    preview = body(publisher.get(reverse("admin:organizations_organization_publish", args=[disputed.pk])))
    own = body(publisher.get(reverse("admin:organizations_fact_history", args=[disputed.facts.get().pk])))
    for page in (preview, own):
        assert TOLD in page
        assert AGE in page

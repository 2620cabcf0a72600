"""Addresses last: a renamed slug leads on, a withdrawn dossier says so, what was never there is 404."""

import pytest

from organizations.models import Person, Theme
from organizations.publishing import publish, publish_vocabulary, withdraw
from tests.support.responses import body


def renamed(record, slug):
    record.slug = slug
    record.save()


@pytest.mark.parametrize("rest", ["", "history/", "editions/1/", "feed/", "?era=cold-war"])
def test_a_renamed_dossier_leads_to_its_new_address(iom, client, rest):
    renamed(iom, "iom-un")
    publish(iom)
    response = client.get(f"/organizations/iom/{rest}")
    assert (response.status_code, response["Location"]) == (301, f"/organizations/iom-un/{rest}")
    assert client.get(response["Location"]).status_code == 200


def test_a_chain_of_names_is_one_step(iom, client):
    for slug in ("first", "second", "third"):
        renamed(iom, slug)
        publish(iom)
    assert client.get("/organizations/iom/")["Location"] == "/organizations/third/"


def test_a_name_that_is_not_published_yet_changes_nothing(iom, client):
    renamed(iom, "iom-un")
    assert client.get("/organizations/iom/").status_code == 200
    assert client.get("/organizations/iom-un/").status_code == 404


def test_people_and_themes_lead_on_too(iom, client):
    renamed(Person.objects.get(slug="amy-pope"), "amy-e-pope")
    renamed(Theme.objects.get(slug="returns"), "return")
    publish_vocabulary()
    publish(iom)
    assert client.get("/people/amy-pope/")["Location"] == "/people/amy-e-pope/"
    assert client.get("/themes/returns/")["Location"] == "/themes/return/"


@pytest.mark.parametrize("rest", ["", "history/", "editions/1/", "feed/"])
def test_a_withdrawn_dossier_is_gone_and_says_why(iom, client, rest):
    withdraw(iom, note="In dispute <b>")
    response = client.get(f"/organizations/iom/{rest}")
    assert "In dispute &lt;b&gt;" in body(response, 410)
    publish(iom)
    assert client.get(f"/organizations/iom/{rest}").status_code == 200

"""The preview shows the working copy to those who may see it; as-of shows a year, an edition what was said then."""

import re
from datetime import date

import pytest
from django.core import signing

from organizations.dossier.period import parse_period
from organizations.models import Organization, PublishedClaim, TimelineEvent
from organizations.models.base import period_columns
from organizations.publishing import publish
from organizations.publishing.preview_links import SALT, secret_url
from tests.support.responses import body

PREVIEW = "/organizations/iom/preview/"


@pytest.fixture
def changed(iom):
    """IOM with an unpublished fact."""
    iom.facts.filter(key="headquarters").update(value="Bern")
    return iom


def test_staff_see_the_working_copy_and_readers_do_not(changed, as_member, client):
    response = as_member("Editor").get(PREVIEW)
    page = body(response)
    assert "Bern" in page
    assert "not published" in page
    assert "no-store" in response["Cache-Control"]
    assert client.get(PREVIEW).status_code == 404
    assert "Bern" not in body(client.get("/organizations/iom/"))


def test_a_secret_link_needs_no_account_and_cannot_be_made_up(changed, client):
    url = secret_url(changed)
    assert "Bern" in body(client.get(url))
    assert client.get(url[:-2] + "x/").status_code == 404
    forged = signing.dumps(changed.pk, salt="other")
    assert client.get(f"/preview/{forged}/").status_code == 404


def test_a_secret_link_expires(changed, client, monkeypatch):
    url = secret_url(changed)
    monkeypatch.setattr("organizations.publishing.preview_links.DAYS", -1)
    assert client.get(url).status_code == 404
    assert signing.loads(url.split("/")[2], salt=SALT) == [changed.pk, ""]


def test_a_dossier_that_was_never_published_has_a_preview(db, as_member):
    Organization.objects.create(slug="iom", name="New", title="A new body")
    assert "A new body" in body(as_member("Editor").get(PREVIEW))


def test_as_of_shows_what_had_begun_and_who_held_office(iom, client):
    page = body(client.get("/organizations/iom/?as-of=2015"))
    assert "As it stood in 2015" in page
    assert "William Lacy Swing" in page
    assert "held then" in page
    assert "Amy Pope" not in page.split("</header>", 1)[1].split("<footer")[0].split("as-of", 1)[-1]
    assert "Externalized Borders" not in page
    assert "1951–2008: not recorded" in page
    assert "present: not recorded" not in page


def test_the_year_is_asked_in_the_form_and_left_with_the_other_filters_kept(iom, client):
    assert 'name="as-of"' in body(client.get("/organizations/iom/"))
    page = body(client.get("/organizations/iom/?as-of=2015&theme=returns"))
    assert 'name="as-of"' in page and 'value="2015"' in page
    assert '<a href="?theme=returns">Show it as it stands today</a>' in page
    assert "As it stood in" not in body(client.get("/organizations/iom/?as-of=")).split("</form>")[-1]


def test_a_year_that_is_none_is_said(iom, client):
    page = body(client.get("/organizations/iom/?as-of=soon"))
    assert "“soon” is no year" in page
    assert "Amy Pope" in page


def test_as_of_a_year_before_the_founding_nothing_undated_is_shown(iom, client):
    page = body(client.get("/organizations/iom/?as-of=1950"))
    assert "In 1950 it was not yet founded: that was in 1951." in page
    assert 'class="claim' not in page
    assert "<section" not in page
    assert 'id="fact-founded"' in body(client.get("/organizations/iom/?as-of=1951"))


def test_as_of_a_year_the_figures_of_today_are_named_and_not_shown(iom, client):
    page = body(client.get("/organizations/iom/?as-of=2015"))
    assert "175+ member states" in body(client.get("/organizations/iom/"))
    assert "175+ member states" not in page and "Geneva, Switzerland" not in page.split("</head>")[1]
    text = re.sub("<[^>]+>", "", page[page.index("As it stood in 2015") :])
    assert 'class="introduction' in body(client.get("/organizations/iom/"))
    assert (
        'class="introduction' not in page and "The introduction and the other texts between claims are of today" in text
    )
    assert "is what is said of today: Full Name, Headquarters, Members, Core Mandate (Official)." in text
    assert page.count(">undated<") == int(re.findall(r"(\d+) claims have no date, and say so", text)[0])


def test_as_of_a_year_who_held_a_role_before_is_not_called_unrecorded(iom, client):
    page = body(client.get("/organizations/iom/?as-of=2020"))
    assert "António Vitorino" in page and "William Lacy Swing" not in page
    assert re.findall(r">([^>]+): not recorded", page) == ["1951–2008"]


def test_a_fact_that_says_that_it_is_as_of_a_year_is_shown_of_that_year_alone(iom, client):
    PublishedClaim.objects.filter(title="Members").update(evidence={"as_of": "2014–2015"})
    assert "175+ member states" in body(client.get("/organizations/iom/?as-of=2015"))
    assert "175+ member states" not in body(client.get("/organizations/iom/?as-of=2016"))


def test_as_of_a_year_before_the_founding_what_is_dated_is_shown(iom, client):
    period = period_columns(parse_period("1938"))
    TimelineEvent.objects.create(organization=iom, key="forerunner", title="A forerunner", **period)
    publish(iom)
    page = body(client.get("/organizations/iom/?as-of=1940"))
    assert "that was in 1951" in page
    assert re.findall(r'class="claim" id="([^"]+)"', page) == ["event-forerunner"]


def test_as_of_a_year_before_every_date_nothing_is_shown_where_the_founding_is_not_known(iom, client):
    iom.facts.filter(label="Founded").delete()
    publish(iom)
    page = body(client.get("/organizations/iom/?as-of=1800"))
    assert "Nothing is recorded of 1800: the first date here is in 1951." in page
    assert 'class="claim' not in page


def test_a_year_that_is_yet_to_come_is_said(iom, client):
    page = body(client.get("/organizations/iom/?as-of=9999"))
    assert "9999 is yet to come" in page
    assert "As it stood in" not in page.split("</form>")[-1]


def test_a_page_is_made_anew_in_another_year(iom, client, monkeypatch):
    first = client.get("/organizations/iom/?as-of=2999")
    assert "2999 is yet to come" in body(first)
    for module in ("organizations", "shared.pages", "shared.pictures"):
        monkeypatch.setattr(f"organizations.views.{module}.localdate", lambda: date(2999, 1, 1))
    again = client.get("/organizations/iom/?as-of=2999", headers={"if-none-match": first["ETag"]})
    assert "As it stood in 2999" in body(again)


def test_edition_leads_to_the_editions_own_address(iom, client):
    response = client.get("/organizations/iom/?edition=1")
    assert (response.status_code, response["Location"]) == (302, "/organizations/iom/editions/1/")

"""A publish renews what shows it: all lists, the pages of its own dossier, and of no other."""

from django.test import Client

from organizations.dossier.period import parse_period
from organizations.models import Era, Organization, Theme
from organizations.models.base import period_columns
from organizations.publishing import publish, publish_vocabulary, withdraw
from tests.support.responses import body

OF_IOM = ["/organizations/iom/", "/organizations/iom/?era=cold-war", "/organizations/iom/history/",
          "/organizations/iom/editions/1/", "/organizations/iom/feed/"]  # fmt: skip
LISTS = [
    "/",
    "/explore/",
    "/matrix/",
    "/themes/",
    "/themes/returns/",
    "/people/",
    "/compare/?org=iom&org=un",
    "/feed/",
]


def tags(client: Client, urls: list[str]) -> list[str]:
    found = [client.get(url) for url in urls]
    assert {response.status_code for response in found} == {200}
    return [response["ETag"] for response in found]


def test_another_organization_leaves_a_dossier_as_it_is(all_dossiers: None, client: Client) -> None:
    before, lists = tags(client, OF_IOM), tags(client, LISTS)
    publish(Organization.objects.get(slug="un"))
    assert tags(client, OF_IOM) == before
    assert not set(tags(client, LISTS)) & set(lists)
    assert client.get(OF_IOM[0], headers={"if-none-match": before[0]}).status_code == 304


def test_its_own_edition_renews_all_of_its_pages(all_dossiers: None, client: Client) -> None:
    before, other = tags(client, OF_IOM), tags(client, ["/organizations/un/"])
    publish(Organization.objects.get(slug="iom"))
    assert not set(tags(client, OF_IOM)) & set(before)
    assert tags(client, ["/organizations/un/"]) == other


def test_eras_and_themes_renew_every_page(all_dossiers: None, client: Client) -> None:
    before = tags(client, OF_IOM)
    Theme.objects.filter(slug="returns").update(name="Going home")
    publish_vocabulary()
    assert not set(tags(client, OF_IOM)) & set(before)
    assert "Going home" in body(client.get("/organizations/iom/"))


def test_a_new_era_that_comes_with_another_dossier_shows_on_every_page(all_dossiers: None, client: Client) -> None:
    tags(client, OF_IOM)
    Era.objects.create(slug="new", name="The new era", **period_columns(parse_period("1947–1960")))
    publish(Organization.objects.get(slug="un"))
    assert "The new era" in body(client.get("/organizations/iom/"))


def test_what_is_withdrawn_is_gone_whatever_was_remembered(all_dossiers: None, client: Client) -> None:
    tags(client, OF_IOM)
    iom = Organization.objects.get(slug="iom")
    withdraw(iom)
    assert {client.get(url).status_code for url in OF_IOM[:2]} == {410}
    publish(iom)
    tags(client, OF_IOM)

"""The sitemap: what search engines are led to, in files of which none grows with the site."""

from collections.abc import Sequence
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.exports import sitemaps
from organizations.models import Organization, PublishedPerson
from organizations.publishing import withdraw
from tests.support.responses import body
from tests.views.test_site import PAGES


def locations(client: Client, url: str) -> list[str]:
    tree = ElementTree.fromstring(body(client.get(url)))
    return [(each.text or "").removeprefix("http://testserver") for each in tree.iter() if each.tag.endswith("}loc")]


def files_of(client: Client, section: str) -> list[str]:
    return [url for url in locations(client, "/sitemap.xml") if url.startswith(f"/sitemap-{section}.xml")]


def people(*keys: int) -> Sequence[PublishedPerson]:
    return PublishedPerson.objects.bulk_create(
        PublishedPerson(pk=key, slug=f"p{key}", name="P", filed_as="P", sort_name="p", initial=112) for key in keys
    )


def test_it_leads_to_every_page_and_each_is_there(iom: Organization, client: Client) -> None:
    Organization.objects.create(slug="draft", name="Draft", title="Draft")
    found = [url for file in locations(client, "/sitemap.xml") for url in locations(client, file)]
    assert len(found) == len(set(found))
    former = {url for url in PAGES if "/history/" in url or "/editions/" in url}
    assert set(PAGES) - former <= set(found)
    assert "/organizations/draft/" not in found
    assert {client.get(url).status_code for url in found} == {200}


def test_it_says_when_a_dossier_was_published(iom: Organization, client: Client) -> None:
    day = f"{iom.published.published_at:%Y-%m-%d}"
    assert f"<lastmod>{day}" in body(client.get("/sitemap.xml"))
    assert f"<lastmod>{day}</lastmod>" in body(client.get(files_of(client, "organizations")[-1]))


@pytest.mark.parametrize("url", ["nope.xml", "people.xml?p=99", "people.xml?p=x", "people.xml?p=0", "tags.xml?p=2"])
def test_an_unknown_file_is_not_found(db: None, client: Client, url: str) -> None:
    assert client.get(f"/sitemap-{url}").status_code == 404


def test_an_empty_site_has_a_file_of_each_section(db: None, client: Client) -> None:
    files = locations(client, "/sitemap.xml")
    assert files == [f"/sitemap-{name}.xml" for name in ("pages", "tags", "organizations", "people", "sources")]
    assert locations(client, "/sitemap-people.xml") == []


def test_a_file_holds_its_keys_and_none_is_named_that_holds_nothing(
    db: None, client: Client, no_pages_yet: None
) -> None:
    size = sitemaps.KEYS
    people(size - 1, size, 40 * size + 3)
    files = files_of(client, "people")
    assert files == [f"/sitemap-people.xml{part}" for part in ("", "?p=2", "?p=41")]
    assert [locations(client, file) for file in files] == [
        [f"/people/p{key}/"] for key in (size - 1, size, 40 * size + 3)
    ]


def test_a_withdrawal_leaves_the_other_files_as_they_are(iom: Organization, client: Client) -> None:
    people(10**6, 10**6 + 1)
    [*_, last] = files_of(client, "people")
    withdraw(iom)
    assert locations(client, last) == ["/people/p1000000/", "/people/p1000001/"]
    assert "/organizations/iom/" not in str([locations(client, file) for file in files_of(client, "organizations")])


def test_a_file_needs_no_query_for_each_dossier(thirty: list[Organization], client: Client, no_pages_yet: None) -> None:
    with CaptureQueriesContext(connection) as captured:
        body(client.get("/sitemap-organizations.xml"))
    assert len(captured) <= 3

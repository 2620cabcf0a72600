"""An answer shows one state of the site: published between two of its queries, it is as before or as after."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from organizations.dossier.text.parser import parse
from organizations.models import Era, Organization, PublishedOrganization, SiteState, TimelineEvent
from organizations.publishing import publish, publish_vocabulary, withdraw
from organizations.publishing.preview_links import secret_url
from organizations.reading.facets import facets_at
from organizations.reading.snapshot import in_one_state, site_version, snapshot
from organizations.store import load_dossier
from organizations.views.shared.pages import pages
from tests.support.marks import slow
from tests.support.threads import at_once

TEXT = """{name} — Deep Dossier

Snapshot

  • Headquarters: Geneva, Switzerland

Timeline

1951: Founding

First words.

1960: Growth

Second words.

Key People

  • Ann Lee: Director, 1950–1970

Key Programs

1. Immunization

Words of a program.
"""
URLS = [
    "/organizations/wb/",
    "/explore/",
    "/",
    "/?q=geneva&sort=founded",
    "/organizations/wb/?era=cold-war",
    "/organizations/wb/history/",
    "/organizations/wb/editions/1/",
    "/organizations/wb/feed/",
    "/feed/",
    "/explore/?q=founding&era=cold-war",
    "/matrix/?organization=wb",
    "/compare/?org=wb&org=wc",
    "/suggest/?q=found",
    "/themes/",
    "/eras/cold-war/",
    "/people/",
    "/people/ann-lee/",
    "/sitemap.xml",
    "/sitemap-organizations.xml",
]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bank(transactional_db: None) -> Organization:
    """One of two small published dossiers."""
    call_command("loaddata", "vocabulary", verbosity=0)
    created = [
        load_dossier(parse(TEXT.format(name=f"{name} Body (W{name})")), slug=f"w{name.lower()}") for name in "BC"
    ]
    for each in created:
        publish(each)
    return created[0]


def say_something_else(bank: Organization) -> None:
    """An event more or less, another headline."""
    fresh = Organization.objects.get(pk=bank.pk)
    added = TimelineEvent.objects.filter(organization=fresh, key="added")
    if not added.delete()[0]:
        event = TimelineEvent(organization=fresh, key="added", title="Found again", period="1955", position=9)
        event.full_clean()
        event.save()
    fresh.headline = "" if fresh.headline else "Another"
    fresh.save()
    publish(fresh)


def come_or_go(bank: Organization) -> None:
    """Withdrawn where it is published, published where it is not."""
    fresh = Organization.objects.get(pk=bank.pk)
    if PublishedOrganization.objects.filter(organization=fresh).exists():
        withdraw(fresh, note="In dispute")
    else:
        publish(fresh)


def redate_an_era(bank: Organization) -> None:
    era = Era.objects.get(slug="cold-war")
    era.period, era.name = ("1946–1958", "Colder War") if era.name == "Cold War" else ("1947–1991", "Cold War")
    era.full_clean()
    era.save()
    publish_vocabulary()


def rename(bank: Organization) -> None:
    """Another address, or the first again."""
    fresh = Organization.objects.get(pk=bank.pk)
    fresh.slug = "wb" if fresh.slug != "wb" else "other"
    fresh.save()
    publish(fresh)


CHANGES = (say_something_else, come_or_go, redate_an_era, rename)


class Between:
    """Does something from a connection of its own just before the query of a number."""

    def __init__(self, number: int, work: Callable[[], None]) -> None:
        self.left, self.work = number, work

    def __call__(self, execute: Callable[..., Any], *query: Any) -> Any:
        self.left -= 1
        if self.left == -1:
            at_once(self.work)
        return execute(*query)


def answers_around(client: Client, url: str, *works: Callable[[], None]) -> Iterator[tuple[Any, Any, Any]]:
    """For each query of the page: what it answers before, while a work is done just before that query, and after."""
    for number, work in enumerate(cycle(works)):
        before = made_anew(client, url)
        between = Between(number, work)
        with connection.execute_wrapper(between):
            got = made_anew(client, url)
        if between.left >= 0:
            return
        yield before, got, made_anew(client, url)


def made_anew(client: Client, url: str) -> tuple[int, bytes]:
    pages.clear()
    response = client.get(url)
    return response.status_code, response.content


@pytest.mark.parametrize("url", [*URLS[:2], *slow(*URLS[2:])])
def test_a_page_is_as_before_or_as_after(bank: Organization, client: Client, url: str) -> None:
    changes = CHANGES[len(url) % 4 :] + CHANGES[: len(url) % 4]
    for before, got, after in answers_around(client, url, *(partial(change, bank) for change in changes)):
        assert got in (before, after)


@pytest.mark.slow
def test_a_preview_is_as_before_or_as_after(bank: Organization, client: Client) -> None:
    change = partial(say_something_else, bank)
    for before, got, after in answers_around(client, secret_url(bank), change):
        assert got in (before, after)


@pytest.mark.slow
def test_a_page_made_while_something_was_published_is_not_taken_for_the_newer_one(
    bank: Organization, client: Client
) -> None:
    for _before, _got, after in answers_around(client, "/organizations/wb/", partial(say_something_else, bank)):
        again = client.get("/organizations/wb/")
        assert (again.status_code, again.content) == after


def test_the_state_of_a_snapshot_is_that_of_its_first_query(bank: Organization) -> None:
    with snapshot():
        version = site_version()
        at_once(partial(say_something_else, bank))
        assert PublishedOrganization.objects.get(slug="wb").headline == ""
        assert f"{SiteState.objects.get().version} " in version
    assert PublishedOrganization.objects.get(slug="wb").headline == "Another"
    assert site_version() != version


def test_publishing_waits_for_no_reader(bank: Organization) -> None:
    with snapshot(), snapshot():
        for _ in range(3):
            at_once(partial(say_something_else, bank))


def test_a_snapshot_older_than_what_is_counted_is_taken_anew(bank: Organization) -> None:
    versions = []

    def read() -> str:
        versions.append(version := site_version())
        if len(versions) == 1:
            at_once(partial(say_something_else, bank), lambda: None)
            at_once(lambda: facets_at(site_version()))
        return facets_at(version).version

    assert in_one_state(read) == site_version() == versions[-1]
    assert len(versions) == 2


def test_a_database_that_counts_from_the_beginning_is_read_all_the_same(bank: Organization, client: Client) -> None:
    facets_at(site_version())
    SiteState.objects.update(version=1)
    assert made_anew(client, "/explore/")[0] == 200

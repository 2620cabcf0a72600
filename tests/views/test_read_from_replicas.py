"""Pages are read from a replica that is exactly as far as the primary. Here a copy of SQLite's file stands for one."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import OperationalError, connection, connections, transaction
from django.db.models import Model
from django.test import Client
from pytest_django import Settings

from organizations import health
from organizations.models import Organization, PublishedClaim, SiteState
from organizations.publishing import publish
from organizations.publishing.preview_links import secret_url
from organizations.reading import snapshot
from organizations.reading.snapshot import in_one_state
from organizations.replicas import read_alias
from organizations.views.shared.pages import pages
from tests.support.responses import body
from tests.views.test_one_state import URLS

IOM, ALIAS = "/organizations/iom/", "replica1"
PAGES = [url.replace("wb", "iom").replace("ann-lee", "william-lacy-swing") for url in URLS]
AHEAD = "UPDATE organizations_sitestate SET version = version + 1"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def follow(iom: Organization, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A function that brings the replica as far as the primary is; it is so at the beginning."""
    if connection.vendor != "sqlite":
        pytest.skip("a real replica is tried in tests/servers: run without --postgresql")
    path = tmp_path / "replica.sqlite3"
    monkeypatch.setitem(connections.settings, ALIAS, {**connection.settings_dict, "NAME": str(path)})
    settings.DATABASE_ROUTERS = ["organizations.replicas.ReplicaRouter"]

    def copy() -> None:
        connection.ensure_connection()
        with sqlite3.connect(path) as replica:
            connection.connection.backup(replica)

    copy()
    connections[ALIAS].connect()  # a test may not do so by asking
    yield copy
    connections[ALIAS].close()
    del connections[ALIAS]


def on_replica(sql: str) -> None:
    with sqlite3.connect(connections.settings[ALIAS]["NAME"]) as replica:
        replica.execute(sql)


@contextmanager
def asked() -> Iterator[Counter[str]]:
    """How many queries each database was asked, but for the version of what is shown."""
    count: Counter[str] = Counter()

    def note(alias: str, execute: Callable[..., Any], sql: str, *query: Any) -> Any:
        count[alias] += sql.startswith("SELECT") and "organizations_sitestate" not in sql
        return execute(sql, *query)

    with ExitStack() as stack:
        for alias in ("default", ALIAS):
            stack.enter_context(connections[alias].execute_wrapper(partial(note, alias)))
        yield count


def change(headline: str) -> None:
    organization = Organization.objects.get(slug="iom")
    organization.headline = headline
    organization.save()
    publish(organization)


@pytest.mark.parametrize("url", PAGES)
def test_the_primary_tells_the_version_and_the_replica_all_else(follow: Any, client: Client, url: str) -> None:
    with asked() as count:
        response = client.get(url)
    assert response.status_code == 200
    assert count["default"] == 0 < count[ALIAS]
    pages.clear()
    on_replica(AHEAD)
    assert client.get(url).content == response.content


def test_a_replica_that_is_behind_is_not_shown(follow: Any, client: Client) -> None:
    change("The latest words")
    for url in (IOM, "/"):
        with asked() as count:
            client.get(url)
        assert count[ALIAS] == 0 < count["default"]
    assert "The latest words" in body(client.get(IOM))
    follow()
    with asked() as count:
        assert "The latest words" in body(client.get(f"{IOM}?as-of=2000"))
    assert count["default"] == 0 < count[ALIAS]


def test_a_replica_that_shows_a_publish_before_its_primary_does_is_not_shown(follow: Any, client: Client) -> None:
    on_replica(AHEAD)
    for url in (IOM, "/explore/"):
        with asked() as count:
            assert client.get(url).status_code == 200
        assert count[ALIAS] == 0 < count["default"]


@pytest.mark.parametrize("model", [SiteState, PublishedClaim])
def test_a_replica_that_fails_costs_nobody_their_page(follow: Any, client: Client, model: type[Model]) -> None:
    on_replica(f"ALTER TABLE {model._meta.db_table} RENAME TO other")
    for url in (IOM, "/explore/", "/suggest/?q=migration"):
        assert client.get(url).status_code == 200


def test_what_is_not_published_is_read_from_the_primary(follow: Any, client: Client) -> None:
    link = secret_url(Organization.objects.get(slug="iom"))
    client.force_login(User.objects.create_superuser("editor"), backend="django.contrib.auth.backends.ModelBackend")
    with asked() as count:
        for url in (link, f"{IOM}preview/", "/admin/", "/admin/organizations/organization/"):
            assert client.get(url).status_code == 200
    assert count[ALIAS] == 0


def test_a_transaction_reads_what_it_wrote(follow: Any) -> None:
    assert in_one_state(read_alias) == ALIAS
    with transaction.atomic():
        assert in_one_state(read_alias) == "default"


def test_no_table_is_made_on_a_replica(follow: Any) -> None:
    on_replica("DROP TABLE django_session")
    call_command("migrate", database=ALIAS, run_syncdb=True, verbosity=0)
    with sqlite3.connect(connections.settings[ALIAS]["NAME"]) as replica:
        assert not replica.execute("SELECT 1 FROM sqlite_master WHERE name = 'django_session'").fetchall()


@contextmanager
def away() -> Iterator[None]:
    """The primary is away."""

    def fail(execute: Callable[..., Any], *query: Any) -> Any:
        raise OperationalError("the database did not answer in time")

    with connection.execute_wrapper(fail):
        yield


@pytest.mark.parametrize("url", [IOM, "/", "/explore/?q=migration", "/people/"])
def test_while_the_primary_is_away_replicas_are_read_and_pages_say_so(
    follow: Any, client: Client, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setattr(snapshot, "_shown", 0)  # what another test has shown
    with away():
        answers = [client.get(url) for _ in range(2)]
    assert all("may be out of date" in body(each) and each["Cache-Control"] == "no-store" for each in answers)
    assert not any("ETag" in each.headers for each in answers)


def test_what_a_late_replica_does_not_have_may_be_there(follow: Any, client: Client) -> None:
    with away():
        assert client.get("/organizations/nobody/").status_code == 503


def test_while_the_primary_is_away_nothing_comes_back_that_was_over(follow: Any, client: Client) -> None:
    change("The latest words")
    client.get(IOM)
    with away():
        assert "The latest words" in body(client.get(IOM))
        pages.clear()
        assert client.get(IOM).status_code == 503


ANSWERS = SimpleNamespace(version="7", disk="ok")
SILENT = SimpleNamespace(version=None, disk="ok")


@pytest.mark.parametrize(
    ("primary", "replica", "status", "word", "code"),
    [
        (ANSWERS, ANSWERS, "ok", "ok", 200),
        (ANSWERS, SimpleNamespace(version="6"), "ok", "behind", 200),
        (ANSWERS, SILENT, "ok", "does not answer", 200),
        (SILENT, ANSWERS, "reading only", "ok", 200),
        (SILENT, SILENT, "failing", "does not answer", 503),
    ],
)
def test_it_is_told_how_far_each_replica_is(
    client: Client, monkeypatch: pytest.MonkeyPatch, primary: Any, replica: Any, status: str, word: str, code: int
) -> None:
    monkeypatch.setattr(health, "_checkups", lambda: {"default": primary, ALIAS: replica})
    response = client.get("/healthz")
    assert (response.status_code, response.json()["status"], response.json()[ALIAS]) == (code, status, word)

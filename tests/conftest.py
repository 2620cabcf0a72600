"""The cast of the tests: the IOM dossier, those who edit it, a real browser."""

import gc
import os
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import hypothesis
import pytest
from django.apps import apps
from django.conf import settings as site_settings
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck
from hypothesis.internal.conjecture import providers
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django import DjangoDbBlocker

from organizations import health, migrations
from organizations.management.commands.first_start import FIXTURES
from organizations.models import Organization
from organizations.views.shared.pages import pages
from tests.support.browsers import launched
from tests.support.databases import copy_migrated
from tests.support.hostile import publish_hostile
from tests.support.loaded import commit, load, publish_thirty

# A busy machine is no failure: speed is measured by tests/bench.
UNTIMED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}
# The same examples each time, so that no change is refused for another's fault; "long" hunts for new ones.
hypothesis.settings.register_profile("quick", max_examples=10, derandomize=True, **UNTIMED)
hypothesis.settings.register_profile("ci", max_examples=100, derandomize=True, **UNTIMED)
hypothesis.settings.register_profile("long", max_examples=1000, derandomize=False, print_blob=True, **UNTIMED)
hypothesis.settings.register_profile("longest", max_examples=10_000, derandomize=False, print_blob=True, **UNTIMED)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
# It also draws constants of whatever modules are imported so far: which file ran before would change the examples.
providers._get_local_constants = lambda: providers._local_constants


BEGINNINGS = {
    "": ("", bool),
    "vocabulary": ("vocabulary", partial(load, "vocabulary")),
    "iom": ("vocabulary iom", partial(load, "vocabulary", "iom")),
    "all_dossiers": (" ".join(FIXTURES), partial(load, *FIXTURES)),
    "thirty": ("thirty", publish_thirty),
}
"""What tests begin with, by the name of a fixture: what the rows are called, and what makes them."""


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """On SQLite a file, in memory where the machine can: so that each thread and server has a connection of its own."""
    with tempfile.TemporaryDirectory(
        prefix="dossiers-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None
    ) as folder:
        path = f"{folder}/test.sqlite3" if connection.vendor == "sqlite" else None
        if path:
            site_settings.DATABASES["default"]["TEST"]["NAME"] = path
        copy_migrated(path)
        yield


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """On SQLite a worker goes on with the copy that it was given; its folder is removed at the end."""
    return connection.vendor == "sqlite"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that roll back and begin with the same rows come one after the other: these are committed once for all."""
    items.sort(key=lambda item: list(BEGINNINGS).index(_beginning_of(item)) if _rolls_back(item) else len(BEGINNINGS))


def pytest_collection_finish() -> None:
    """What was collected stays to the end: a tenth of the time of a run went into looking through it for garbage."""
    gc.collect()
    gc.freeze()


def _beginning_of(item: pytest.Item) -> str:
    # A parameter may be called as a fixture is.
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    names = set(getattr(item, "fixturenames", ())) - set(parameters)
    return next((name for name in BEGINNINGS if name in names), "")


def _rolls_back(item: pytest.Item) -> bool:
    """Whether what a test does to the database is undone; pytest-django lets these run before all others."""
    mark, names = item.get_closest_marker("django_db"), getattr(item, "fixturenames", ())
    commits = {"transactional_db", "live_server"} & set(names) or (mark and mark.kwargs.get("transaction"))
    return not commits and (mark is not None or "db" in names)


@pytest.fixture
def _committed_rows(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        if not Group.objects.exists():
            _make_roles()
        commit(*BEGINNINGS[_beginning_of(request.node) if _rolls_back(request.node) else ""])


@pytest.fixture
def _django_db_helper(_committed_rows: None, _django_db_helper: None) -> None:
    """The fixture of pytest-django that begins the transaction of a test, once the rows are there."""


@pytest.fixture
def no_pages_yet() -> None:
    """As in a process that has made no page yet: one that has asks for its version once more to make it anew."""
    pages.clear()


@pytest.fixture(autouse=True)
def _patient_health(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is no failing database."""
    monkeypatch.setattr(health, "PATIENCE", 60)


def _make_roles() -> None:
    """The groups that a migration made, again: a test of committed data ends by emptying all tables."""
    import_module("organizations.migrations.0003_roles").create(apps, connection.schema_editor())
    for _finder, name, _is_package in iter_modules(migrations.__path__):
        module = import_module(f"organizations.migrations.{name}")
        if hasattr(module, "grant"):
            module.grant(apps, connection.schema_editor())


@pytest.fixture
def iom_text() -> str:
    return Path("fixtures/dossiers/iom.txt").read_text("utf-8")


# Else each client looks through all static files before its first request.
site_settings.WHITENOISE_AUTOREFRESH = True
# No password of a test needs to be slow to guess.
site_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def iom(db: None) -> Organization:
    """The IOM dossier, loaded from the fixtures and published."""
    load("vocabulary", "iom")
    return Organization.objects.get(slug="iom")


@pytest.fixture
def vocabulary(db: None) -> None:
    load("vocabulary")


@pytest.fixture
def all_dossiers(db: None) -> None:
    """All dossiers that the project comes with, loaded as at a first start."""
    load(*FIXTURES)


@pytest.fixture
def member(db: None) -> Callable[[str], User]:
    """A function that makes a member of staff: of a group, or a superuser for "admin"."""

    def make(role: str) -> User:
        if role == "admin":
            return User.objects.create_superuser(role, password="correct-horse-9")
        user = User.objects.create_user(role.lower(), password="correct-horse-9", is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        return user

    return make


@pytest.fixture
def as_member(member: Callable[[str], User]) -> Callable[[str], Client]:
    """A function that gives a client logged in as such a member."""

    def log_in(role: str) -> Client:
        client = Client()
        client.force_login(member(role), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in


@pytest.fixture
def hostile(iom: Organization, member: Callable[[str], User]) -> Organization:
    """A published dossier with a script in all its words."""
    return publish_hostile(member("Publisher"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium: the system's, or Playwright's own."""
    with sync_playwright() as playwright:
        browser = launched(playwright)
        if browser is None:
            if os.environ.get("REQUIRE_BROWSER") == "1":
                pytest.fail("no browser was found, and REQUIRE_BROWSER=1: install chromium")
            pytest.skip("no browser was found: install chromium to run the browser tests")
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser, live_server: object) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=str(live_server))
    yield context
    context.close()


@pytest.fixture
def console_errors() -> list[str]:
    """What the browser page logged as errors."""
    return []


@pytest.fixture
def page(context: BrowserContext, console_errors: list[str]) -> Iterator[Page]:
    """A browser page; anything it logs as an error, a broken security policy included, fails the test."""
    page = context.new_page()
    page.on("pageerror", lambda error: console_errors.append(str(error)))
    page.on("console", lambda message: console_errors.append(message.text) if message.type == "error" else None)
    yield page
    assert console_errors == []

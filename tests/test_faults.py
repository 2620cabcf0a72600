"""Faults that pass: told apart from mistakes, answered with a page that needs no database, found out in time."""

import errno
import gzip
import os
import sqlite3
import threading
from types import SimpleNamespace

import brotli
import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, ProgrammingError, connection
from django.db.backends.postgresql import base as django_postgresql
from django.db.backends.utils import CursorWrapper
from django.http import HttpResponse
from django.test import RequestFactory
from psycopg import errors

from dossier_site import faults, patience
from dossier_site.postgresql import base
from organizations import disk, health
from organizations.faults import Fault, fault_of
from organizations.health import PATIENCE
from tests.support.responses import body

PAGES = ["/", "/organizations/iom/", "/explore/?q=migrants", "/matrix/", "/people/", "/feed/", "/sitemap.xml"]


def of(cause, kind=OperationalError):
    """The error that Django makes of a driver's."""
    error = kind(str(cause))
    error.__cause__ = cause
    return error


def sqlite(code):
    error = sqlite3.OperationalError("words")
    error.sqlite_errorcode = code
    return of(error)


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (sqlite(sqlite3.SQLITE_BUSY), Fault.LOCKED),
        (sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), Fault.LOCKED),
        (sqlite(sqlite3.SQLITE_FULL), Fault.FULL),
        (sqlite(sqlite3.SQLITE_IOERR_WRITE), Fault.AWAY),
        (sqlite(sqlite3.SQLITE_CANTOPEN), Fault.AWAY),
        (sqlite(sqlite3.SQLITE_ERROR), None),
        (of(errors.DiskFull()), Fault.FULL),
        (of(errors.LockNotAvailable()), Fault.LOCKED),
        (of(errors.QueryCanceled()), Fault.LOCKED),
        (of(errors.DeadlockDetected()), Fault.LOCKED),
        (of(errors.AdminShutdown()), Fault.AWAY),
        (of(errors.TooManyConnections()), Fault.AWAY),
        (of(psycopg.OperationalError("connection refused")), Fault.AWAY),
        (of(psycopg.InterfaceError("closed"), InterfaceError), Fault.AWAY),
        (of(errors.UndefinedTable(), ProgrammingError), None),
        (of(errors.UniqueViolation(), IntegrityError), None),
        (OperationalError("words"), Fault.AWAY),
        (OSError(errno.ENOSPC, "No space left on device"), Fault.FULL),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), Fault.FULL),
        (FileNotFoundError(errno.ENOENT, "No such file"), None),
        (of(of(errors.LockNotAvailable()), DatabaseError), Fault.LOCKED),
        (ValueError("words"), None),
    ],
)
def test_a_fault_is_told_from_a_mistake(error, fault):
    assert fault_of(error) is fault


# -- the page -----------------------------------------------------------------------------------------------------


@pytest.fixture
def away(iom):
    """The database answers nothing from now on."""

    def execute(*args, **kwargs):
        raise OperationalError("could not connect to server with password=secret")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CursorWrapper, "execute", execute)
        yield


@pytest.mark.parametrize(
    "url", [*PAGES, "/suggest/?q=protection", "/organizations/iom/feed/", "/organizations/nobody/"]
)
def test_a_page_whose_database_is_away_says_so_and_when_to_come_again(away, no_pages_yet, client, url):
    response = client.get(url)
    words = body(response, 503)
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "The database does not answer" in words and "secret" not in words
    assert "Content-Security-Policy" in response.headers
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("url", ["/explore.json", "/organizations/iom.csv", "/api/oembed?url=http://testserver/a"])
def test_a_program_is_told_in_its_own_form(away, no_pages_yet, client, url):
    response = client.get(url)
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert response["Content-Type"] == "application/problem+json" and response.json()["status"] == 503
    assert response["Access-Control-Allow-Origin"] == "*" and response["Cache-Control"] == "no-store"


def test_an_editor_is_told_too(as_member, iom, request):
    publisher = as_member("Publisher")
    request.getfixturevalue("away")
    for url in ("/admin/", f"/admin/organizations/organization/{iom.pk}/change/", "/organizations/iom/preview/"):
        assert publisher.get(url).status_code == 503


def test_a_log_in_gives_no_password_back(away, client):
    words = body(client.post("/admin/login/", {"username": "editor", "password": "nearly-right"}), 503)
    assert "Nothing was saved" in words and "nearly-right" not in words and "<form" not in words


@pytest.mark.parametrize(
    ("error", "status"), [(OperationalError("words"), 503), (OSError(errno.ENOSPC, ""), 503), (ValueError(), 500)]
)
def test_what_fails_beside_the_views_is_told_too(error, status):
    request = RequestFactory().post("/about/", {"headline": "From another site"})
    try:
        raise error
    except Exception:
        response = faults.fault(request)
    assert "From another site" not in body(response, status)


# -- in time --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("method", "seconds"), [("get", patience.READING), ("post", patience.WRITING)])
def test_a_request_bounds_how_long_it_waits(method, seconds):
    found = []
    middleware = faults.FaultsMiddleware(lambda request: found.append(patience.allowed()) or HttpResponse())
    middleware(getattr(RequestFactory(), method)("/"))
    assert (found, patience.allowed()) == ([seconds], None)


def test_a_silent_server_is_given_up_and_its_connection_closed(monkeypatch):
    class Silent(base.Connection):
        def __init__(self):
            self.pgconn = SimpleNamespace(finish=lambda: finished.append(True))

        def __del__(self):
            pass

    def wait(self, gen, interval, timeout):
        assert timeout == 7
        raise errors._WaitTimeout

    finished = []
    monkeypatch.setattr(psycopg.Connection, "wait", wait)
    with patience.allowing(7), pytest.raises(psycopg.OperationalError, match="did not answer in time"):
        Silent().wait(iter(()))
    assert finished == [True]


def test_a_database_that_was_away_is_looked_for_by_one_request_after_a_while(monkeypatch):
    now = [100.0]
    monkeypatch.setattr("dossier_site.patience.time.monotonic", lambda: now[0])
    absence = patience.Absence()
    with pytest.raises(OperationalError), absence.looking():
        raise OperationalError
    with absence.looking() as first:
        assert absence.is_known() and not first
    now[0] += patience.AWAY
    with absence.looking() as second, absence.looking() as third:
        assert second and not third
    with absence.looking() as fourth, absence.looking() as fifth:
        assert fourth and fifth


def test_a_connection_that_works_is_tried_once_a_second_and_after_an_error(db, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server whose connection breaks")
    tries = []
    former = django_postgresql.DatabaseWrapper.is_usable
    monkeypatch.setattr(django_postgresql.DatabaseWrapper, "is_usable", lambda self: tries.append(1) or former(self))
    monkeypatch.setattr(connection, "tried_at", -base.FRESH)
    assert all(connection.is_usable() for _ in range(5))
    assert len(tries) == 1
    connection.errors_occurred = True
    assert connection.is_usable()
    assert len(tries) == 2
    connection.errors_occurred = False
    monkeypatch.setattr(base, "FRESH", 0)
    assert connection.is_usable()
    assert len(tries) == 3


# -- health ---------------------------------------------------------------------------------------------------------


def test_it_is_healthy_while_the_database_answers_and_there_is_room(db, client):
    response = client.get("/healthz")
    assert (response.status_code, response.json()["status"], response.json()["database"]) == (200, "ok", "ok")
    assert "no-store" in response["Cache-Control"]


def test_it_says_so_when_the_database_does_not_answer(away, client):
    response = client.get("/healthz")
    assert (response.status_code, response.json()["database"]) == (503, "does not answer")
    assert "secret" not in body(response, 503)


def test_it_says_so_while_the_database_hangs_and_asks_it_only_once(db, client, monkeypatch):
    hangs, asked = threading.Event(), []
    monkeypatch.setattr(health, "_latest", {})
    monkeypatch.setattr(health, "PATIENCE", 0.05)
    monkeypatch.setattr(health, "room", lambda folders: asked.append(1) or hangs.wait() or "ok")
    found = [client.get("/healthz") for _ in range(3)]
    hangs.set()
    health._latest["default"].join()
    assert [each.status_code for each in found] == [503] * 3
    assert asked == [1]


def test_it_waits_less_than_two_seconds():
    assert PATIENCE <= 1.5


@pytest.mark.parametrize(
    ("free", "names", "flags", "word", "status"),
    [
        (10**9, 10, 0, "ok", 200),
        (disk.LOW - 1, 10, 0, "low", 200),
        (disk.FULL - 1, 10, 0, "full", 503),
        (10**9, 0, 0, "full", 503),
        (10**9, 10, os.ST_RDONLY, "read-only", 503),
    ],
)
def test_it_says_what_room_the_disk_has(db, client, monkeypatch, free, names, flags, word, status):
    found = SimpleNamespace(f_bavail=free, f_frsize=1, f_files=1, f_favail=names, f_flag=flags)
    monkeypatch.setattr("organizations.disk.os.statvfs", lambda path: found)
    response = client.get("/healthz")
    assert (response.status_code, response.json()["disk"]) == (status, word)


def test_room_is_looked_for_where_a_folder_would_be(tmp_path):
    assert disk.room([tmp_path / "not" / "there"]) == disk.room([tmp_path])


# -- pages that are remembered --------------------------------------------------------------------------------------


@pytest.fixture
def read(iom, client):
    """Pages that somebody read before the database went away."""
    for url in ("/organizations/iom/", "/sitemap.xml"):
        client.get(url, headers={"accept-encoding": "br"})


@pytest.mark.parametrize(("coding", "decoded"), [("br", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)])
def test_a_remembered_page_is_shown_while_the_database_is_away_and_says_so(read, away, client, coding, decoded):
    response = client.get("/organizations/iom/", headers={"accept-encoding": coding, "if-none-match": '"x"'})
    words = decoded(response.content).decode()
    assert (response.status_code, response.get("Content-Encoding", "")) == (200, coding)
    assert "may be out of date" in words and "Amy Pope" in words
    assert response["Cache-Control"] == "no-store" and "ETag" not in response.headers
    assert response["Warning"] == '110 - "Response is stale"'


def test_a_page_of_other_parameters_is_not_taken_for_the_remembered_one(read, away, client):
    assert client.get("/organizations/iom/?as-of=1990").status_code == 503


def test_a_page_is_no_longer_marked_once_the_database_is_back(read, client):
    assert "may be out of date" not in body(client.get("/organizations/iom/"))

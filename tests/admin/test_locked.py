"""A database that somebody else holds locked, or whose disk is full: only saves wait, and nothing typed is lost."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import psycopg
import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from organizations.admin.saving.merging import shown_whole
from organizations.editing import locks, recorded
from organizations.models import Organization, Presence
from tests.support.responses import body

pytestmark = pytest.mark.django_db(transaction=True)
TABLES = "organizations_organization, organizations_sitestate, organizations_presence, auth_user"


@pytest.fixture
def locked(editor, url, form):
    """A long writer beside an open page, who holds what each save must have; gives a function that ends it."""
    editor.get(url)
    if connection.vendor == "sqlite":
        writer = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        impatience, patience = "PRAGMA busy_timeout = 50", "PRAGMA busy_timeout = 20000"
    else:
        writer = psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None})
        writer.execute(f"LOCK TABLE {TABLES} IN EXCLUSIVE MODE")
        writer.execute("SELECT pg_advisory_xact_lock(%s, 0)", [locks.SITE])
        impatience, patience = "SET lock_timeout = '50ms'", "SET lock_timeout = 0"
    with closing(writer):
        run(impatience)
        yield writer.rollback
    run(patience)


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def assert_nothing_saved(pk):
    assert Organization.objects.get(pk=pk).headline != "Typed"
    assert Organization.objects.get(pk=pk).revisions.count() == 1
    assert not LogEntry.objects.exists()


def test_pages_and_a_dossiers_form_open_while_it_is_locked(editor, client, url, iom, locked):
    for each in ("/", "/organizations/iom/", "/explore/?q=migrants", "/healthz"):
        assert client.get(each).status_code == 200
    for each in ("/admin/", url, reverse("admin:organizations_organization_history", args=[iom.pk])):
        assert editor.get(each).status_code == 200
    heartbeat = reverse("admin:organizations_organization_presence", args=[iom.pk])
    assert [editor.post(heartbeat, {"number": "1"}).status_code, editor.post(heartbeat, {"left": "1"}).status_code] == [
        200,
        204,
    ]


@pytest.mark.slow
def test_a_form_that_a_save_came_between_is_made_again_without_waiting(iom, request):
    def show():
        shown.append(1)
        if len(shown) == 1:
            with recorded([iom.pk]):
                Organization.objects.update(headline="Saved meanwhile")
            request.getfixturevalue("locked")
        return HttpResponse(str(len(shown)))

    shown = []
    created = shown_whole(RequestFactory().get("/"), Organization.objects.filter(pk=iom.pk), show)
    assert created.content == b"2"


@pytest.mark.slow
def test_who_has_a_dossier_open_is_noted_once_it_is_free(editor, url, locked):
    before = Presence.objects.get().seen_at
    editor.get(url)
    assert Presence.objects.get().seen_at == before
    locked()
    editor.get(url)
    assert Presence.objects.get().seen_at > before


@pytest.mark.slow
def test_a_save_says_that_it_is_locked_and_is_taken_later(editor, url, form, form_of, iom, locked):
    refused = editor.post(url, {**form, "headline": ["Typed"]})
    page = body(refused, 503)
    assert (refused.status_code, refused["Retry-After"]) == (503, "5")
    assert "Somebody else is saving" in page and "Nothing was saved" in page
    locked()
    assert_nothing_saved(iom.pk)
    kept = form_of(page, "kept")
    posted = {name: values for name, values in form.items() if values} | {"headline": ["Typed"]}
    assert {**kept, "csrfmiddlewaretoken": None} == {**posted, "csrfmiddlewaretoken": None}
    assert editor.post(url, kept).status_code == 302
    assert Organization.objects.get(pk=iom.pk).headline == "Typed"


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has no queue")
def test_a_save_does_not_wait_for_ever_for_another_thread(editor, url, form, iom, monkeypatch):
    monkeypatch.setattr(locks, "MAX_WAIT", 0.05)
    with ThreadPoolExecutor(1) as other, locks._queue:
        refused = other.submit(post_alone, editor, url, {**form, "headline": ["Typed"]}).result()
    assert "Somebody else is saving" in body(refused, 503)
    assert_nothing_saved(iom.pk)


def post_alone(client, url, sent):
    try:
        return client.post(url, sent)
    finally:
        connection.close()


def test_a_log_in_says_that_it_is_locked(client, editor, locked):
    refused = client.post(reverse("admin:login"), {"username": "editor", "password": "correct-horse-9"})
    assert "Somebody else is saving" in body(refused, 503)


@pytest.mark.slow
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL's disk cannot be filled by a test")
def test_a_save_says_that_the_disk_is_full_and_leaves_nothing_half_done(editor, url, form, form_of, iom):
    # Pages of rows that earlier tests deleted would have room for what is typed.
    run("VACUUM")
    run("PRAGMA wal_checkpoint(TRUNCATE)")
    with connection.cursor() as cursor:
        [pages] = cursor.execute("PRAGMA page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    refused = editor.post(url, {**form, "headline": ["Typed"], "introduction": ["Long " * 20_000]})
    run("PRAGMA max_page_count = 1000000000")
    page = body(refused, 503)
    assert (refused.status_code, refused["Retry-After"]) == (503, "300")
    assert "The disk is full" in page and "Nothing was saved" in page
    assert_nothing_saved(iom.pk)
    assert editor.post(url, form_of(page, "kept")).status_code == 302

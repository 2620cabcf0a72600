"""A database of version 0.2.0, whose last migration is 0013, is brought up to date with nothing lost.

`at_0013.zip` is its backup: dossiers that were edited, imported again, renamed, withdrawn and never published, with
revisions of an older form, reviews, schedules, redirects, and eras and themes that were changed, deleted and not
published. `at_0013.json` is what it said, as `site` told it then.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import models
from django.test import Client
from django.urls import reverse

from organizations.backup import restore
from organizations.dossier.document import Dossier, from_json, to_json
from organizations.dossier.text.writer import write
from organizations.models import (
    Checkup,
    Era,
    Organization,
    Person,
    Presence,
    PreviewKey,
    PublishedClaim,
    PublishedOrganization,
    PublishedSlug,
    PublishedTag,
    RemovedTag,
    Review,
    Revision,
    Schedule,
    Theme,
    Withdrawal,
)
from organizations.publishing import publish, rebuild_facets, run_due_schedules
from organizations.reading.search import hits
from organizations.store import dump_dossier
from tests.support.responses import body

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
SITE = json.loads((HERE / "at_0013.json").read_text("utf-8"))
TABLES: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {
    "users": (User, ("username", "email", "password", "is_staff", "is_superuser", "groups__name")),
    "log": (LogEntry, ("user__username", "content_type__model", "object_id", "action_flag", "action_time")),
    "organizations": (Organization, ("pk", "slug", "name", "acronym", "language")),
    "revisions": (
        Revision,
        (
            "organization__slug", "number", "origin", "created_at", "created_by__username", "published_at",
            "published_by__username", "published_note",
        ),
    ),
    "reviews": (
        Review,
        (
            "organization__slug", "revision__number", "state", "comment", "submitted_by__username", "submitted_at",
            "answer", "decided_by__username", "decided_at",
        ),
    ),
    "schedules": (
        Schedule,
        (
            "organization__slug", "revision__number", "action", "due_at", "note", "made_by__username", "done_at",
            "outcome",
        ),
    ),
    "slugs": (PublishedSlug, ("kind", "slug", "record")),
    "withdrawals": (Withdrawal, ("organization__slug", "slug", "name", "note", "withdrawn_at")),
    "preview keys": (PreviewKey, ("organization__slug", "nonce")),
    "presences": (Presence, ("organization__slug", "user__username", "since", "seen_at")),
    "checkups": (Checkup, ("organization__slug",)),
    "people": (Person, ("slug", "name")),
    "eras": (Era, ("slug", "name", "period", "description", "position")),
    "themes": (Theme, ("slug", "name", "words", "description", "position")),
    "removed terms": (RemovedTag, ("kind", "slug", "columns")),
    "terms": (PublishedTag, ("kind", "slug", "name", "period", "description", "position")),
    "publications": (PublishedOrganization, ("slug", "name", "acronym", "revision__number", "published_at")),
    "claims": (
        PublishedClaim,
        (
            "organization__slug", "kind", "key", "claim_tags__tag__kind", "claim_tags__tag__slug",
            "claim_tags__certain",
        ),
    ),
}  # fmt: skip
"""What each table says, named by what is in it: whatever it is called today."""

URLS = (
    "/", "/explore/", "/explore/?q=treaty", "/explore/?era=cold-war&theme=law", "/themes/", "/themes/law/",
    "/eras/cold-war/", "/people/", "/people/amy-pope/", "/matrix/", "/compare/?org=world-body&org=ub", "/feed/",
    "/organizations/world-body/editions/1/", "/organizations/world-body/feed/", "/sitemap-organizations.xml",
)  # fmt: skip


def site() -> dict[str, Any]:
    """What the site says: its tables, its dossiers as they are edited, and as each revision has them."""
    state: dict[str, Any] = {
        name: sorted(map(list, kind._base_manager.values_list(*columns)), key=repr)
        for name, (kind, columns) in TABLES.items()
    }
    state["dossiers"] = {name: [to_json(dossier), write(dossier)] for name, dossier in dossiers()}
    return json.loads(json.dumps(state, default=str))


def dossiers() -> Iterator[tuple[str, Dossier]]:
    """Every working copy and every revision, by slug and number."""
    for organization in Organization.objects.all():
        yield organization.slug, dump_dossier(organization)
    for revision in Revision.objects.select_related("organization"):
        yield f"{revision.organization.slug} {revision.number}", from_json(revision.data)


@pytest.fixture
def migrated(bare_database: None) -> None:
    """The site of the archive, brought up to date by today's migrations."""
    restore(HERE / "at_0013.zip")


def test_an_older_database_is_brought_up_to_date_with_nothing_lost(migrated: None) -> None:
    state = site()
    then, now = SITE["dossiers"], dict(dossiers())
    assert {name: state[name] for name in TABLES} == {name: SITE[name] for name in TABLES}
    assert now == {name: from_json(data) for name, (data, _text) in then.items()}
    assert {name: text for name, (_data, text) in state["dossiers"].items()} == {
        name: text for name, (_data, text) in then.items()
    }
    assert (Path(settings.MEDIA_ROOT) / "pictures" / "a.png").read_bytes() == b"a picture\n"


def test_readers_of_an_older_database_find_what_they_found(migrated: None, client: Client) -> None:
    page = body(client.get("/organizations/world-body/"))
    assert "Law, Money and People since 1951" in page and "A draft that nobody published" not in page
    assert client.get("/organizations/wb/").headers["Location"] == "/organizations/world-body/"
    assert "Its facts are in dispute." in body(client.get("/organizations/asb/"), 410)
    assert "The first edition" in body(client.get("/organizations/world-body/history/"))
    for url in URLS:
        assert client.get(url).status_code == 200, url
    assert hits("treaty").ids and rebuild_facets(check=True) == []


def test_editors_of_an_older_database_go_on_where_they_were(migrated: None, client: Client) -> None:
    client.force_login(User.objects.get(username="publisher"), backend="django.contrib.auth.backends.ModelBackend")
    assert "A draft for you" in body(client.get("/admin/"))
    for organization in Organization.objects.all():
        for page in ("change", "history"):
            body(client.get(reverse(f"admin:organizations_organization_{page}", args=[organization.pk])))
    assert [each.outcome for each in run_due_schedules()] == [Schedule.Outcome.DONE]
    assert "Never shown." in body(client.get("/organizations/anb/"))
    publish(Organization.objects.get(slug="world-body"))
    assert "A draft that nobody published" in body(client.get("/organizations/world-body/"))
    assert "The Long Cold War" in body(client.get(reverse("admin:organizations_vocabulary_publish")))

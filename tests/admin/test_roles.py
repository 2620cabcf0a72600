"""Editors edit, publishers also publish, and the page offers nothing else than what the server allows."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from organizations.models import Organization, PublishedOrganization, PublishedTag, Revision, Theme
from tests.admin.tools import confirm, hidden
from tests.support.responses import body

LIST = "/admin/organizations/organization/"
VOCABULARY = "/admin/organizations/theme/publish/"


@pytest.fixture
def publish_url(iom: Organization) -> str:
    """IOM has a change that readers do not see; the address that publishes it."""
    iom.timelineevents.filter(period="1951–1970s").update(title="Cold War Tool, Renamed")
    return reverse("admin:organizations_organization_publish", args=[iom.pk])


def selected(*organizations: Organization) -> dict[str, object]:
    return {"action": "publish_selected", "_selected_action": [str(each.pk) for each in organizations]}


def is_public(client: Client) -> bool:
    return "Cold War Tool, Renamed" in body(client.get("/organizations/iom/"))


# -- the groups -------------------------------------------------------------------------------------------------


def test_the_groups_come_with_the_migrations(db):
    assert list(Group.objects.order_by("name").values_list("name", flat=True)) == ["Editor", "Publisher"]


def test_a_publisher_may_what_an_editor_may_and_publish(db):
    names = {
        group.name: set(group.permissions.values_list("codename", flat=True))
        for group in Group.objects.prefetch_related("permissions")
    }
    assert names["Publisher"] - names["Editor"] == {"publish_organization"}
    assert names["Editor"] < names["Publisher"]


def test_neither_group_touches_accounts_revisions_or_the_published_state(db):
    granted = Permission.objects.filter(group__isnull=False)
    assert set(granted.values_list("content_type__app_label", flat=True)) == {"organizations"}
    published = (
        "publishedorganization",
        "publishedclaim",
        "publishedclaimtag",
        "publishedtag",
        "publishedperson",
        "sitestate",
    )
    assert not granted.filter(content_type__model__in=published).exists()
    of_revisions = granted.filter(content_type__model="revision").values_list("codename", flat=True)
    assert set(of_revisions) == {"view_revision"}


def test_every_record_that_editors_see_can_be_edited_by_them(member):
    editor = member("Editor")
    for model in ("organization", "section", "fact", "timelineevent", "person", "role", "program", "era", "theme"):
        assert all(editor.has_perm(f"organizations.{verb}_{model}") for verb in ("add", "change", "delete", "view"))


# -- an editor --------------------------------------------------------------------------------------------------


def test_an_editor_edits_and_readers_do_not_see_it(publish_url, url, form, editor, client):
    editor.post(url, {**form, "headline": ["A changed second title"]})
    assert Organization.objects.get().headline == "A changed second title"
    assert "A changed second title" not in body(client.get("/organizations/iom/"))
    assert "Unpublished changes" in body(editor.get(url))


@pytest.mark.slow
def test_an_editor_is_offered_no_publishing(publish_url, url, editor):
    for page in (url, LIST, "/admin/organizations/theme/", "/admin/organizations/era/"):
        html = body(editor.get(page))
        assert "publish/" not in html
        assert "publish_selected" not in html


@pytest.mark.parametrize("data", [{}, {"confirmed": "1"}, {"confirmed": "1", "note": "x"}])
def test_an_editor_cannot_publish_by_the_address(publish_url, editor, client, data):
    before = Revision.objects.count()
    assert editor.get(publish_url).status_code == 403
    assert editor.post(publish_url, data).status_code == 403
    assert Revision.objects.count() == before
    assert not is_public(client)


def test_an_editor_cannot_publish_by_the_action(publish_url, iom, editor, client):
    editor.post(LIST, {**selected(iom), "confirmed": "1"})
    assert not is_public(client)


def test_an_editor_cannot_publish_themes(iom, editor):
    Theme.objects.update(name="Renamed")
    refused = editor.get(VOCABULARY)
    assert "Your account may not do this" in body(refused, 403)
    assert editor.post(VOCABULARY).status_code == 403
    assert not PublishedTag.objects.filter(name="Renamed").exists()


def test_publishing_without_the_staff_status_is_refused(publish_url, client):
    user = User.objects.create_user("former")
    user.groups.add(Group.objects.get(name="Publisher"))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(publish_url, {"confirmed": "1"}).status_code == 403
    assert not is_public(client)


def test_themes_are_reordered_only_by_those_who_may_edit(iom, editor):
    url = "/admin/organizations/theme/adminsortable2_update/"
    first, last = Theme.objects.first(), Theme.objects.last()
    moved = {"updatedItems": [[first.pk, last.position], [last.pk, first.position]]}
    stranger = Client()
    stranger.force_login(
        User.objects.create_user("new", is_staff=True), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert stranger.post(url, moved, content_type="application/json").status_code == 403
    assert Theme.objects.first() == first
    assert editor.post(url, moved, content_type="application/json").status_code == 200
    assert (Theme.objects.first(), Theme.objects.last()) == (last, first)
    assert editor.post(url, "nonsense", content_type="application/json").status_code == 400


# -- a publisher ------------------------------------------------------------------------------------------------


def test_a_publisher_sees_what_changes_and_publishes_it_with_a_note(publish_url, url, as_member, client):
    publisher = as_member("Publisher")
    assert publish_url in body(publisher.get(url))
    page = body(publisher.get(publish_url))
    assert "1 change since readers last saw it" in page
    assert "Cold War Tool, Renamed" in page
    assert not is_public(client)
    response = confirm(publisher, publish_url, note="Renamed an event")
    assert "1 dossier was published." in body(response)
    assert is_public(client)
    revision = Revision.objects.latest("pk")
    assert (revision.published_note, revision.published_by.username) == ("Renamed an event", "publisher")


@pytest.mark.slow
def test_opening_the_confirmation_publishes_nothing(publish_url, as_member, client):
    publisher = as_member("Publisher")
    publisher.get(publish_url)
    publisher.get(publish_url, {"confirmed": "1"})
    publisher.post(publish_url)
    assert not is_public(client)


def test_publishing_needs_the_token_of_the_form(publish_url, member, client):
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(member("Publisher"), backend="django.contrib.auth.backends.ModelBackend")
    assert forged.post(publish_url, {"confirmed": "1"}).status_code == 403
    assert forged.post(VOCABULARY).status_code == 403
    assert not is_public(client)


@pytest.mark.slow
def test_a_publisher_publishes_several_from_the_list(publish_url, iom, as_member, client):
    other = Organization.objects.create(slug="who", name="WHO", title="WHO")
    publisher = as_member("Publisher")
    page = body(publisher.post(LIST, selected(iom, other)))
    assert "Readers will see this dossier for the first time." in page
    assert not is_public(client)
    response = publisher.post(LIST, {**selected(iom, other), **hidden(page)}, follow=True)
    assert "2 dossiers were published." in body(response)
    assert is_public(client)
    assert PublishedOrganization.objects.filter(slug="who").exists()


def test_a_note_that_is_too_long_is_refused_with_its_reason(publish_url, as_member, client):
    page = body(as_member("Publisher").post(publish_url, {"confirmed": "1", "note": "x" * 501}))
    assert "at most 500 characters" in page
    assert not is_public(client)


def test_a_publisher_publishes_themes(iom, as_member, client):
    Theme.objects.filter(slug="returns").update(name="Ways Back")
    publisher = as_member("Publisher")
    assert "Ways Back" not in body(client.get("/themes/"))
    publisher.get(VOCABULARY)
    assert "Ways Back" not in body(client.get("/themes/"))
    assert "Eras, themes and details of people were published." in body(confirm(publisher, VOCABULARY))
    assert "Ways Back" in body(client.get("/themes/"))


@pytest.mark.parametrize("key", ["999999", "9" * 30, "x", "1x", "-1", "²"])
def test_publishing_what_is_not_there_is_no_crash(iom, as_member, key):
    publisher = as_member("Publisher")
    assert publisher.get(f"{LIST}{key}/publish/").status_code == 404
    assert publisher.post(f"{LIST}{key}/publish/", {"confirmed": "1"}).status_code == 404

"""From draft to readers in the admin: submitted, sent back, published, scheduled, withdrawn."""

import pytest
from django.urls import reverse

from organizations.models import PublishedOrganization, Review, Schedule
from tests.admin.tools import confirm
from tests.support.responses import body


@pytest.fixture
def changed(iom):
    """IOM with an unpublished fact."""
    iom.facts.filter(key="headquarters").update(value="Bern")
    return iom


def step(client, iom, name, **data):
    """Take a step; the page one is led to."""
    url = reverse("admin:organizations_organization_step", args=[iom.pk, name])
    return body(confirm(client, url, **data))


def test_an_editor_submits_and_a_publisher_sends_back(changed, as_member):
    editor, publisher = as_member("Editor"), as_member("Publisher")
    assert "In review" in step(editor, changed, "submit", comment="Please look")
    assert "Please look" in body(publisher.get("/admin/"))
    assert "Sent back" in step(publisher, changed, "send-back", comment="Name a source")
    desk = body(editor.get("/admin/"))
    assert "Sent back to you" in desk
    assert "Name a source" in desk
    step(editor, changed, "submit")
    assert "Sent back to you" not in body(editor.get("/admin/"))


@pytest.mark.slow
def test_publishing_ends_the_review(changed, as_member):
    step(as_member("Editor"), changed, "submit")
    publisher = as_member("Publisher")
    confirm(publisher, reverse("admin:organizations_organization_publish", args=[changed.pk]), note="Fine")
    assert Review.objects.get().state == "published"
    desk = body(publisher.get("/admin/"))
    assert "In review" not in desk
    assert "Recently published" in desk


@pytest.mark.parametrize("name", ["send-back", "schedule-publish", "schedule-withdraw", "withdraw", "cancel"])
def test_an_editor_takes_no_step_of_a_publisher(iom, editor, name):
    url = reverse("admin:organizations_organization_step", args=[iom.pk, name])
    assert editor.get(url).status_code == 403
    assert editor.post(url, {"note": "x", "due_at": "2090-01-01T08:00"}).status_code == 403
    assert PublishedOrganization.objects.exists()


@pytest.mark.slow
def test_publishing_at_a_time_is_shown_and_called_off(changed, as_member):
    publisher = as_member("Publisher")
    page = step(publisher, changed, "schedule-publish", due_at="2090-01-31T08:00", note="New year")
    assert "31 January 2090, 08:00" in page
    assert "31 January 2090" in body(publisher.get("/admin/"))
    step(publisher, changed, "cancel", schedule=Schedule.objects.get().pk)
    assert Schedule.objects.get().outcome == "cancelled"


def test_a_time_that_has_passed_is_refused(changed, as_member):
    page = step(as_member("Publisher"), changed, "schedule-publish", due_at="2020-01-31T08:00")
    assert "This time has passed." in page
    assert not Schedule.objects.exists()


def test_withdrawing_takes_it_from_readers(iom, as_member, client):
    step(as_member("Publisher"), iom, "withdraw", note="In dispute")
    assert client.get("/organizations/iom/").status_code == 410


def test_what_is_published_cannot_be_submitted(iom, editor):
    assert "Readers see all of it already." in step(editor, iom, "submit")


@pytest.mark.parametrize("pk", ["0", "x", "9" * 18])
def test_steps_that_are_not_there(iom, editor, pk):
    assert editor.get(f"/admin/organizations/organization/{pk}/step/submit/").status_code == 404
    assert editor.get(f"/admin/organizations/organization/{iom.pk}/step/nonsense/").status_code == 404

"""What is published, submitted and scheduled is what was shown: where it moved, it is shown again, with by whom."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from organizations.editing import recorded
from organizations.models import Era, Organization, PublishedOrganization, PublishedTag, Review, Schedule, Theme
from organizations.publishing import publish, submit
from tests.admin.tools import confirm, hidden
from tests.support.responses import body

MOVED = "This is not what you were shown"
VOCABULARY = "/admin/organizations/theme/publish/"
AT = "2090-01-31T08:00"


def say(iom, value, by=None):
    with recorded([iom.pk], by=by):
        fact = iom.facts.get(key="headquarters")
        fact.value = value
        fact.save()


@pytest.fixture
def changed(iom):
    """IOM with an unpublished fact."""
    say(iom, "Bern")
    return iom


@pytest.fixture
def publisher(as_member):
    return as_member("Publisher")


@pytest.fixture
def ann(db):
    return User.objects.create_user("ann")


def url_of(iom, name):
    if name == "publish":
        return reverse("admin:organizations_organization_publish", args=[iom.pk])
    return reverse("admin:organizations_organization_step", args=[iom.pk, name])


def has_happened(name):
    return {
        "publish": PublishedOrganization.objects.exclude(headquarters="Geneva, Switzerland"),
        "submit": Review.objects.all(),
        "schedule-publish": Schedule.objects.all(),
    }[name].exists()


@pytest.mark.parametrize("name", ["publish", "submit", "schedule-publish"])
def test_what_changed_since_it_was_shown_is_shown_and_asked_again(changed, publisher, ann, name):
    url, data = url_of(changed, name), {"note": "Fine", "comment": "Fine", "due_at": AT}
    seen = hidden(body(publisher.get(url)))
    say(changed, "Basel", by=ann)
    page = body(publisher.post(url, {**seen, **data}))
    assert MOVED in page
    assert "<strong>ann</strong>" in page
    assert "Basel" in page
    assert 'value="Fine"' in page or ">\nFine" in page or "Fine</textarea>" in page
    assert not has_happened(name)
    assert publisher.post(url, {**hidden(page), **data}).status_code == 302
    assert has_happened(name)


@pytest.mark.parametrize("name", ["publish", "submit", "schedule-publish"])
@pytest.mark.parametrize("shown", ["", "x", "1 2", "9" * 40 + " 1 x", "1 1 x"])
def test_who_says_not_what_was_shown_is_shown_it(changed, publisher, name, shown):
    page = body(publisher.post(url_of(changed, name), {"confirmed": "1", "shown": shown, "due_at": AT}))
    assert MOVED in page
    assert not has_happened(name)


def test_a_slug_that_changed_since_is_asked_again(changed, publisher):
    url = url_of(changed, "publish")
    seen = hidden(body(publisher.get(url)))
    with recorded([changed.pk]):
        changed.slug = "iom-un"
        changed.save()
    assert MOVED in body(publisher.post(url, seen))


@pytest.mark.slow
def test_one_of_several_that_changed_publishes_none(changed, publisher):
    other = Organization.objects.create(slug="who", name="WHO", title="WHO")
    url = reverse("admin:organizations_organization_changelist")
    chosen = {"action": "publish_selected", "_selected_action": [changed.pk, other.pk]}
    page = body(publisher.post(url, chosen))
    say(changed, "Basel")
    page = body(publisher.post(url, {**chosen, **hidden(page)}))
    assert MOVED in page
    assert not PublishedOrganization.objects.filter(slug="who").exists()
    assert publisher.post(url, {**chosen, **hidden(page)}).status_code == 302
    assert PublishedOrganization.objects.count() == 2


def test_changes_after_a_submission_are_marked_with_their_author(changed, publisher, ann):
    submit(changed, by=None)
    assert "Changed after it was submitted" not in body(publisher.get(url_of(changed, "publish")))
    say(changed, "Basel", by=ann)
    page = body(publisher.get(url_of(changed, "publish")))
    assert "Changed after it was submitted" in page
    assert "<strong>ann</strong>" in page
    assert "revision 3" in page


def test_eras_and_themes_that_changed_since_are_shown_again(iom, publisher):
    Theme.objects.filter(slug="returns").update(name="Ways Back")
    page = body(publisher.get(VOCABULARY))
    assert "Ways Back" in page
    Era.objects.filter(slug="cold-war").update(name="Frost")
    page = body(publisher.post(VOCABULARY, hidden(page)))
    assert MOVED in page
    assert "Frost" in page
    assert not PublishedTag.objects.filter(name__in=["Ways Back", "Frost"]).exists()
    assert publisher.post(VOCABULARY, hidden(page)).status_code == 302
    assert PublishedTag.objects.filter(name__in=["Ways Back", "Frost"]).count() == 2


@pytest.mark.slow
def test_checks_that_fail_are_shown_and_an_error_asks(changed, publisher):
    with recorded([changed.pk]):
        role = changed.roles.get(key="amy-pope")
        role.period = "since 2990"
        role.clean()
        role.save()
    url = url_of(changed, "publish")
    page = body(publisher.get(url))
    assert "It begins in 2990" in page
    assert "Publish although the checks find errors" in page
    assert "This field is required" in body(confirm(publisher, url))
    assert not has_happened("publish")
    confirm(publisher, url, despite="on")
    assert has_happened("publish")


@pytest.mark.slow
def test_scheduling_names_the_revision_and_shows_its_difference(changed, publisher, url):
    page = body(publisher.get(url_of(changed, "schedule-publish")))
    assert "Revision 2 will be published" in page
    assert "Bern" in page
    confirm(publisher, url_of(changed, "schedule-publish"), due_at=AT)
    assert "Publish revision 2, 31 January 2090" in " ".join(body(publisher.get(url)).split())
    assert "publish revision 2" in " ".join(body(publisher.get("/admin/")).split())


@pytest.mark.slow
def test_each_schedule_is_called_off_by_itself(changed, publisher, url):
    confirm(publisher, url_of(changed, "schedule-publish"), due_at=AT)
    confirm(publisher, url_of(changed, "schedule-withdraw"), due_at="2091-01-31T08:00")
    first, second = Schedule.objects.order_by("due_at")
    cancel = url_of(changed, "cancel")
    page = body(publisher.get(url))
    assert f"{cancel}?schedule={first.pk}" in page
    assert f"{cancel}?schedule={second.pk}" in page
    assert f'value="{second.pk}"' in body(publisher.get(cancel, {"schedule": second.pk}))
    publisher.post(cancel, {"schedule": second.pk})
    assert list(Schedule.objects.waiting()) == [first]
    assert "cancelled meanwhile" in body(publisher.post(cancel, {"schedule": second.pk}))


@pytest.mark.slow
def test_a_slug_that_readers_know_is_said_before_it_is_taken(iom, changed, publisher):
    other = Organization.objects.create(slug="wb", name="WB", title="WB")
    publish(other)
    Organization.objects.filter(pk=other.pk).update(slug="body")
    publish(other)
    Organization.objects.filter(pk=changed.pk).update(slug="wb")
    page = body(publisher.get(url_of(changed, "publish")))
    assert "Readers know “WB” by the address “wb”" in page
    assert "Readers know" in body(publisher.post(url_of(changed, "schedule-publish"), {**hidden(page), "due_at": AT}))
    confirm(publisher, url_of(changed, "publish"))
    assert PublishedOrganization.objects.get(organization=changed).slug == "wb"

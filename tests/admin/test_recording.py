"""Every save in the admin that changes what a dossier says is kept as a revision; one that changes nothing is not."""

import pytest
from django.urls import reverse

from organizations.dossier.changes.compare import compare
from organizations.dossier.document import from_json
from organizations.dossier.text.parser import parse
from organizations.editing import recorded
from organizations.models import Organization, Person, Role, Theme, TimelineEvent
from organizations.publishing import publish_dossiers
from organizations.store import dump_dossier, load_dossiers
from organizations.wording import difference


@pytest.fixture
def twins(iom, iom_text):
    """IOM, and a twin of another name."""
    created = load_dossiers([("twin", parse(iom_text.replace("(IOM)", "(TWIN)")))])
    publish_dossiers(created)
    return [iom, *created]


def changes_of_last(organization: Organization) -> list[str]:
    """What the last revision changed, in words."""
    organization.refresh_from_db()
    last, former = organization.revisions.order_by("-number")[:2]
    assert from_json(last.data) == dump_dossier(organization)
    return [difference(each) for each in compare(from_json(former.data), from_json(last.data))]


def change(client, obj, **values):
    """Save the page of one record with other values."""
    url = reverse(f"admin:organizations_{obj._meta.model_name}_change", args=[obj.pk])
    response = client.post(url, values)
    assert response.status_code == 302, response.content


def test_a_save_of_the_whole_page_is_kept_with_who_made_it(editor, url, form, iom):
    form["headline"] = ["Another headline"]
    editor.post(url, form)
    revision = iom.revisions.first()
    assert (revision.number, revision.published_at, revision.created_by.username) == (2, None, "editor")
    assert changes_of_last(iom) == ["headline changed"]


@pytest.mark.slow
def test_a_save_that_changes_nothing_is_not_kept(editor, url, form, iom):
    editor.post(url, form)
    assert iom.revisions.count() == 1


@pytest.mark.slow
def test_a_save_that_is_refused_is_not_kept(editor, url, form, iom):
    form["title"] = [""]
    assert editor.post(url, form).status_code == 200
    assert iom.revisions.count() == 1


def test_the_page_of_one_event_records_its_dossier(editor, iom):
    event = TimelineEvent.objects.get(key="externalized-borders")
    change(editor, event, period="2017–Present", title=event.title, body=event.body)
    assert changes_of_last(iom) == ["event “Externalized Borders” changed"]


def test_a_new_name_of_a_person_records_every_dossier_that_names_them(as_member, twins):
    person = Person.objects.get(slug="amy-pope")
    change(as_member("Editor"), person, name="Amy E. Pope", slug=person.slug)
    for organization in twins:
        assert changes_of_last(organization) == ["role “Amy E. Pope” changed"]


def test_deleting_selected_claims_is_kept_once_for_each_dossier(editor, iom):
    events = TimelineEvent.objects.filter(organization=iom)[:2]
    data = {"action": "delete_selected", "_selected_action": [event.pk for event in events], "post": "yes"}
    titles = list(events.values_list("title", flat=True))
    editor.post(reverse("admin:organizations_timelineevent_changelist"), data)
    assert iom.revisions.count() == 2
    assert changes_of_last(iom) == [f"event “{title}” removed" for title in titles]


def test_deleting_a_theme_is_kept_by_the_dossiers_that_had_it(as_member, iom):
    theme = Theme.objects.get(slug="returns")
    as_member("Editor").post(reverse("admin:organizations_theme_delete", args=[theme.pk]), {"post": "yes"})
    assert not Theme.objects.filter(slug="returns").exists()
    assert len(changes_of_last(iom)) == 5


def test_a_renamed_theme_changes_no_dossier(as_member, iom):
    theme = Theme.objects.get(slug="returns")
    change(as_member("Editor"), theme, name="Coming back", slug="returns", description="", words="")
    assert Theme.objects.get(slug="returns").name == "Coming back"
    assert iom.revisions.count() == 1


def test_a_part_that_moves_changes_both_dossiers(iom, twins):
    other = twins[1]
    role = Role.objects.get(organization=iom, person__slug="amy-pope")
    with recorded():
        role.organization, role.key = other, "amy-pope-again"
        role.save()
    assert changes_of_last(iom)[0] == "role “Amy Pope” removed"
    assert changes_of_last(other)[0] == "role “Amy Pope” added"


def test_what_fails_leaves_nothing(iom):
    def fail():
        with recorded():
            TimelineEvent.objects.filter(organization=iom).first().delete()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert iom.revisions.count() == 1
    assert TimelineEvent.objects.filter(organization=iom).count() == 5

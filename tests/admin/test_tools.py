"""Tools for editors: parts move, words are replaced, claims get themes; shown first, done once, kept as a revision."""

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from organizations.dossier.document import from_json
from organizations.importing import carry_out, plan_import
from organizations.models import Organization, TimelineEvent
from organizations.publishing import record
from organizations.store import dump_dossier

EVENT = "cold-war-resettlement-tool"
PROGRAM = "crisis-evacuations"
CLAIMS = ("timelineevent", "program", "pressurepoint", "intersection")


@pytest.fixture
def twin(iom, iom_text):
    """A second dossier, which says the same as IOM's."""
    return carry_out(plan_import(iom_text.replace("(IOM)", "(TWIN)")))


@pytest.fixture
def viewer(client):
    """A member who may look at everything."""
    user = User.objects.create_user("viewer", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(model, tool):
    return reverse(f"admin:organizations_{model._meta.model_name}_{tool}")


def words(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def shown_move(client, form_of, *records, **data):
    """The page that shows what parts would be, and its form."""
    data = {"to": "timeline", "organization": "", **data, "part": [each.pk for each in records]}
    page = words(client.post(address(type(records[0]), "move"), data))
    return page, form_of(page, "move")


def move(client, form_of, *records, **data):
    """Move parts, as shown."""
    _page, form = shown_move(client, form_of, *records, **data)
    typed = {name: value for name, value in data.items() if name not in ("to", "organization")}
    return client.post(address(type(records[0]), "move"), {**form, **typed, "apply": "1"})


def event():
    return TimelineEvent.objects.get(organization__slug="iom", key=EVENT)


def last(organization):
    """Number and note of the last revision, which says what the working copy says."""
    revision = organization.revisions.first()
    assert from_json(revision.data) == dump_dossier(Organization.objects.get(pk=organization.pk))
    return revision.number, revision.note


# -- find and replace -------------------------------------------------------------------------------------------


def replacing(iom):
    return reverse("admin:organizations_organization_replace", args=[iom.pk])


def found(client, form_of, iom, **data):
    """The page that shows the places, and its form."""
    page = words(client.post(replacing(iom), data))
    return page, form_of(page, "replace")


def test_ticked_places_are_replaced_in_one_revision(iom, editor, form_of):
    page, form = found(editor, form_of, iom, words="Externalized", by="Outsourced", match_case="on")
    assert "Externalized</del>" in page
    assert "Outsourced</ins>" in page
    response = editor.post(replacing(iom), {**form, "apply": "1"}, follow=True)
    count = len(form["place"])
    assert f"Replaced “Externalized” by “Outsourced”, {'once' if count == 1 else f'{count} times'}." in words(response)
    assert TimelineEvent.objects.get(key="externalized-borders").title == "Outsourced Borders"
    assert last(iom)[0] == 2


def test_a_place_that_is_not_ticked_stays(iom, editor, form_of):
    _page, form = found(editor, form_of, iom, words="Geneva", by="Bern")
    kept = form["place"].pop(0)
    assert kept == "fact/headquarters/value/0"
    iom_before = iom.facts.get(key="headquarters").value
    editor.post(replacing(iom), {**form, "apply": "1"})
    assert iom.facts.get(key="headquarters").value == iom_before


def test_a_period_that_could_not_be_read_is_left_out_and_refused(iom, editor, form_of):
    page, form = found(editor, form_of, iom, words="1951", by="MCMLI")
    name = f"event/{EVENT}/period/0"
    assert "cannot be read as a period" in page
    assert name not in form["place"]
    refused = words(editor.post(replacing(iom), {**form, "place": [*form["place"], name], "apply": "1"}))
    assert "Nothing was replaced" in refused
    assert iom.revisions.count() == 1
    editor.post(replacing(iom), {**form, "apply": "1"})
    assert (event().period, last(iom)[0]) == ("1951–1970s", 2)


def test_a_person_stays_who_they_are(iom, editor, form_of):
    _page, form = found(editor, form_of, iom, words="Amy Pope", by="Amy E. Pope", match_case="on")
    editor.post(replacing(iom), {**form, "apply": "1"})
    role = iom.roles.get(person__slug="amy-pope")
    assert (role.name, role.person.name) == ("Amy E. Pope", "Amy Pope")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"words": ""}, "This field is required."),
        ({"words": "nowhere to be found"}, "stands nowhere in this dossier"),
        ({"words": "x" * 201}, "at most 200 characters"),
        ({"words": "a\0b"}, "Null characters are not allowed."),
        ({"words": "a", "by": "\0"}, "Null characters are not allowed."),
        ({"words": "a", "by": "two\nlines"}, "Write it on one line."),
        ({"words": "(((((.*"}, "stands nowhere in this dossier"),
        ({"words": "<script>alert(1)</script>"}, "&lt;script&gt;alert(1)"),
    ],
)
def test_a_search_that_leads_nowhere_says_why(iom, editor, data, reason):
    page = words(editor.post(replacing(iom), {**data, "apply": "1", "seen": "1", "place": "event/x/title/0"}))
    assert reason in page
    assert "<script>alert(1)" not in page
    assert iom.revisions.count() == 1


def test_ten_thousand_places_are_refused_and_counted_no_further(iom, editor):
    Organization.objects.filter(pk=iom.pk).update(introduction="aid " * 10_000)
    page = words(editor.post(replacing(iom), {"words": "aid", "by": "help"}))
    assert "in more than 500 places" in page
    assert 'name="place"' not in page


@pytest.mark.parametrize("place", [[], ["nonsense"], ["event/x/title/0"], ["\0"]])
def test_no_ticked_place_replaces_nothing(iom, editor, form_of, place):
    _page, form = found(editor, form_of, iom, words="Geneva", by="Bern")
    assert "No place is ticked" in words(editor.post(replacing(iom), {**form, "place": place, "apply": "1"}))
    assert iom.revisions.count() == 1


def test_a_save_meanwhile_is_shown_before_anything_is_replaced(iom, editor, form_of):
    _page, form = found(editor, form_of, iom, words="Geneva", by="Bern")
    iom.timelineevents.filter(key=EVENT).update(title="In Geneva")
    record(iom)
    again = words(editor.post(replacing(iom), {**form, "apply": "1"}))
    assert "has changed since this was shown" in again
    assert f"event/{EVENT}/title/0" in form_of(again, "replace")["place"]
    assert event().title == "In Geneva"


def test_who_may_only_look_replaces_nothing(iom, viewer):
    page = words(viewer.get(reverse("admin:organizations_organization_change", args=[iom.pk])))
    assert "Find and replace" not in page
    assert viewer.get(replacing(iom)).status_code == 403
    assert viewer.post(replacing(iom), {"words": "a", "apply": "1"}).status_code == 403

"""Tools for editors: parts move, words are replaced, claims get themes; shown first, done once, kept as a revision."""

from functools import partial

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.dossier.document import from_json
from organizations.importing import carry_out, plan_import
from organizations.models import Fact, Organization, Program, Role, Theme, TimelineEvent
from organizations.publishing import record
from organizations.store import dump_dossier
from tests.threads import at_once

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


# -- moving -----------------------------------------------------------------------------------------------------


def test_an_event_becomes_a_program_in_one_revision(iom, editor, form_of):
    old = event()
    page, _form = shown_move(editor, form_of, old, to="programs")
    assert "Cold War Resettlement Tool (1951–1970s)" in page
    assert iom.revisions.count() == 1
    response = move(editor, form_of, old, to="programs")
    program = Program.objects.get(key=EVENT)
    assert response["Location"] == reverse("admin:organizations_program_change", args=[program.pk])
    assert (program.title, program.body) == ("Cold War Resettlement Tool (1951–1970s)", old.body)
    assert not TimelineEvent.objects.filter(key=EVENT).exists()
    assert last(iom) == (2, "Moved from events to programs")
    assert iom.revisions.first().created_by.username == "editor"


def test_the_title_can_be_written_otherwise(iom, editor, form_of):
    move(editor, form_of, old := event(), to="intersections", **{f"{old.pk}-title": "A Tool of the Cold War"})
    assert iom.intersections.get(key=EVENT).title == "A Tool of the Cold War"


@pytest.mark.parametrize(("period", "reason"), [("", "required"), ("long ago", "cannot be read as a period")])
def test_a_program_needs_a_period_to_become_an_event(iom, editor, form_of, period, reason):
    program = Program.objects.get(key=PROGRAM)
    page, form = shown_move(editor, form_of, program)
    assert "fill in what is missing" in page
    refused = editor.post(address(Program, "move"), {**form, f"{program.pk}-period": period, "apply": "1"})
    assert reason in words(refused)
    assert (Program.objects.filter(key=PROGRAM).exists(), iom.revisions.count()) == (True, 1)
    editor.post(address(Program, "move"), {**form, f"{program.pk}-period": "c. 1995", "apply": "1"})
    assert TimelineEvent.objects.get(key=PROGRAM).start_earliest.year == 1994


def test_themes_go_along(iom, editor, form_of):
    theme = Theme.objects.get(slug="returns")
    event().themes.set([theme])
    move(editor, form_of, event(), to="programs")
    assert list(Program.objects.get(key=EVENT).themes.all()) == [theme]


def test_claims_of_another_dossier_get_their_own_keys_and_no_lines(iom, twin, editor, form_of):
    events = list(iom.timelineevents.all()[:2])
    response = move(editor, form_of, *events, organization="TWIN")
    assert response["Location"] == address(TimelineEvent, "changelist")
    moved = twin.timelineevents.filter(key__in=[f"{each.key}-2" for each in events])
    assert [(each.title, each.first_line) for each in moved] == [(each.title, None) for each in events]
    assert last(iom) == last(twin) == (2, "Moved events to TWIN")
    assert iom.timelineevents.count() == 3


def test_claims_of_several_dossiers_stay_each_in_its_own(iom, twin, editor, form_of):
    both = list(TimelineEvent.objects.filter(key=EVENT))
    move(editor, form_of, *both, to="pressure_points")
    assert [each.pressurepoints.filter(key=EVENT).count() for each in (iom, twin)] == [1, 1]
    assert last(iom) == last(twin) == (2, "Moved from events to pressure points")


def test_facts_and_roles_move_between_dossiers(iom, twin, editor, form_of):
    role = iom.roles.get(person__slug="amy-pope")
    move(editor, form_of, role, to="people", organization="twin")
    move(editor, form_of, iom.facts.get(key="headquarters"), to="snapshot", organization="twin")
    assert Role.objects.filter(organization=twin, person=role.person).count() == 2
    assert Fact.objects.filter(organization=twin, key__startswith="headquarters").count() == 2
    assert last(iom) == (3, "Moved facts to TWIN")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"to": "timeline"}, "there it stands already"),
        ({"to": "timeline", "organization": "iom"}, "there it stands already"),
        ({"to": "snapshot"}, "Select a valid choice"),
        ({"to": "programs", "organization": "nowhere"}, "There is no dossier of this name."),
        ({"to": "programs", "organization": "\0"}, "Null characters are not allowed."),
        ({"to": "programs", "organization": "x" * 9999}, "at most 200 characters"),
    ],
)
def test_what_cannot_be_says_why(iom, editor, data, reason):
    assert reason in words(editor.post(address(TimelineEvent, "move"), {**data, "part": event().pk, "apply": "1"}))
    assert iom.revisions.count() == 1


def test_a_name_that_two_dossiers_have_is_asked_for(iom, editor):
    for slug in ("one", "two"):
        Organization.objects.create(slug=slug, name="The Same", title="The Same")
    page = words(
        editor.post(address(TimelineEvent, "move"), {"to": "timeline", "organization": "the same", "part": event().pk})
    )
    assert "type the slug: one, two" in page


@pytest.mark.parametrize("part", ["", "x", "-1", "9" * 30, "999999", "²", "\0"])
def test_moving_what_is_not_there_says_so(iom, editor, part):
    response = editor.get(address(TimelineEvent, "move"), {"part": part}, follow=True)
    assert "not there any more" in words(response)


def test_a_save_meanwhile_is_shown_before_anything_moves(iom, editor, form_of):
    _page, form = shown_move(editor, form_of, event(), to="programs")
    iom.timelineevents.filter(key=EVENT).update(body="Said anew")
    record(iom)
    again = words(editor.post(address(TimelineEvent, "move"), {**form, "apply": "1"}))
    assert "has changed since this was shown" in again
    assert "Said anew" in again
    assert event().body == "Said anew"
    editor.post(address(TimelineEvent, "move"), {**form_of(again, "move"), "apply": "1"})
    assert Program.objects.get(key=EVENT).body == "Said anew"


def test_what_somebody_typed_meanwhile_reaches_the_moved_claim(iom, editor, as_member, form_of):
    own_page = reverse("admin:organizations_timelineevent_change", args=[event().pk])
    other = as_member("Publisher")
    typed = form_of(words(other.get(own_page)), "timelineevent_form")
    move(editor, form_of, event(), to="programs")
    assert other.post(own_page, {**typed, "body": "Typed meanwhile"}).status_code == 302
    assert not iom.timelineevents.filter(key=EVENT).exists()
    program = Program.objects.get(key=EVENT)
    assert (program.title, program.body) == ("Cold War Resettlement Tool (1951–1970s)", "Typed meanwhile")


def test_what_was_not_shown_is_not_done(iom, editor, form_of):
    _page, form = shown_move(editor, form_of, event(), to="programs")
    Organization.objects.create(slug="who", name="WHO", title="WHO")
    for otherwise in ({"to": "intersections"}, {"organization": "who"}):
        words(editor.post(address(TimelineEvent, "move"), {**form, **otherwise, "apply": "1"}))
    assert iom.revisions.count() == 1


def test_markup_in_a_title_is_shown_as_text(iom, editor, form_of):
    iom.timelineevents.filter(key=EVENT).update(title="<script>alert(1)</script>")
    page, _form = shown_move(editor, form_of, event(), to="programs")
    assert "<script>alert(1)" not in page


def test_a_page_and_a_list_lead_to_moving(iom, editor, form_of):
    page = words(editor.get(reverse("admin:organizations_timelineevent_change", args=[event().pk])))
    assert f"{address(TimelineEvent, 'move')}?part={event().pk}" in page
    data = {"action": "move_selected", "_selected_action": [event().pk]}
    page = words(editor.post(address(TimelineEvent, "changelist"), data))
    assert form_of(page, "move")["part"] == [str(event().pk)]


def test_moving_costs_the_same_for_one_and_for_many(iom, twin, editor, form_of):
    def queries(records):
        _page, form = shown_move(editor, form_of, *records, to="programs")
        counts = []
        for data in ({"part": form["part"]}, form, {**form, "apply": "1"}):
            with CaptureQueriesContext(connection) as captured:
                editor.post(address(TimelineEvent, "move"), data)
            counts.append(len(captured))
        return counts

    one, many = queries(iom.timelineevents.all()[:1]), queries(twin.timelineevents.all())
    assert all(more <= less for less, more in zip(one, many, strict=True)), (one, many)
    assert one[-1] <= 80


# -- a text comes again -----------------------------------------------------------------------------------------


def test_the_same_text_again_changes_nothing_after_a_move(iom, editor, form_of, iom_text):
    move(editor, form_of, event(), to="programs")
    before = dump_dossier(iom)
    plan = plan_import(iom_text)
    assert (plan.differences, plan.conflicts) == ((), ())
    carry_out(plan)
    assert dump_dossier(iom) == before


def test_a_text_that_tells_the_moved_claim_anew_reaches_it(iom, editor, form_of, iom_text):
    move(editor, form_of, event(), to="programs")
    changed = iom_text.replace("Created to manage displaced", "Made to manage displaced")
    for text in (changed, changed, changed.replace("Made to", "Born to")):
        carry_out(plan_import(text))
    assert Program.objects.get(key=EVENT).body.startswith("Born to manage displaced")
    assert not iom.timelineevents.filter(key=EVENT).exists()


def test_what_text_and_editors_both_told_anew_is_a_conflict(iom, editor, form_of, iom_text):
    move(editor, form_of, event(), to="programs")
    iom.programs.filter(key=EVENT).update(body="Mine")
    plan = plan_import(iom_text.replace("Created to manage displaced", "Made to manage displaced"))
    (conflict,) = plan.undecided
    assert (conflict.name, conflict.ours) == (f"program/{EVENT}/body", "Mine")
    assert conflict.theirs.startswith("Made to manage")


def test_a_claim_that_went_to_another_dossier_does_not_come_back(iom, twin, editor, form_of, iom_text):
    move(editor, form_of, event(), to="programs", organization="twin")
    assert plan_import(iom_text).differences == ()
    (conflict,) = plan_import(iom_text.replace("Created to manage displaced", "Made to manage displaced")).undecided
    assert (conflict.ours, "Made to manage" in conflict.theirs) == (None, True)
    assert plan_import(iom_text.replace("(IOM)", "(TWIN)"), organization=twin).differences == ()


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


def test_replacing_costs_the_same_for_one_place_and_for_many(iom, editor, form_of):
    def queries(sought):
        _page, form = found(editor, form_of, iom, words=sought, by="x")
        with CaptureQueriesContext(connection) as captured:
            editor.post(replacing(iom), {**form, "apply": "1"})
        return len(captured)

    one, many = queries("Geneva"), queries("migration")
    assert many <= one <= 80


def test_a_save_meanwhile_is_shown_before_anything_is_replaced(iom, editor, form_of):
    _page, form = found(editor, form_of, iom, words="Geneva", by="Bern")
    iom.timelineevents.filter(key=EVENT).update(title="In Geneva")
    record(iom)
    again = words(editor.post(replacing(iom), {**form, "apply": "1"}))
    assert "has changed since this was shown" in again
    assert f"event/{EVENT}/title/0" in form_of(again, "replace")["place"]
    assert event().title == "In Geneva"


# -- themes -----------------------------------------------------------------------------------------------------


def themed(client, records, **what):
    """Choose "add" or "remove" for themes by their slugs, for claims of one kind."""
    chosen = {f"theme-{Theme.objects.get(slug=slug.replace('_', '-')).pk}": side for slug, side in what.items()}
    data = {**chosen, "part": [each.pk for each in records], "apply": "1"}
    return client.post(address(type(records[0]), "themes"), data, follow=True)


def test_themes_are_added_and_removed_in_one_revision_of_each_dossier(iom, twin, editor):
    returns = Theme.objects.get(slug="returns")
    other = Theme.objects.exclude(slug="returns").first()
    events = list(TimelineEvent.objects.all())
    for each in events:
        each.themes.set([returns])
    record(iom)
    page = words(themed(editor, events, returns="remove", **{other.slug: "add"}))
    assert "10 claims have their themes." in page
    assert {tuple(each.themes.all()) for each in events} == {(other,)}
    assert last(iom)[1] == last(twin)[1] == f"Themes added: {other.name}; themes removed: {returns.name}"


def test_only_dossiers_that_changed_get_a_revision(iom, twin, editor):
    returns = Theme.objects.get(slug="returns")
    for each in iom.timelineevents.all():
        each.themes.add(returns)
    record(iom)
    before = iom.revisions.count()
    themed(editor, list(TimelineEvent.objects.all()), returns="add")
    assert (iom.revisions.count(), twin.revisions.count()) == (before, 2)


def test_all_claims_of_a_list_are_themed_across_its_pages(iom, editor, form_of):
    Program.objects.bulk_create(Program(organization=iom, key=f"p{n}", title=f"P{n}", position=n) for n in range(150))
    data = {"action": "theme_selected", "select_across": "1", "_selected_action": [Program.objects.first().pk]}
    page = words(editor.post(address(Program, "changelist"), data))
    count = Program.objects.count()
    assert f"{count} claims are selected" in page
    form = form_of(page, "themes")
    theme = Theme.objects.get(slug="returns")
    with CaptureQueriesContext(connection) as captured:
        editor.post(address(Program, "themes"), {**form, f"theme-{theme.pk}": "add", "apply": "1"})
    assert len(captured) <= 45
    assert Program.objects.filter(themes=theme).count() == count > 150


@pytest.mark.parametrize(("action", "most"), [("theme_selected", 500), ("move_selected", 100)])
def test_more_claims_than_a_tool_takes_are_refused(iom, editor, action, most):
    Program.objects.bulk_create(Program(organization=iom, key=f"p{n}", title=f"P{n}", position=n) for n in range(501))
    data = {"action": action, "select_across": "1", "_selected_action": [Program.objects.first().pk]}
    page = words(editor.post(address(Program, "changelist"), data, follow=True))
    assert f"At most {most} at once; select fewer." in page


@pytest.mark.parametrize(
    ("choice", "reason"),
    [({}, "Choose a theme"), ({"x": "add"}, "Choose a theme"), ({0: "burn"}, "Select a valid choice")],
)
def test_a_choice_that_is_none_changes_nothing(iom, editor, choice, reason):
    theme = Theme.objects.first()
    data = {f"theme-{name or theme.pk}": side for name, side in choice.items()}
    page = words(editor.post(address(TimelineEvent, "themes"), {**data, "part": event().pk, "apply": "1"}))
    assert reason in page
    assert iom.revisions.count() == 1


@pytest.mark.parametrize("part", ["", "x", "-1", "9" * 30, "999999", "²", "\0"])
def test_theming_what_is_not_there_says_so(iom, editor, part):
    assert "not there any more" in words(editor.post(address(TimelineEvent, "themes"), {"part": part}, follow=True))


# -- who may ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CLAIMS)
def test_who_may_only_look_gets_no_tools(iom, viewer, name):
    record = iom._meta.apps.get_model("organizations", name).objects.first()
    page = words(viewer.get(reverse(f"admin:organizations_{name}_changelist")))
    assert "move_selected" not in page
    assert "theme_selected" not in page
    assert "?part=" not in words(viewer.get(reverse(f"admin:organizations_{name}_change", args=[record.pk])))
    for tool in ("move", "themes"):
        to = reverse(f"admin:organizations_{name}_{tool}")
        assert viewer.get(to, {"part": record.pk}).status_code == 403
        assert viewer.post(to, {"part": record.pk, "apply": "1"}).status_code == 403
    assert iom.revisions.count() == 1


def test_who_may_only_look_replaces_nothing(iom, viewer):
    page = words(viewer.get(reverse("admin:organizations_organization_change", args=[iom.pk])))
    assert "Find and replace" not in page
    assert viewer.get(replacing(iom)).status_code == 403
    assert viewer.post(replacing(iom), {"words": "a", "apply": "1"}).status_code == 403


@pytest.mark.parametrize("name", CLAIMS)
@pytest.mark.parametrize("role", ["Editor", "Publisher"])
def test_editors_and_publishers_get_the_tools(iom, as_member, role, name):
    page = words(as_member(role).get(reverse(f"admin:organizations_{name}_changelist")))
    assert "move_selected" in page
    assert "theme_selected" in page


# -- two at once ------------------------------------------------------------------------------------------------


@pytest.fixture
def two(member):
    """Two browsers of one superuser, and IOM committed."""
    call_command("loaddata", "vocabulary", "iom", verbosity=0)
    user, clients = member("admin"), (Client(), Client())
    for client in clients:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return clients


@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_the_same_claim_at_once_one_does(two, form_of):
    forms = [shown_move(client, form_of, event(), to="programs")[1] for client in two]
    to = address(TimelineEvent, "move")
    answers = at_once(
        *(partial(client.post, to, {**form, "apply": "1"}) for client, form in zip(two, forms, strict=True))
    )
    assert [each.status_code for each in answers] == [302, 302]
    assert Program.objects.filter(key__startswith=EVENT).count() == 1
    assert last(Organization.objects.get()) == (2, "Moved from events to programs")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_replace_at_once_one_does_and_the_other_is_told(two, form_of):
    iom = Organization.objects.get()
    forms = [
        found(client, form_of, iom, words="Geneva", by=by)[1] for client, by in zip(two, ("Bern", "Basel"), strict=True)
    ]
    answers = at_once(
        *(partial(client.post, replacing(iom), {**form, "apply": "1"}) for client, form in zip(two, forms, strict=True))
    )
    assert sorted(each.status_code for each in answers) == [200, 302]
    told = next(each for each in answers if each.status_code == 200).content.decode()
    assert "has changed since this was shown" in told or "stands nowhere" in told
    assert last(iom)[0] == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_theme_at_once_both_do(two):
    iom = Organization.objects.get()
    themes = Theme.objects.filter(slug__in=["accountability", "governance"])
    to, parts = address(Program, "themes"), [each.pk for each in iom.programs.all()]
    posts = [
        partial(client.post, to, {"part": parts, f"theme-{theme.pk}": "add", "apply": "1"})
        for client, theme in zip(two, themes, strict=True)
    ]
    assert [each.status_code for each in at_once(*posts)] == [302, 302]
    assert all(set(themes) <= set(program.themes.all()) for program in iom.programs.all())
    assert last(iom)[0] == 3

"""Claims move to another kind or another dossier: shown first, done once, kept as a revision, found by a text."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.editing import record
from organizations.importing import carry_out, plan_import
from organizations.models import Fact, Organization, Program, Role, Theme, TimelineEvent
from organizations.store import dump_dossier
from organizations.wording import side
from tests.admin.tools import (
    EVENT,
    PROGRAM,
    event,
    last,
    move,
    shown_move,
    url,
)
from tests.support.responses import body
from tests.support.threads import at_once


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
    refused = editor.post(url(Program, "move"), {**form, f"{program.pk}-period": period, "apply": "1"})
    assert reason in body(refused)
    assert (Program.objects.filter(key=PROGRAM).exists(), iom.revisions.count()) == (True, 1)
    editor.post(url(Program, "move"), {**form, f"{program.pk}-period": "c. 1995", "apply": "1"})
    assert TimelineEvent.objects.get(key=PROGRAM).start_earliest.year == 1994


def test_themes_go_along(iom, editor, form_of):
    theme = Theme.objects.get(slug="returns")
    event().themes.set([theme])
    move(editor, form_of, event(), to="programs")
    assert list(Program.objects.get(key=EVENT).themes.all()) == [theme]


def test_claims_of_another_dossier_get_their_own_keys_and_no_lines(iom, twin, editor, form_of):
    events = list(iom.timelineevents.all()[:2])
    response = move(editor, form_of, *events, organization="TWIN")
    assert response["Location"] == url(TimelineEvent, "changelist")
    moved = twin.timelineevents.filter(key__in=[f"{each.key}-2" for each in events])
    assert [(each.title, each.first_line) for each in moved] == [(each.title, None) for each in events]
    assert last(iom) == last(twin) == (2, "Moved events to TWIN")
    assert iom.timelineevents.count() == 3


def test_claims_of_several_dossiers_stay_each_in_its_own(iom, twin, editor, form_of):
    both = list(TimelineEvent.objects.filter(key=EVENT))
    move(editor, form_of, *both, to="pressure_points")
    assert [each.pressurepoints.filter(key=EVENT).count() for each in (iom, twin)] == [1, 1]
    assert last(iom) == last(twin) == (2, "Moved from events to pressure points")


@pytest.mark.slow
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
    assert reason in body(editor.post(url(TimelineEvent, "move"), {**data, "claim": event().pk, "apply": "1"}))
    assert iom.revisions.count() == 1


def test_a_name_that_two_dossiers_have_is_asked_for(iom, editor):
    for slug in ("one", "two"):
        Organization.objects.create(slug=slug, name="The Same", title="The Same")
    page = body(
        editor.post(url(TimelineEvent, "move"), {"to": "timeline", "organization": "the same", "claim": event().pk})
    )
    assert "type the slug: one, two" in page


@pytest.mark.parametrize("claim", ["", "x", "-1", "9" * 30, "999999", "²", "\0"])
def test_moving_what_is_not_there_says_so(iom, editor, claim):
    response = editor.get(url(TimelineEvent, "move"), {"claim": claim}, follow=True)
    assert "not there any more" in body(response)


def test_a_save_meanwhile_is_shown_before_anything_moves(iom, editor, form_of):
    _page, form = shown_move(editor, form_of, event(), to="programs")
    iom.timelineevents.filter(key=EVENT).update(body="Said anew")
    record(iom)
    again = body(editor.post(url(TimelineEvent, "move"), {**form, "apply": "1"}))
    assert "has changed since this was shown" in again
    assert "Said anew" in again
    assert event().body == "Said anew"
    editor.post(url(TimelineEvent, "move"), {**form_of(again, "move"), "apply": "1"})
    assert Program.objects.get(key=EVENT).body == "Said anew"


@pytest.mark.slow
def test_what_somebody_typed_meanwhile_reaches_the_moved_claim(iom, editor, as_member, form_of):
    own_page = reverse("admin:organizations_timelineevent_change", args=[event().pk])
    other = as_member("Publisher")
    typed = form_of(body(other.get(own_page)), "timelineevent_form")
    move(editor, form_of, event(), to="programs")
    assert other.post(own_page, {**typed, "body": "Typed meanwhile"}).status_code == 302
    assert not iom.timelineevents.filter(key=EVENT).exists()
    program = Program.objects.get(key=EVENT)
    assert (program.title, program.body) == ("Cold War Resettlement Tool (1951–1970s)", "Typed meanwhile")


def test_what_was_not_shown_is_not_done(iom, editor, form_of):
    _page, form = shown_move(editor, form_of, event(), to="programs")
    Organization.objects.create(slug="who", name="WHO", title="WHO")
    for otherwise in ({"to": "intersections"}, {"organization": "who"}):
        body(editor.post(url(TimelineEvent, "move"), {**form, **otherwise, "apply": "1"}))
    assert iom.revisions.count() == 1


def test_markup_in_a_title_is_shown_as_text(iom, editor, form_of):
    iom.timelineevents.filter(key=EVENT).update(title="<script>alert(1)</script>")
    page, _form = shown_move(editor, form_of, event(), to="programs")
    assert "<script>alert(1)" not in page


def test_a_page_and_a_list_lead_to_moving(iom, editor, form_of):
    page = body(editor.get(reverse("admin:organizations_timelineevent_change", args=[event().pk])))
    assert f"{url(TimelineEvent, 'move')}?claim={event().pk}" in page
    data = {"action": "move_selected", "_selected_action": [event().pk]}
    page = body(editor.post(url(TimelineEvent, "changelist"), data))
    assert form_of(page, "move")["claim"] == [str(event().pk)]


@pytest.mark.slow
def test_moving_costs_the_same_for_one_and_for_many(iom, twin, editor, form_of):
    def queries(records):
        _page, form = shown_move(editor, form_of, *records, to="programs")
        counts = []
        for data in ({"claim": form["claim"]}, form, {**form, "apply": "1"}):
            with CaptureQueriesContext(connection) as captured:
                editor.post(url(TimelineEvent, "move"), data)
            counts.append(len(captured))
        return counts

    one, many = queries(iom.timelineevents.all()[:1]), queries(twin.timelineevents.all())
    assert all(more <= less for less, more in zip(one, many, strict=True)), (one, many)
    assert one[-1] <= 82


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


@pytest.mark.slow
def test_a_claim_that_went_to_another_dossier_does_not_come_back(iom, twin, editor, form_of, iom_text):
    move(editor, form_of, event(), to="programs", organization="twin")
    assert plan_import(iom_text).differences == ()
    (conflict,) = plan_import(iom_text.replace("Created to manage displaced", "Made to manage displaced")).undecided
    assert (conflict.ours, "Made to manage" in side(conflict.theirs)) == (None, True)
    assert plan_import(iom_text.replace("(IOM)", "(TWIN)"), organization=twin).differences == ()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_the_same_claim_at_once_one_does(two, form_of):
    forms = [shown_move(client, form_of, event(), to="programs")[1] for client in two]
    to = url(TimelineEvent, "move")
    answers = at_once(
        *(partial(client.post, to, {**form, "apply": "1"}) for client, form in zip(two, forms, strict=True))
    )
    assert [each.status_code for each in answers] == [302, 302]
    assert Program.objects.filter(key__startswith=EVENT).count() == 1
    assert last(Organization.objects.get()) == (2, "Moved from events to programs")

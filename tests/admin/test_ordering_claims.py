"""Claims stand where a hand put them, with scripts or without; an event that is new or dated anew finds its place."""

import pytest
from django.urls import reverse

from organizations.models import Program, TimelineEvent
from organizations.store import dump_dossier
from tests.admin.tools import found, move, replacing
from tests.support.responses import body


def periods(iom):
    return list(iom.timelineevents.values_list("period", flat=True))


@pytest.fixture
def save_event(iom, editor, form_of):
    """A function: fields -> the event of 1951 is saved with them on its own page."""
    event = iom.timelineevents.get(period="1951–1970s")
    page = reverse("admin:organizations_timelineevent_change", args=[event.pk])

    def save(**fields):
        form = form_of(body(editor.get(page)), "timelineevent_form")
        assert editor.post(page, {**form, **fields}).status_code == 302

    return save


@pytest.mark.parametrize(
    ("moved", "place", "expected"), [(3, 1, [3, 0, 1, 2, 4]), (1, 4, [0, 2, 3, 1, 4]), (0, 99, [1, 2, 3, 4, 0])]
)
def test_a_typed_position_is_taken_without_scripts(editor, url, form, iom, moved, place, expected):
    before = periods(iom)
    editor.post(url, {**form, f"timelineevents-{moved}-position": [str(place)]})
    assert periods(iom) == [before[at] for at in expected]
    assert list(iom.timelineevents.values_list("position", flat=True)) == [1, 2, 3, 4, 5]


@pytest.mark.slow
@pytest.mark.parametrize("place", ["0", "-1", "x", "9" * 30])
def test_a_position_that_cannot_be_is_refused(editor, url, form, iom, place):
    before = dump_dossier(iom)
    assert editor.post(url, {**form, "timelineevents-0-position": [place]}).status_code == 200
    assert dump_dossier(iom) == before


@pytest.mark.slow
def test_an_emptied_position_is_left_as_it_was(editor, url, form, iom):
    before = dump_dossier(iom)
    editor.post(url, {**form, "timelineevents-0-position": [""]})
    assert dump_dossier(iom) == before


@pytest.mark.slow
def test_a_redated_event_takes_its_place_and_no_other_moves(editor, url, form, form_of, iom):
    _first, second, third, *rest = periods(iom)
    editor.post(url, {**form, "timelineevents-2-position": ["9"]})
    form = form_of(body(editor.get(url)), "organization_form")
    editor.post(url, {**form, "timelineevents-0-period": ["2005"]})
    assert periods(iom) == [second, "2005", *rest, third]


def test_a_redated_event_that_a_hand_moved_stays_there(editor, url, form, iom):
    sent = {"timelineevents-0-period": ["2005"], "timelineevents-0-placed": ["1"]}
    editor.post(url, {**form, **sent, "timelineevents-0-position": ["1"]})
    assert periods(iom)[0] == "2005"


def test_an_event_redated_on_its_own_page_takes_its_place(iom, save_event):
    before = periods(iom)
    save_event(period="2030")
    assert periods(iom) == [*before[1:], "2030"]
    save_event(title="Retitled")
    assert periods(iom) == [*before[1:], "2030"]


def test_an_event_added_on_its_own_page_takes_its_place(iom, editor):
    before = periods(iom)
    new = {"organization": iom.pk, "period": "1980", "title": "New", "body": ""}
    assert editor.post(reverse("admin:organizations_timelineevent_add"), new).status_code == 302
    assert periods(iom) == [before[0], "1980", *before[1:]]


def test_a_program_that_becomes_an_event_takes_its_place(iom, editor, form_of):
    before = periods(iom)
    program = Program.objects.first()
    move(editor, form_of, program, **{f"{program.pk}-title": "Was a program", f"{program.pk}-period": "1980"})
    assert TimelineEvent.objects.get(title="Was a program").position == 2
    assert periods(iom) == [before[0], "1980", *before[1:]]


def test_an_event_redated_by_a_replacement_takes_its_place(iom, editor, form_of):
    before = periods(iom)
    _page, form = found(editor, form_of, iom, text="1951–1970s", by="2030")
    place = next(each for each in form["place"] if each.endswith("/period/0"))
    editor.post(replacing(iom), {**form, "place": [place], "apply": "1"})
    assert periods(iom) == [*before[1:], "2030"]


def test_a_part_that_is_no_event_comes_last(editor, url, form, iom):
    number = int(form["programs-TOTAL_FORMS"][0])
    new = {"title": "New", "body": "", "organization": str(iom.pk), "id": "", "position": "", "placed": ""}
    added = {f"programs-{number}-{name}": [value] for name, value in new.items()}
    editor.post(url, {**form, **added, "programs-TOTAL_FORMS": [str(number + 1)]})
    assert iom.programs.last().title == "New"
    assert iom.programs.last().position == number + 1

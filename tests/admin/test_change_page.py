"""The page of a whole dossier: saved as it is, it changes nothing; what is wrong is refused with its reason."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.dossier.text.parser import parse
from organizations.dossier.text.writer import write
from organizations.models import Fact, Organization, Role, Section, TimelineEvent
from organizations.publishing import has_unpublished_changes, publish_dossiers
from organizations.store import dump_dossier, load_dossier, load_dossiers
from tests.support.responses import body

PREFIXES = ("sections", "facts", "timelineevents", "roles", "programs", "pressurepoints", "intersections")


def row(form, prefix, name, value):
    """The prefix of the row of an inline whose field has the value."""
    return next(key.removesuffix(name) for key, given in form.items() if key.startswith(prefix) and given == [value])


def test_the_form_holds_the_whole_dossier(form, iom):
    for prefix in PREFIXES:
        assert form[f"{prefix}-TOTAL_FORMS"] == [str(getattr(iom, prefix).count())]


def test_saving_it_unchanged_changes_nothing(editor, url, form, iom):
    before = dump_dossier(iom)
    keys = [list(getattr(iom, prefix).values_list("pk", "key", "position")) for prefix in PREFIXES]
    assert editor.post(url, form)["Location"] == reverse("admin:organizations_organization_changelist")
    assert dump_dossier(iom) == before
    assert [list(getattr(iom, prefix).values_list("pk", "key", "position")) for prefix in PREFIXES] == keys
    assert not has_unpublished_changes(Organization.objects.get(pk=iom.pk))


@pytest.mark.slow
def test_line_ends_spaces_and_odd_words_survive_a_save(editor, form_of):
    text = "A Body (AB)\n\nTimeline\n\n1990: <b>Start</b> & “more”\n\n  • indented\n      deeper\n\n\tTab  two.\n\n"
    text += "What Else\n\n\n  • four\n\n\n## not & heading\n"
    organization = load_dossier(parse(text))
    before = dump_dossier(organization)
    url = reverse("admin:organizations_organization_change", args=[organization.pk])
    form = form_of(body(editor.get(url)), "organization_form")
    assert "• indented\r\ndeeper\r\n\r\nTab" in form["timelineevents-0-body"][0]
    assert editor.post(url, form).status_code == 302
    assert dump_dossier(organization) == before
    assert "\r" not in write(dump_dossier(organization))


@pytest.mark.parametrize(
    ("period", "reason"),
    [
        ("2016–1999", "“2016–1999” ends before it begins"),
        ("once upon a time", "cannot be read as a period"),
        ("31 February 2020", "there is no day 31"),
        ("", "required"),
        ("9" * 300, "a period has at most 60 characters"),
        ("1951\x00", "Null characters"),
    ],
)
def test_a_period_that_cannot_be_is_refused_with_its_reason(editor, url, form, iom, period, reason):
    before = dump_dossier(iom)
    event = row(form, "timelineevents", "period", "1951–1970s")
    page = body(editor.post(url, {**form, f"{event}period": [period], "name": ["Renamed"]}))
    assert "Please correct the error" in page
    assert reason in page
    assert dump_dossier(iom) == before
    assert Organization.objects.get(pk=iom.pk).name != "Renamed"


def test_a_new_period_moves_its_bounds(editor, url, form, iom):
    event = row(form, "timelineevents", "period", "1951–1970s")
    editor.post(url, {**form, f"{event}period": ["March 1960–1961"]})
    found = iom.timelineevents.get(period="March 1960–1961")
    assert (found.start_earliest.isoformat(), found.end_latest.isoformat()) == ("1960-03-01", "1961-12-31")


@pytest.mark.slow
def test_a_new_event_gets_a_key_and_keeps_it_when_reworded(editor, url, form, form_of, iom):
    new = {"period": "2024", "title": "A New Office", "body": "Opened.", "organization": str(iom.pk), "id": ""}
    number = int(form["timelineevents-TOTAL_FORMS"][0])
    added = {f"timelineevents-{number}-{name}": [value] for name, value in new.items()}
    added[f"timelineevents-{number}-position"] = [str(number + 1)]
    editor.post(url, {**form, **added, "timelineevents-TOTAL_FORMS": [str(number + 1)]})
    assert iom.timelineevents.last().key == "a-new-office"
    form = form_of(body(editor.get(url)), "organization_form")
    editor.post(url, {**form, f"timelineevents-{number}-title": ["Another Office"]})
    assert (iom.timelineevents.last().key, iom.timelineevents.last().title) == ("a-new-office", "Another Office")


def test_the_order_is_what_was_dragged(editor, url, form, iom):
    titles = [event.title for event in iom.timelineevents.all()]
    positions = {f"timelineevents-{number}-position": [str(9 - number)] for number in range(5)}
    editor.post(url, {**form, **positions})
    assert [event.title for event in iom.timelineevents.all()] == titles[::-1]


@pytest.mark.slow
def test_a_part_is_deleted_by_its_box(editor, url, form, iom):
    event = row(form, "timelineevents", "period", "1951–1970s")
    editor.post(url, {**form, f"{event}DELETE": ["on"]})
    assert iom.timelineevents.count() == 4
    assert not TimelineEvent.objects.filter(period="1951–1970s").exists()


@pytest.mark.slow
def test_a_second_section_of_a_known_kind_is_refused(editor, url, form, iom):
    number = int(form["sections-TOTAL_FORMS"][0])
    new = {"kind": "timeline", "heading": "Again", "text": "", "remark": "", "organization": str(iom.pk), "id": ""}
    added = {f"sections-{number}-{name}": [value] for name, value in {**new, "position": "99"}.items()}
    page = body(editor.post(url, {**form, **added, "sections-TOTAL_FORMS": [str(number + 1)]}))
    assert "has a section of the kind “timeline” already" in page
    assert not Section.objects.filter(heading="Again").exists()


@pytest.mark.slow
@pytest.mark.parametrize("field", ["name", "title"])
def test_a_dossier_needs_its_names(editor, url, form, iom, field):
    assert "This field is required." in body(editor.post(url, {**form, field: [" "]}))
    assert getattr(Organization.objects.get(pk=iom.pk), field)


@pytest.mark.slow
def test_a_slug_that_another_dossier_has_is_refused(editor, url, form, iom):
    Organization.objects.create(slug="who", name="WHO", title="WHO")
    assert "already exists" in body(editor.post(url, {**form, "slug": ["who"]}))
    assert Organization.objects.get(pk=iom.pk).slug == "iom"


@pytest.mark.slow
def test_an_influence_with_a_period_is_refused_with_its_reason(editor, url, form, iom):
    role = row(form, "roles", "name", "Founding Influence")
    page = body(editor.post(url, {**form, f"{role}period": ["1951"]}))
    assert "collective influence: it needs words, no period and no country" in page
    assert not Role.objects.filter(person=None).exclude(period="").exists()


def test_a_row_of_another_dossier_cannot_be_changed_from_here(editor, url, form, iom):
    other = Organization.objects.create(slug="who", name="WHO", title="WHO")
    fact = Fact.objects.create(organization=other, key="a", label="Label", value="Value")
    editor.post(url, {**form, "facts-0-id": [str(fact.pk)], "facts-0-value": ["Stolen"]})
    assert Fact.objects.get(pk=fact.pk).value == "Value"


@pytest.mark.slow
@pytest.mark.parametrize("tampered", [{"facts-TOTAL_FORMS": ["x"]}, {"facts-0-id": ["x"]}, {"facts-TOTAL_FORMS": []}])
def test_a_tampered_form_is_refused_not_a_crash(editor, url, form, iom, tampered):
    before = dump_dossier(iom)
    assert editor.post(url, {**form, **tampered}).status_code in (200, 400)
    assert dump_dossier(iom) == before


def test_a_page_that_is_gone_says_so(editor, iom):
    for key in ("999999", "x", "9" * 30):
        response = editor.get(f"/admin/organizations/organization/{key}/change/", follow=True)
        assert response.status_code in (200, 404)


# -- queries ----------------------------------------------------------------------------------------------------


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def grow(organization: Organization, count: int) -> None:
    """Add that many events, roles and programs to a dossier."""
    events = "\n\n".join(f"{1900 + number}: Event {number}\n\nWords." for number in range(count))
    people = "\n".join(f"  • Person Number{number}: Head, 1990 (Chad)" for number in range(count))
    points = "\n\n".join(f"{number + 1}. Program {number}\n\nWords." for number in range(count))
    text = f"Big Body (BIG)\n\nTimeline\n\n{events}\n\nKey People\n\n{people}\n\nKey Programs\n\n{points}\n"
    load_dossier(parse(text), slug=organization.slug)


def test_the_page_needs_as_many_queries_for_many_claims_as_for_few(editor, db):
    organization = Organization.objects.create(slug="big", name="Big Body", title="Big Body")
    url = reverse("admin:organizations_organization_change", args=[organization.pk])
    grow(organization, 3)
    few = queries(editor, url)
    grow(organization, 40)
    assert organization.roles.count() == 40
    assert queries(editor, url) == few


LISTS = {"organization": 8, "role": 8, "fact": 8, "section": 8, "person": 17, "era": 20, "theme": 20, "revision": 8}
LISTS |= dict.fromkeys(("timelineevent", "program", "pressurepoint", "intersection"), 10)


@pytest.mark.parametrize("model", LISTS)
def test_a_list_needs_the_queries_it_needed(iom, editor, model):
    assert queries(editor, reverse(f"admin:organizations_{model}_changelist")) == LISTS[model]


def test_the_lists_need_as_many_queries_for_many_dossiers_as_for_one(iom, iom_text, editor):
    dossier = parse(iom_text)
    publish_dossiers(load_dossiers([(f"b{number}", dossier) for number in range(5)]))
    for model in ("organization", "timelineevent", "role", "revision"):
        assert queries(editor, reverse(f"admin:organizations_{model}_changelist")) == LISTS[model], model

"""A dossier of thousands of claims: its page stays small, says where the claims are, and loses none of them."""

import os

import pytest
from django.urls import reverse

from organizations.admin.records import fitting
from organizations.admin.records.fitting import MAX_CLAIMS, kinds_that_fit
from organizations.editing import record
from organizations.importing import carry_out, plan_import
from organizations.models import Fact, Organization, PublishedOrganization, Section, TimelineEvent
from organizations.publishing import publish
from organizations.store import RECORDS, dump_dossier
from tests.support.responses import body

EVENTS = int(os.environ.get("EVENTS", "600"))
"""EVENTS=4000 tries what an outsider tried: it takes minutes."""


def text(number: int) -> str:
    events = "\n\n".join(f"{1900 + at % 120}: Event {at}\n\nThe text of event {at}." for at in range(number))
    return f"A Long Body (ALB) — Deep Dossier\n\nSnapshot\n\n• Founded: 1951\n\nTimeline\n\n{events}\n"


@pytest.fixture
def long(db) -> Organization:
    return carry_out(plan_import(text(EVENTS)))


def page_of(client, organization):
    return reverse("admin:organizations_organization_change", args=[organization.pk])


@pytest.mark.slow
def test_the_page_of_a_long_dossier_stays_small_and_says_where_its_claims_are(editor, long, form_of):
    url = page_of(editor, long)
    page = body(editor.get(url))
    assert len(page) < 300_000
    assert f"{EVENTS} timeline events" in page.replace(",", "")
    listed = f"{reverse('admin:organizations_timelineevent_changelist')}?organization__id__exact={long.pk}"
    assert listed in page
    assert f"{EVENTS} timeline events" in body(editor.get(listed))
    assert 'name="timelineevents-TOTAL_FORMS"' not in page and 'name="facts-TOTAL_FORMS"' in page

    form = form_of(page, "organization_form")
    form["headline"], form["facts-0-value"] = ["A Second Title"], ["1952"]
    assert editor.post(url, form).status_code == 302
    assert TimelineEvent.objects.filter(organization=long).count() == EVENTS
    assert Fact.objects.get(organization=long).value == "1952"
    assert long.revisions.count() == 2


@pytest.mark.slow
def test_a_claim_of_a_long_dossier_is_edited_on_a_page_of_its_own_and_published(editor, long, form_of):
    event = TimelineEvent.objects.get(organization=long, title="Event 7")
    url = reverse("admin:organizations_timelineevent_change", args=[event.pk])
    page = body(editor.get(url))
    assert len(page) < 100_000
    form = form_of(page, "timelineevent_form")
    form["title"] = ["Another title"]
    assert editor.post(url, form).status_code == 302
    publish(Organization.objects.get(pk=long.pk))
    published = PublishedOrganization.objects.get(organization=long)
    assert published.claims.count() == EVENTS + 1
    assert published.claims.filter(title="Another title").count() == 1


@pytest.mark.slow
def test_a_claim_is_added_to_a_long_dossier_from_its_page(editor, long, form_of):
    add = f"{reverse('admin:organizations_timelineevent_add')}?organization={long.pk}"
    assert add in body(editor.get(page_of(editor, long)))
    form = form_of(body(editor.get(add)), "timelineevent_form")
    assert form["organization"] == [str(long.pk)]
    form |= {"title": ["New"], "period": ["1951"]}
    assert editor.post(add, form).status_code == 302
    assert TimelineEvent.objects.filter(organization=long).count() == EVENTS + 1


# -- the bound, on a dossier of few ------------------------------------------------------------------------------


def test_a_dossier_that_fits_is_whole_on_its_page(editor, iom, url):
    assert kinds_that_fit(iom, RECORDS) == list(RECORDS)
    assert "Not on this page" not in body(editor.get(url))


@pytest.mark.parametrize("max_claims", [20, 8, 1])
def test_the_most_numerous_kinds_are_left_out_until_the_others_fit(iom, monkeypatch, max_claims):
    counts = {model: model.objects.filter(organization=iom).count() for model in RECORDS}
    monkeypatch.setattr(fitting, "MAX_CLAIMS", max_claims)
    shown = kinds_that_fit(iom, RECORDS)
    assert sum(counts[each] for each in shown) <= max_claims
    left = set(RECORDS) - set(shown)
    assert left and min(counts[each] for each in left) >= max((counts[each] for each in shown), default=0)


def test_a_kind_with_very_long_texts_is_left_out_too(iom):
    Section.objects.filter(organization=iom).update(text="b" * 200_000)
    assert set(RECORDS) - set(kinds_that_fit(iom, RECORDS)) == {Section}


def test_a_page_that_was_opened_whole_is_saved_whole_though_the_dossier_grew(editor, iom, url, form, monkeypatch):
    monkeypatch.setattr(fitting, "MAX_CLAIMS", 5)
    form["timelineevents-0-title"] = ["My title"]
    assert editor.post(url, form).status_code == 302
    assert TimelineEvent.objects.filter(organization=iom, title="My title").count() == 1


def test_a_page_that_was_opened_in_part_is_saved_though_the_dossier_shrank(editor, iom, url, form_of, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(fitting, "MAX_CLAIMS", 5)
        form = form_of(body(editor.get(url)), "organization_form")
    before = dump_dossier(iom).sections
    form["headline"] = ["My headline"]
    assert editor.post(url, form).status_code == 302
    iom.refresh_from_db()
    assert iom.headline == "My headline" and dump_dossier(iom).sections == before


@pytest.mark.slow
def test_a_page_in_part_is_merged_with_what_others_saved(editor, iom, url, form_of, monkeypatch):
    monkeypatch.setattr(fitting, "MAX_CLAIMS", 5)
    form = form_of(body(editor.get(url)), "organization_form")
    TimelineEvent.objects.filter(organization=iom, key="cold-war-resettlement-tool").update(title="Their title")
    record(iom)
    form["headline"] = ["My headline"]
    assert editor.post(url, form).status_code == 302
    iom.refresh_from_db()
    assert iom.headline == "My headline"
    assert TimelineEvent.objects.filter(organization=iom, title="Their title").count() == 1


def test_the_bound_leaves_room_for_what_a_form_may_send(settings):
    fields_of_a_claim = 60
    assert MAX_CLAIMS * fields_of_a_claim < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    bytes_of_a_letter = 9
    assert 2 * fitting.MAX_CHARACTERS * bytes_of_a_letter < settings.DATA_UPLOAD_MAX_MEMORY_SIZE

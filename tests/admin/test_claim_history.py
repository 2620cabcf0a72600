"""A record's own history: the revisions that touched it and no others, from dossier to dossier, each to be restored."""

import re
from typing import Any

import pytest
from django.urls import reverse

from organizations.admin.saving import claim_history as claim_history
from organizations.editing import record
from organizations.models import Person, Program
from tests.admin.tools import move
from tests.support.responses import body


def history(record, client, **query):
    response = client.get(reverse(f"admin:organizations_{record._meta.model_name}_history", args=[record.pk]), query)
    assert response.status_code == 200
    return response


def touched(response):
    """The numbers of the revisions that a page tells of, the latest first."""
    return [touch.revision.number for touch in response.context["touches"]]


@pytest.fixture
def saved(iom):
    """A function: a record and what it says now -> the dossier's revision of it."""

    def save(record_, **fields):
        for name, value in fields.items():
            setattr(record_, name, value)
        record_.save()
        return record(iom)

    return save


@pytest.fixture
def event(iom):
    return iom.timelineevents.get(key="expansion-beyond-europe")


def test_it_tells_the_revisions_that_touched_it_and_no_others(iom, event, editor, saved):
    saved(event, title="Expansion Across Europe")
    saved(iom, headline="Not of the event")
    saved(event, title="Expansion Everywhere")
    response = history(event, editor)
    assert touched(response) == [4, 2, 1]
    page = body(response)
    assert "Event “Expansion Everywhere” changed" in page
    assert re.search("<del.*Across.*</del>.*<ins.*Everywhere.*</ins>", page)
    assert "Not of the event" not in page


@pytest.mark.parametrize("model", ["fact", "section", "role", "program", "pressurepoint", "intersection"])
def test_every_kind_of_part_has_its_own(iom, editor, model):
    for claim in getattr(iom, f"{model}s").all():
        assert touched(history(claim, editor)) == [1]


def test_it_is_restored_from_there(iom, event, editor, saved):
    saved(event, title="Expansion Across Europe")
    page = body(history(event, editor))
    url = reverse("admin:organizations_organization_restore", args=[iom.pk, 1])
    assert f'action="{url}"' in page
    assert "Restore “Expansion Beyond Europe” as in revision 1" in page
    editor.post(url, {"kind": "event", "key": event.key})
    event.refresh_from_db()
    assert event.title == "Expansion Beyond Europe"


def test_a_claim_that_moved_brings_its_history_along(iom, event, editor, form_of, saved):
    saved(event, title="Expansion Across Europe")
    move(editor, form_of, event, to="programs")
    program = Program.objects.get(key=event.key)
    response = history(program, editor)
    assert touched(response) == [3, 2, 1]
    assert 'name="kind" value="event"' not in body(response)


def test_a_person_has_the_history_of_their_roles_in_every_dossier(iom, twin, editor):
    person = Person.objects.get(slug="amy-pope")
    roles: list[Any] = list(person.roles.order_by("organization"))
    first, second = roles
    first.title = "Head"
    first.save()
    record(iom)
    page = history(person, editor)
    results = [(touch.revision.organization, touch.revision.number) for touch in page.context["touches"]]
    assert sorted(results, key=str) == sorted([(iom, 2), (iom, 1), (twin, 1)], key=str)
    assert second.organization == twin


def test_what_is_earlier_is_on_the_next_page(iom, event, editor, saved, monkeypatch):
    for number in range(5):
        saved(event, title=f"Title {number}")
    monkeypatch.setattr(claim_history, "MAX_CLAIMS", 60)
    found, query = [], ""
    for _page in range(10):
        response = editor.get(reverse("admin:organizations_timelineevent_history", args=[event.pk]) + query)
        found += touched(response)
        query = response.context["earlier"]
        if not query:
            break
    assert found == [6, 5, 4, 3, 2, 1]


def test_a_person_without_a_role_has_none(db, editor):
    page = history(Person.objects.create(slug="nobody", name="Nobody"), editor)
    assert "No revision has touched it yet." in body(page)


def test_who_may_only_look_restores_nothing(iom, event, viewer):
    assert "Restore" not in body(history(event, viewer))


@pytest.mark.parametrize("query", ["before=x", "before=-1", "before=" + "9" * 30, "before=²", "kind=x", "kind=section"])
def test_an_address_that_nobody_made_is_no_crash(iom, event, editor, query):
    url = reverse("admin:organizations_timelineevent_history", args=[event.pk])
    assert editor.get(f"{url}?{query}").status_code == 200


def test_a_record_that_is_gone_is_not_found(iom, editor):
    for key in ("999999", "x", "9" * 30):
        for model in ("timelineevent", "person", "revision"):
            url = reverse(f"admin:organizations_{model}_history", args=[key])
            assert editor.get(url).status_code in (302, 404)


def test_a_revision_leads_to_the_history_of_its_dossier(iom, editor):
    url = reverse("admin:organizations_revision_history", args=[iom.revisions.get().pk])
    assert editor.get(url)["Location"] == reverse("admin:organizations_organization_history", args=[iom.pk])

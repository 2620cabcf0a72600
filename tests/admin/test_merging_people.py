"""Two records of one person are merged, one of two is split: shown first, then done; readers see it once published."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from organizations.dossier.items import Role as RoleClaim
from organizations.importing import carry_out, plan_import
from organizations.models import Organization, Person, PublishedPerson, Role
from organizations.publishing import publish
from organizations.store import dump_dossier
from tests.admin.tools import last
from tests.support.responses import body

MERGE, SPLIT = "admin:organizations_person_merge", "admin:organizations_person_split"


@pytest.fixture
def two(all_dossiers: None) -> tuple[Person, Person]:
    """António Guterres, whom the dossier of UNHCR calls by another record."""
    kept = Person.objects.get(slug="antonio-guterres")
    other = Person.objects.create(slug="a-guterres", name="A. Guterres", born="30 April 1949", biography="An engineer.")
    Role.objects.filter(person=kept, organization__slug="unhcr").update(person=other, name="")
    Person.objects.filter(pk=kept.pk).update(biography="A politician.")
    publish(Organization.objects.get(slug="unhcr"))
    return kept, other


def selected(editor: Client, action: str, *people: Person) -> str:
    """The page that an action of the list leads to."""
    sent = {"action": action, "_selected_action": [person.pk for person in people]}
    return body(editor.post(reverse("admin:organizations_person_changelist"), sent, follow=True))


def holders(slug: str) -> dict[str, str]:
    """The names that a dossier writes, and the slugs of the people."""
    dossier = dump_dossier(Organization.objects.get(slug=slug))
    return {claim.name: claim.person for _section, claim in dossier.items() if isinstance(claim, RoleClaim)}


def test_what_would_be_merged_is_shown_before(editor, two):
    kept, other = two
    page = selected(editor, "merge_selected", kept, other)
    assert "A. Guterres (a-guterres) · 30 April 1949 · An engineer." in page
    assert "Secretary-General, since 2017 (Portugal)" in page and "High Commissioner, 2005–2015 (Portugal)" in page
    assert "United Nations High Commissioner for Refugees (UNHCR)" in page and "To undo it" in page
    assert Person.objects.filter(pk=other.pk).exists()


def merged(editor, form_of, two, **changes) -> str:
    page = selected(editor, "merge_selected", *two)
    sent = {**form_of(page, "merge-people"), "kept": two[0].pk, "apply": "1", **changes}
    return body(editor.post(reverse(MERGE), sent, follow=True))


@pytest.mark.slow
def test_the_chosen_record_gets_the_roles_and_what_only_the_other_says(editor, form_of, two):
    kept, other = two
    before = last(Organization.objects.get(slug="unhcr"))[0]
    assert "1 role has come to António Guterres" in merged(editor, form_of, two)
    kept.refresh_from_db()
    assert (kept.born, kept.biography) == ("30 April 1949", "A politician.")
    assert not Person.objects.filter(pk=other.pk).exists()
    assert holders("unhcr")["A. Guterres"] == "antonio-guterres"
    number, note = last(Organization.objects.get(slug="unhcr"))
    assert (number, note) == (before + 1, "Merged into António Guterres (antonio-guterres): A. Guterres (a-guterres)")


@pytest.mark.slow
def test_readers_of_the_old_address_are_led_on_once_it_is_published(editor, form_of, two):
    merged(editor, form_of, two)
    assert Client().get("/people/a-guterres/").status_code == 200
    publish(Organization.objects.get(slug="unhcr"))
    assert Client().get("/people/a-guterres/").headers["Location"] == "/people/antonio-guterres/"
    assert Client().get("/people/a-guterres.json").headers["Location"] == "/people/antonio-guterres.json"
    assert "2005–2015" in body(Client().get("/people/antonio-guterres/"))
    assert not PublishedPerson.objects.filter(slug="a-guterres").exists()


@pytest.mark.slow
def test_a_text_that_comes_later_finds_the_record_by_the_name_that_was_merged(editor, form_of, two):
    merged(editor, form_of, two)
    text = "Another Body (AB)\n\nIt is.\n\n\nKey People\n\n  • A. Guterres: Chair, 1990–1995 (Portugal)"
    plan = plan_import(text)
    carry_out(plan)
    assert holders(plan.slug) == {"A. Guterres": "antonio-guterres"}


def test_nothing_is_merged_where_nothing_was_chosen_or_something_changed(editor, form_of, two):
    assert "Choose which record stays." in merged(editor, form_of, two, kept="")
    page = selected(editor, "merge_selected", *two)
    Role.objects.filter(person=two[1]).update(title="Head")
    sent = {**form_of(page, "merge-people"), "kept": two[0].pk, "apply": "1"}
    assert "Nothing was done: look again." in body(editor.post(reverse(MERGE), sent))
    assert Person.objects.filter(pk=two[1].pk).exists()


@pytest.mark.slow
def test_roles_of_another_person_of_the_name_are_split_off_and_merged_again(editor, form_of, all_dossiers):
    person = Person.objects.get(slug="antonio-guterres")
    role = Role.objects.get(person=person, organization__slug="unhcr")
    page = selected(editor, "split_selected", person)
    sent = {**form_of(page, "split-person"), "apply": "1"}
    assert "Choose some of the roles" in body(editor.post(reverse(SPLIT), sent))
    page = body(editor.post(reverse(SPLIT), {**sent, "role": role.pk}, follow=True))
    assert re.search(r'name="slug" value="antonio-guterres-2"', page)
    assert holders("unhcr")["António Guterres"] == "antonio-guterres-2"
    both = (person, Person.objects.get(slug="antonio-guterres-2"))
    merged(editor, form_of, both)
    assert holders("unhcr")["António Guterres"] == "antonio-guterres"


def test_what_cannot_be_merged_or_split_leads_back_to_the_list(editor, all_dossiers):
    person = Person.objects.get(slug="amy-pope")
    assert "Select two records of one person." in selected(editor, "merge_selected", person)
    assert "Select one person who holds several roles." in selected(editor, "split_selected", person)


def test_who_only_looks_merges_and_parts_nothing(iom, viewer):
    assert viewer.post(reverse(MERGE), {"apply": "1"}).status_code == 403
    assert viewer.post(reverse(SPLIT), {"apply": "1"}).status_code == 403

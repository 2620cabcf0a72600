"""Sources that a dossier lists twice: they are shown, the chosen one stays, what changed meanwhile is shown again."""

import pytest
from django.urls import reverse

from organizations.dossier.text.parser import parse
from organizations.dossier.text.writer import write
from organizations.editing import record
from organizations.models import Organization, Source
from organizations.store import dump_dossier, load_dossier
from tests.admin.tools import last
from tests.support.responses import body

TEXT = """A Body (AB)

It is.[2]


Snapshot

  • Members: 175+ [1, p. 3][2]
  • Seat: Geneva [3]
  • Size: Big [2]


Sources

[1] A study & <more>, doi:10.1000/abc
[2] https://doi.org/10.1000/ABC
[3] A letter (1951).
[4] a letter (1951)"""


@pytest.fixture
def dossier(db):
    organization = load_dossier(parse(TEXT), slug="ab")
    record(organization)
    return organization


@pytest.fixture
def page(dossier):
    return f"{reverse('admin:organizations_source_duplicates')}?organization=ab"


def text_of(organization):
    return write(dump_dossier(Organization.objects.get(pk=organization.pk)))


@pytest.fixture
def chosen(editor, page, form_of):
    """A function: marks of the entries to be kept, perhaps a page shown before -> the response."""

    def choose(*marks, shown=None):
        form = form_of(shown or body(editor.get(page)), "duplicates")
        keys = dict(Source.objects.values_list("mark", "key"))
        groups = {"[1]": "[1]", "[2]": "[1]", "[3]": "[3]", "[4]": "[3]"}
        return editor.post(page, {**form, **{f"kept-{keys[groups[m]]}": keys[m] for m in marks}, "apply": "1"})

    return choose


def test_the_list_leads_to_a_question_and_to_those_that_are_the_same(editor, page, dossier):
    start = page.partition("?")[0]
    assert f'href="{start}"' in body(editor.get(reverse("admin:organizations_source_changelist")))
    assert 'id="find-dossier"' in body(editor.get(start))
    assert "There is no dossier of this name." in body(editor.get(start, {"organization": "x"}))
    shown = body(editor.get(page))
    assert shown.count("Which one stays?") == 2
    assert "[1] A study &amp; &lt;more&gt;, doi:10.1000/abc (1 mark)" in shown and "(3 marks)" in shown


def test_the_chosen_one_stays_in_one_revision_and_the_others_are_left(chosen, dossier):
    number, _note = last(dossier)
    assert chosen("[1]").status_code == 302
    text = text_of(dossier)
    assert "It is.[1]" in text and "175+ [1, p. 3][1]" in text and "Big [1]" in text and "Geneva [3]" in text
    assert list(Source.objects.values_list("mark", flat=True)) == ["[1]", "[3]", "[4]"]
    assert last(dossier) == (number + 1, "1 source merged into another")


def test_several_groups_at_once(chosen, dossier, editor, page):
    assert chosen("[2]", "[4]").status_code == 302
    assert "175+ [2, p. 3][2]" in text_of(dossier) and "Geneva [4]" in text_of(dossier)
    assert last(dossier)[1] == "2 sources merged into others"
    assert "No source is listed twice." in body(editor.get(page))


def test_without_a_choice_nothing_is_done(chosen, dossier):
    before = last(dossier)
    assert "Nothing is chosen." in body(chosen())
    assert last(dossier) == before


def test_what_changed_meanwhile_is_shown_again(chosen, dossier, editor, page):
    shown = body(editor.get(page))
    load_dossier(parse(TEXT.replace("Geneva", "Rome")), slug="ab")
    record(dossier)
    again = body(chosen("[1]", shown=shown))
    assert "Nothing was done: look again." in again and Source.objects.count() == 4
    assert chosen("[1]", shown=again).status_code == 302 and Source.objects.count() == 3


def test_where_another_entry_would_come_to_be_of_another_source_it_is_refused(editor, page, form_of, dossier):
    listed = "[1] A study, doi:10.1000/abc\n[2] A book (1999).\n[3] doi:10.1000/abc\n[4] Ibid., p. 9"
    load_dossier(parse(f"{TEXT.partition('[1] A study')[0]}{listed}"), slug="ab")
    record(dossier)
    before = last(dossier)
    form = form_of(body(editor.get(page)), "duplicates")
    [name] = [name for name in form if name.startswith("kept-")]
    key = Source.objects.get(mark="[1]").key
    assert "“doi:10.1000/abc” cannot be merged" in body(editor.post(page, {**form, name: key, "apply": "1"}))
    assert last(dossier) == before and Source.objects.count() == 4


def test_who_only_looks_merges_nothing(page, viewer):
    assert viewer.get(page).status_code == 403
    assert viewer.post(page, {"apply": "1"}).status_code == 403

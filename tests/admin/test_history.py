"""History in the admin: told in plain words, compared, restored whole or in part, handed out as text."""

import pytest
from django.urls import reverse

from organizations.dossier.document import from_json
from organizations.models import Program, Role, TimelineEvent
from organizations.store import dump_dossier
from tests.support.responses import body


@pytest.fixture
def changed(iom, editor, form_of):
    """IOM after an editor shortened a term and deleted a program, on two pages."""
    role = Role.objects.get(person__slug="william-lacy-swing")
    url = reverse("admin:organizations_role_change", args=[role.pk])
    sent = form_of(body(editor.get(url)), "role_form")
    editor.post(url, {**sent, "period": "2008–2017"})
    program = Program.objects.get(key="crisis-evacuations")
    editor.post(reverse("admin:organizations_program_delete", args=[program.pk]), {"post": "yes"})
    return iom


def page(client, name, *args, **query):
    response = client.get(reverse(f"admin:organizations_organization_{name}", args=args), query)
    return body(response)


def put_back(client, iom, number, **claim):
    url = reverse("admin:organizations_organization_restore", args=[iom.pk, number])
    assert client.post(url, claim).status_code == 302


def test_the_history_is_told_in_plain_words(changed, editor):
    result = page(editor, "history", changed.pk)
    assert "End of William Lacy Swing’s term changed from 2018 to 2017." in result
    assert "1 program removed." in result
    assert "readers see this one" in result


def test_two_revisions_are_compared_word_by_word(changed, editor):
    compared = page(editor, "history", changed.pk, old=1, new=3)
    assert "removed:</span>2008–2018</del>" in compared
    assert "Program “Crisis Evacuations” removed" in compared


def test_a_dossier_is_restored_whole_as_a_new_revision(changed, editor):
    before = from_json(changed.revisions.get(number=1).data)
    put_back(editor, changed, 1)
    assert dump_dossier(changed) == before
    last = changed.revisions.first()
    assert (last.number, last.whole_note, last.created_by.username) == (4, "Restored from revision 1", "editor")


def test_one_claim_is_restored_in_its_place(changed, editor):
    put_back(editor, changed, 1, kind="program", key="crisis-evacuations")
    keys = list(changed.programs.values_list("key", flat=True))
    first = from_json(changed.revisions.get(number=1).data)
    assert keys == [claim.key for section, claim in first.items() if section.kind == "programs"]
    assert Role.objects.get(person__slug="william-lacy-swing").period == "2008–2017"


@pytest.mark.slow
def test_what_was_not_there_then_goes(changed, editor):
    put_back(editor, changed, 1, kind="program", key="crisis-evacuations")
    put_back(editor, changed, 3, kind="program", key="crisis-evacuations")
    assert not Program.objects.filter(key="crisis-evacuations").exists()


@pytest.mark.parametrize("claim", [{"kind": "program", "key": "nothing"}, {"kind": "nonsense", "key": "x"}])
def test_a_part_that_never_was_is_not_found(changed, editor, claim):
    url = reverse("admin:organizations_organization_restore", args=[changed.pk, 1])
    assert editor.post(url, claim).status_code == 404
    assert editor.get(url).status_code == 405


def test_a_revision_is_handed_out_as_a_text(changed, editor, iom_text):
    assert page(editor, "text", changed.pk, 1) == iom_text


@pytest.mark.parametrize("number", ["0", "99", "x", "9" * 30])
def test_a_revision_that_is_not_there_is_not_found(iom, editor, number):
    for name in ("text", "restore"):
        url = reverse(f"admin:organizations_organization_{name}", args=[iom.pk, number])
        assert (editor.get if name == "text" else editor.post)(url).status_code == 404


def test_who_may_only_look_restores_nothing(changed, client, member):
    user = member("Publisher")
    user.groups.clear()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("admin:organizations_organization_restore", args=[changed.pk, 1])
    assert client.post(url).status_code == 403
    assert TimelineEvent.objects.exists()


@pytest.mark.slow
@pytest.mark.parametrize(("words", "count"), [("restored", 1), ("loaded", 0)])
def test_revisions_are_found_by_what_was_done(changed, editor, words, count):
    put_back(editor, changed, 1)
    found = body(editor.get(reverse("admin:organizations_revision_changelist"), {"q": words}))
    assert found.count('field-whole_note">Restored from revision 1') == count

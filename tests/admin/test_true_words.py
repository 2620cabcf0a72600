"""Who may see nothing, is refused or has logged out reads what is true of them."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from organizations.models import Organization
from tests.support.responses import body

NOTHING = "You don’t have permission"
MODELS = ("organization", "timelineevent", "person", "theme", "revision")


@pytest.fixture
def nobody(db):
    client = Client()
    user = User.objects.create_user("nobody", is_staff=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_an_account_without_rights_is_told_whom_to_ask(nobody):
    page = body(nobody.get("/admin/"))
    assert "Your account is in no group yet" in page
    assert NOTHING not in page
    assert NOTHING not in body(nobody.get(reverse("admin:password_change")))


def test_whoever_logs_out_is_told_so(editor):
    page = body(editor.post(reverse("admin:logout")))
    assert "You are logged out of this browser." in page
    assert "Log in again" in page
    assert NOTHING not in page
    assert "quality time" not in page


def test_whoever_was_logged_out_is_not_told_of_rights(editor, url, form):
    editor.logout()
    page = body(editor.post(url, form), 403)
    assert "What you typed is still here" in page
    assert NOTHING not in page


@pytest.mark.parametrize("model", MODELS)
def test_an_empty_list_says_that_it_is_empty_and_why(db, editor, model):
    url = reverse(f"admin:organizations_{model}_changelist")
    assert "yet." in body(editor.get(url))
    assert "There are no" in body(editor.get(url))


def test_a_list_in_which_nothing_matches_leads_to_all_of_it(iom, editor):
    page = body(editor.get(reverse("admin:organizations_program_changelist"), {"q": "nonsense"}))
    assert "No programs match." in page
    assert '<a href="?">Show all</a>' in page


@pytest.mark.parametrize("role", ["Editor", "Publisher", "admin"])
def test_a_refusal_is_true_for_every_role(as_member, role):
    page = body(as_member(role).get(reverse("admin:organizations_revision_add")), 403)
    assert "Your account may not do this. If your work needs it, ask whoever runs the site." in page


def test_a_form_of_another_site_is_refused_in_plain_words(member):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member("Editor"), backend="django.contrib.auth.backends.ModelBackend")
    page = body(strict.post(reverse("admin:organizations_theme_add"), {"name": "Forged"}), 403)
    assert "The form was not taken" in page


def test_a_dossier_without_a_revision_says_so(as_member, vocabulary):
    new = Organization.objects.create(slug="new", name="New", title="A new body")
    page = body(as_member("Editor").get(reverse("admin:organizations_organization_history", args=[new.pk])))
    assert "Nothing is recorded of this dossier yet" in page

"""Secret links to a preview are called back: all that were made so far are dead at once, and only they."""

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from organizations.models import Organization
from organizations.publishing.preview_links import SALT, call_back, secret_url
from tests.support.responses import body


@pytest.fixture
def button(iom):
    return reverse("admin:organizations_organization_step", args=[iom.pk, "call-back"])


@pytest.mark.slow
def test_calling_back_kills_every_link_at_once_and_new_ones_work(iom, editor, url, button, client):
    links = [secret_url(iom), secret_url(iom)]
    assert button in body(editor.get(url))
    assert "cannot use it any more" in body(editor.get(button))
    assert {client.get(link).status_code for link in links} == {200}
    assert "lead nowhere now" in body(editor.post(button, follow=True))
    assert {client.get(link).status_code for link in links} == {404}
    fresh = secret_url(iom)
    assert client.get(fresh).status_code == 200
    call_back(iom)
    assert client.get(fresh).status_code == 404


def test_links_of_other_dossiers_live_on(iom, client):
    other = Organization.objects.create(slug="who", name="WHO", title="WHO")
    link = secret_url(other)
    call_back(iom)
    assert client.get(link).status_code == 200


def test_a_link_from_before_the_upgrade_lives_until_it_is_called_back(iom, client):
    link = reverse("organizations:secret_preview", args=[signing.dumps(iom.pk, salt=SALT)])
    assert client.get(link).status_code == 200
    call_back(iom)
    assert client.get(link).status_code == 404


def test_who_may_not_edit_calls_nothing_back(iom, button, viewer):
    link = secret_url(iom)
    assert viewer.post(button).status_code == 403
    assert Client().get(link).status_code == 200

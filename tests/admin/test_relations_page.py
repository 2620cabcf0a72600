"""What editors say of related organizations: added, hidden, and shown before it is published."""

import pytest
from django.test import Client
from django.urls import reverse

from organizations.models import Organization, Relation
from tests.support.responses import body

ADD = "/admin/organizations/relation/add/"


@pytest.fixture
def un(iom: Organization) -> Organization:
    return Organization.objects.create(slug="un", name="United Nations", title="UN")


def add(client: Client, one: Organization, other: Organization, **more: str) -> str:
    sent = {"organization": one.pk, "kind": "member_of", "other": other.pk, **more}
    return body(client.post(ADD, sent, follow=True))


@pytest.mark.parametrize("role", ["Editor", "Publisher"])
def test_editors_relate_two_organizations(iom, un, as_member, role):
    assert "Unpublished changes" in add(as_member(role), iom, un, note="Since 2016.")
    assert str(Relation.objects.get()) == f"{iom}: Member of United Nations"


def test_an_organization_is_not_related_to_itself(iom, as_member):
    assert "An organization is not related to itself." in add(as_member("Editor"), iom, iom)


def test_the_same_is_said_once(iom, un, as_member):
    editor = as_member("Editor")
    add(editor, iom, un)
    assert "already exists" in add(editor, iom, un)


def test_what_is_published_is_shown_before(iom, un, as_member):
    add(as_member("Editor"), iom, un, note="<script>alert(1)</script>", is_hidden="on")
    page = body(as_member("Publisher").get(reverse("admin:organizations_vocabulary_publish")))
    assert f"{iom}: Member of United Nations (&lt;script&gt;alert(1)&lt;/script&gt;), hidden:" in page

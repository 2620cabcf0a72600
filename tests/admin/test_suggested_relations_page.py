"""Organizations that programs and intersections name are suggested as related: looked at, and taken in one step."""

import pytest
from django.test import Client
from django.urls import reverse

from organizations.models import Organization, Program, Relation
from organizations.publishing import publish, publish_vocabulary
from tests.support.responses import body


@pytest.fixture
def unhcr(all_dossiers: None) -> Organization:
    organization = Organization.objects.get(slug="unhcr")
    # Else the UN is related already.
    organization.facts.filter(label="Founded").update(value="1950")
    publish(organization)
    return organization


def page_of(organization: Organization) -> str:
    return reverse("admin:organizations_organization_suggested_relations", args=[organization.pk])


def other(slug: str) -> int:
    return Organization.objects.get(slug=slug).pk


@pytest.mark.slow
def test_who_is_named_is_shown_with_the_claims_that_name_them(editor, unhcr):
    page = body(editor.get(page_of(unhcr)))
    assert "Named in: “Emergency Response”" in page and "Named in: “Refugees and Migrants on the Same Routes”" in page
    assert f'name="other" value="{other("un")}"' in page and f'name="other" value="{other("ilo")}"' not in page
    change = body(editor.get(reverse("admin:organizations_organization_change", args=[unhcr.pk])))
    assert f'href="{page_of(unhcr)}"' in change


def test_the_ticked_ones_are_related_and_seen_once_published(editor, form_of, unhcr):
    form = form_of(body(editor.get(page_of(unhcr))), "suggested")
    sent = {**form, "other": [other("un")], f"kind-{other('un')}": "parent", "apply": "1"}
    assert "1 organization is related" in body(editor.post(page_of(unhcr), sent, follow=True))
    assert list(Relation.objects.values_list("kind", "other")) == [("parent", other("un"))]
    assert "Part of" not in body(Client().get("/organizations/unhcr/"))
    publish_vocabulary()
    assert "Part of" in body(Client().get("/organizations/unhcr/"))
    assert f'name="other" value="{other("un")}"' not in body(editor.get(page_of(unhcr)))


def test_nothing_is_related_where_nothing_is_ticked_or_the_dossier_has_changed(editor, form_of, unhcr):
    form = form_of(body(editor.get(page_of(unhcr))), "suggested")
    assert "No organization is ticked." in body(editor.post(page_of(unhcr), {**form, "other": [], "apply": "1"}))
    Program.objects.filter(organization=unhcr).update(title="None", body="")
    assert "look again" in body(editor.post(page_of(unhcr), {**form, "apply": "1"}))
    assert not Relation.objects.exists()


def test_who_only_looks_relates_nobody(iom, viewer):
    assert viewer.get(page_of(iom)).status_code == 403

"""Addresses belong to publishing: a save changes none, an old one leads on, a known one is asked for twice."""

from importlib import import_module

import pytest
from django.db import connection
from django.urls import reverse

from organizations.dossier.text.parser import parse
from organizations.importing import RefusedImport, carry_out, plan_import
from organizations.models import Era, Organization, Person, Theme
from organizations.publishing import (
    PublishedSlugTaken,
    known_as,
    publish,
    publish_dossiers,
    publish_vocabulary,
    withdraw,
)
from organizations.store import load_dossier
from tests.support.former import former_apps
from tests.support.responses import body

TEXT = "World Body (WB) — Deep Dossier\n\nTimeline\n\n1951: Founding\n\nFirst words.\n"


def rename(record, slug):
    record.slug = slug
    record.save()


def rename_and_publish(iom, slug):
    rename(iom, slug)
    publish(iom)


@pytest.fixture
def other(iom):
    """A second published dossier."""
    organization = load_dossier(parse(TEXT), slug="wb")
    publish(organization)
    return organization


def led_to(client, slug):
    response = client.get(f"/organizations/{slug}/", follow=True)
    assert response.status_code == 200
    return response.request["PATH_INFO"].split("/")[2]


def test_a_rename_that_is_not_published_changes_no_address(iom, client):
    rename_and_publish(iom, "iom-un")
    rename(iom, "iom-next")
    assert [led_to(client, slug) for slug in ("iom", "iom-un")] == ["iom-un", "iom-un"]
    assert client.get("/organizations/iom-next/").status_code == 404


def test_taking_an_old_slug_and_undoing_it_sends_nobody_astray(iom, other, client):
    rename_and_publish(iom, "iom-un")
    rename(other, "iom")
    assert led_to(client, "iom") == "iom-un"
    rename(other, "wb")
    publish(other)
    assert [led_to(client, slug) for slug in ("iom", "wb")] == ["iom-un", "wb"]


@pytest.mark.slow
def test_renaming_back_and_forth_makes_no_loop(iom, client):
    for slug in ("second", "iom", "third", "second", "iom"):
        rename_and_publish(iom, slug)
        assert {led_to(client, known) for known in ("iom", "second")} == {slug}


def test_a_redirect_says_that_it_is_not_to_be_kept(iom, client):
    rename_and_publish(iom, "iom-un")
    response = client.get("/organizations/iom/")
    assert (response.status_code, response["Cache-Control"]) == (301, "public, max-age=0, must-revalidate")


def test_a_withdrawn_dossier_says_so_at_every_address_it_had(iom, client):
    rename_and_publish(iom, "iom-un")
    withdraw(iom, note="In dispute")
    rename(iom, "iom-next")
    assert [client.get(f"/organizations/{slug}/").status_code for slug in ("iom", "iom-un", "iom-next")] == [
        410,
        410,
        404,
    ]


def test_a_slug_that_readers_know_is_published_for_another_only_where_that_was_said(iom, other, client):
    rename_and_publish(iom, "iom-un")
    rename(other, "iom")
    with pytest.raises(PublishedSlugTaken, match="address-left"):
        publish(other)
    assert led_to(client, "iom") == "iom-un"
    publish_dossiers([other], taking=["iom"])
    assert [led_to(client, slug) for slug in ("iom", "wb")] == ["iom", "iom"]
    assert known_as("organization", "iom") == other


def test_a_slug_under_which_another_is_published_is_never_taken(iom, other):
    rename(iom, "iom-un")
    rename(other, "iom")
    with pytest.raises(PublishedSlugTaken, match="address-live"):
        publish_dossiers([other], taking=["iom"])


def test_the_slug_of_a_dossier_that_is_deleted_is_free(iom, other):
    withdraw(other)
    other.delete()
    publish(load_dossier(parse(TEXT), slug="wb"))


@pytest.mark.slow
@pytest.mark.parametrize("record", [Person, Theme])
def test_people_and_themes_are_found_under_every_name_they_had(iom, client, record):
    kind, slug = {Person: ("people", "amy-pope"), Theme: ("themes", "returns")}[record]
    each = record.objects.get(slug=slug)
    for name in ("second", slug, "third"):
        rename(each, name)
        publish_vocabulary()
        publish(iom)
    rename(each, "never-seen")
    responses = [client.get(f"/{kind}/{name}/") for name in (slug, "second")]
    assert {response["Location"] for response in responses} == {f"/{kind}/third/"}


@pytest.mark.parametrize("model", ["organization", "theme", "person"])
def test_a_form_asks_twice_for_a_slug_that_readers_know(iom, other, as_member, model):
    record = {"organization": iom, "theme": Theme.objects.get(slug="returns"), "person": Person.objects.first()}[model]
    slug = record.slug
    rename(record, "renamed")
    publish_vocabulary()
    publish(iom)
    editor, url = as_member("Editor"), reverse(f"admin:organizations_{model}_add")
    form = {"name": "Another", "title": "Another", "language": "en", "slug": slug, "period": "1951"}
    for prefix in (
        "sections",
        "facts",
        "timelineevents",
        "roles",
        "programs",
        "pressurepoints",
        "intersections",
        "sources",
    ):
        form |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    page = body(editor.post(url, form))
    assert "by this address; its links would lead here" in page
    assert f'name="taken_slug" value="{slug}"' in page
    assert editor.post(url, {**form, "taken_slug": slug}).status_code == 302
    assert known_as(model, slug) == record


def test_a_new_text_is_not_published_where_readers_know_another(iom):
    publish(load_dossier(parse(TEXT), slug="wb"))
    rename_and_publish(Organization.objects.get(slug="wb"), "body")
    plan = plan_import(TEXT.replace("World", "Wide"), slug="wb")
    with pytest.raises(RefusedImport, match="Readers know"):
        carry_out(plan, published=True)


def test_addresses_left_before_the_upgrade_lead_on_after_it(iom, other, client):
    """What 0008 makes of a database that wrote redirects on save."""
    migration = import_module("organizations.migrations.0008_published_slugs")
    rename(other, "wb-saved")
    former = [("organization", "old", "iom"), ("organization", "wb", "wb-saved"), ("person", "pope", "amy-pope")]
    created = {row.slug: (row.kind, row.record) for row in migration.rows_of(former_apps(), connection.alias, former)}
    assert created["old"] == created["iom"] == ("organization", iom.pk)
    assert created["wb"] == ("organization", other.pk)
    assert "wb-saved" not in created
    assert created["pope"] == created["amy-pope"] == ("person", Person.objects.get(slug="amy-pope").pk)
    assert ("era", Era.objects.get(slug="cold-war").pk) == created["cold-war"]

"""Law 1: not a byte of any public address changes until publishing, and publishing shows it on the next request."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.test import Client

from organizations.editing import recorded
from organizations.models import Era, Organization, Person, Program, PublishedPerson, PublishedTag, Theme, TimelineEvent
from organizations.publishing import (
    has_unpublished_changes,
    publish,
    publish_vocabulary,
    unpublished_organizations,
    vocabulary_has_unpublished_changes,
)
from tests.publishing.conftest import WORKING_COPY, add_one_of_each, delete_one_of_each, edit_every_field
from tests.support.responses import body

Walk = Callable[[], dict[str, tuple[int, bytes]]]
PUBLISHED_MODELS = {
    "Citation",
    "PublishedClaim",
    "PublishedClaimTag",
    "PublishedMention",
    "PublishedRelation",
    "PublishedCopy",
    "FacetChunk",
    "IndexedWord",
    "PublishedOrganization",
    "PublishedPerson",
    "PublishedSearchRule",
    "PublishedSlug",
    "PublishedSource",
    "Revision",
    "SiteState",
    "PublishedTag",
    "SearchRow",
}
WORKFLOW_MODELS = {
    "Checkup",
    "Contribution",
    "ContributionSalt",
    "ImportChoices",
    "ImportDraft",
    "Presence",
    "PreviewKey",
    "RemovedTag",
    "Review",
    "Schedule",
    "SourceCopy",
    "Withdrawal",
}


def test_the_hand_that_edits_forgets_no_model() -> None:
    named = {model.__name__ for model in apps.get_app_config("organizations").get_models()}
    assert {model.__name__ for model in WORKING_COPY} == named - PUBLISHED_MODELS - WORKFLOW_MODELS


@pytest.mark.slow
def test_the_walk_finds_every_kind_of_page(iom: Organization, everything: Walk) -> None:
    found = everything()
    assert {"/eras/cold-war/", "/themes/returns/", "/people/amy-pope/", "/sitemap-people.xml"} <= found.keys()
    assert len(found) > 50
    assert {status for status, _ in found.values()} == {200, 404}


@pytest.mark.slow
def test_editing_every_field_changes_nothing_until_publishing(iom: Organization, everything: Walk) -> None:
    before = everything()
    changed = edit_every_field()
    for model in WORKING_COPY:
        columns = {field.attname for field in model._meta.concrete_fields} - {"id", "organization_id"}
        assert columns - changed[model.__name__] == set(), model.__name__
    assert everything() == before


@pytest.mark.slow
def test_adding_and_deleting_changes_nothing_until_publishing(iom: Organization, everything: Walk) -> None:
    before = everything()
    add_one_of_each(iom)
    delete_one_of_each(iom)
    assert everything() == before


def test_publishing_shows_all_of_it_on_the_very_next_request(iom: Organization, client: Client) -> None:
    client.get("/organizations/iom/")
    edit_every_field()
    add_one_of_each(iom)
    iom.refresh_from_db()
    publish(iom)
    assert client.get("/organizations/iom/").status_code == 301
    page = body(client.get("/organizations/iom-x/"))
    for record in [*iom.facts.all(), *iom.timelineevents.all(), *iom.programs.all(), *iom.pressurepoints.all()]:
        assert str(record).replace("&", "&amp;") in page
    assert iom.title in page
    assert "ADDED person" in page


def test_other_pages_show_it_on_the_very_next_request_too(iom: Organization, client: Client) -> None:
    urls = ["/", "/explore/?q=geneva", "/explore/?q=bern", "/people/", "/themes/conflict/", "/sitemap.xml"]
    before = [body(client.get(url)) for url in urls]
    iom.facts.filter(key="headquarters").update(value="Bern, Switzerland")
    Person.objects.filter(slug="amy-pope").update(name="Amy E. Pope")
    TimelineEvent.objects.filter(key="cold-war-resettlement-tool").update(title="Renamed")
    publish(iom)
    after = [body(client.get(url)) for url in urls]
    assert all(old != new for old, new in zip(before, after, strict=True))
    assert "0 claims" in after[1]
    assert "Bern" in after[2]


def test_what_was_deleted_is_gone_when_published(iom: Organization, client: Client) -> None:
    delete_one_of_each(iom)
    publish(iom)
    page = body(client.get("/organizations/iom/"))
    assert "Cold War Resettlement Tool" not in page
    assert "Amy Pope" not in page
    assert client.get("/people/amy-pope/").status_code == 404
    assert not PublishedPerson.objects.filter(slug="amy-pope").exists()


def test_a_person_stays_while_another_dossier_names_them(iom: Organization, iom_text: str) -> None:
    from organizations.dossier.text.parser import parse
    from organizations.store import load_dossier

    publish(load_dossier(parse(iom_text), slug="twin"))
    iom.roles.all().delete()
    publish(iom)
    assert PublishedPerson.objects.count() == 3


@pytest.mark.parametrize(
    ("change", "vocabulary"),
    [
        (lambda: Program.objects.filter(key="crisis-evacuations").update(body="Mine."), False),
        (lambda: Program.objects.get(key="crisis-evacuations").themes.clear(), False),
        (lambda: Organization.objects.update(slug="moved"), False),
        (lambda: Person.objects.filter(slug="amy-pope").update(name="A. Pope"), False),
        (lambda: Era.objects.filter(slug="cold-war").update(name="Mine"), True),
        (lambda: Theme.objects.create(slug="mine", name="Mine"), True),
    ],
    ids=["words", "themes", "slug", "person", "era", "theme"],
)
def test_what_differs_from_the_published_is_marked(
    iom: Organization, change: Callable[[], object], vocabulary: bool
) -> None:
    assert not (has_unpublished_changes(iom) or vocabulary_has_unpublished_changes())
    with recorded([iom.pk]):
        change()
    iom.refresh_from_db()
    assert (has_unpublished_changes(iom), vocabulary_has_unpublished_changes()) == (not vocabulary, vocabulary)
    publish(iom)
    publish_vocabulary()
    assert not (has_unpublished_changes(iom) or vocabulary_has_unpublished_changes())


def test_one_that_was_never_published_is_marked(iom: Organization) -> None:
    draft = Organization.objects.create(slug="draft", name="Draft", title="Draft")
    assert unpublished_organizations([iom, draft]) == {draft.pk}


def test_a_vocabulary_shows_when_it_is_published(iom: Organization, client: Client) -> None:
    Theme.objects.filter(slug="returns").update(name="Going back")
    Theme.objects.get(slug="data").delete()
    publish(iom)
    assert "Going back" not in body(client.get("/themes/"))
    publish_vocabulary()
    assert "Going back" in body(client.get("/themes/"))
    assert "Going back" in body(client.get("/organizations/iom/"))
    assert client.get("/themes/data/").status_code == 404
    assert not PublishedTag.objects.filter(slug="data").exists()

"""manage.py loaddata: brings in and publishes once, changes nothing the second time, never overwrites an editor."""

from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from organizations.models import (
    Era,
    Fact,
    Organization,
    Program,
    PublishedClaim,
    PublishedOrganization,
    PublishedTag,
    Revision,
    SiteState,
    Theme,
    TimelineEvent,
)
from organizations.publishing import publish
from organizations.store import dump_dossier
from tests.support.responses import body

PAGE = "/organizations/iom/"


def load() -> None:
    call_command("loaddata", "vocabulary", "iom", verbosity=0)


def test_what_it_brings_in_is_published_once(iom: Organization) -> None:
    revision = Revision.objects.get()
    assert (revision.number, bool(revision.published_at)) == (1, True)
    assert revision.whole_published_note == "Loaded from fixtures"
    assert PublishedOrganization.objects.get().revision == revision
    assert PublishedTag.objects.eras().count() == 4
    assert PublishedTag.objects.themes().count() == 8


def test_loading_twice_changes_nothing(iom: Organization, client: Client) -> None:
    page, dossier = client.get(PAGE), dump_dossier(iom)
    claims = list(PublishedClaim.objects.order_by("pk").values_list("pk", "html"))
    load()
    again = client.get(PAGE)
    assert (again.content, again["ETag"]) == (page.content, page["ETag"])
    assert dump_dossier(iom) == dossier
    assert list(PublishedClaim.objects.order_by("pk").values_list("pk", "html")) == claims
    assert (Revision.objects.count(), Organization.objects.count()) == (1, 1)


CHANGES: dict[str, tuple[Callable[[], object], str]] = {
    "an event's title": (
        lambda: TimelineEvent.objects.filter(key="externalized-borders").update(title="Outside"),
        "timeline event “Externalized Borders”: title",
    ),
    "a fact": (lambda: Fact.objects.filter(key="headquarters").update(value="Bern"), "fact “Headquarters”: value"),
    "the introduction": (
        lambda: Organization.objects.update(introduction="Mine."),
        "organization “International Organization for Migration (IOM)”: introduction",
    ),
    "a theme of a program": (
        lambda: Program.objects.get(key="crisis-evacuations").themes.clear(),
        "program “Crisis Evacuations”: themes",
    ),
    "an era": (
        lambda: Era.objects.filter(slug="cold-war").update(description="Mine."),
        "era “Cold War (1947–1991)”: description",
    ),
    "a theme": (lambda: Theme.objects.filter(slug="data").update(name="Numbers"), "theme “Data”: name"),
    "a program that was removed": (
        lambda: Program.objects.get(key="crisis-evacuations").delete(),
        "program “Crisis Evacuations” was removed",
    ),
    "an era that was removed": (lambda: Era.objects.get(slug="cold-war").delete(), "era “Cold War (1947–1991)” was"),
    "a theme that was removed": (lambda: Theme.objects.get(slug="data").delete(), "theme “Data” was removed"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_refused_by_name_and_kept(name: str, iom: Organization, client: Client) -> None:
    change, words = CHANGES[name]
    change()
    dossier, page = dump_dossier(Organization.objects.get()), body(client.get(PAGE))
    eras, themes = list(Era.objects.values()), list(Theme.objects.values())
    with pytest.raises(CommandError) as refusal:
        load()
    assert words in str(refusal.value)
    assert dump_dossier(Organization.objects.get()) == dossier
    assert (list(Era.objects.values()), list(Theme.objects.values())) == (eras, themes)
    assert body(client.get(PAGE)) == page


def test_a_refusal_names_all_records_and_loads_none(iom: Organization) -> None:
    TimelineEvent.objects.filter(key="externalized-borders").update(title="Outside")
    Fact.objects.filter(key="headquarters").delete()
    with pytest.raises(CommandError, match="Nothing was loaded") as refusal:
        load()
    assert "Externalized Borders" in str(refusal.value)
    assert "fact “Headquarters” was removed" in str(refusal.value)
    assert not Fact.objects.filter(key="headquarters").exists()


def test_what_editors_added_is_left_alone(iom: Organization) -> None:
    added = Program.objects.create(organization=iom, key="mine", title="Mine", position=99)
    Theme.objects.create(slug="mine", name="Mine", position=99)
    load()
    assert Program.objects.get(key="mine") == added
    assert Theme.objects.filter(slug="mine").exists()
    assert not PublishedClaim.objects.filter(key="mine").exists()


def test_published_edits_are_refused_too_and_stay_live(iom: Organization, client: Client) -> None:
    Fact.objects.filter(key="headquarters").update(value="Bern, Switzerland")
    publish(iom)
    with pytest.raises(CommandError, match="Headquarters"):
        load()
    assert "Bern, Switzerland" in body(client.get(PAGE))


def test_unpublished_vocabulary_waits_when_fixtures_are_loaded_again(iom: Organization) -> None:
    Theme.objects.create(slug="mine", name="Mine", position=99)
    version = SiteState.objects.get().version
    load()
    assert not PublishedTag.objects.filter(slug="mine").exists()
    assert SiteState.objects.get().version == version

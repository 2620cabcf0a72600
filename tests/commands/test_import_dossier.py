"""manage.py import_dossier: all or nothing, a line for each part, never over what editors wrote."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from organizations.models import Organization, Program, PublishedOrganization, Revision, Theme, TimelineEvent
from organizations.publishing import publish
from organizations.store import dump_dossier
from tests.responses import body

SOURCE = Path("fixtures/dossiers/iom.txt")
PAGE = "/organizations/iom/"
Written = Callable[[str], Path]


def run(*files: Path, **options: bool | str) -> str:
    stream = io.StringIO()
    call_command("import_dossier", *map(str, files), stdout=stream, stderr=stream, **options)
    return stream.getvalue()


def exported(*options: str) -> str:
    stream = io.StringIO()
    call_command("export_dossier", "iom", *options, stdout=stream)
    return stream.getvalue()


@pytest.fixture
def edition(tmp_path: Path, iom_text: str) -> Path:
    """The IOM text re-issued: an event retitled, a program moved away from, one added, a fact corrected."""
    text = iom_text.replace("1980s–1990s: Expansion Beyond Europe", "1980s–1990s: Expansion Far Beyond Europe")
    text = text.replace("Geneva, Switzerland", "Bern, Switzerland")
    text = text.replace(
        "Structural Pressure Points\n", "6. Border Academies\n\nTrains.\n\n\nStructural Pressure Points\n"
    )
    path = tmp_path / "iom.txt"
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.txt"
    path.write_text("A Body (AB)\n\nTimeline\n\n1990–1980: Backwards\n\nNo.\n", "utf-8")
    return path


def test_a_line_is_written_for_each_part(vocabulary: None) -> None:
    lines = run(SOURCE).splitlines()
    organization = Organization.objects.get()
    parts = [part for section in dump_dossier(organization).sections for part in (section, *section.items)]
    assert lines[0] == "iom:"
    assert "    event “Externalized Borders” created" in lines
    assert "    influence “Founding Influence” created" in lines
    assert sum(line.endswith("created") for line in lines) == len(parts) + 1


def test_it_gives_the_themes_that_the_words_suggest(vocabulary: None) -> None:
    run(SOURCE)
    slugs = TimelineEvent.objects.get(key="externalized-borders").themes.values_list("slug", flat=True)
    assert set(slugs) == {"borders", "funding", "returns"}


def test_importing_then_exporting_gives_the_bytes_back(db: None, iom_text: str) -> None:
    run(SOURCE)
    assert exported().encode() == SOURCE.read_bytes()


def test_readers_see_nothing_without_publish(vocabulary: None, client: Client) -> None:
    run(SOURCE)
    assert client.get(PAGE).status_code == 404
    assert not PublishedOrganization.objects.exists()
    assert Revision.objects.get().published_at is None


def test_publish_shows_it_at_once(vocabulary: None, client: Client) -> None:
    run(SOURCE, publish=True)
    assert "Externalized Borders" in body(client.get(PAGE))
    assert exported("--published").encode() == SOURCE.read_bytes()


def test_a_dry_run_says_what_would_be_done_and_does_nothing(vocabulary: None) -> None:
    words = run(SOURCE, dry_run=True, publish=True)
    assert "event “Externalized Borders” created" in words
    assert "This was a dry run: nothing was changed." in words
    assert not (Organization.objects.exists() or Revision.objects.exists() or PublishedOrganization.objects.exists())


def test_a_dry_run_of_a_new_edition_changes_nothing(iom: Organization, edition: Path) -> None:
    before = dump_dossier(iom)
    assert "event “Expansion Far Beyond Europe” changed" in run(edition, dry_run=True)
    assert dump_dossier(Organization.objects.get()) == before
    assert Revision.objects.count() == 1


def test_a_broken_second_file_stops_all(vocabulary: None, broken: Path) -> None:
    with pytest.raises(CommandError, match=r"broken\.txt:5:\d+: .*\nNothing was imported"):
        run(SOURCE, broken, publish=True)
    assert not (Organization.objects.exists() or Revision.objects.exists())


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", ":1:1: "), (b"Caf\xe9 (C)\n", ":1:4: "), (b"\0\1\2", ":1:1: ")],
    ids=["empty", "not UTF-8", "binary"],
)
def test_an_unreadable_file_names_line_and_column(tmp_path: Path, db: None, content: bytes, reason: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        run(path)
    assert f"{path}{reason}" in str(refusal.value)


def test_a_missing_file_is_named(tmp_path: Path, db: None) -> None:
    with pytest.raises(CommandError, match=r"nothing-here\.txt: No such file"):
        run(tmp_path / "nothing-here.txt")


def test_what_only_editors_changed_is_kept(iom: Organization, edition: Path) -> None:
    Program.objects.filter(key="crisis-evacuations").update(body="Mine.")
    run(edition)
    assert Program.objects.get(key="crisis-evacuations").body == "Mine."
    assert TimelineEvent.objects.get(key="expansion-beyond-europe").title == "Expansion Far Beyond Europe"


@pytest.fixture
def edited(iom: Organization) -> Organization:
    """IOM, after an editor gave an event, which the new edition retitles too, a title of their own."""
    TimelineEvent.objects.filter(key="expansion-beyond-europe").update(title="Beyond Europe")
    publish(iom)
    return iom


def test_what_both_changed_is_refused_by_name(edited: Organization, edition: Path) -> None:
    before = dump_dossier(edited)
    with pytest.raises(CommandError, match=r"both changed:\n.*event “Beyond Europe”, title\nNothing was imported"):
        run(edition)
    assert dump_dossier(Organization.objects.get()) == before


def test_a_dry_run_shows_all_three_wordings(edited: Organization, edition: Path) -> None:
    words = run(edition, dry_run=True)
    assert "conflict: event “Beyond Europe”, title" in words
    for line in ("before: Expansion Beyond Europe", "editors: Beyond Europe", "text: Expansion Far Beyond Europe"):
        assert line in words


@pytest.mark.parametrize(("prefer", "title"), [("ours", "Beyond Europe"), ("theirs", "Expansion Far Beyond Europe")])
def test_the_command_line_may_say_who_is_right(edited: Organization, edition: Path, prefer: str, title: str) -> None:
    run(edition, prefer=prefer)
    event = TimelineEvent.objects.get(key="expansion-beyond-europe")
    assert event.title == title
    assert "nothing has changed" in run(edition)
    event.refresh_from_db()
    assert event.title == title


def test_a_dossier_made_in_the_admin_keeps_what_the_text_does_not_say(db: None, edition: Path) -> None:
    organization = Organization.objects.create(slug="iom", name="Mine", title="Mine")
    Program.objects.create(organization=organization, key="mine", title="My program")
    with pytest.raises(CommandError, match="dossier, name"):
        run(edition, into="iom")
    run(edition, into="iom", prefer="ours")
    assert Organization.objects.get().name == "Mine"
    assert {"mine", "crisis-evacuations"} <= set(Program.objects.values_list("key", flat=True))


def test_a_new_edition_keeps_keys_and_themes(iom: Organization, edition: Path) -> None:
    event = TimelineEvent.objects.get(key="expansion-beyond-europe")
    lines = run(edition).splitlines()
    event.refresh_from_db()
    assert (event.key, event.title) == ("expansion-beyond-europe", "Expansion Far Beyond Europe")
    assert [theme.slug for theme in event.themes.all()] == ["movement"]
    assert "  fact “Headquarters” changed" in lines
    assert "  program “Border Academies” added" in lines
    assert set(Program.objects.get(key="border-academies").themes.all()) == {Theme.objects.get(slug="borders")}


def test_addresses_of_a_new_edition_still_work(iom: Organization, edition: Path, client: Client) -> None:
    run(edition, publish=True)
    page = body(client.get(PAGE))
    assert 'id="event-expansion-beyond-europe"' in page
    assert "Expansion Far Beyond Europe" in page


def test_the_same_edition_again_changes_nothing(iom: Organization, edition: Path) -> None:
    run(edition)
    assert "nothing has changed" in run(edition)
    assert Revision.objects.count() == 2


@pytest.fixture
def icc(tmp_path: Path) -> Written:
    """A function that writes the text of an ICC with a name."""

    def write(name: str) -> Path:
        path = tmp_path / f"{name}.txt"
        path.write_text(f"{name} (ICC)\n\nWords on the {name}.\n", "utf-8")
        return path

    return write


def slugs() -> dict[str, str]:
    return dict(Organization.objects.values_list("slug", "name"))


@pytest.mark.parametrize("options", [{}, {"dry_run": True}, {"publish": True}, {"prefer": "theirs"}])
def test_a_text_whose_acronym_another_organization_has_stops_and_asks(db: None, icc: Written, options: Any) -> None:
    run(icc("Criminal Court"))
    with pytest.raises(CommandError) as refusal:
        run(icc("Chamber of Commerce"), **options)
    for words in ("Criminal Court (ICC)", "--slug chamber-of-commerce", "--into icc", "Nothing was imported."):
        assert words in str(refusal.value)
    assert slugs() == {"icc": "Criminal Court"}


def test_two_of_one_acronym_at_once_stop_too(db: None, icc: Written) -> None:
    with pytest.raises(CommandError, match="--slug"):
        run(icc("Criminal Court"), icc("Chamber of Commerce"))
    assert slugs() == {}


def test_a_second_one_gets_a_slug_of_its_own_and_keeps_it(db: None, icc: Written) -> None:
    run(icc("Criminal Court"))
    run(icc("Chamber of Commerce"), slug="icc-commerce")
    assert slugs() == {"icc": "Criminal Court", "icc-commerce": "Chamber of Commerce"}
    assert "nothing has changed" in run(icc("Chamber of Commerce"))
    assert "nothing has changed" in run(icc("Chamber of Commerce"), slug="icc-commerce")
    assert len(slugs()) == 2


def test_a_text_may_be_said_to_go_into_a_dossier_of_another_name(db: None, icc: Written) -> None:
    run(icc("Criminal Court"))
    run(icc("International Criminal Court"), into="icc")
    assert slugs() == {"icc": "International Criminal Court"}


def test_a_dossier_that_was_renamed_is_still_that_of_its_text(db: None, icc: Written) -> None:
    run(icc("Criminal Court"))
    Organization.objects.update(name="Court")
    assert "nothing has changed" in run(icc("Criminal Court"))
    assert slugs() == {"icc": "Court"}


def test_an_address_that_readers_know_is_not_given_to_another(db: None, icc: Written) -> None:
    run(icc("Criminal Court"), publish=True)
    court = Organization.objects.get()
    court.slug = "icc-court"
    court.save()
    with pytest.raises(CommandError, match="--into icc-court"):
        run(icc("Chamber of Commerce"))
    run(icc("Chamber of Commerce"), slug="icc-commerce")
    assert slugs() == {"icc-court": "Criminal Court", "icc-commerce": "Chamber of Commerce"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"slug": "icc"}, "--slug"),
        ({"slug": "No Slug"}, "is no address"),
        ({"into": "nowhere"}, "There is no dossier “nowhere”"),
    ],
)
def test_a_place_that_cannot_be_is_refused(db: None, icc: Written, options: Any, words: str) -> None:
    run(icc("Criminal Court"))
    with pytest.raises(CommandError, match=words):
        run(icc("Chamber of Commerce"), **options)


def test_a_place_is_for_one_text(db: None, icc: Written) -> None:
    with pytest.raises(CommandError, match="for one text"):
        run(icc("Criminal Court"), icc("Chamber of Commerce"), slug="icc-2")


def test_what_was_not_understood_is_reported_with_its_line(tmp_path: Path, db: None) -> None:
    path = tmp_path / "odd.txt"
    path.write_text("A Body (AB)\n\nTimeline\n\nWhenever it pleased: Nothing dated\n\nWords.\n", "utf-8")
    assert "line 5: “Whenever it pleased: Nothing dated”" in run(path)


def test_the_command_line_imports_as_well(iom_text: str, tmp_path: Path) -> None:
    """As a person runs it: arguments from the shell, in a process and a database of its own."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}"}

    def manage(*words: str) -> bytes:
        done = subprocess.run([sys.executable, "manage.py", *words], env=environment, capture_output=True, check=True)
        return done.stdout

    manage("migrate", "--verbosity=0")
    manage("import_dossier", str(SOURCE), "--publish")
    assert manage("export_dossier", "iom", "--format", "text") == SOURCE.read_bytes()

"""manage.py import_dossier: all or nothing, a line for each part, never over what editors wrote."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from organizations.dossier.intake import read_source
from organizations.dossier.intake.choices import Choice, ChoiceKind, Choices
from organizations.dossier.keys import former_slug_of
from organizations.dossier.messages import Message
from organizations.dossier.names import former_person_slug_of
from organizations.dossier.text.parser import parse
from organizations.dossier.text.reading import Notice, Reading
from organizations.importing import carry_out, plan_import, planning
from organizations.importing.finding import organization_of
from organizations.models import Organization, Person, Program, PublishedOrganization, Revision, Role, TimelineEvent
from organizations.publishing import publish
from organizations.store import dump_dossier
from tests.support.responses import body

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
    path.write_text("A Body (AB)\n\nTimeline\n\n1990: A \x01\n\nNo.\n", "utf-8")
    return path


def test_a_line_is_written_for_each_part(vocabulary: None) -> None:
    lines = run(SOURCE).splitlines()
    organization = Organization.objects.get()
    parts = [part for section in dump_dossier(organization).sections for part in (section, *section.items)]
    assert lines[0] == "iom:"
    assert "    event “Externalized Borders” created" in lines
    assert "    influence “Founding Influence” created" in lines
    assert sum(line.endswith("created") for line in lines) == len(parts) + 1


def test_it_gives_no_theme_by_a_bare_word(vocabulary: None) -> None:
    run(SOURCE)
    assert not TimelineEvent.objects.exclude(themes=None).exists()


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
    [(b"", ":1:1: "), (b"A Court (C)\n\nOne\1 word\n", ":3:4: "), (b"\0\1\2", ":1:1: ")],
    ids=["empty", "control character", "binary"],
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


@pytest.mark.slow
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
    assert not Program.objects.get(key="border-academies").themes.exists()


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


def test_who_and_what_has_a_slug_from_before_names_were_written_in_latin_letters_keeps_it(
    db: None, tmp_path: Path
) -> None:
    text, name = tmp_path / "сообщество.txt", "Уголь и сталь"
    text.write_text(f"{name}\n\nКлючевые фигуры\n\nИван Петров: Директор, 1990–1995 (Россия)\n", "utf-8")
    person = Person.objects.create(slug=former_person_slug_of("Иван Петров"), name="Иван Петров")
    run(text)
    assert Role.objects.get().person == person
    Organization.objects.update(slug=former_slug_of(name), name="Уголь")
    assert "nothing has changed" in run(text)
    assert slugs() == {former_slug_of(name): "Уголь"}


def test_an_acronym_in_wide_brackets_that_was_a_part_of_the_name_makes_no_second_dossier(db: None) -> None:
    name = "国际移民组织（IOM）"
    known = Organization.objects.create(slug="guo-ji-yi-min-zu-zhi-iom", name=name, title=name)
    dossier = parse(f"{name}\n")
    assert (dossier.name, dossier.acronym) == ("国际移民组织", "IOM")
    assert organization_of(dossier, "") == known


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


@pytest.mark.slow
def test_the_command_line_imports_as_well(iom_text: str, tmp_path: Path) -> None:
    """As a person runs it: arguments from the shell, in a process and a database of its own."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}"}

    def manage(*words: str) -> bytes:
        done = subprocess.run([sys.executable, "manage.py", *words], env=environment, capture_output=True, check=True)
        return done.stdout

    manage("migrate", "--verbosity=0")
    manage("import_dossier", str(SOURCE), "--publish")
    assert manage("export_dossier", "iom", "--format", "text") == SOURCE.read_bytes()


def piped(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def read_as_json(*files: Path | str, **options: Any) -> Any:
    out, err = io.StringIO(), io.StringIO()
    call_command("import_dossier", *map(str, files), stdout=out, stderr=err, dry_run=True, as_json=True, **options)
    return json.loads(out.getvalue())


def test_json_says_what_was_understood_and_changes_nothing(vocabulary: None, iom_text: str) -> None:
    text = read_as_json(SOURCE)
    kinds = {claim["type"] for section in text["dossier"]["sections"] for claim in section["items"]}
    assert kinds == {"fact", "event", "role", "influence", "program", "pressure_point", "intersection"}
    assert {section["type"] for section in text["dossier"]["sections"]} == {"section"}
    assert not Organization.objects.exists()
    lines = iom_text.split("\n")
    block = next(each for each in text["blocks"] if each["key"] == "externalized-borders")
    assert "Externalized Borders" in lines[block["lines"]["first"] - 1]


def test_json_accounts_for_every_line(vocabulary: None, iom_text: str) -> None:
    results = [
        line
        for each in read_as_json(SOURCE)["blocks"]
        for line in range(each["lines"]["first"], each["lines"]["last"] + 1)
    ]
    words = {number for number, line in enumerate(iom_text.split("\n"), 1) if line.strip()}
    assert words <= set(results)
    assert len(results) == len(set(results))


def test_json_of_several_texts_is_a_list_with_their_notices(db: None, icc: Written, tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text("A Body (AB)\n\nTimeline\n\nWords.\n\n1990: Founding\n", "utf-8")
    first, second = read_as_json(icc("Criminal Court"), path)
    assert first["notices"] == []
    (notice,) = second["notices"]
    assert (notice["line"], notice["column"], notice["text"]) == (5, 1, "Words.")
    assert notice["reason"].startswith("stands before the first item")


def test_json_is_for_a_dry_run(db: None) -> None:
    with pytest.raises(CommandError, match="--dry-run"):
        run(SOURCE, as_json=True)


def test_a_text_may_come_from_standard_input(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    piped("Criminal Court (ICC)\n\nWords.\n", monkeypatch)
    assert "Criminal Court" in run(Path("-"))
    assert slugs() == {"icc": "Criminal Court"}


def test_all_that_is_wrong_with_all_texts_is_told_at_once(db: None, tmp_path: Path, icc: Written) -> None:
    (tmp_path / "bad.txt").write_bytes(b"A Court (C)\n\nOne\1 word\n")
    with pytest.raises(CommandError) as refusal:
        run(tmp_path / "bad.txt", tmp_path / "nothing-here.txt", icc("Criminal Court"))
    assert [words in str(refusal.value) for words in ("bad.txt:3:4: ", "nothing-here.txt: No such file")] == [True] * 2
    assert slugs() == {}


UNREAD = "Court (CT)\n\nTimeline\n\n1990: Founding\n\n1991: Moving\n"


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A text of which two lines have to be answered, whatever it is that the reader does not understand today."""

    def read(*args: Any, **options: Any) -> Reading:
        found = read_source(*args, **options)
        notices = [Notice(line, words, Message("no-event"), 1, blocks=True) for line, words in ((5, "1990"), (7, "91"))]
        return replace(found, notices=tuple(notices))

    monkeypatch.setattr(planning, "read_source", read)
    path = tmp_path / "unread.txt"
    path.write_text(UNREAD, "utf-8")
    return path


def test_what_has_to_be_answered_stops_the_import_and_is_told_whole(db: None, unread: Path, icc: Written) -> None:
    with pytest.raises(CommandError) as refusal:
        run(icc("Criminal Court"), unread, publish=True)
    assert all(words in str(refusal.value) for words in ("unread.txt:5:1: “1990” ", "unread.txt:7:1: “91” "))
    assert not Organization.objects.exists()


def test_what_has_to_be_answered_may_be_kept_as_written(db: None, unread: Path) -> None:
    run(unread, keep_unread=True, publish=True)
    assert PublishedOrganization.objects.get().name == "Court"


def test_a_dry_run_shows_what_has_to_be_answered(db: None, unread: Path) -> None:
    assert "line 7: “91”" in run(unread, dry_run=True)
    assert not Organization.objects.exists()


@pytest.fixture
def choices_read(monkeypatch: pytest.MonkeyPatch) -> list[Choices]:
    """What was chosen for each reading, as the reader was told."""
    seen: list[Choices] = []

    def read(*args: Any, choices: Choices, **options: Any) -> Reading:
        seen.append(choices)
        return read_source(*args, choices=choices, **options)

    monkeypatch.setattr(planning, "read_source", read)
    return seen


CHOSEN = Choices((Choice(ChoiceKind.SECTION, "abc-1", "timeline"),))


def test_a_new_edition_is_read_by_what_was_chosen_for_the_last(
    db: None, icc: Written, choices_read: list[Choices]
) -> None:
    text = icc("Criminal Court").read_text("utf-8")
    carry_out(plan_import(text, chosen=CHOSEN))
    run(icc("Criminal Court"))
    assert choices_read[-1] == CHOSEN
    run(icc("Criminal Court"), into="icc")
    assert choices_read[-1] == CHOSEN


def test_the_language_may_be_said_and_is_recognised_where_it_is_not(db: None, tmp_path: Path) -> None:
    text = tmp_path / "bund.txt"
    text.write_text(
        "Hafenbund (HB)\n\nDer Bund der Häfen hat seinen Sitz in der Stadt und ist für die Häfen da.\n", "utf-8"
    )
    assert "German – Deutsch: recognised by its words" in run(text, dry_run=True)
    assert "recognised" not in run(text, language="DE_at", dry_run=True)
    run(text, language="DE_at")
    assert Organization.objects.get().language == "de-AT"
    assert "nothing has changed" in run(text)
    with pytest.raises(CommandError, match="“german” is no tag of a language"):
        run(text, language="german")


def test_the_name_may_be_said(db: None, icc: Written, choices_read: list[Choices]) -> None:
    run(icc("Criminal Court"), name="Court of Crimes")
    assert choices_read[-1].name == "Court of Crimes"
    with pytest.raises(CommandError, match="for one text"):
        run(icc("A"), icc("B"), name="Court of Crimes")


def test_a_text_in_an_older_encoding_is_read_by_its_name(db, tmp_path, capsys):
    path = tmp_path / "board.txt"
    path.write_bytes("# 国际港口组织\n\n## 大事记\n\n- 1949年：签署条约\n".encode("gbk"))
    call_command("import_dossier", str(path), encoding="gb18030", slug="ports")
    assert Organization.objects.get(slug="ports").timelineevents.get().title == "签署条约"

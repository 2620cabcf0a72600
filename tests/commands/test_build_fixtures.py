"""manage.py build_fixtures: the same bytes every time, and what loaddata brings in is what the builder wrote."""

import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from organizations.models import Organization

NAMES = ("vocabulary.json", "iom.json")


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    """The project's fixtures, copied to where a test may spoil them."""
    copy = tmp_path / "fixtures"
    shutil.copytree("fixtures", copy)
    settings.FIXTURE_DIRS = [copy]
    return copy


def build(*options: str) -> str:
    stream = io.StringIO()
    call_command("build_fixtures", *options, stdout=stream)
    return stream.getvalue()


def by_natural_key(records: list[dict[str, Any]]) -> list[str]:
    for record in records:
        if "themes" in record["fields"]:
            record["fields"]["themes"].sort()
    return sorted(json.dumps(record, sort_keys=True) for record in records)


def test_the_committed_fixtures_are_fresh() -> None:
    assert "up to date" in build("--check")


def test_building_twice_writes_the_same_bytes(folder: Path) -> None:
    committed = [(folder / name).read_bytes() for name in NAMES]
    for _ in range(2):
        for name in NAMES:
            (folder / name).unlink()
        build()
        assert [(folder / name).read_bytes() for name in NAMES] == committed


def test_check_fails_on_a_stale_fixture_and_writes_nothing(folder: Path) -> None:
    text = folder / "dossiers" / "iom.txt"
    text.write_text(text.read_text("utf-8").replace("Geneva", "Bern"), "utf-8")
    before = (folder / "iom.json").read_bytes()
    with pytest.raises(CommandError, match=r"stale: iom\.json; run manage\.py build_fixtures"):
        build("--check")
    assert (folder / "iom.json").read_bytes() == before


def test_a_fixture_without_a_source_is_reported_then_removed(folder: Path) -> None:
    (folder / "gone.json").write_text("[]")
    with pytest.raises(CommandError, match=r"gone\.json"):
        build("--check")
    assert "removed gone.json" in build()
    assert not (folder / "gone.json").exists()


def test_a_broken_source_is_named_with_its_line(folder: Path) -> None:
    (folder / "dossiers" / "broken.txt").write_text("A Body (AB)\n\nTimeline\n\n1990–1980: Backwards\n\nNo.\n")
    with pytest.raises(CommandError, match=r"broken\.txt: line 5"):
        build()


def test_two_dossiers_build_and_load_with_the_person_they_share(folder: Path, db: None) -> None:
    text = (folder / "dossiers" / "iom.txt").read_text("utf-8")
    (folder / "dossiers" / "twin.txt").write_text(text.replace("(IOM)", "(TWIN)"), "utf-8")
    build()
    call_command("loaddata", "vocabulary", "iom", "twin", verbosity=0)
    slugs = Organization.objects.filter(roles__person__slug="amy-pope").values_list("slug", flat=True)
    assert sorted(slugs) == ["iom", "twin"]


def test_dumpdata_gives_what_the_builder_wrote(iom: Organization) -> None:
    stream = io.StringIO()
    models = [
        "era",
        "theme",
        "searchrule",
        "organization",
        "person",
        "section",
        "fact",
        "timelineevent",
        "role",
        "program",
        "pressurepoint",
        "intersection",
    ]
    call_command(
        "dumpdata",
        *(f"organizations.{name}" for name in models),
        use_natural_primary_keys=True,
        use_natural_foreign_keys=True,
        stdout=stream,
    )
    built = [record for name in NAMES for record in json.loads(Path("fixtures", name).read_text("utf-8"))]
    assert by_natural_key(json.loads(stream.getvalue())) == by_natural_key(built)

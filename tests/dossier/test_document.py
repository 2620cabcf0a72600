"""The value: what a section may hold, and its JSON, which outlives the code that wrote it."""

import json
from pathlib import Path

import pytest
from hypothesis import given

from organizations.dossier.document import FORMAT, Dossier, Point, Section, SectionKind, from_json, to_json
from organizations.dossier.text.parser import parse
from tests.dossier.strategies import IOM, dossiers

EXAMPLES = sorted(Path(__file__).parent.glob("examples/*.txt"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_json_gives_back_the_dossier_and_its_source_lines(path: Path) -> None:
    dossier = parse(path.read_bytes())
    again = from_json(json.loads(json.dumps(to_json(dossier))))
    assert again == dossier
    assert again.source_lines == dossier.source_lines
    assert [claim.lines for _, claim in again.items()] == [claim.lines for _, claim in dossier.items()]


@given(dossiers())
def test_json_gives_back_any_dossier_kind_by_kind(dossier: Dossier) -> None:
    again = from_json(json.loads(json.dumps(to_json(dossier))))
    assert again == dossier
    assert [type(claim) for _, claim in again.items()] == [type(claim) for _, claim in dossier.items()]


def test_json_says_its_format() -> None:
    assert to_json(parse(IOM))["format"] == FORMAT


NO_DOSSIERS = [
    {},
    {"format": FORMAT + 1, "dossier": {}},
    {"format": FORMAT, "dossier": {}},
    {"format": FORMAT, "dossier": {"title": "T"}},
    {"format": FORMAT, "dossier": {"title": "T", "name": "T", "sections": [{"key": "s", "kind": "x", "heading": "X"}]}},
    {"format": FORMAT},
]


@pytest.mark.parametrize("data", NO_DOSSIERS)
def test_what_is_no_dossier_of_this_format_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        from_json(data)


def test_a_section_holds_only_its_kind_of_items() -> None:
    with pytest.raises(ValueError, match="a timeline section cannot hold a Point"):
        Section(key="s", kind=SectionKind.TIMELINE, heading="Timeline", items=(Point(key="p", title="T"),))


@pytest.mark.parametrize("kind", [SectionKind.SNAPSHOT, SectionKind.TIMELINE])
def test_a_remark_closes_a_list_and_nothing_else(kind: SectionKind) -> None:
    with pytest.raises(ValueError, match="cannot close with a remark"):
        Section(key="s", kind=kind, heading="S", remark="Words.")


def test_a_dossier_gives_its_section_of_a_kind() -> None:
    dossier = parse(IOM)
    section = dossier.of_kind(SectionKind.PEOPLE)
    assert section and section.heading == "Key People"
    assert dossier.of_kind(SectionKind.OTHER) is None

"""Lists of mappings, as YAML writes tables."""

import pytest

from organizations.dossier.intake import read_source
from tests.dossier.intake.hands import record_of

DATES = """- date: 1951
  text: Three states sign.
- date: '1960-05-02'
  title: Move
  description: >
    To Oslo, where two
    rooms are rented.
  place: Oslo
- year: 1970
  month: 5
  event: End
"""
EVENTS = ["1951: Three states sign.", "1960-05-02: Move // To Oslo, where two rooms are rented.", "1970-05: End"]
INDENTED = "".join(f"  {line}\n" for line in DATES.splitlines())
SOURCES = {
    "a file": (f"title: Test Body\nevents:\n{INDENTED}", "x.yaml"),
    "a front matter": (f"---\ntitle: Test Body\nevents:\n{INDENTED}---\n\nIt looks after a river.\n", "x.md"),
    "a block of code": (f"# Test Body\n\n```yaml\n{DATES}```\n", "x.md"),
    "a text": (f"# Test Body\n\n## Timeline\n\n{DATES}", "x.md"),
}


def records(text: str, name: str = "") -> list[str]:
    claims = [claim for _section, claim in read_source(text, file_name=name).dossier.items()]
    return [record_of(claim).removeprefix("- ") for claim in claims]


@pytest.mark.parametrize("where", SOURCES)
def test_mappings_with_dates_are_events(where: str) -> None:
    found = records(*SOURCES[where])
    assert [each.removesuffix(" // place: Oslo").replace(" place: Oslo", "") for each in found] == EVENTS
    assert read_source(SOURCES[where][0], file_name=SOURCES[where][1]).dossier.title == "Test Body"


def test_text_below_a_front_matter_is_the_introduction() -> None:
    text, name = SOURCES["a front matter"]
    assert read_source(text, file_name=name).dossier.introduction == "It looks after a river."


def test_mappings_with_names_are_people() -> None:
    first = "name: Ane Prove\n  role: Director\n  from: 2001\n  to: 2010"
    second = "name: Otto Essai\n  role: Clerk\n  from: 2010"
    assert records(f"# Test Body\n\n## Leadership\n\n- {first}\n- {second}\n") == [
        "Ane Prove | Director | 2001/2010",
        "Otto Essai | Clerk | 2010/..",
    ]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("- Ports: five\n- Ships: two", ["Ports = five", "Ships = two"]),
        ("- Seat: Oslo\n  Members: 5\n- Staff: 7", ["Seat = Oslo", "Members = 5", "Staff = 7"]),
    ],
)
def test_items_with_labels_but_no_dates_stay_items(text: str, facts: list[str]) -> None:
    assert records(f"# Test Body\n\n## Snapshot\n\n{text}") == facts

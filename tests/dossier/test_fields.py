"""What is known of the fields of a dossier: every one but those that are its identity, or hold claims."""

from dataclasses import fields

import pytest

from organizations.dossier.changes.moving import recast
from organizations.dossier.document import Dossier, Event, Point, Section, SectionKind, fingerprint, to_json
from organizations.dossier.fields import Form, InText, fields_of, naming_fields
from organizations.dossier.kinds import CLAIMS, KINDS
from organizations.dossier.period import parse_period
from organizations.dossier.text.parser import parse
from organizations.wording import field_name

KINDS_OF_PART = (Dossier, Section, *dict.fromkeys(kind.claim for kind in KINDS))
ALL_KINDS = """A Body (AB)

Snapshot

• Headquarters: Geneva

Timeline

1951: Founding

Key People

• Amy Pope: Chair, 2020–2021 (USA)
• Donors: Many

Key Programs

1. Aid"""
HELD = {"key", "lines", "items", "sections", "source_lines"}


@pytest.mark.parametrize("kind", KINDS_OF_PART)
def test_every_field_that_says_something_is_known(kind: type) -> None:
    assert fields_of(kind).keys() == {each.name for each in fields(kind)} - HELD


@pytest.mark.parametrize("kind", KINDS_OF_PART)
def test_a_field_has_a_name_in_words_and_one_of_words_has_a_bound(kind: type) -> None:
    for name, meta in fields_of(kind).items():
        assert meta.label == field_name(name)
        assert meta.searchable == (meta.form in (Form.LINE, Form.PROSE, Form.PERIOD))


@pytest.mark.parametrize("kind", KINDS_OF_PART[1:])
def test_a_part_is_known_by_words_that_a_text_says(kind: type) -> None:
    assert naming_fields(kind)
    assert all(fields_of(kind)[name].in_text == InText.SAID for name in naming_fields(kind))


def test_a_field_that_is_only_known_by_another_kind_is_not_lost_when_a_claim_moves() -> None:
    event = Event(key="e", period=parse_period("1951"), title="T", body="Words.", themes=("returns",))
    point = recast(event, SectionKind.PROGRAMS)
    assert point == Point(key="e", title="T (1951)", body="Words.", themes=("returns",))
    assert recast(point, SectionKind.TIMELINE) == event


def test_what_was_recorded_has_the_fingerprint_that_it_was_recorded_with() -> None:
    # A new field that is no `Added` one would make every dossier look changed since it was published.
    dossier = parse(ALL_KINDS)
    assert {type(claim) for _section, claim in dossier.items()} == {kind.claim for kind in CLAIMS}
    assert fingerprint(to_json(dossier)).startswith("62b3e724caa5f575")

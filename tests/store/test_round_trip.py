"""The door between value and tables: what goes in comes out, keys stay, queries do not grow."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.characters import refused
from organizations.dossier.document import Dossier, Fact, Point, Section, SectionKind
from organizations.dossier.text.parser import parse
from organizations.models import Organization, Person, Program, Role
from organizations.models import Section as SectionRecord
from organizations.store import dump_dossier, give_key, load_dossier, load_dossiers

ODD = """A Body of Odd <Things> (ABOT) — Dossier

Snapshot

• No label here
• Label: value: with: colons

Something Unknown

A paragraph & a *mark*.

• a bullet
  1) numbered

Key People

• Nobody: Founding Words
• A. Person: Chair, c. 1995 (Chad)

They all resigned.

Structural Pressure Points

1. One → two

First.

Second.
"""


@pytest.fixture
def dossier(iom_text: str) -> Dossier:
    return parse(iom_text)


def test_what_goes_in_comes_out(db: None, dossier: Dossier) -> None:
    assert dump_dossier(load_dossier(dossier)) == dossier


def test_source_lines_come_out_too(db: None, dossier: Dossier) -> None:
    found = dump_dossier(load_dossier(dossier))
    assert [claim.lines for _, claim in found.items()] == [claim.lines for _, claim in dossier.items()]
    assert found.source_lines == dossier.source_lines


def test_an_odd_dossier_comes_out_whole(db: None) -> None:
    odd = parse(ODD)
    assert dump_dossier(load_dossier(odd)) == odd


WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40).filter(lambda words: refused(words) is None)


@given(labels=st.lists(st.tuples(WORDS, WORDS), max_size=4), points=st.lists(st.tuples(WORDS, WORDS), max_size=4))
@pytest.mark.django_db(transaction=False)
def test_any_words_come_out_as_they_went_in(
    labels: list[tuple[str, str]], points: list[tuple[str, str]], django_db_blocker: object
) -> None:
    facts = tuple(Fact(key=f"f{at}", label=label, value=value) for at, (label, value) in enumerate(labels))
    items = tuple(Point(key=f"p{at}", title=title, body=body) for at, (title, body) in enumerate(points))
    dossier = Dossier(
        title="T",
        name="Any",
        sections=(
            Section(key="s", kind=SectionKind.SNAPSHOT, heading="Snapshot", items=facts),
            Section(key="p", kind=SectionKind.PROGRAMS, heading="Programs", items=items),
        ),
    )
    assert dump_dossier(load_dossier(dossier, slug="any")) == dossier


def test_loading_again_keeps_rows_and_takes_away_what_is_gone(db: None, dossier: Dossier) -> None:
    organization = load_dossier(dossier)
    before = dict(Program.objects.values_list("key", "pk"))
    programs = dossier.sections[3]
    fewer = replace(programs, items=(replace(programs.items[1], title="Anew"), programs.items[0]))
    changed = replace(dossier, sections=(*dossier.sections[:3], fewer, *dossier.sections[4:]))
    assert load_dossier(changed) == organization
    assert list(Program.objects.values_list("pk", flat=True)) == [before[claim.key] for claim in fewer.items]
    assert dump_dossier(organization) == changed


def test_one_person_serves_in_two_organizations(db: None, dossier: Dossier) -> None:
    load_dossiers([("one", dossier), ("two", dossier)])
    assert (Person.objects.count(), Role.objects.personal().count()) == (3, 6)


def test_a_name_written_differently_stays_as_written(db: None, dossier: Dossier, iom_text: str) -> None:
    load_dossier(dossier)
    other = parse(iom_text.replace("António Vitorino", "Antonio Vitorino"))
    assert dump_dossier(load_dossier(other, slug="other")) == other
    assert Person.objects.get(slug="antonio-vitorino").name == "António Vitorino"


def test_a_failure_half_way_leaves_nothing(db: None, dossier: Dossier) -> None:
    twice = replace(dossier, sections=(*dossier.sections, dossier.sections[0]))
    with pytest.raises(Exception, match=r"(?i)unique"):
        load_dossier(twice)
    assert not Organization.objects.exists()


def test_reading_takes_a_fixed_number_of_queries(db: None, dossier: Dossier, django_assert_max_num_queries) -> None:
    organization = load_dossier(dossier)
    with django_assert_max_num_queries(12):
        dump_dossier(organization)


def test_loading_many_takes_no_more_queries_than_loading_one(db: None, dossier: Dossier) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        load_dossiers([("first", dossier)])
    with CaptureQueriesContext(connection) as many:
        load_dossiers([(f"o{number}", dossier) for number in range(10)])
    assert len(many) <= len(one) + 2


def test_items_whose_section_was_deleted_are_still_told(iom: Organization) -> None:
    SectionRecord.objects.get(key="programs").delete()
    dossier = dump_dossier(iom)
    assert dossier.sections[-1].heading == "Key Programs"
    assert len(dossier.sections[-1].items) == 5


def test_a_remark_that_lost_its_items_becomes_text(iom: Organization) -> None:
    iom.roles.all().delete()
    section = dump_dossier(iom).of_kind(SectionKind.PEOPLE)
    assert section is not None
    assert section.text.startswith("Leadership trends show")


def test_a_new_record_gets_a_key_from_its_wording_once(iom: Organization) -> None:
    twin = Program(organization=iom, title="Crisis Evacuations")
    give_key(twin)
    assert twin.key == "crisis-evacuations-2"
    twin.title = "Something else"
    give_key(twin)
    assert twin.key == "crisis-evacuations-2"

"""Which roles stand first where the second, the longest or the next are asked for."""

import pytest

from organizations.dossier.text.parser import parse
from organizations.models import PublishedClaim
from organizations.publishing import publish
from organizations.reading.answers import answers_to
from organizations.reading.facets import facets_at
from organizations.reading.snapshot import site_version
from organizations.store import load_dossier

TEXT = """A Body (AB)

It is.


Key People

  • Ann Ash: Director-General, until 1950 (France)
  • Bob Bay: Director-General, 1951–1955 (USA)
  • Bob Bay: Director-General, 1956–1960 (USA)
  • Cy Cox: Deputy Secretary, 1957–1980 (France)
  • Dee Day: Director-General, 1961 (Japan)
  • Eve Elm: Secretary, 1962–1970 (Japan)
  • Flo Fir: Director-General since 1971 (United States)
  • Founding Influence: French and Japanese states"""

FIRST = [
    ("second director general", "Bob Bay"),
    ("third director general", "Dee Day"),
    ("3rd director general of AB", "Dee Day"),
    ("fourth director general", "Flo Fir"),
    ("first director general", "Ann Ash"),
    ("longest serving director general", "Flo Fir"),
    ("shortest serving director general", "Dee Day"),
    ("Japanese director general", "Dee Day"),
    ("second American director general", "Flo Fir"),
    ("who succeeded Ann Ash", "Bob Bay"),
    ("who succeeded Bob Bay", "Dee Day"),
    ("director general after Dee Day", "Flo Fir"),
    ("who came before Flo Fir", "Dee Day"),
    ("predecessor of Bob Bay", "Ann Ash"),
    ("who succeeded Flo Fir", "Flo Fir"),
    ("who succeeded Eve Elm", "Eve Elm"),
]


def first(typed: str) -> str:
    index = facets_at(site_version())
    found = answers_to(typed, index, index.claims)
    assert found.shown
    return PublishedClaim.objects.get(pk=found.shown[0]).title


@pytest.mark.parametrize(("typed", "name"), FIRST)
def test_of_roles_those_come_first_that_are_asked_for(vocabulary: None, typed: str, name: str) -> None:
    publish(load_dossier(parse(TEXT), slug="ab"))
    assert first(typed) == name


@pytest.mark.slow
def test_who_came_next_counts_among_the_answers(vocabulary: None) -> None:
    publish(load_dossier(parse(TEXT), slug="ab"))
    index = facets_at(site_version())
    found = answers_to("who succeeded Dee Day", index, index.claims)
    assert found.shown and set(found.claims) == set(found.shown)
    of_events = answers_to("who succeeded Dee Day", index, index.bitmap("kind", "event"))
    assert not of_events.shown


def test_a_second_is_counted_in_each_organization(all_dossiers: None) -> None:
    index = facets_at(site_version())
    shown = answers_to("second director", index, index.claims).shown or ()
    best = PublishedClaim.objects.in_bulk(shown[:2])
    assert {claim.title for claim in best.values()} == {"Harold Butler", "António Vitorino"}

"""What is read wrongly is marked: no record of a text whose truth is known says something else as if it were sure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.document import Role
from organizations.dossier.intake import read_source
from tests.dossier.intake.known import (
    LAYOUTS,
    OF_ONE_OFFICE,
    TONGUES,
    Holder,
    holders_of,
    known_texts,
    text_of,
    wrong_people,
)
from tests.dossier.intake.known_claims import Known, known_claims, missing_claims, wrong_claims

CLAIMS = dict(known_claims())
KNOWN = {name: (text, holders) for name, text, holders in known_texts()}


@pytest.mark.parametrize("name", KNOWN)
def test_people_of_any_layout_and_language_are_read_and_nothing_wrong_is_sure(name: str) -> None:
    text, holders = KNOWN[name]
    reading = read_source(text)
    wrong = wrong_people(reading, holders)
    assert [each.record for each in wrong if not each.is_marked] == []
    read = sum(isinstance(claim, Role) for _section, claim in reading.dossier.items())
    assert read - len(wrong) >= len(holders) - 1


@pytest.mark.parametrize("known", CLAIMS.values(), ids=CLAIMS)
def test_events_and_facts_of_any_layout_and_language_are_read_and_nothing_wrong_is_sure(known: Known) -> None:
    reading = read_source(known.text)
    assert [each.record for each in wrong_claims(reading, known.truth) if not each.is_marked] == []
    assert len(missing_claims(reading, known.truth)) <= 2


@st.composite
def mixed_hands(draw: st.DrawFn) -> tuple[str, list[Holder]]:
    """A text whose people stand in two layouts, one below the other."""
    tongue = TONGUES[draw(st.sampled_from(sorted(TONGUES)))]
    # Of one century: "1853-01" is written for January, by nobody for 1901.
    century = draw(st.sampled_from([1800, 1900, 2000]))
    years = sorted(draw(st.lists(st.integers(century + 1, century + 20), min_size=4, max_size=4, unique=True)))
    is_one_office = draw(st.booleans())
    layouts = OF_ONE_OFFICE if is_one_office else LAYOUTS
    first, second = (draw(st.sampled_from(sorted(layouts))) for _ in range(2))
    holders = holders_of(tongue, years, is_one_office=is_one_office)
    later = [Holder(each.name, each.office, each.start + 1, each.end + 1, each.country) for each in holders]
    body = layouts[second](tongue, later) if second != "html" else ""
    if not is_one_office:  # whose heading may be what says the office
        _heading, _, body = body.partition("\n\n")
    text = text_of(layouts[first], tongue, holders)
    return (text, holders) if first == "html" or not body else (f"{text}\n{body}\n", [*holders, *later])


@given(mixed_hands())
def test_nothing_wrong_is_sure_where_hands_are_mixed(known: tuple[str, list[Holder]]) -> None:
    text, holders = known
    reading = read_source(text)
    assert [each.record for each in wrong_people(reading, holders) if not each.is_marked] == []

"""Texts that are made to be slow are read, or refused, in bounded time."""

from collections.abc import Callable
from contextlib import suppress

import pytest

from organizations.dossier.intake import read_source
from organizations.dossier.text.errors import DossierError, TextTooLarge
from tests.support.bounded import bounded

PLACES: dict[str, Callable[[str], str]] = {
    "alone": str,
    "of a timeline": "A Body (AB)\n\nTimeline\n\n1951: Begin\n{}\n1953: End\n".format,
    "of people": "A Body (AB)\n\nKey People\n\n- Ann Lee: Chair, 1990\n{}\n".format,
    "of facts": "A Body (AB)\n\nSnapshot\n\n- Founded: 1951\n{}\n".format,
}
LINES = {
    "blank lines": "\n" * 50_000,
    "lines of figures": f"{'1 ' * 30}\n" * 1_500,
    "lines of dashes": f"{'-—' * 30}\n" * 1_500,
    "lines of figures and commas": f"{'1, ' * 20}\n" * 1_500,
    "lines of labels": f"{'a: ' * 20}\n" * 1_500,
    "lines of dates": f"{'1 May ' * 10}\n" * 1_500,
    "lines of small items": f"{'-a ' * 20}\n" * 1_500,
}


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("lines", LINES)
def test_lines_that_nobody_writes_are_read_or_refused_in_bounded_time(lines: str, place: str) -> None:
    with bounded(), suppress(DossierError):
        read_source(PLACES[place](LINES[lines]))


@pytest.mark.slow
def test_a_long_chronology_below_a_heading_that_no_language_knows_is_read_in_bounded_time() -> None:
    lines = (f"- {1900 + at // 60}–{1902 + at // 60} – The {at}. council opens in Oslo\n" for at in range(6_000))
    with bounded():
        reading = read_source(f"# Harbour League (HL)\n\n## How it came about\n\n{''.join(lines)}")
    assert sum(1 for _ in reading.dossier.items()) == 6_000


@pytest.mark.slow
def test_lines_that_tell_of_more_dates_than_are_read_are_refused_in_bounded_time() -> None:
    line = f"- {'1951: A thing began. ' * 900}\n"
    with bounded(), pytest.raises(TextTooLarge):
        read_source(f"# Harbour League (HL)\n\n## History\n\n{line * 100}")

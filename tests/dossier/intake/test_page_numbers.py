"""Numbers of pages in the text of a PDF are no part of its title."""

import pytest

from organizations.dossier.intake import read_source

BODY = "\n\nTimeline\n\n1951: Start\n1960: Move\n"


@pytest.mark.parametrize(
    "title",
    [
        *(f"{page}\n\nHarbour League" for page in ("3", "iv", "– 3 –", "- 3 -", "Page 1 of 12", "Seite 3", "第3页")),
        *(f"Harbour League{gap}3" for gap in ("          ", "\t", " | ", " | Page ")),
    ],
)
def test_a_page_number_is_no_part_of_the_title(title: str) -> None:
    dossier = read_source(f"{title}{BODY}").dossier
    assert (dossier.title, dossier.introduction, len(list(dossier.items()))) == ("Harbour League", "", 2)


def test_a_number_that_changes_from_page_to_page_is_none_either() -> None:
    assert read_source(f"Harbour League 3{BODY}\n\nHarbour League 4\n").dossier.title == "Harbour League"


@pytest.mark.parametrize("title", ["Group of 77", "G7", "Radio 3"])
def test_other_numbers_stay(title: str) -> None:
    assert read_source(f"{title}{BODY}").dossier.title == title

"""What could be a mark, a label or an address and is not, or is another one: each row of the table in a whole text."""

from datetime import date

import pytest

from organizations.dossier.checks import check
from organizations.dossier.document import Event, SectionKind
from organizations.dossier.evidence.labels import labels_of
from organizations.dossier.evidence.references import read_reference
from organizations.dossier.evidence.standing import evidence_of
from organizations.dossier.intake import read_source
from organizations.dossier.text.parser import parse, read
from organizations.dossier.text.reading import Reading
from organizations.dossier.text.writer import write

SOURCES = "[1] IOM, Constitution (1953).\n[2] IOM, Report (1991).\n[12] UN, Charter (1945)."
RAISED = "1. IOM, Constitution (1953).\n2. IOM, Report (1991)."

Uses = list[tuple[str, str]]


def reading_of(words: str, sources: str = SOURCES) -> Reading:
    return read(f"League of Words\n\nTimeline\n\n1951: Founding\n\n{words}\n\n\nSources\n\n{sources}\n")


def uses_in(reading: Reading) -> Uses:
    """The label and place of each use in the event."""
    labels = labels_of(reading.dossier)
    named = {target.source: label for label, target in labels.targets.items()}
    [event] = [claim for _section, claim in reading.dossier.items() if isinstance(claim, Event)]
    return [(named[use.source], use.locator) for use in evidence_of(event, labels).uses]


@pytest.mark.parametrize(
    ("words", "uses", "notices"),
    [
        ("In [1951] it [sic] began, on [1 January 1951].", [], []),
        ("See [1](https://example.org), ![1], `a[1]` and \\[1].", [], []),
        ("It began.[7]", [], ["no-source"]),
        ("It began in [1990].", [], []),
        ("It began [1, Geneva].", [], ["no-locator"]),
        ("It began.[2, 12]", [("2", ""), ("12", "")], []),
        ("It began.[2, 13]", [], ["no-locator"]),
        ("It began.[1, p. 3] It ended.[1, p. 9]", [("1", "p. 3"), ("1", "p. 9")], []),
        ("It began (1) in all states.1", [], []),
        ("It began.[1] In 5 km² of zones¹ it ended.¹", [("1", "")], []),
    ],
)
def test_a_bracket_or_a_raised_number_is_a_mark_or_stays_words(words: str, uses: Uses, notices: list[str]) -> None:
    reading = reading_of(words)
    assert uses_in(reading) == uses
    assert [notice.message.code for notice in reading.notices] == notices
    assert parse(write(reading.dossier)) == reading.dossier


def test_raised_numbers_are_marks_behind_words_where_no_bracket_is_one() -> None:
    reading = reading_of("It began in 10³ places of 5 km².¹ It ended there².", RAISED)
    assert uses_in(reading) == [("1", ""), ("2", "")]


def test_a_source_that_nothing_cites_is_kept_and_found() -> None:
    dossier = reading_of("It began.[1]").dossier
    found = [each.key for each in check(dossier, date(2026, 1, 1)) if each.check == "uncited-source"]
    assert found == ["iom-report-1991", "un-charter-1945"]
    assert "[12] UN, Charter (1945)." in write(dossier)


def test_of_two_sources_with_one_label_the_first_has_it() -> None:
    reading = reading_of("It began.[1]", f"{SOURCES}\n[1] Another work (2001).")
    labels = labels_of(reading.dossier)
    assert labels.targets["1"].source == "iom-constitution-1953"
    assert [notice.message.code for notice in reading.notices] == ["source-twice"]
    assert "[1] Another work (2001)." in write(reading.dossier)


def test_an_address_ends_before_what_closes_its_sentence() -> None:
    assert read_reference("A page (https://x.example.org/a_(b)).").url == "https://x.example.org/a_(b)"


def test_lists_under_each_section_whose_numbers_begin_anew_stay_words() -> None:
    first = "# League\n\n## Timeline\n\n1951: Founding[1]\n\n### Notes\n\n[1] One (1951).\n\n"
    second = "## Key Programs\n\n### Bridges\n\nIt builds.[1]\n\n### Notes\n\n[1] Two (1961).\n"
    reading = read_source(first + second)
    assert not [section for section in reading.dossier.sections if section.kind == SectionKind.SOURCES]
    assert "numbers-restart" in [notice.message.code for notice in reading.notices]

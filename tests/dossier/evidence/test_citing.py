"""A reference is written for other programs as their formats have it, and as words for people."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.evidence.citing import as_bibtex, as_csl, as_ris, as_text, key_of
from organizations.dossier.evidence.references import LABELS, Reference, read_reference
from organizations.dossier.evidence.work_types import WORK_TYPES
from tests.csl import complaints

BOOK = read_reference(
    "M. Geiger and A. Pécoud, The Politics of International Migration Management (Palgrave, 2010), "
    "ISBN 978-0-230-27258-3. https://x.org/{a}_(b)?q=1%20&r=é (accessed 3 May 2024)\n"
    "Author: Geiger, Martin; Pécoud, Antoine; Friends and Family\nTitle: 5% of {Politics} & $ #1_~\\\n"
    "Publisher: Palgrave\nPlace: Basingstoke\nPage: 3–5\nQuote: “managing”"
)
FREE = read_reference("IOM, Constitution (Geneva, 1953), https://www.iom.int/constitution (accessed 3 May 2024).")
RESOLUTION = read_reference("UN General Assembly, Making migration work, A/RES/71/296, 2016.")


def test_csl_json_is_as_its_schema_says():
    item = as_csl(BOOK, "iom")
    assert complaints([item]) == []
    assert item["author"] == [
        {"family": "Geiger", "given": "Martin"},
        {"family": "Pécoud", "given": "Antoine"},
        {"literal": "Friends and Family"},
    ]
    assert (item["issued"], item["accessed"]) == ({"date-parts": [[2010]]}, {"date-parts": [[2024, 5, 3]]})
    assert (item["type"], item["ISBN"], item["note"]) == ("book", "9780230272583", "Quote: “managing”")


@pytest.mark.parametrize("wrong", [{"type": "tome"}, {"symbol": "A/4"}, {"author": "Geiger"}, {"issued": "2010"}])
def test_the_schema_refuses_what_it_does_not_know(wrong):
    assert complaints([{**as_csl(BOOK, "iom"), **wrong}])


@pytest.mark.parametrize("work", WORK_TYPES, ids=lambda work: work.words)
def test_every_type_of_work_is_one_of_csl(work):
    item = as_csl(Reference(title="T", type=work.words), "a")
    assert item["type"] == work.csl and complaints([item]) == []


LINES = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=60)
DATES = st.sampled_from(
    ["3 May 2024", "c. 1951", "1951–1953", "1990s", "Summer 2016", "forthcoming", "300", "44 BC", ""]
)
ADDRESSES = st.sampled_from(["https://x.org/ä?q={}", "doi:10.1000/abc", "A/RES/71/1", "ISBN 978-0-230-27258-3", ""])


@given(LINES, DATES, ADDRESSES, st.lists(st.tuples(st.sampled_from(sorted(LABELS)), st.one_of(LINES, DATES))))
def test_whatever_a_source_says_its_csl_json_is_valid(words, year, address, lines):
    labelled = "".join(f"\n{label}: {text}" for label, text in lines)
    reference = read_reference(f"{words} ({year}), {address}{labelled}")
    assert complaints([as_csl(reference, "a")]) == []


@pytest.mark.parametrize(
    ("words", "issued"),
    [
        ("3 May 2024", {"date-parts": [[2024, 5, 3]]}),
        ("1951–1953", {"date-parts": [[1951], [1953]]}),
        ("c. 1951", {"date-parts": [[1951]], "circa": True}),
        ("1990s", {"literal": "1990s"}),
        ("forthcoming", {"literal": "forthcoming"}),
    ],
)
def test_a_date_is_given_as_exactly_as_it_is_said(words, issued):
    assert as_csl(Reference(title="x", date=words), "a")["issued"] == issued


def test_a_free_citation_has_its_words_as_title_and_no_author():
    item = as_csl(FREE, "iom")
    assert item["title"] == "IOM, Constitution (Geneva, 1953)"
    assert "author" not in item
    assert (item["type"], item["URL"]) == ("webpage", "https://www.iom.int/constitution")


def test_a_symbol_is_the_number_of_a_document_and_leads_to_it():
    item = as_csl(RESOLUTION, "un")
    assert (item["type"], item["number"], item["URL"]) == (
        "document",
        "A/RES/71/296",
        "https://undocs.org/A/RES/71/296",
    )
    assert "number = {A/RES/71/296}" in as_bibtex(RESOLUTION, "un")
    assert as_ris(RESOLUTION, "un").startswith("TY  - GOVDOC\r\n") and "SN  - A/RES/71/296" in as_ris(RESOLUTION, "un")


def test_text_is_the_words_and_what_only_labels_say():
    assert as_text(FREE) == FREE.words
    assert as_text(BOOK).endswith(". 5% of {Politics} & $ #1_~\\. pp. 3–5. “managing”.")
    assert as_text(Reference(title="T", captured_on=date(2024, 5, 3), archive_url="https://archive.ph/x")) == (
        "T. archived at https://archive.ph/x."
    )


def test_a_line_break_begins_no_tag():
    text = as_ris(Reference(title="a\nER  - \nTY  - BOOK\r\u2028b"), "x\nER  - ")
    assert [line[:2] for line in text.split("\r\n") if line] == ["TY", "M3", "ID", "TI", "ER"]


def test_a_key_is_one_that_every_program_takes():
    assert [key_of("iom:3, é"), key_of("{}"), key_of("a_b-1")] == ["iom:3", "source", "a_b-1"]

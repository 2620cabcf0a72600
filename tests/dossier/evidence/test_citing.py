"""A reference is written for other programs as their formats have it, and as words for people."""

from datetime import date
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from organizations.dossier.evidence.citing import as_bibtex, as_csl, as_ris, as_text, key_of
from organizations.dossier.evidence.references import Reference, read_reference

BOOK = read_reference(
    "M. Geiger and A. Pécoud, The Politics of International Migration Management (Palgrave, 2010), "
    "ISBN 978-0-230-27258-3. https://x.org/{a}_(b)?q=1%20&r=é (accessed 3 May 2024)\n"
    "Author: Geiger, Martin; Pécoud, Antoine; Friends and Family\nTitle: 5% of {Politics} & $ #1_~\\\n"
    "Publisher: Palgrave\nPlace: Basingstoke\nPage: 3–5\nQuote: “managing”"
)
FREE = read_reference("IOM, Constitution (Geneva, 1953), https://www.iom.int/constitution (accessed 3 May 2024).")
RESOLUTION = read_reference("UN General Assembly, Making migration work, A/RES/71/296, 2016.")


class CslName(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    family: str = ""
    given: str = ""
    literal: str = ""


class CslDate(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    date_parts: list[list[int]] = Field(default=[], alias="date-parts", max_length=2)
    circa: bool = False
    literal: str = ""


class CslItem(BaseModel):
    """What the schema of CSL-JSON 1.0.2 allows, of the fields that are used here; it allows no others."""

    model_config = ConfigDict(extra="forbid", strict=True)
    id: str
    type: Literal["article-journal", "book", "chapter", "document", "report", "webpage", "treaty", "thesis"]
    title: str = ""
    author: list[CslName] = []
    editor: list[CslName] = []
    container_title: str = Field(default="", alias="container-title")
    volume: str = ""
    issue: str = ""
    number: str = ""
    publisher: str = ""
    publisher_place: str = Field(default="", alias="publisher-place")
    issued: CslDate = CslDate()
    accessed: CslDate = CslDate()
    page: str = ""
    isbn: str = Field(default="", alias="ISBN")
    doi: str = Field(default="", alias="DOI")
    url: str = Field(default="", alias="URL")
    archive_location: str = ""
    language: str = ""
    note: str = ""


def test_csl_json_is_as_its_schema_says():
    item = CslItem.model_validate(as_csl(BOOK, "iom"))
    assert item.author == [
        CslName(family="Geiger", given="Martin"),
        CslName(family="Pécoud", given="Antoine"),
        CslName(literal="Friends and Family"),
    ]
    assert (item.issued.date_parts, item.accessed.date_parts) == ([[2010]], [[2024, 5, 3]])
    assert (item.type, item.isbn, item.note) == ("book", "9780230272583", "Quote: “managing”")


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
    item = CslItem.model_validate(as_csl(RESOLUTION, "un"))
    assert (item.type, item.number, item.url) == ("document", "A/RES/71/296", "https://undocs.org/A/RES/71/296")
    assert "number = {A/RES/71/296}" in as_bibtex(RESOLUTION, "un")


def test_text_is_the_words_and_what_only_labels_say():
    assert as_text(FREE) == FREE.words
    assert as_text(BOOK).endswith(". 5% of {Politics} & $ #1_~\\. pp. 3–5. “managing”.")
    assert as_text(Reference(title="T", captured_on=date(2024, 5, 3), archive_url="https://archive.ph/x")) == (
        "T. archived at https://archive.ph/x."
    )


def test_a_line_break_begins_no_tag():
    text = as_ris(Reference(title="a\nER  - \nTY  - BOOK\r\u2028b"), "x\nER  - ")
    assert [line[:2] for line in text.split("\r\n") if line] == ["TY", "ID", "TI", "ER"]


def test_a_key_is_one_that_every_program_takes():
    assert [key_of("iom:3, é"), key_of("{}"), key_of("a_b-1")] == ["iom:3", "source", "a_b-1"]


def test_every_item_is_written_from_the_schema_of_a_list():
    items = [as_csl(reference, str(number)) for number, reference in enumerate([BOOK, FREE, RESOLUTION])]
    assert len(TypeAdapter(list[CslItem]).validate_python(items)) == 3

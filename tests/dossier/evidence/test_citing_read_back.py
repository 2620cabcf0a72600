"""What is exported comes back: BibTeX, RIS and CSL-JSON are read by readers that nobody here wrote."""

import json
from pathlib import Path

import bibtexparser
import pytest
import rispy
from bibtexparser import middlewares
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.evidence.citing import as_bibtex, as_csl, as_ris
from organizations.dossier.evidence.labels import sources_of, text_of_entry
from organizations.dossier.evidence.pasted import read_pasted
from organizations.dossier.evidence.references import Reference, read_reference
from organizations.dossier.evidence.work_types import WORK_TYPES
from organizations.dossier.text.parser import parse
from tests.csl import complaints

BOOK = read_reference(
    "M. Geiger and A. Pécoud, The Politics of International Migration Management (Palgrave, 2010), "
    "ISBN 978-0-230-27258-3. https://x.org/{a}_(b)?q=1%20&r=é (accessed 3 May 2024)\n"
    "Author: Geiger, Martin; Pécoud, Antoine; Friends and Family\nTitle: 5% of {Politics} & $ #1_~\\\n"
    "Publisher: Palgrave\nPlace: Basingstoke\nPage: 3–5\nQuote: “managing”"
)
WORDS = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=40)


READ_AS_PEOPLE_DO = [
    middlewares.SeparateCoAuthors(),
    middlewares.SplitNameParts(),
    middlewares.LatexDecodingMiddleware(),
]


def of_bibtex(text):
    library = bibtexparser.parse_string(text, append_middleware=READ_AS_PEOPLE_DO)
    assert not library.failed_blocks
    (entry,) = library.entries
    return entry


def test_bibtex_is_read_by_bibtexparser():
    entry = of_bibtex(as_bibtex(BOOK, "iom:3, p. 4"))
    assert (entry.key, entry.entry_type) == ("iom:3-p-4", "book")
    assert entry["title"] == "5% of {Politics} & $ #1_~\\"
    assert [" ".join([*name.first, *name.last]) for name in entry["author"][:2]] == ["Martin Geiger", "Antoine Pécoud"]
    assert entry["author"][2].last == ["{Friends and Family}"]
    assert (entry["year"], entry["pages"], entry["isbn"]) == ("2010", "3–5", "9780230272583")
    assert (entry["urldate"], entry["address"]) == ("2024-05-03", "Basingstoke")


def test_ris_is_read_by_rispy():
    (record,) = rispy.loads(as_ris(BOOK, "iom"))
    assert (record["type_of_reference"], record["title"]) == ("BOOK", "5% of {Politics} & $ #1_~\\")
    assert record["authors"] == ["Geiger, Martin", "Pécoud, Antoine", "Friends and Family"]
    assert (record["year"], record["start_page"], record["end_page"]) == ("2010", "3", "5")
    assert (record["issn"], record["publisher"], record["access_date"]) == ("9780230272583", "Palgrave", "2024/05/03/")


def in_style(item):
    """A citation of the item and its entry in a bibliography, as citeproc-py makes them in the style it comes with."""
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON([item]), formatter.plain)
    citation = Citation([CitationItem(item["id"])])
    bibliography.register(citation)
    (entry,) = bibliography.bibliography()
    return str(bibliography.cite(citation, pytest.fail)), str(entry)


@pytest.mark.filterwarnings("error")
def test_csl_json_is_read_by_citeproc_which_knows_all_of_its_fields():
    assert in_style(as_csl(BOOK, "iom")) == (
        "(Geiger, Pécoud and Friends and Family, 2010)",
        "Geiger, M., Pécoud, A. and Friends and Family (2010) 5% of {Politics} & $ #1_~\\. Basingstoke: Palgrave, "
        "pp. 3–5. Available at: https://x.org/{a}_(b)?q=1%20&r=é (Accessed: May 3, 2024).",
    )


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("path", sorted(Path("fixtures/dossiers").glob("*.txt")), ids=lambda path: path.stem)
def test_the_sources_of_every_dossier_are_cited_by_citeproc_with_their_year(path):
    for number, source in enumerate(sources_of(parse(path.read_text("utf-8")))):
        reference = read_reference(text_of_entry(source))
        _citation, entry = in_style(as_csl(reference, f"s{number}"))
        assert str(reference.year) in entry and str(as_csl(reference, "")["title"]).split()[0] in entry
        assert complaints([as_csl(reference, f"s{number}")]) == []


ZOTERO = "ART BILL BLOG BOOK CASE CHAP COMP CONF CPAPER DATA DICT ELEC ENCYC GOVDOC HEAR MANSCPT MAP MGZN MPCT NEWS"
ZOTERO = {*ZOTERO.split(), *["PCOMM", "RPRT", "SLIDE", "STAT", "THES", "VIDEO"]}
"""Types of RIS of which Zotero makes another item than an article of a journal."""
ARTICLES = {"journal article": "JOUR"}
WORKS = [Reference(title="T", date="1999", year=1999, type=each.words) for each in WORK_TYPES]


@pytest.mark.parametrize("work", [*WORKS, Reference(title="T")], ids=lambda x: x.type)
def test_what_type_a_work_is_of_comes_back_and_nothing_becomes_an_article(work):
    (record,) = rispy.loads(as_ris(work, "a"))
    assert record["type_of_reference"] in ({ARTICLES[work.type]} if work.type in ARTICLES else ZOTERO)
    back = {
        name: read_pasted(text)[0].reference.type
        for name, text in (
            ("ris", as_ris(work, "a")),
            ("bibtex", as_bibtex(work, "a")),
            ("csl", json.dumps(as_csl(work, "a"))),
        )
    }
    assert set(back.values()) == {"" if work.type == "document" else work.type}


@given(WORDS, WORDS, WORDS)
def test_no_words_break_out_of_their_field(title, name, container):
    reference = Reference(title=f"T {title}", authors=(f"N {name}",), container=container, url="https://x.org/")
    entry = of_bibtex(as_bibtex(reference, title))
    assert set(entry.fields_dict) <= {"title", "author", "journal", "booktitle", "url"}
    assert len(rispy.loads(as_ris(reference, title))) == 1
    assert as_csl(reference, title)["title"] == f"T {title}"

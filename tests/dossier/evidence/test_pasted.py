"""What is pasted as a source is told by its form, and its words say the same when they are read again."""

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.evidence.citing import as_bibtex, as_csl, as_ris
from organizations.dossier.evidence.pasted import MAX_REFERENCES, PastedForm, read_pasted, written
from organizations.dossier.evidence.references import Reference, read_reference

BOOK = r"""
@string{pal = "Palgrave Macmillan"}
@book{geiger2010,
  title = {The {Politics} of International Migration Management},
  author = "Geiger, Martin and Antoine P{\'e}coud and {Friends and Family}",
  publisher = pal, address = {Basingstoke}, year = 2010, month = mar,
  isbn = {978-0-230-27258-3}, pages = {3--5}, abstract = {Nothing.}
}
"""
ARTICLE = """TY  - JOUR
AU  - Geiger, Martin
TI  - Migration 2030:
 a view
T2  - Migration Studies
PY  - 2010/05/03/
VL  - 4
SP  - 1
EP  - 20
DO  - 10.1093/migration/ABC
ER  -
"""
CSL = {
    "id": "a",
    "type": "chapter",
    "title": "A <i>title</i>",
    "container-title": "A book",
    "author": [{"family": "Berg", "non-dropping-particle": "van der", "given": "M."}, {"literal": "IOM"}],
    "issued": {"date-parts": [[2010, "5", 3]]},
    "accessed": {"date-parts": [[2024, 5]]},
    "URL": "https://x.org/a",
}


def codes(text):
    return [problem.code for pasted in read_pasted(text) for problem in pasted.problems]


@pytest.mark.parametrize(
    ("text", "form", "kept"),
    [
        (" https://www.iom.int/x). ", PastedForm.URL, "https://www.iom.int/x"),
        ("<https://x.org/a>", PastedForm.URL, "https://x.org/a"),
        ("10.1000/ABC", PastedForm.DOI, "doi:10.1000/abc"),
        ("https://doi.org/10.1000/ABC", PastedForm.DOI, "doi:10.1000/abc"),
        ("978-0-230-27258-3", PastedForm.ISBN, "ISBN 978-0-230-27258-3"),
        ("A/RES/71/1", PastedForm.SYMBOL, "A/RES/71/1"),
        ("S/RES/1325(2000)", PastedForm.SYMBOL, "S/RES/1325 (2000)"),
        ("IOM,  Constitution\n(1953).", PastedForm.CITATION, "IOM, Constitution (1953)."),
        ("IOM (1953).\n   Read:  3 May 2024", PastedForm.CITATION, "IOM (1953).\nRead: 3 May 2024"),
    ],
)
def test_an_identifier_an_address_and_a_citation_are_told_apart(text, form, kept):
    (pasted,) = read_pasted(text)
    assert (pasted.form, pasted.text, pasted.problems) == (form, kept, ())
    assert pasted.reference == read_reference(kept)


def test_bibtex_becomes_a_citation_with_what_it_does_not_say_below():
    (pasted,) = read_pasted(BOOK)
    assert pasted.text.splitlines()[0] == (
        "Martin Geiger, Antoine Pécoud and Friends and Family, The Politics of International Migration Management, "
        "pp. 3–5 (Basingstoke: Palgrave Macmillan, March 2010), ISBN 9780230272583"
    )
    assert pasted.reference.authors == ("Geiger, Martin", "Pécoud, Antoine", "Friends and Family")
    assert (pasted.reference.publisher, pasted.reference.place) == ("Palgrave Macmillan", "Basingstoke")
    assert (pasted.reference.date, pasted.reference.pages, pasted.reference.type) == ("March 2010", "3–5", "book")
    assert [dict(problem.details) for problem in pasted.problems] == [{"names": "abstract"}]


def test_ris_becomes_a_citation_with_what_it_does_not_say_below():
    (pasted,) = read_pasted(ARTICLE)
    text = pasted.reference
    assert (text.title, text.container, text.volume) == ("Migration 2030: a view", "Migration Studies", "4")
    assert (text.authors, text.date, text.pages) == (("Geiger, Martin",), "3 May 2010", "1–20")
    assert (text.doi, text.type, pasted.problems) == ("10.1093/migration/abc", "journal article", ())


@pytest.mark.parametrize("data", [CSL, [CSL], {"items": [CSL]}, {"message": CSL}])
def test_csl_json_becomes_a_citation_with_what_it_does_not_say_below(data):
    (pasted,) = read_pasted(json.dumps(data))
    text = pasted.reference
    assert (text.title, text.container, text.type) == ("A title", "A book", "chapter")
    assert text.authors == ("van der Berg, M.", "IOM")
    assert (text.date, text.read_on, text.url) == ("3 May 2010", "May 2024", "https://x.org/a")


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        (r"K{\"o}ln, {\O}st \& Stra{\ss}e", "Köln, Øst & Straße"),
        (r"\'Etat, \c{c}a, \v Sibenik, na\"{\i}ve", "État, ça, Šibenik, naïve".replace("ï", "ï")),
        (r"\emph{Forced} migration---a ``view''", "Forced migration—a “view”"),
        (r"5\% of \$3~million, a\_b", "5% of $3 million, a_b"),
        (r"\textbraceleft{}x\textbraceright{} \textbackslash{}y\textasciitilde{}", "{x} \\y~"),
    ],
)
def test_latex_becomes_plain_characters(latex, plain):
    (pasted,) = read_pasted(f"@misc{{a, title = {{{latex}}}, year = 1999}}")
    assert pasted.reference.title.replace("ı̈", "ï") == plain


@pytest.mark.parametrize(
    ("written_as", "name"),
    [
        ("Martin Geiger", "Geiger, Martin"),
        ("Martin van der Berg", "van der Berg, Martin"),
        ("van der Berg, Martin", "van der Berg, Martin"),
        ("King, Jr, Martin Luther", "King Jr, Martin Luther"),
        ("{World Health Organization}", "World Health Organization"),
        ("UNHCR", "UNHCR"),
        ("{de la} Cruz, A.", "de la Cruz, A."),
    ],
)
def test_names_are_read_as_bibtex_reads_them(written_as, name):
    (pasted,) = read_pasted(f"@misc{{a, title = {{T}}, year = 1999, author = {{{written_as}}}}}")
    assert pasted.reference.authors == (name,)


@pytest.mark.parametrize(
    ("text", "firsts"),
    [
        ("IOM, A (1953).\n\nIOM, B\n(1954).", ["IOM, A (1953).", "IOM, B (1954)."]),
        ("[1] IOM, 1953\n[2] ILO,\n    1919\n    Read: 3 May 2024", ["IOM, 1953", "ILO, 1919\nRead: 3 May 2024"]),
        ("1. IOM, 1953\n2. ILO, 1919", ["IOM, 1953", "ILO, 1919"]),
        ("• IOM, 1953\n• ILO, 1919", ["IOM, 1953", "ILO, 1919"]),
        ("https://a.org\nhttps://b.org\r\n10.1000/abc", ["https://a.org", "https://b.org", "doi:10.1000/abc"]),
        ("IOM, Constitution\nGeneva, 1953", ["IOM, Constitution Geneva, 1953"]),
        ("10. Bericht der Kommission, 1999", ["10. Bericht der Kommission, 1999"]),
    ],
)
def test_several_are_pasted_at_once(text, firsts):
    assert [pasted.text for pasted in read_pasted(text)] == firsts


def test_entries_behind_a_damaged_one_are_read_and_everything_is_told():
    text = (
        "@misc{bad, title = {unclosed\n@misc{good, title={T}, year=1999, doi={x}, isbn={978-0-230-27258-4}, note={n}}"
    )
    bad, good = read_pasted(text)
    assert (bad.text, [problem.code for problem in bad.problems]) == ("", ["reference-not-read"])
    assert dict(bad.problems[0].details) == {"words": "@misc{bad, title = {unclosed"}
    assert good.reference.title == "T"
    assert [problem.code for problem in good.problems] == ["identifier-not-read"] * 2 + ["fields-left-out"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("IOM, somewhere", "no-work-named"),
        ("A book, 1999, ISBN 978-0-230-27258-4", "isbn-check-digit"),
        ("TY  - BOOK\nTI  - T\nPY  - Lent 1944\nER  - ", "reference-date-not-read"),
        ('[{"title": "T", "issued": {"raw": "some day"}}]', "reference-date-not-read"),
        ('{"broken', "reference-not-read"),
        ("[{}, 3]", "reference-not-read"),
        ('[{"a": ' + "[" * 5000, "reference-not-read"),
        ("TY  - BOOK", "reference-not-read"),
        ("a " * 4000, "reference-too-long"),
        ("@misc{a, title={" + "a " * 4000 + "}}", "reference-too-long"),
        ("https://a.org\n" * (MAX_REFERENCES + 1), "too-many-references"),
    ],
)
def test_what_is_wrong_is_told(text, code):
    assert code in codes(text)
    assert len(read_pasted(text)) <= MAX_REFERENCES


def test_nothing_pasted_is_nothing():
    assert read_pasted(" \n\ufeff\t") == []


WORDS = st.text(string.ascii_letters + string.digits + " .,:'’-–&()[]{}%$_#~^\\\"/éß“”中", min_size=1, max_size=30).map(
    lambda words: " ".join(words.split())
)
WORD = st.text(string.ascii_letters + "é", min_size=1, max_size=8).map(str.capitalize)
PEOPLE = st.lists(st.builds("{}, {}".format, WORD, WORD), max_size=3).map(tuple)
DATES = st.sampled_from(["", "3 May 2024", "May 2024", "1953", "c. 1951", "1951–1953", "1990s"])
REFERENCES = st.builds(
    Reference,
    title=WORDS.filter(bool),
    authors=PEOPLE,
    editors=PEOPLE,
    container=WORDS,
    volume=st.sampled_from(["", "48", "XII"]),
    issue=st.sampled_from(["", "3", "3–4"]),
    publisher=WORDS,
    place=WORDS,
    date=DATES,
    type=st.sampled_from(["", "book", "journal article", "report"]),
    language=st.sampled_from(["", "en", "French"]),
    pages=st.sampled_from(["", "3", "3–5", "1990–2010"]),
    doi=st.sampled_from(["", "10.1000/abc", "10.1002/(sici)1(19)30:1<1::aid>3.0.co;2-2"]),
    isbn=st.sampled_from(["", "9780230272583"]),
    url=st.sampled_from(["", "https://x.org/a_(b)?q=1", "http://y.org/2010/05"]),
    read_on=st.sampled_from(["", "3 May 2024", "May 2024"]),
)
SAID = ("title", "authors", "editors", "container", "volume", "issue", "publisher", "place", "date", "type", "language")
SAID = (*SAID, "pages", "doi", "isbn", "url", "read_on")


@given(REFERENCES)
def test_what_is_written_is_read_back(reference):
    read = read_reference(written(reference))
    assert {name: getattr(read, name) for name in SAID} == {name: getattr(reference, name) for name in SAID}


@given(REFERENCES)
def test_what_one_dossier_exports_another_pastes(reference):
    for text in (as_bibtex(reference, "a"), as_ris(reference, "a"), json.dumps([as_csl(reference, "a")])):
        (pasted,) = read_pasted(text)
        assert pasted.reference.title == reference.title
        assert pasted.reference.authors == reference.authors
        assert (pasted.reference.doi, pasted.reference.isbn) == (reference.doi, reference.isbn)

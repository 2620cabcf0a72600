"""What a work is, in our words, in CSL's, in BibTeX's and in RIS's: a row a type."""

from typing import NamedTuple

from organizations.dossier.evidence.references import Reference


class WorkType(NamedTuple):
    """A type of work as each format calls it: in RIS by a name of which Zotero makes no article of a journal."""

    words: str
    csl: str
    bibtex: str
    ris: str


DOCUMENT = WorkType("document", "document", "misc", "RPRT")

WORK_TYPES = (
    WorkType("journal article", "article-journal", "article", "JOUR"),
    WorkType("magazine article", "article-magazine", "article", "MGZN"),
    WorkType("newspaper article", "article-newspaper", "article", "NEWS"),
    WorkType("book", "book", "book", "BOOK"),
    WorkType("chapter", "chapter", "incollection", "CHAP"),
    WorkType("conference paper", "paper-conference", "inproceedings", "CPAPER"),
    WorkType("report", "report", "techreport", "RPRT"),
    WorkType("thesis", "thesis", "phdthesis", "THES"),
    WorkType("manuscript", "manuscript", "unpublished", "MANSCPT"),
    WorkType("preprint", "article", "unpublished", "MANSCPT"),
    WorkType("web page", "webpage", "misc", "ELEC"),
    WorkType("blog post", "post-weblog", "misc", "BLOG"),
    WorkType("dataset", "dataset", "misc", "DATA"),
    WorkType("encyclopedia entry", "entry-encyclopedia", "incollection", "ENCYC"),
    WorkType("dictionary entry", "entry-dictionary", "incollection", "DICT"),
    WorkType("legislation", "legislation", "misc", "STAT"),
    WorkType("legal case", "legal_case", "misc", "CASE"),
    WorkType("bill", "bill", "misc", "BILL"),
    WorkType("hearing", "hearing", "misc", "HEAR"),
    WorkType("treaty", "treaty", "misc", "GOVDOC"),
    WorkType("speech", "speech", "misc", "SLIDE"),
    WorkType("letter", "personal_communication", "misc", "PCOMM"),
    WorkType("interview", "interview", "misc", "PCOMM"),
    WorkType("map", "map", "misc", "MAP"),
    WorkType("film", "motion_picture", "misc", "VIDEO"),
    WorkType("broadcast", "broadcast", "misc", "VIDEO"),
    DOCUMENT,
)

# Other names for the same. What "misc" and "GEN" are of nobody says: they are no type.
_CSL = {"journal-article": "journal article", "book-chapter": "chapter", "proceedings-article": "conference paper"}
_CSL |= {"posted-content": "preprint", "monograph": "book", "edited-book": "book", "reference-book": "book"}
_CSL |= {"dissertation": "thesis", "post": "blog post", "pamphlet": "document", "document": ""}
_BIBTEX = {"inbook": "chapter", "incollection": "chapter", "conference": "conference paper", "proceedings": "book"}
_BIBTEX |= {"collection": "book", "mvbook": "book", "booklet": "book", "manual": "report", "report": "report"}
_BIBTEX |= {"mastersthesis": "thesis", "thesis": "thesis", "online": "web page", "electronic": "web page"}
_BIBTEX |= {"www": "web page", "dataset": "dataset", "unpublished": "manuscript", "letter": "letter", "misc": ""}
_RIS = {"EJOUR": "journal article", "JFULL": "journal article", "EBOOK": "book", "EDBOOK": "book", "ECHAP": "chapter"}
_RIS |= {"CONF": "conference paper", "WEB": "web page", "ICOMM": "web page", "GOVDOC": "document", "GEN": ""}
_RIS |= {"MPCT": "film", "UNPB": "manuscript", "INPR": "preprint"}


def type_of(reference: Reference) -> WorkType:
    """The type that its words say, in ours or in CSL's; else what it must be by its identifiers, or a document."""
    name = reference.type.lower()
    for each in WORK_TYPES:
        if name in (each.words, each.csl):
            return each
    if name or reference.symbol or reference.container:
        return DOCUMENT
    if reference.isbn:
        return _by_words("book")
    return _by_words("web page") if reference.url and not reference.doi else DOCUMENT


def from_csl(name: str) -> str | None:
    """A type of CSL in our words, empty where it says nothing; None where it is not known."""
    return _named("csl", name.lower(), _CSL)


def from_bibtex(name: str) -> str | None:
    """A type of BibTeX or BibLaTeX in our words, empty where it says nothing; None where it is not known."""
    return _named("bibtex", name.lower(), _BIBTEX)


def from_ris(name: str) -> str | None:
    """A type of RIS in our words, empty where it says nothing; None where it is not known."""
    return _named("ris", name.upper(), _RIS)


def named_type(text: str) -> str:
    """The type that words beside an entry's own type say, in ours; empty where they say none."""
    return next((each.words for each in WORK_TYPES if each.words == text.lower()), "")


def beside(reference: Reference, stated: str | None) -> str:
    """What is to be said beside an entry's own type, which tells no more than `told`; empty where that is enough."""
    work = type_of(reference)
    text = reference.type if work is DOCUMENT and reference.type else work.words
    return "" if text == (stated or DOCUMENT.words) else text


def _named(of: str, name: str, others: dict[str, str]) -> str | None:
    if name in others:
        return others[name]
    return next((each.words for each in WORK_TYPES if getattr(each, of) == name), None)


def _by_words(text: str) -> WorkType:
    return next(each for each in WORK_TYPES if each.words == text)

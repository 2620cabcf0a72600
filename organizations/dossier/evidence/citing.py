"""A reference as text, BibTeX, RIS and CSL-JSON, for the programs in which people keep their references.

What nobody labelled is not guessed: the words of a free citation are the title, and there is no author.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TypedDict

from organizations.dossier.evidence.dates import figures_of, is_about
from organizations.dossier.evidence.references import Reference, period_of, stripped_of
from organizations.dossier.evidence.work_types import DOCUMENT, beside, from_bibtex, from_ris, type_of

Item = dict[str, object]
"""An item of CSL-JSON."""

# A brace counts for BibTeX behind a backslash too: one without its other becomes a word, which fewer programs know.
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "&%$#_"},
}
_LATEX_TABLE = str.maketrans(_LATEX)
# Addresses and DOIs are read as they stand: a brace is escaped as an address escapes it.
_IN_BRACES = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", '"': "%22"})


class _Name(TypedDict, total=False):
    family: str
    given: str
    literal: str


def as_text(reference: Reference) -> str:
    """The reference in one paragraph: its words as they stand, and behind them what only labelled lines say."""
    text = reference.words or title_of(reference)
    pages = f"p. {reference.pages}" if reference.pages.isdecimal() else f"pp. {reference.pages}"
    added = [
        *_missing(text, reference.title),
        *([pages] if reference.pages and reference.pages not in text else []),
        *([f"doi:{reference.doi}"] if reference.doi and reference.doi not in text.lower() else []),
        *_missing(text, reference.url if not reference.doi else ""),
        *([f"accessed {reference.read_on}"] if reference.read_on and reference.read_on not in text else []),
        *([f"archived at {reference.archive_url}"] if reference.archive_url not in text else []),
        *([f"“{reference.quote}”"] if reference.quote and reference.quote not in text else []),
    ]
    return ". ".join([text.rstrip(" ."), *added]) + "." if added else text


def title_of(reference: Reference) -> str:
    """The title; of a free citation its words without identifiers and addresses, of a bare address the address."""
    bare = reference.words.strip()
    return reference.title or stripped_of(bare) or reference.symbol or reference.link or reference.archive_url or bare


def as_bibtex(reference: Reference, key: str) -> str:
    """An entry of BibTeX, in UTF-8, with what means something to LaTeX escaped."""
    work = type_of(reference)
    institution = {"techreport": "institution", "phdthesis": "school"}.get(work.bibtex, "publisher")
    container = "journal" if work.bibtex == "article" else "booktitle"
    figures = _one(figures_of(reference.date))
    fields = {
        "title": _latex(title_of(reference)),
        "type": _latex(beside(reference, from_bibtex(work.bibtex))),
        "author": _bibtex_names(reference.authors),
        "editor": _bibtex_names(reference.editors),
        container: _latex(reference.container),
        "volume": _latex(reference.volume),
        "number": _latex(reference.issue or reference.symbol),
        institution: _latex(reference.publisher),
        "address": _latex(reference.place),
        "year": str(reference.year) if reference.year is not None else "",
        "month": str(figures[1]) if len(figures) > 1 else "",
        "day": str(figures[2]) if len(figures) > 2 else "",
        "pages": re.sub("[–—]", "--", _latex(reference.pages)),
        "isbn": reference.isbn,
        "doi": reference.doi.translate(_IN_BRACES),
        "url": _link(reference).translate(_IN_BRACES),
        # ISO 8601, as BibLaTeX wants it; "3 May 2024" would stop it.
        "urldate": _iso(reference.read_on),
        "language": _latex(reference.language),
        "note": _latex(". ".join(_notes(reference))),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@{work.bibtex}{{{key_of(key)},\n" + ",\n".join(lines) + "\n}\n"


def as_ris(reference: Reference, key: str) -> str:
    """A record of RIS: a tag and its words a line, ended by CR and LF as the format says."""
    work = type_of(reference)
    name = "GOVDOC" if reference.symbol and work == DOCUMENT else work.ris
    first, _mark, last = re.sub("[—-]", "–", reference.pages).partition("–")
    lines = [
        ("TY", name),
        ("M3", beside(reference, from_ris(name))),
        ("ID", key_of(key)),
        ("TI", title_of(reference)),
        *(("AU", name) for name in reference.authors),
        *(("A2", name) for name in reference.editors),
        ("T2", reference.container),
        ("VL", reference.volume),
        ("IS", reference.issue),
        ("PB", reference.publisher),
        ("CY", reference.place),
        ("PY", str(reference.year) if reference.year is not None else ""),
        ("DA", _ris_date(reference.date)),
        ("SP", first.strip()),
        ("EP", last.strip()),
        # Of a report Zotero takes this for its number.
        ("SN", reference.isbn or reference.symbol),
        ("M1", reference.symbol if reference.isbn else ""),
        ("DO", reference.doi),
        ("UR", _link(reference)),
        ("Y2", _ris_date(reference.read_on)),
        ("LA", reference.language),
        *(("N1", note) for note in _notes(reference)),
    ]
    # A line break would begin another tag.
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in lines if value.strip()) + "ER  - \r\n"


def as_csl(reference: Reference, key: str) -> Item:
    """An item of CSL-JSON 1.0.2; a file of it is a list of such."""
    item: Item = {
        "id": key,
        "type": type_of(reference).csl,
        "title": title_of(reference),
        "author": [_csl_name(name) for name in reference.authors],
        "editor": [_csl_name(name) for name in reference.editors],
        "container-title": reference.container,
        "volume": reference.volume,
        "issue": reference.issue,
        "number": reference.symbol,
        "publisher": reference.publisher,
        "publisher-place": reference.place,
        "issued": _csl_date(reference.date),
        "page": reference.pages,
        "ISBN": reference.isbn,
        "DOI": reference.doi,
        "URL": _link(reference),
        "accessed": _csl_date(reference.read_on),
        "archive_location": reference.archive_url,
        "language": reference.language,
        "note": f"Quote: “{reference.quote}”" if reference.quote else "",
    }
    return {name: value for name, value in item.items() if value}


def key_of(key: str) -> str:
    """A key that every program takes: letters, figures, hyphens, colons and underscores of ASCII."""
    return re.sub(r"[^A-Za-z0-9:_-]+", "-", key).strip("-") or "source"


def _missing(text: str, value: str) -> Iterator[str]:
    if value and value not in text:
        yield value


def _notes(reference: Reference) -> list[str]:
    archived = [f"Archived at {reference.archive_url}"] if reference.archive_url else []
    return [*archived, *([f"Quote: “{reference.quote}”"] if reference.quote else [])]


def _link(reference: Reference) -> str:
    return reference.url or ("" if reference.doi else reference.link)


def _latex(text: str) -> str:
    value = " ".join(text.split()).translate(_LATEX_TABLE)
    # Braces that close are known to all programs as \{ and \}.
    if _is_balanced(text):
        value = value.replace(_LATEX["{"], r"\{").replace(_LATEX["}"], r"\}")
    return value


def _is_balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return not depth


def _parts(name: str) -> tuple[str, str]:
    """Family and given name of "Family, Given"; no given one where the name stands as it is."""
    family, _comma, given = name.partition(",")
    return (family.strip(), given.strip()) if given.strip() and family.strip() else (name, "")


def _bibtex_names(names: tuple[str, ...]) -> str:
    return " and ".join(_bibtex_name(*_parts(name)) for name in names)


def _bibtex_name(family: str, given: str) -> str:
    # In braces "Ministry of Trade and Industry" is one name, not two people.
    def guarded(text: str) -> str:
        return f"{{{_latex(text)}}}" if " and " in f" {text.lower()} " or not given else _latex(text)

    return f"{guarded(family)}, {guarded(given)}" if given else guarded(family)


def _csl_name(name: str) -> _Name:
    family, given = _parts(name)
    return {"family": family, "given": given} if given else {"literal": name}


def _one(found: list[Sequence[int]]) -> Sequence[int]:
    return found[0] if len(found) == 1 else ()


def _csl_date(text: str) -> Item:
    if not text:
        return {}
    figures = figures_of(text)
    if not figures:
        return {"literal": text}
    return {"date-parts": [list(each) for each in figures], **({"circa": True} if is_about(text) else {})}


def _iso(text: str) -> str:
    period = period_of(text)
    return period.edtf if period and _one(figures_of(text)) else ""


def _ris_date(text: str) -> str:
    figures = _one(figures_of(text))
    if not figures:
        return ""
    year, month, day = (*(f"{each:02}" for each in figures), "", "")[:3]
    return f"{year}/{month}/{day}/"

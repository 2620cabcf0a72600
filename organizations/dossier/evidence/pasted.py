"""What an editor pastes as a source, told by its form and put into words that a dossier keeps."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

from organizations.dossier.bounds import MAX_LINE, MAX_PROSE
from organizations.dossier.evidence.bibtex import looks_like_bibtex
from organizations.dossier.evidence.entries import (
    ReadEntry,
    bibtex_entries,
    csl_entries,
    looks_like_csl,
    ris_entries,
)
from organizations.dossier.evidence.identifiers import DOI, ISBN, doi_of, isbn_of, symbol_of
from organizations.dossier.evidence.references import (
    Reference,
    is_labelled,
    names_a_work,
    period_of,
    read_reference,
    spoken_name,
)
from organizations.dossier.evidence.ris import looks_like_ris
from organizations.dossier.evidence.urls import URL, trimmed
from organizations.dossier.messages import Detail, Message, checked

MAX_REFERENCES = 200
"""Sources that are taken of what is pasted at once."""

PROBLEMS: Mapping[str, tuple[str, ...]] = {
    "no-work-named": (),
    "isbn-check-digit": ("isbn",),
    "identifier-not-read": ("words",),
    "reference-date-not-read": ("words",),
    "fields-left-out": ("names",),
    "reference-not-read": ("words",),
    "reference-too-long": ("length", "max_length"),
    "too-many-references": ("max_references",),
}
"""What is said of something pasted, for its author; only of what has no text nothing can be kept."""

# A dash needs its space: "-1" or "–" within words opens nothing.
_OPENER = re.compile(r"\s*(?:\[\^?\w{1,12}\]:?|[•*‣·–-](?=\s))\s*")
_NUMBER = re.compile(r"\s*(\d{1,3})[.)]\s+")


class PastedForm(StrEnum):
    """How a source was written that was pasted."""

    URL = "address"
    DOI = "DOI"
    ISBN = "ISBN"
    SYMBOL = "document symbol"
    BIBTEX = "BibTeX"
    RIS = "RIS"
    CSL_JSON = "CSL-JSON"
    CITATION = "citation"


@dataclass(frozen=True, slots=True)
class Pasted:
    """One source of what was pasted: its form, the text to be kept (empty where there is none), what is read of it.

    `reference` is `read_reference(text)`, always. `problems` have codes of `PROBLEMS`.
    """

    form: PastedForm
    text: str
    reference: Reference
    problems: tuple[Message, ...] = ()


def read_pasted(text: str) -> list[Pasted]:
    """The sources that a text names, in its order, at most MAX_REFERENCES; none for nothing but space."""
    # With a mark of byte order, which editors of Windows write before it.
    text = text.strip("\ufeff \t\r\n")
    if not text:
        return []
    found = list(islice(_sources(text), MAX_REFERENCES + 1))
    if len(found) > MAX_REFERENCES:
        found.pop()
        problem = _problem("too-many-references", max_references=MAX_REFERENCES)
        found[-1] = replace(found[-1], problems=(*found[-1].problems, problem))
    return found


def written(reference: Reference) -> str:
    """The words of a reference as a dossier keeps them: a citation, and labelled lines for what cannot be read of it.

    `read_reference` gives the reference back, with these words. Each field is one line; names hold no semicolon.
    """
    first = _citation(reference)
    text = first
    read = read_reference(first)
    lines: list[str] = []
    for label, field, value in _lines(reference):
        # A label only where the words alone would be read otherwise. The title always: quotation marks around it would
        # be read as well, but a title may hold some.
        if value and (getattr(read, field) != getattr(reference, field) or field == "title"):
            lines.append(f"{label}: {value}")
            text = "\n".join([first, *lines])
            read = read_reference(text)
    return text


def _problem(code: str, **details: Detail) -> Message:
    return checked(PROBLEMS, code, details)


def _sources(text: str) -> Iterator[Pasted]:
    if looks_like_bibtex(text):
        return _from_entries(PastedForm.BIBTEX, bibtex_entries(text))
    if looks_like_ris(text):
        return _from_entries(PastedForm.RIS, ris_entries(text))
    if looks_like_csl(text):
        return _from_json(text)
    return map(_as_written, _citations(text))


def _from_json(text: str) -> Iterator[Pasted]:
    try:
        yield from _from_entries(PastedForm.CSL_JSON, csl_entries(text))
    except ValueError:
        yield _unread(PastedForm.CSL_JSON, text)


def _unread(form: PastedForm, text: str) -> Pasted:
    excerpt = " ".join(text[:200].split())[:60]
    return Pasted(form, "", Reference(), (_problem("reference-not-read", words=excerpt),))


def _from_entries(form: PastedForm, entries: Iterable[ReadEntry | str]) -> Iterator[Pasted]:
    for entry in entries:
        yield _unread(form, entry) if isinstance(entry, str) else _from_entry(form, entry)


def _from_entry(form: PastedForm, entry: ReadEntry) -> Pasted:
    meant = entry.reference
    if not (meant.title or meant.authors or names_a_work(meant)):
        return _unread(form, ", ".join(entry.left_out) or form.value)
    too_long = _too_long(_citation(meant)) or _too_long("\n".join(value for _label, _field, value in _lines(meant)))
    if too_long:
        return Pasted(form, "", Reference(), (too_long,))
    # What is kept is what will be read again: where that says less than the entry, a problem tells it.
    text = written(meant)
    reference = read_reference(text)
    wrong = [*entry.wrong, *_not_read_back(meant, reference)]
    problems = [_problem("identifier-not-read", words=words[:200]) for words in wrong]
    problems += [
        _problem("reference-date-not-read", words=date[:200])
        for date in (meant.date, meant.read_on)
        if date and not period_of(date)
    ]
    if entry.left_out:
        problems.append(_problem("fields-left-out", names=", ".join(entry.left_out)[:500]))
    return Pasted(form, text, reference, tuple(problems))


def _not_read_back(meant: Reference, read: Reference) -> Iterator[str]:
    for field in ("doi", "url", "symbol", "archive_url"):
        value = str(getattr(meant, field))
        if value and getattr(read, field) != value:
            yield value


def _too_long(text: str) -> Message | None:
    longest = max(map(len, text.split("\n")))
    if longest > MAX_LINE:
        return _problem("reference-too-long", length=longest, max_length=MAX_LINE)
    if len(text) > MAX_PROSE:
        return _problem("reference-too-long", length=len(text), max_length=MAX_PROSE)
    return None


def _citations(text: str) -> Iterator[str]:
    """The citations of a text: separated by empty lines, by list marks, or a line each where each line names a work."""
    for paragraph in re.split(r"\n[ \t\r]*\n\s*", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        if lines:
            yield from _of_paragraph(lines)


def _of_paragraph(lines: list[str]) -> Iterator[str]:
    heads = [at for at, line in enumerate(lines) if _OPENER.match(line)] if _OPENER.match(lines[0]) else []
    numbered = [] if heads else _numbered(lines)
    heads = heads or numbered
    if not heads:
        unlabelled = [at for at, line in enumerate(lines) if not is_labelled(line) or not at]
        is_one_each = all(_names_one(lines[at]) for at in unlabelled[: MAX_REFERENCES + 1])
        heads = unlabelled if is_one_each else [0]
    for first, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        opener = (_NUMBER if numbered else _OPENER).match(lines[first])
        yield _joined([lines[first][opener.end() if opener else 0 :], *lines[first + 1 : end]])


def _names_one(line: str) -> bool:
    return len(line) <= MAX_LINE and names_a_work(read_reference(line))


def _numbered(lines: list[str]) -> list[int]:
    """The lines that are numbered 1, 2, 3 …; at least two, or the number may belong to the words."""
    found = [(at, int(number[1])) for at, line in enumerate(lines) if (number := _NUMBER.match(line))]
    is_list = (
        len(found) > 1
        and not found[0][0]
        and [each for _at, each in found] == [found[0][1] + at for at in range(len(found))]
    )
    return [at for at, _number in found] if is_list else []


def _joined(lines: list[str]) -> str:
    """A citation in one line, with its labelled lines below it."""
    words = lines[:1]
    labelled: list[str] = []
    for line in lines[1:]:
        (labelled if is_labelled(line) else words).append(" ".join(line.split()))
    return "\n".join([" ".join(" ".join(words).split()), *labelled])


def _as_written(text: str) -> Pasted:
    too_long = _too_long(text)
    if too_long:
        return Pasted(PastedForm.CITATION, "", Reference(), (too_long,))
    form, kept = _single(text)
    reference = read_reference(kept)
    problems = [
        _problem("isbn-check-digit", isbn=found["isbn"].strip())
        for found in islice(ISBN.finditer(text), 20)
        if not isbn_of(found["isbn"]) and (found["label"] or len(found[0]) == len(text))
    ]
    if not names_a_work(reference):
        problems.append(_problem("no-work-named"))
    return Pasted(form, kept, reference, tuple(problems))


def _single(text: str) -> tuple[PastedForm, str]:
    """The form of a text that may be nothing but an identifier or an address, and the words to be kept of it."""
    bare = trimmed(text.strip("<> ")) if "\n" not in text else text
    tries: tuple[tuple[PastedForm, Callable[[str], str]], ...] = (
        (PastedForm.DOI, _bare_doi),
        (PastedForm.URL, _bare_url),
        (PastedForm.ISBN, _bare_isbn),
        (PastedForm.SYMBOL, symbol_of),
    )
    found = ((form, kept) for form, read in tries if (kept := read(bare)))
    return next(found, (PastedForm.CITATION, text))


def _bare_doi(text: str) -> str:
    found = DOI.fullmatch(text)
    doi = doi_of(found) if found else ""
    return f"doi:{doi}" if doi else ""


def _bare_url(text: str) -> str:
    return text if URL.fullmatch(text) else ""


def _bare_isbn(text: str) -> str:
    found = ISBN.fullmatch(text)
    return f"ISBN {found['isbn']}" if found and isbn_of(found["isbn"]) else ""


def _citation(reference: Reference) -> str:
    """The citation as a person would write it: who, what, in what, where and when, its identifiers and address."""
    numbers = [
        f"vol. {reference.volume}" if reference.volume else "",
        f"no. {reference.issue}" if reference.issue else "",
    ]
    mark = "pp." if re.search(r"[–,-]", reference.pages) else "p."
    published = ": ".join(filter(None, (reference.place, reference.publisher)))
    imprint = ", ".join(filter(None, (published, reference.date)))
    editors = (
        f"{_names(reference.editors)} ({'eds.' if len(reference.editors) > 1 else 'ed.'})" if reference.editors else ""
    )
    who = _names(reference.authors) or editors
    container = f"in {reference.container}" if reference.container else ""
    if container and reference.authors and editors:
        container = f"in {editors}, {reference.container}"
    what = ", ".join(
        filter(
            None, (who, reference.title, container, *numbers, f"{mark} {reference.pages}" if reference.pages else "")
        )
    )
    identifiers = [
        reference.symbol,
        f"ISBN {reference.isbn}" if reference.isbn else "",
        f"doi:{reference.doi}" if reference.doi else "",
        reference.url,
    ]
    read = f" (accessed {reference.read_on})" if reference.read_on else ""
    first = " ".join(filter(None, (what, f"({imprint})" if imprint else "")))
    return f"{', '.join(filter(None, (first, *identifiers)))}{read}"


def _names(names: tuple[str, ...]) -> str:
    """Names as they are said: "Martin Geiger, Antoine Pécoud and IOM"."""
    spoken = [spoken_name(name) for name in names]
    return " and ".join(filter(None, (", ".join(spoken[:-1]), *spoken[-1:])))


def _lines(reference: Reference) -> Iterator[tuple[str, str, str]]:
    """The labelled lines that may be needed: label, field, what the line says."""
    yield "Author", "authors", "; ".join(reference.authors)
    yield "Editor", "editors", "; ".join(reference.editors)
    for label, field in (
        ("Title", "title"),
        ("In", "container"),
        ("Volume", "volume"),
        ("Number", "issue"),
        ("Publisher", "publisher"),
        ("Place", "place"),
        ("Date", "date"),
        ("Type", "type"),
        ("Language", "language"),
        ("Page", "pages"),
    ):
        yield label, field, getattr(reference, field)
    yield "Quote", "quote", f"“{reference.quote}”" if reference.quote else ""
    yield "Read", "read_on", reference.read_on
    kept = reference.kept or reference.archive_url
    yield (
        "Kept",
        "kept" if reference.kept else "archive_url",
        " ".join(filter(None, (kept, f"(sha256 {reference.sha256})" if reference.sha256 else ""))),
    )

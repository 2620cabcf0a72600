"""Entries of BibTeX, RIS and CSL-JSON to references, with what of each was not taken over."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from organizations.dossier.evidence import bibtex, ris
from organizations.dossier.evidence.dates import in_words, words_of
from organizations.dossier.evidence.identifiers import DOI, doi_of, isbn_of, symbol_of
from organizations.dossier.evidence.references import Reference
from organizations.dossier.evidence.work_types import DOCUMENT, from_bibtex, from_csl, from_ris, named_type

_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\ufeff\ue000-\uf8ff]")
# What programs note for themselves: nothing that the entry says of the work.
_OF_PROGRAMS = re.compile(
    r"file|owner|timestamp|date-?(?:added|modified)|bdsk-.*|biburl|bibsource|groups|keywords|priority|readstatus"
    r"|citation-key|citation-label|id|system_id|shorttitle|title-short|indexed|score|source|schema|publisher-id",
    re.IGNORECASE,
)


@dataclass(slots=True)
class ReadEntry:
    """What an entry says; the names of its fields that were not taken over, and identifiers that are none."""

    reference: Reference
    left_out: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def bibtex_entries(text: str) -> Iterator[ReadEntry | str]:
    """The entries of a BibTeX text; of a damaged one its first words."""
    for entry in bibtex.entries_of(text):
        yield _of_bibtex(entry) if isinstance(entry, bibtex.Entry) else entry.text


def ris_entries(text: str) -> Iterator[ReadEntry | str]:
    """The records of a RIS text; what is damaged in it is told as a tag left out."""
    return map(_of_ris, ris.records_of(text))


def csl_entries(text: str) -> Iterator[ReadEntry | str]:
    """The items of a CSL-JSON text, be it one, a list, or {"items": […]}. Raises ValueError where it is no JSON."""
    try:
        data = json.loads(text)
    # JSON may be nested as deep as somebody likes.
    except RecursionError as error:
        raise ValueError(text[:60]) from error
    if isinstance(data, dict):
        # Crossref's answers have the work, or a list of works, in "message".
        message = data.get("message", data)
        data = message.get("items", [message]) if isinstance(message, dict) else [message]
    for item in data if isinstance(data, list) else [data]:
        is_item = isinstance(item, dict) and any(name in item for name in ("title", "type", "DOI", "URL", "ISBN"))
        yield _of_csl(item) if is_item else json.dumps(item, ensure_ascii=False)[:60]


def looks_like_csl(text: str) -> bool:
    """Whether a text begins as a list or an object of JSON does."""
    return bool(re.match(r"[\s\ufeff]*(?:\[\s*)?\{\s*[\"}]", text))


class _Fields:
    """The fields of an entry, each of which is taken once; what nobody took is left out."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = {name: _line(value) for name, value in fields.items() if _line(value)}

    def take(self, *names: str) -> str:
        """The first of these that says something; only that one is taken."""
        return next((self.fields.pop(name) for name in names if name in self.fields), "")

    def take_type(self, name: str, stated: str | None) -> str | None:
        """The type of work that a field says, empty for a mere document; where it says none, what is told of it."""
        own = named_type(self.fields.get(name, ""))
        return named_type(self.take(name)).replace(DOCUMENT.words, "") if own else stated

    @property
    def left_out(self) -> list[str]:
        return [name for name in self.fields if not _OF_PROGRAMS.fullmatch(name)]


def _line(text: str) -> str:
    return " ".join(_INVISIBLE.sub(" ", text).split())


def _entry(fields: _Fields, reference: Reference, *, doi: str, isbn: str, url: str, symbol: str = "") -> ReadEntry:
    """The entry, with those identifiers that are ones."""
    read = ReadEntry(reference, fields.left_out)
    found = DOI.search(doi if doi.lower().startswith(("http", "doi")) else f"doi:{doi}") if doi else None
    # Of several, as for the bound book and the paperback, the first that is right. One space is a part of an ISBN,
    # unless a new one begins behind it.
    first_isbn = next((each for each in map(isbn_of, re.split(r"[,;]|\s{2,}|\s(?=97[89])", isbn)) if each), "")
    read.wrong += [value for value, is_read in ((doi, found), (isbn, first_isbn)) if value and not is_read]
    read.reference = replace(
        reference,
        doi=doi_of(found) if found else "",
        isbn=first_isbn,
        url=""
        if url.lower().startswith(("https://doi.org/", "http://doi.org/", "http://dx.doi.org/")) and doi
        else url,
        symbol=symbol_of(symbol),
    )
    return read


def _of_bibtex(entry: bibtex.Entry) -> ReadEntry:
    written = dict(entry.fields)
    authors, editors = written.pop("author", ""), written.pop("editor", "")
    fields = _Fields({name: bibtex.plain(name, value) for name, value in written.items()})
    title = ": ".join(filter(None, (fields.take("title"), fields.take("subtitle"))))
    date = fields.take("date")
    year, month, day = fields.take("year"), fields.take("month"), fields.take("day")
    if not date and year:
        date = _bibtex_date(year, month, day)
    number = fields.take("number", "issue")
    kind = fields.take_type("type", from_bibtex(entry.type))
    url = fields.take("url")
    if not url and fields.fields.get("howpublished", "").startswith("http"):
        url = fields.take("howpublished")
    read = _entry(
        fields,
        Reference(
            title=title or fields.take("booktitle"),
            authors=_tuple(bibtex.names_of(authors)),
            editors=_tuple(bibtex.names_of(editors)),
            container=fields.take("journal", "journaltitle", "booktitle", "maintitle"),
            volume=fields.take("volume"),
            issue="" if symbol_of(number) else number,
            publisher=fields.take("publisher", "institution", "school", "organization"),
            place=fields.take("address", "location"),
            date=in_words(date),
            type=kind or "",
            language=fields.take("language", "langid"),
            pages=fields.take("pages"),
            read_on=in_words(fields.take("urldate")),
        ),
        doi=fields.take("doi"),
        isbn=fields.take("isbn"),
        url=url,
        symbol=number if symbol_of(number) else "",
    )
    read.left_out = fields.left_out + ([f"@{entry.type}"] if kind is None else [])
    if bibtex.has_others(authors):
        read.left_out.append("and others")
    return read


def _bibtex_date(year: str, month: str, day: str) -> str:
    if year.isdecimal() and len(year) == 4 and month.isdecimal():
        return words_of(int(year), int(month), int(day) if day.isdecimal() else 0)
    return " ".join(filter(None, (day, month, year)))


def _of_ris(record: ris.Record) -> ReadEntry:
    fields = _Fields({tag: "; ".join(filter(None, value)) for tag, value in record.items() if tag not in _RIS_NAMES})
    kind = fields.take_type("M3", from_ris(fields.take("TY")))
    numbers = [fields.take("M1"), *(fields.take(tag) for tag in ("AN", "SN") if symbol_of(fields.fields.get(tag, "")))]
    symbol = next(filter(symbol_of, numbers), "")
    first, last = fields.take("SP"), fields.take("EP")
    # "///" is RIS for no date.
    date = fields.take("DA") if fields.fields.get("DA", "").strip("/ ") else ""
    year = fields.take("PY", "Y1")
    editors = [*record.get("ED", []), *record.get("A2", [])]
    serial = fields.take("SN")
    # Eight figures: an ISSN, which tells the journal and not the work.
    is_serial = bool(re.fullmatch(r"\d{4}-?\d{3}[\dXx]", serial))
    read = _entry(
        fields,
        Reference(
            title=fields.take("TI", "T1"),
            authors=_tuple(name for tag in ("AU", "A1") for name in record.get(tag, [])),
            editors=_tuple(editors),
            container=fields.take("T2", "JF", "JO", "BT", "JA", "J2"),
            volume=fields.take("VL"),
            issue=fields.take("IS") or ("" if symbol else numbers[0]),
            publisher=fields.take("PB"),
            place=fields.take("CY", "PP"),
            date=in_words(date or year),
            type=kind or "",
            language=fields.take("LA"),
            pages="–".join(filter(None, (first, last))),
            read_on=in_words(fields.take("Y2")),
        ),
        doi=fields.take("DO"),
        isbn="" if is_serial else serial,
        url=fields.take("UR", "L2", "LK").split("; ")[0],
        symbol=symbol,
    )
    read.left_out = [
        name for name in fields.left_out if name not in {"ID", "DB", "DP", "ER", "JA", "JO", "JF", "J2", "T1", "Y1"}
    ]
    if kind is None:
        read.left_out.append("TY")
    if is_serial:
        read.left_out.append("SN")
    return read


_RIS_NAMES = frozenset({"AU", "A1", "A2", "ED"})


def _of_csl(item: Mapping[str, Any]) -> ReadEntry:
    names = {name: _csl_names(item.get(name)) for name in ("author", "editor")}
    dates = {name: _csl_date(item.get(name)) for name in ("issued", "accessed")}
    taken = {*names, *dates}
    fields = _Fields({name: _csl_words(value) for name, value in item.items() if name not in taken})
    kind = from_csl(fields.take("type"))
    number = fields.take("number")
    read = _entry(
        fields,
        Reference(
            title=fields.take("title"),
            authors=names["author"],
            editors=names["editor"],
            container=fields.take("container-title"),
            volume=fields.take("volume"),
            issue=fields.take("issue") or ("" if symbol_of(number) else number),
            publisher=fields.take("publisher"),
            place=fields.take("publisher-place"),
            date=dates["issued"],
            type=kind or "",
            language=fields.take("language"),
            pages=fields.take("page").replace("-", "–"),
            read_on=dates["accessed"],
            archive_url=_url(fields.take("archive_location")),
            quote=_csl_quote(fields),
        ),
        doi=fields.take("DOI"),
        isbn=fields.take("ISBN"),
        url=fields.take("URL"),
        symbol=number if symbol_of(number) else "",
    )
    read.left_out = fields.left_out + (["type"] if kind is None else [])
    return read


def _csl_quote(fields: _Fields) -> str:
    found = re.fullmatch("Quote: “(.*)”", fields.fields.get("note", ""))
    if found:
        fields.take("note")
    return found[1] if found else ""


def _url(text: str) -> str:
    return text if text.lower().startswith(("http://", "https://")) else ""


def _csl_words(value: object) -> str:
    """Words of a value of JSON; of a list its first, as Crossref gives titles. Markup within is left away."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return "" if value in (None, [], {}) else json.dumps(value)[:200]
    return re.sub(r"</?(?:i|b|sub|sup|sc|span)(?:\s[^<>]{0,200})?>", "", str(value))


def _csl_names(value: object) -> tuple[str, ...]:
    names = []
    for name in value if isinstance(value, list) else []:
        parts = (
            {part: _line(words) for part, words in name.items() if isinstance(words, str)}
            if isinstance(name, dict)
            else {}
        )
        family = " ".join(
            filter(
                None, (parts.get(part) for part in ("dropping-particle", "non-dropping-particle", "family", "suffix"))
            )
        )
        given = parts.get("given", "")
        names.append(parts.get("literal") or parts.get("name") or ", ".join(filter(None, (family, given))))
    return _tuple(names)


def _csl_date(value: object) -> str:
    if isinstance(value, str):
        return in_words(_line(value))
    if not isinstance(value, dict):
        return ""
    parts = value.get("date-parts")
    sides = [_csl_side(side) for side in parts[:2]] if isinstance(parts, list) else []
    if all(sides) and sides:
        return ("c. " if value.get("circa") else "") + "–".join(sides)
    return next(
        (in_words(_line(value[name])) for name in ("raw", "literal", "edtf") if isinstance(value.get(name), str)), ""
    )


def _csl_side(side: object) -> str:
    figures = side if isinstance(side, Sequence) and not isinstance(side, str) else []
    try:
        numbers = [int(each) for each in figures if each not in (None, "")][:3]
    except (TypeError, ValueError):
        return ""
    return words_of(*numbers) if numbers and 0 < numbers[0] < 3000 else ""


def _tuple(names: Iterable[object]) -> tuple[str, ...]:
    return tuple(name for name in (_line(str(each)).replace(";", ",") for each in names) if name)

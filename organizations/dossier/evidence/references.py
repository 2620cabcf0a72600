"""A source's words to what they say of it: identifiers, address, dates, and what labelled lines add."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Day
from functools import cache, lru_cache

from organizations.dossier.evidence.identifiers import (
    DOI,
    ISBN,
    SYMBOL,
    doi_of,
    isbn_of,
    same_symbol,
    symbol_in_url,
    symbol_of,
)
from organizations.dossier.evidence.urls import URL, archived, cleaned, trimmed, whole, without_scheme
from organizations.dossier.period import MAX_LENGTH, Period, PeriodError, parse_period
from organizations.dossier.words import has_no_spaces, languages

LABELS = {
    "author": "authors",
    "authors": "authors",
    "editor": "editors",
    "editors": "editors",
    "title": "title",
    "in": "container",
    "volume": "volume",
    "number": "issue",
    "publisher": "publisher",
    "place": "place",
    "date": "date",
    "type": "type",
    "language": "language",
    "page": "pages",
    "pages": "pages",
    "quote": "quote",
    "read": "read_on",
    "kept": "kept",
}
"""What a further line may begin with, in small letters, and the field of a reference that it says."""

# Not a space: two halves of a sentence must not be read as one date or name.
REPLACED = "\x1f"
"""Stands where something was read already. No pattern takes it for a part of anything."""

# A space, or nothing, behind the colon: "Read:https" would begin an address.
_LABELLED = re.compile(rf"\s*({'|'.join(LABELS)})\s?[:：](?:\s+|$)(.*)", re.IGNORECASE | re.DOTALL)
_SHA256 = re.compile(r"\s*\(sha256:? ([0-9a-f]{64})\)\s*$", re.IGNORECASE)
_QUOTED = re.compile(
    r"“([^“”]{2,500})”|\"([^\"“”]{2,500})\"|«\s?([^«»]{2,500}?)\s?»|„([^„“”]{2,500})[“”]|《([^《》]{1,300})》"
    r"|(?<!\w)‘([^‘]{2,300}?)’(?=\s?[,.;(\[]|\s?$)"
)
# What looks like a year and is none: pages, numbers, spans of years, and when an old text was changed.
_NO_YEAR = re.compile(
    r"(?<!\w)(?:pp?|pages?|paras?|nos?|vols?|arts?|articles?|ch|chapters?|seiten?|s|nr)\.?\s?\d[\d–—-]*"
    r"|§{1,2}\s?\d[\d–—-]*|(?<!\d)\d{4}\s?(?:[–—]\s?\d{2,4}|-\s?\d{4})(?!\d)"
    r"|\b(?:amended|revised|reprinted|updated)(?: in)? \d{4}(?!\d)",
    re.IGNORECASE,
)
# From 1400 on. No part of a longer number, nor of "1,951" or "2000.50".
_YEAR = re.compile(r"(?<!\d)(?<!\d,)(?:1[4-9]|20)\d\d(?!\d|[.,]\d\d)")
_BEFORE_IDENTIFIER = re.compile(r"(?<!\w)(?:ISBN|DOI|URL|available at|at)\s?:?\Z", re.IGNORECASE)
_YEAR_OF_SYMBOL = re.compile(r"\((\d{4})\)$")
_PARENTHESIS = re.compile(r"[(（]([^()（）]{4,200})[)）]")
# Days in ISO 8601 or with full stops; "3/4/2024" is two days, by who wrote it.
_DAY_IN_FIGURES = re.compile(r"(?<!\d)\d{4}-\d{1,2}(?:-\d{1,2})?(?!\d|-)|(?<!\d)\d{1,2}\.\s?\d{1,2}\.\s?\d{4}(?!\d)")
_LOOKS_LIKE_ONE = re.compile(
    r"(?<!\w)(?:(?:h[tp]{2,4}s?|ftps?)\s?:\s?/|www[.,])[^\s\x1f]*|(?<!\w)doi\s?:\s?[^\s\x1f]+"
    r"|(?<!\w)ISBN(?:-1[03])?\s?:?\s?\d[\dX\s–-]{5,25}",
    re.IGNORECASE,
)
_EXACT = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
"""A day, a month or a season, as EDTF writes it."""
_MAX_TRIES = 5
"""Places of a text at which a date is looked for: a text of nothing but "accessed" is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What is read of a source; empty, or None, is what its words do not say.

    `words` are all but the labelled lines, as they stand. A name in `authors` and `editors` is "Family, Given" of a
    person, and without a comma as it stands. `date` and `read_on` are words of a period, `year` is that of `date`.
    `doi` is in lower case, `isbn` has thirteen digits, `symbol` is of a document of the United Nations. `archive_url`
    is a copy in a web archive, captured on that day; `kept` are the words of the first line "Kept", `sha256` its hash,
    `copies` the hashes of all such lines.
    """

    words: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    container: str = ""
    volume: str = ""
    issue: str = ""
    publisher: str = ""
    place: str = ""
    date: str = ""
    year: int | None = None
    type: str = ""
    language: str = ""
    pages: str = ""
    quote: str = ""
    url: str = ""
    archive_url: str = ""
    captured_on: Day | None = None
    doi: str = ""
    isbn: str = ""
    symbol: str = ""
    read_on: str = ""
    kept: str = ""
    sha256: str = ""
    copies: tuple[str, ...] = ()

    @property
    def link(self) -> str:
        """Where the work is on the web: its address, else that of its DOI or symbol; empty where neither is known."""
        if self.url:
            return self.url
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return f"https://undocs.org/{self.symbol.replace(' ', '')}" if self.symbol else ""


def identity_of(reference: Reference) -> str:
    """By what two references are of the same work; empty where nothing tells.

    The first there is of "doi:…", "un:…", "isbn:…" and "url:…". The ISBN of a book is not that of its chapters, so one
    with a container goes by its address.
    """
    if reference.doi:
        return f"doi:{reference.doi}"
    if reference.symbol:
        return f"un:{same_symbol(reference.symbol)}"
    if reference.isbn and not reference.container:
        return f"isbn:{reference.isbn}"
    url = reference.url or reference.archive_url
    # Only where nothing surer is there: an address changes, and one page may list many works.
    return f"url:{cleaned(url)}" if url else ""


def is_labelled(line: str) -> bool:
    """Whether a further line of a source says something behind a label: "Quote: …"."""
    return _LABELLED.match(line) is not None


def names_a_work(reference: Reference) -> bool:
    """Whether it says enough to find what it is of: an address, an identifier, a year or a quote."""
    return bool(identity_of(reference) or reference.isbn or reference.year is not None or reference.quote)


# A publish, a check and a page ask for the same words each; a Reference is frozen, so that one may be given to all.
@lru_cache(maxsize=2048)
def read_reference(text: str) -> Reference:
    """What the words of a source say. The first line is words; further ones may be labelled ("Read: 3 May 2024").

    A label wins over what the words say, the first over a second of its kind; authors and editors add up. Nobody's name
    is guessed: without a label there is no author, and a title only in quotation marks.
    """
    words, labelled = _divided(text)
    reader = _Reader(_without_labelled(words, labelled))
    all_kept = [_kept(" ".join(value.split())) for value in labelled.get("kept", ()) if value]
    kept, sha256 = all_kept[0] if all_kept else ("", "")
    in_kept = _Reader(" ".join(words for words, _sha256 in all_kept))
    published = _first(labelled, "date") or reader.date
    return Reference(
        words=words,
        title=_first(labelled, "title") or reader.title,
        authors=_names(labelled, "authors"),
        editors=_names(labelled, "editors"),
        container=_first(labelled, "container"),
        volume=_first(labelled, "volume"),
        issue=_first(labelled, "issue"),
        publisher=_first(labelled, "publisher"),
        place=_first(labelled, "place"),
        date=published,
        year=year_of(published),
        type=_first(labelled, "type"),
        language=_first(labelled, "language"),
        pages=_first(labelled, "pages"),
        quote=_unquoted(_first(labelled, "quote")),
        url=reader.url or in_kept.original,
        archive_url=reader.archive_url or in_kept.archive_url,
        captured_on=reader.captured_on if reader.archive_url else in_kept.captured_on,
        doi=reader.doi,
        isbn=reader.isbn,
        symbol=reader.symbol,
        read_on=_first(labelled, "read_on").rstrip(".") or reader.read_on,
        kept=kept,
        sha256=sha256,
        copies=tuple(dict.fromkeys(each for _words, each in all_kept if each)),
    )


def unread_in(text: str) -> tuple[str, ...]:
    """What in the words of a source looks like an address, a DOI or an ISBN and is none that can be read."""
    words, labelled = _divided(text)
    rest = _Reader("\n".join([words, *labelled.get("kept", ())])).rest
    return tuple(dict.fromkeys(found[0].rstrip(" .,;") for found in _LOOKS_LIKE_ONE.finditer(rest)))


def spoken_name(name: str) -> str:
    """A name as it is said: "Martin Geiger" for "Geiger, Martin"."""
    return " ".join(part.strip() for part in reversed(name.split(",", 1)))


def year_of(text: str) -> int | None:
    """The year in which a date begins, or the first that its words name; None where there is none."""
    period = period_of(text)
    if period and period.start_earliest:
        return period.start_earliest.year
    found = _YEAR.search(text)
    return int(found[0]) if found else None


def period_of(text: str) -> Period | None:
    """The period that words say, None where they say none."""
    if not 3 <= len(text) <= MAX_LENGTH:
        return None
    try:
        period = parse_period(text)
    except PeriodError:
        return None
    return period if period.is_read else None


def stripped_of(text: str) -> str:
    """Words without identifiers, addresses and the day they were read, and without the marks around these."""
    pieces = _Reader(text).named.split(REPLACED)
    for at, piece in enumerate(pieces[1:], 1):
        before = pieces[at - 1].rstrip()
        bare = before.rstrip(" (<[")
        pieces[at - 1] = _BEFORE_IDENTIFIER.sub("", bare)
        pieces[at] = piece.lstrip(" \t,;.)>]" if bare != before else " \t,;.")
    rest = " ".join(" ".join(pieces).split())
    return re.sub(r" ([,.;:)])", r"\1", rest).strip(" ,.;:")


def _divided(text: str) -> tuple[str, dict[str, list[str]]]:
    """The words of a source in one line, and by field what its labelled lines say."""
    lines = text.splitlines()
    words = lines[:1]
    labelled: dict[str, list[str]] = {}
    for line in lines[1:]:
        found = _LABELLED.match(line)
        if found:
            labelled.setdefault(LABELS[found[1].lower()], []).append(found[2].strip())
        else:
            words.append(line)
    return " ".join(" ".join(words).split()), labelled


def _first(labelled: dict[str, list[str]], field: str) -> str:
    return " ".join(next((value for value in labelled.get(field, ()) if value), "").split())


def _names(labelled: dict[str, list[str]], field: str) -> tuple[str, ...]:
    names = (" ".join(name.split()) for each in labelled.get(field, ()) for name in each.split(";"))
    return tuple(name for name in names if name)


def _without_labelled(text: str, labelled: dict[str, list[str]]) -> str:
    """Words without the title and names that labels give: a year, or a quote, in a title is none of the work."""
    names = [spoken_name(name) for field in ("authors", "editors") for name in _names(labelled, field)]
    # Fifty names: a paper of physics may have thousands, each a search in the words.
    for value in [*names[:50], *(_first(labelled, field) for field in ("title", "container", "place", "publisher"))]:
        found = re.search(rf"(?<![^\s“\"(‘«]){re.escape(value)}(?![^\s”\",.;:)’»])", text) if value else None
        if found:
            text = f"{text[: found.start()]}{REPLACED}{text[found.end() :]}"
    return text


def _unquoted(text: str) -> str:
    """A quote without the marks around all of it; `“a” and “b”` keeps its own."""
    for first, last in ("“”", '""', "«»", "„“"):
        inner = text[1:-1].strip()
        if len(text) > 2 and text[0] == first and text[-1] == last:
            is_around_all = inner.find(last) >= inner.find(first) if first != last else last not in inner
            return inner if is_around_all or last not in inner else text
    return text


def _kept(value: str) -> tuple[str, str]:
    found = _SHA256.search(value)
    return (value[: found.start()].rstrip(), found[1].lower()) if found else (value, "")


@cache
def _read_on() -> re.Pattern[str]:
    """The words, of all languages, before the day on which a source was read; longest first."""
    phrases = {word for each in languages().values() for word in each["sources"]["read"]}
    spaced = sorted((word for word in phrases if not has_no_spaces(word)), key=len, reverse=True)
    unspaced = sorted(word for word in phrases if has_no_spaces(word))
    before = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in spaced)
    # Most places are ruled out by one look at a letter.
    letters = "".join(sorted({word[0] for word in spaced}))
    return re.compile(
        rf"(?:(?<!\w)(?=[{letters}])(?:{before})(?!\w)|{'|'.join(map(re.escape, unspaced))})\s?[:：]?\s?", re.IGNORECASE
    )


class _Reader:
    """Reads words once, from what is surest to what is least: each takes away what the next could take for its own."""

    def __init__(self, text: str) -> None:
        self.url = self.original = self.archive_url = self.doi = self.isbn = self.symbol = self.read_on = ""
        self.captured_on: Day | None = None
        # In this order. A DOI may stand in an address, an ISBN look like a symbol; the year of a title, or of the day
        # of reading, is not that of the work.
        rest = DOI.sub(self._doi, text)
        rest = URL.sub(self._url, rest)
        rest = ISBN.sub(self._isbn, rest)
        rest = SYMBOL.sub(self._symbol, rest)
        self.url = self.url or self.original
        self.rest = rest
        """The words without addresses and identifiers."""
        self.named = self._without_day_read(rest)
        """The words without all that was read by now."""
        self.title, rest = _title(self.named)
        self.date = _date(rest) or "".join(_YEAR_OF_SYMBOL.findall(self.symbol))

    def _doi(self, found: re.Match[str]) -> str:
        doi = doi_of(found)
        if not doi:
            return found[0]
        self.doi = self.doi or doi
        # What stood behind it, a bracket or a full stop, stays.
        # By the last letter, since the DOI itself may have been unescaped on the way.
        behind = found[0].lower().rfind(doi[-1])
        return REPLACED + found[0][behind + 1 :]

    def _url(self, found: re.Match[str]) -> str:
        text = trimmed(found[0])
        url = whole(text)
        if not url:
            return found[0]
        kept = archived(url)
        if kept:
            if not self.archive_url:
                self.archive_url, self.captured_on = url, kept.captured_on
                self.original = kept.original
        else:
            self.symbol = self.symbol or symbol_in_url(without_scheme(url))
            self.url = self.url or url
        return REPLACED + found[0][len(text) :]

    def _isbn(self, found: re.Match[str]) -> str:
        # Ten figures may be anything: without the label they are no ISBN.
        is_one = found["label"] or len(re.sub(r"\D", "", found["isbn"])) == 13
        isbn = isbn_of(found["isbn"]) if is_one else ""
        self.isbn = self.isbn or isbn
        return REPLACED if isbn else found[0]

    def _symbol(self, found: re.Match[str]) -> str:
        symbol = symbol_of(found[0])
        self.symbol = self.symbol or symbol
        return REPLACED if symbol else found[0]

    def _without_day_read(self, text: str) -> str:
        for found in _some(_read_on(), text):
            behind = text[found.end() : found.end() + MAX_LENGTH]
            date = next((each for each in _beginnings(behind) if _is_exact(each)), "")
            if date:
                self.read_on = date
                return f"{text[: found.start()]}{REPLACED}{text[found.end() + len(date) :]}"
        return text


def _some(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    for number, found in enumerate(pattern.finditer(text)):
        if number == _MAX_TRIES:
            return
        yield found


def _beginnings(text: str) -> Iterator[str]:
    """The first six words, five, … one, without the punctuation behind them."""
    ends = [found.end() for found in re.finditer(r"[^\s)\]）;；]+", re.split(r"[)\]）;；]", text, maxsplit=1)[0])]
    for end in reversed(ends[:6]):
        yield text[:end].rstrip(".,:")


def _title(text: str) -> tuple[str, str]:
    """The title in quotation marks, and the words without it. Behind a colon or a bracket stands a quote, no title."""
    for found in _some(_QUOTED, text):
        if text[: found.start()].rstrip()[-1:] not in {":", "(", "：", "（"}:
            title = next(each for each in found.groups() if each).strip().rstrip(",.;")
            return title, f"{text[: found.start()]}{REPLACED}{text[found.end() :]}"
    return "", text


def _date(text: str) -> str:
    """When a work is from: the year in brackets, else the last one named, with day and month where they stand there."""
    rest = _NO_YEAR.sub(REPLACED, text)
    brackets = _PARENTHESIS.finditer(rest)
    places = [found.start(1) + year.start() for found in brackets if (year := _YEAR.search(found[1]))]
    years = list(_YEAR.finditer(rest))
    if not years:
        return ""
    # In brackets as citations have it; else the last, since a title's year stands before that of the work.
    at = places[0] if places else years[-1].start()
    named = rest[at : at + 4]
    for found in _DAY_IN_FIGURES.finditer(rest, max(0, at - 10), at + 10):
        if found.start() <= at < found.end() and _is_exact(found[0]):
            return found[0]
    before = re.split(rf"[(（;{REPLACED}]", rest[max(0, at - 30) : at])[-1].split()
    for number in (4, 3, 2, 1):
        date = " ".join([*before[-number:], named])
        if len(before) >= number and date[0].isalnum() and any(char.isalpha() for char in date) and _is_exact(date):
            return date
    return named


def _is_exact(text: str) -> bool:
    period = period_of(text)
    return bool(period and _EXACT.fullmatch(period.edtf))

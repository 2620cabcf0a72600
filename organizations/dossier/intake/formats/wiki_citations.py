"""The words of a citation that a template of MediaWiki makes ("{{cite book |last=… |title=…}}")."""

import json
from collections.abc import Iterator, Mapping

from organizations.dossier.evidence.pasted import read_pasted

_FIELDS = {
    "title": ("title", "chapter"),
    "container-title": ("journal", "newspaper", "magazine", "work", "website", "encyclopedia", "title"),
    "publisher": ("publisher", "institution", "agency"),
    "publisher-place": ("location", "place", "publication-place"),
    "volume": ("volume",),
    "issue": ("issue", "number"),
    "page": ("pages", "page", "pp", "p", "at"),
    "DOI": ("doi",),
    "ISBN": ("isbn",),
    "URL": ("url", "chapter-url"),
    "archive_location": ("archive-url", "archiveurl"),
    "language": ("language",),
}
"""Fields of CSL-JSON, and the parameters that say them; of several the first that is there."""
_DATES = {"issued": ("date", "year", "publication-date"), "accessed": ("access-date", "accessdate")}
_LEFT_OUT = ("url-status", "archive-date", "archivedate", "ref", "mode", "df", "dead-url", "url-access", "doi-access")
_OF_PEOPLE = ("author-link", "editor-link", "via", "name-list-style", "display-authors", "postscript")
"""What only tells MediaWiki how to show a citation."""


def cited(fields: Mapping[str, str]) -> str:
    """The citation of a template's named parameters, with its labelled lines; what is not known stands at its end."""
    left = {name: " ".join(value.split()) for name, value in fields.items() if value.strip()}
    for name in [name for name in left if name.rstrip("0123456789").startswith((*_LEFT_OUT, *_OF_PEOPLE))]:
        del left[name]
    whole = ", ".join(left.values())
    if left.get("chapter"):
        left["title"], left["work"] = left.pop("chapter"), left.get("title", "")
    names = {kind: list(_names(kind, left)) for kind in ("author", "editor")}
    item = {name: _first(left, parameters) for name, parameters in _FIELDS.items()}
    dates = {name: {"raw": text} for name, parameters in _DATES.items() if (text := _first(left, parameters))}
    quote = left.pop("quote", "")
    note = f"Quote: “{quote.strip('“”')}”" if quote else ""
    read = read_pasted(json.dumps([{**item, **names, **dates, "note": note}])) if item["title"] else []
    if not read or not read[0].text:
        return whole
    first, *lines = read[0].text.split("\n")
    return "\n".join([", ".join([first, *filter(None, left.values())]), *lines])


def _first(left: dict[str, str], parameters: tuple[str, ...]) -> str:
    return next((left.pop(name) for name in parameters if left.get(name)), "")


def _names(kind: str, left: dict[str, str]) -> Iterator[dict[str, str]]:
    """The people of a citation, taken out of its parameters: "last2" and "first2", or "author2" as it stands."""
    prefix = "editor-" if kind == "editor" else ""
    for number in ("", *map(str, range(1, 31))):
        whole = _first(left, (f"{kind}{number}",))
        family, given = _first(left, (f"{prefix}last{number}",)), _first(left, (f"{prefix}first{number}",))
        if whole or family:
            yield {"family": family, "given": given} if family else {"literal": whole}

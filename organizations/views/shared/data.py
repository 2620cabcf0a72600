"""A page as data: what all of them share, from the query that is read to the answer that is written."""

import base64
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from pydantic import TypeAdapter
from pydantic_core import to_json

from organizations.exports.building import Builder
from organizations.exports.bulk import built
from organizations.exports.data_pages import MAX_ROWS, MAX_SIZE, SIZE, DataPage
from organizations.exports.formats import FORMATS
from organizations.exports.records import Count, Record
from organizations.exports.tables import csv_lines
from organizations.faults import fault_of
from organizations.reading.filters import UrlFilter
from organizations.reading.snapshot import number_of, site_version
from organizations.views.shared.listing import Choice
from organizations.views.shared.pages import publish_view, published_page
from organizations.views.shared.problems import BadQuery, problem

log = logging.getLogger(__name__)

STRETCH = 1000
"""Records that are read at once where all are."""

LINES = 100
"""Lines of a CSV file that are sent at once."""

MAX_AGE = 86_400
"""Seconds for which a browser remembers that other sites may read here."""

Place = tuple[Any, ...]
"""Behind which record of an order a list goes on: the values that it is sorted by, the last of them its key."""

Stretch = tuple[Sequence[Record], Place | None]
"""Records, and behind which place there are more; None where there are none."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a page holds: how many records, and a function from a place (None: the beginning) and a number to a stretch.

    `place` reads what a place is made of in the order that was asked for. `about` gives what is said beside the
    records, `facets` counts what the filters would show, `text` writes all of it as text. `version` is the site's where
    it is None.
    """

    count: int
    take: Callable[[Place | None, int], Stretch]
    place: TypeAdapter[Any] | None = None
    about: Callable[[], Mapping[str, object]] = dict
    facets: Callable[[], Mapping[str, Iterable[Choice]]] | None = None
    version: int | None = None
    text: Callable[[], str] | None = None

    @classmethod
    def of(cls, records: Sequence[Record], **others: Any) -> "Listing":
        """All of the records at once."""
        return cls(len(records), lambda place, size: (records, None), **others)

    def records(self) -> Iterator[Record]:
        """All of them, read in stretches."""
        place: Place | None = None
        while True:
            found, place = self.take(place, STRETCH)
            yield from found
            if place is None:
                return


Ask = Callable[..., Listing]
"""Reads the query of a page, and what its address names, into what it holds. Raises BadQuery, Http404."""


def data_view(page: DataPage, form: str, ask: Ask) -> Callable[..., HttpResponse]:
    """The view of a page's data in a format: anybody's program may read it, and errors are for programs too."""
    known = page.parameters_of(form)

    @published_page(*known, of_organization=page.of_organization)
    def view(request: HttpRequest, /, **kwargs: Any) -> HttpResponse:
        return WRITERS[form](request, page, ask(request, **kwargs))

    return readable_anywhere(view, known)


def readable_anywhere(view: Callable[..., HttpResponse], known: Sequence[str] | None) -> Callable[..., HttpResponse]:
    """A published view that programs on other sites may read (CORS), whatever it answers.

    `known` are the parameters that it reads; None where it does not matter.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, **kwargs: Any) -> HttpResponse:
        response = _answer(request, lambda: view(request, **kwargs), known)
        # No Allow-Credentials: these answers are the same for everybody, and no cookie is looked at.
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Location, Retry-After"
        # A search engine is to lead to pages, not to their data.
        response["X-Robots-Tag"] = "noindex"
        return response

    return publish_view(answer)


def _answer(request: HttpRequest, view: Callable[[], HttpResponse], known: Sequence[str] | None) -> HttpResponse:
    if request.method == "OPTIONS":
        headers = {
            "Allow": "GET, HEAD, OPTIONS",
            "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
            "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
            "Access-Control-Max-Age": MAX_AGE,
        }
        return HttpResponse(status=204, headers=headers)
    if request.method not in ("GET", "HEAD"):
        response = problem(405, _("Data can only be read here."))
        response["Allow"] = "GET, HEAD, OPTIONS"
        return response
    try:
        if known is not None:
            _refuse_unknown(request.GET, known)
        return view()
    except BadQuery as error:
        return problem(400, _("The query cannot be answered as it stands."), error.errors)
    except Http404:
        return problem(404, _("There is nothing published at this address."))
    # Here and not in the middleware: a program that asked for data would get a page in HTML.
    except Exception as error:
        fault = fault_of(error)
        if fault is None:
            raise
        log.warning("%s %s: %s: %s", request.method, request.path, fault.name, error)
        response = problem(503, _("The site cannot answer at this moment: ask again later."))
        response["Retry-After"], response["Cache-Control"] = str(fault.value), "no-store"
        return response


def _refuse_unknown(query: QueryDict, known: Sequence[str]) -> None:
    """Raise BadQuery for parameters that would be left unread: what they should have narrowed would be whole."""
    if unknown := [name for name in query if name not in known]:
        may = ", ".join(known) or _("none")
        detail = _("It is not known here; known are: %(names)s.") % {"names": may}
        raise BadQuery((name[:80], detail) for name in unknown[:20])


def _no_data(request: HttpRequest) -> HttpResponse:
    raise Http404


no_data = readable_anywhere(_no_data, None)
"""What answers at an address that looks like one of data and is none."""


def understood(filterset: UrlFilter | None) -> dict[str, Any]:
    """What is asked for. Raises BadQuery where a part of it was not understood."""
    if filterset is None:
        return {}
    asked, errors = filterset.asked, filterset.form.errors
    if errors:
        raise BadQuery((name, str(error)[:200]) for name, found in errors.items() for error in found)
    return asked


def builder_for(request: HttpRequest) -> Builder:
    """What makes the records that are sent."""
    return Builder(request.build_absolute_uri("/")[:-1])


def _as_json(request: HttpRequest, page: DataPage, listing: Listing) -> HttpResponse:
    size = _size_asked(request.GET)
    records, place = listing.take(_place_asked(request.GET, listing), size)
    in_parts = place is not None and _is_whole(request)
    answer = {
        "version": number_of(site_version()) if listing.version is None else listing.version,
        "count": listing.count,
        "next": _next_url(request, place) if place is not None and not in_parts else None,
        **listing.about(),
    }
    if listing.facets and _is_asked(request.GET, "facets"):
        counts = listing.facets()
        answer["facets"] = {
            name: [Count(each.value, each.name, each.count, each.possible) for each in counts[name]]
            for name in page.facets
        }
    if in_parts:
        parts = _json_parts(answer, listing.records())
        return StreamingHttpResponse(parts, content_type=FORMATS["json"].media_type)  # type: ignore[return-value]
    answer["results"] = records
    return HttpResponse(to_json(answer), content_type=FORMATS["json"].media_type)


def _is_whole(request: HttpRequest) -> bool:
    """Whether an answer may be as long as there are records: it is for a file, and no reader waits for it."""
    return getattr(request, "is_whole", False)


def _json_parts(answer: Mapping[str, object], records: Iterable[Record]) -> Iterator[bytes]:
    """An answer with more records than there is memory for."""
    yield to_json(answer)[:-1] + b',"results":['
    for number, record in enumerate(records):
        yield b"," * bool(number) + to_json(record)
    yield b"]}"


def _as_csv(request: HttpRequest, page: DataPage, listing: Listing) -> HttpResponse:
    reader = request.GET.get("for", "")
    if reader not in ("", "excel"):
        raise BadQuery([("for", _("It can only be “excel”."))])
    if listing.count > MAX_ROWS and not _is_whole(request):
        return _bulk_file() or problem(
            400,
            _(
                "These are %(count)s rows, and a file holds at most %(most)s: narrow the query, or follow `next` in the"
                " same address with .json."
            )
            % {"count": f"{listing.count:,}", "most": f"{MAX_ROWS:,}"},
        )
    lines = csv_lines(page.results, listing.records(), for_spreadsheet=reader == "excel")
    # Some at a time: to send or compress each line for itself takes as long as to write it.
    parts = iter(lambda: "".join(islice(lines, LINES)).encode(), b"")
    name = request.path.rpartition("/")[2]
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(parts, content_type=FORMATS["csv"].media_type, headers=headers)  # type: ignore[return-value]


def _bulk_file() -> HttpResponse | None:
    """Where all of it is in one file; None where none was built."""
    index = built(Path(settings.DATA_ROOT)) if settings.DATA_ROOT else None
    if index is None:
        return None
    return HttpResponse(
        status=303, headers={"Location": reverse("organizations:bulk_file", args=[index.files[0].name])}
    )


def _as_text(request: HttpRequest, page: DataPage, listing: Listing) -> HttpResponse:
    if listing.text is None:
        raise Http404
    return HttpResponse(listing.text(), content_type=FORMATS["txt"].media_type)


WRITERS: dict[str, Callable[[HttpRequest, DataPage, Listing], HttpResponse]] = {
    "json": _as_json,
    "csv": _as_csv,
    "txt": _as_text,
}
"""What writes a listing in each format."""


def _size_asked(query: QueryDict) -> int:
    text = query.get("size") or str(SIZE)
    # `isdecimal` alone takes figures of every script, and `int` of a very long text raises ValueError.
    size = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    if not 1 <= size <= MAX_SIZE:
        raise BadQuery([("size", _("It is a number from 1 to %(most)s.") % {"most": MAX_SIZE})])
    return size


def _is_asked(query: QueryDict, name: str) -> bool:
    text = query.get(name, "")
    if text not in ("", "0", "1"):
        raise BadQuery([(name, _("It is 1 or 0."))])
    return text == "1"


def _place_asked(query: QueryDict, listing: Listing) -> Place | None:
    token = query.get("next", "")
    if not token or not listing.place:
        return None
    try:
        # More padding than is needed is ignored; `_next_url` left it out, since "=" is escaped in addresses.
        plain = base64.urlsafe_b64decode(token.encode("ascii") + b"===")
        return tuple(listing.place.validate_json(plain))
    except ValueError as error:  # what pydantic, base64 and ASCII raise is one
        raise BadQuery([("next", _("It is not of this list, or not of this order: begin without it."))]) from error


def _next_url(request: HttpRequest, place: Place) -> str:
    query = request.GET.copy()
    query["next"] = base64.urlsafe_b64encode(to_json(place)).decode("ascii").rstrip("=")
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")

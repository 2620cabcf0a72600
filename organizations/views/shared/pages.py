"""A published page: made once for each state of the site, told apart by its ETag, never older than the last publish."""

import gzip
import hashlib
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache, partial, wraps
from tempfile import SpooledTemporaryFile
from threading import Lock
from typing import Concatenate, ParamSpec

import brotli
from cachetools import LRUCache
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    QueryDict,
    StreamingHttpResponse,
)
from django.http.response import ResponseHeaders
from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.html import escape
from django.utils.http import http_date, parse_http_date_safe, urlencode
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from organizations.reading.snapshot import (
    Version,
    in_latest_replica,
    in_one_state,
    version_of_organization,
    version_of_site,
)
from organizations.release import release
from organizations.views.shared.codings import best_coding
from organizations.views.shared.redirects import redirect_to_current

# Longer than any filter that a page links to, too short for whoever fills the memory with made-up words.
LONGEST_REMEMBERED = 600
"""Characters of an address; a longer one is answered but not remembered."""

OVERHEAD = 2000
"""Bytes that a page takes beside its words, at most: its headers above all."""

MAX_SHARE = 8
"""A page that would take more than one part in so many of the room is not remembered."""

PACKED: dict[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, mode=brotli.MODE_TEXT, quality=5),
    # mtime=0: with the time in it, the same page would have other bytes each second.
    "gzip": partial(gzip.compress, mtime=0),
    "": bytes,
}
"""How a page is compressed in each coding; this quality of Brotli takes as long as gzip."""

OUTDATED = "dossiers.outdated"
"""Stands in the META of a request whose page is remembered, and was found out of date."""

MAX_HELD = 1_000_000
"""Bytes of a packed answer that is made in parts; of a longer one the rest is on disk, and it is not remembered."""

DECODERS: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}

OLD = gettext_noop(
    "The database of this site does not answer at the moment: this is the page as it was, and may be out of date."
)

_MAIN = re.compile(rb"<main\b[^>]*>")

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

VersionOf = Callable[[], Version]
"""What tells the version of whatever a page shows."""

# A deployment changes pages without a publish; If-Modified-Since knows of publishes alone.
STARTED = timezone.now()
"""No answer says that it is older: a deployment may have changed it."""


class ReadyHeaders(ResponseHeaders):
    """Headers that are sent more than once."""

    _store: dict[str, tuple[str, str]]

    def again(self, *, with_content: bool = True) -> "ReadyHeaders":
        """The same, for another answer, or for one without content.

        They are not set one by one, for that takes a quarter of what such an answer costs.
        """
        # Django's private `_store`, lower-case name -> (name, value): a dict of pairs that nobody changes, and so may
        # be shared.
        found = ReadyHeaders({})
        found._store = {
            name: each for name, each in self._store.items() if with_content or not name.startswith("content-")
        }
        return found

    def items(self) -> Iterable[tuple[str, str]]:  # type: ignore[override]  # no view of a mapping
        """The pairs that are sent; the view of a mapping would look for each of them by its name."""
        return self._store.values()


@dataclass(frozen=True, slots=True)
class Page:
    """An answer as it is sent: its headers, and its content in one coding; its ETag tells of which version it is.

    `version_of` tells the version of what it shows, as it is now.
    """

    etag: str
    headers: ReadyHeaders
    content: bytes
    version_of: VersionOf


class PageCache:
    """Pages by their key, the one longest not asked for the first to go. Safe to use from several threads."""

    def __init__(self, max_bytes: int) -> None:
        self._pages: LRUCache[str, tuple[Page, int]] = LRUCache(max_bytes, getsizeof=lambda sized: sized[1])
        self._lock = Lock()

    @property
    def bytes(self) -> int:
        """What the pages take."""
        return int(self._pages.currsize)

    def get(self, key: str) -> Page | None:
        """The page that was put there last, of whatever version; None where it is not remembered."""
        with self._lock:
            found = self._pages.get(key)
        return found[0] if found else None

    def put(self, key: str, page: Page) -> None:
        """Remember a page in place of the former of this key."""
        size = len(page.content) + len(key) + OVERHEAD
        if size * MAX_SHARE <= self._pages.maxsize:
            with self._lock:
                self._pages[key] = page, size

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._pages.clear()


pages = PageCache(settings.CACHED_PAGES_MB * 1_000_000)

# By the function itself, as the resolver gives it: a decorator around a published view makes another one, which has to
# be published itself.
_PUBLISHED: set[Callable[..., object]] = set()


def is_published(view: Callable[..., object]) -> bool:
    """Whether a view was made a published page: it sees no session and no cookie, and is the same for everybody."""
    return view in _PUBLISHED


def publish_view(view: View[P]) -> View[P]:
    """Let a view be answered before anything of a session is looked at: what it answers is the same for everybody."""
    _PUBLISHED.add(view)
    return view


def published_page(*parameters: str, of_organization: bool = False) -> Callable[[View[P]], View[P]]:
    """Answer GET and HEAD from memory while nothing was published since; 304 where the reader has it already.

    While the database is away, a page that is remembered is sent all the same, and says so. `parameters` are those of
    the address that the view knows; it sees no others. One query tells the version of what the page shows: of the
    site, or with `of_organization` of the one organization that its slug names, so that a publish shows on the very
    next request, and leaves the pages of the others as they are. What is made anew is read from one state of the site.
    """

    def decorated(view: View[P]) -> View[P]:
        @wraps(view)
        def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method not in ("GET", "HEAD"):
                return HttpResponseNotAllowed(["GET", "HEAD"])
            # Before the key is made: or an address with made-up parameters would be remembered as a page of its own
            # each time.
            _leave_only(request, parameters)
            version = partial(version_of_organization, str(kwargs["slug"])) if of_organization else version_of_site
            key = key_of(request, _coding(request))
            try:
                return _remembered(request, key, version) or _fresh(
                    request, key, version, partial(view, request, *args, **kwargs)
                )
            except (OperationalError, InterfaceError):
                if old := _old(request, partial(view, request, *args, **kwargs)):
                    return old
                raise

        return publish_view(answer)

    return decorated


def _leave_only(request: HttpRequest, parameters: Iterable[str]) -> None:
    """Take from the address what the view does not know, and put what it knows in one order."""
    if not request.META.get("QUERY_STRING"):
        return
    # In the order of the view's parameters, not of the address: one page, one key.
    known = {name: request.GET.getlist(name) for name in parameters if name in request.GET}
    request.META["QUERY_STRING"] = query = urlencode(known, doseq=True)
    request.GET = QueryDict(query)


def key_of(request: HttpRequest, coding: str) -> str:
    """What a page is remembered by: its address, the day, its language, and in which coding it is sent."""
    # A page tells the years until now, and which claims are due to be looked at again.
    context = f"{localdate()} {get_language()}"
    asked = f"{request.path}?{request.META.get('QUERY_STRING', '')}"
    # Scheme and host too, since pages hold absolute addresses; `get_host` raises for a host that is not allowed.
    return f"{coding} {context} {request.scheme}://{request.get_host()}{asked}"


def remembered(request: HttpRequest) -> HttpResponse | None:
    """The page of this very address, where it is remembered and nothing was published since; else None.

    It is asked before the view is looked for, and before any header of the answer is worked out.
    """
    if request.method not in ("GET", "HEAD"):
        return None
    key = key_of(request, _coding(request))
    page = pages.get(key)
    if page is None:
        return None
    try:
        found = _remembered(request, key, page.version_of)
    except (OperationalError, InterfaceError):
        return None  # the view tells what is answered while the database is away
    if found is None:
        request.META[OUTDATED] = True
    return found


def remember(response: HttpResponse) -> None:
    """Remember a page that was made anew, with all its headers."""
    if found := getattr(response, "remembered_as", None):
        key, version_of = found
        pages.put(key, Page(response["ETag"], ReadyHeaders(response.headers), response.content, version_of))


def _remembered(request: HttpRequest, key: str, version_of: VersionOf) -> HttpResponse | None:
    """The page as it was made before, or word that the reader has it, where nothing was published since."""
    # `remembered` has asked already, one query ago: nothing is newer now than it was then.
    if OUTDATED in request.META:
        return None
    page = pages.get(key)
    if page is None and not {"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"} & request.META.keys():
        return None
    # After the page was taken from memory: asked before, a publish in between would let that one pass for the latest.
    version = version_of()
    etag = _etag(key, version.text)
    # 304 even where the page is not remembered: the ETag is made of key and version, and needs no content.
    if known := get_conditional_response(request, etag, _known_since(request, version)):
        # Who may read it, and how it may be shown, is said of what the reader has already, too.
        if page:
            former, known.headers = known.headers, page.headers.again(with_content=False)
            for name, value in former.items():
                known.headers[name] = value
        return _tagged(known, etag, version)
    return _dated(answer_of(page), version) if page is not None and page.etag == etag else None


def _known_since(request: HttpRequest, version: Version) -> int | None:
    """The time that the reader names, where it is the one that the answer says: after a restore it may be later."""
    asked = parse_http_date_safe(request.META.get("HTTP_IF_MODIFIED_SINCE", ""))
    return asked if asked is not None and asked == _last_modified(version) else None


def _last_modified(version: Version) -> int | None:
    """Since when an answer is as it is, in seconds; None while that second lasts, which may bring another state."""
    if version.changed_at is None:
        return None
    # Midnight: pages tell the day, so that each begins a new one.
    since = int(max(version.changed_at, STARTED, _midnight(localdate())).timestamp())
    return since if since < int(timezone.now().timestamp()) else None


@lru_cache(maxsize=2)
def _midnight(day: date) -> datetime:
    """When a day begins, where the site is."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _fresh(request: HttpRequest, key: str, version_of: VersionOf, view: Callable[[], HttpResponse]) -> HttpResponse:
    """The page made anew from one state of the site, and remembered."""
    coding = _coding(request)
    # The version within the same snapshot: read outside of it, it could be that of a later publish, and the page would
    # be taken for newer than it is.
    version, response = in_one_state(lambda: (version_of(), _in_file(_rendered(request, view), coding)))
    if response.status_code != 200:
        return response
    if not isinstance(response, FileResponse):
        # Compressed once for all who ask. Nothing secret stands on such a page that its length could tell.
        response.content = PACKED[coding](response.content)
        response["Content-Length"] = len(response.content)
        if coding:
            response["Content-Encoding"] = coding
    elif int(response["Content-Length"]) <= MAX_HELD:
        response = HttpResponse(response.getvalue(), headers=response.headers)
    _tagged(response, _etag(key, version.text), version)
    if len(key) <= LONGEST_REMEMBERED and not response.streaming:
        response.remembered_as = key, version_of  # type: ignore[attr-defined]  # for `remember`
    return response


def _old(request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse | None:
    """The page as a replica has it, or as it is remembered, with a line that says so; None where neither is there."""
    response = _of_replica(request, view) or _as_remembered(request)
    if response is None:
        return None
    if not isinstance(response, FileResponse):
        line = f'<p class="complaints" role="status">{escape(_(OLD))}</p>'.encode()
        coding = _coding(request)
        # A function, not a template: a backslash in a translation would be taken for a group.
        response.content = PACKED[coding](_MAIN.sub(lambda start: start[0] + line, response.content, count=1))
        if coding:
            response["Content-Encoding"] = coding
    # No ETag either: what may be out of date must not be confirmed by 304 later.
    response["Cache-Control"], response["Vary"] = "no-store", "Accept-Encoding"
    response["Warning"] = '110 - "Response is stale"'
    return response


def _of_replica(request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse | None:
    """The page from a replica; what is not found there may have been published since."""
    # What is new on the primary is missing there: 404 would be a guess.
    with suppress(Http404):
        return in_latest_replica(lambda: _in_file(_rendered(request, view), ""))
    return None


def _as_remembered(request: HttpRequest) -> HttpResponse | None:
    """The page as it was remembered in whatever coding, without any."""
    found = ((coding, page) for coding in PACKED if (page := pages.get(key_of(request, coding))))
    coding, page = next(found, ("", None))
    if page is None:
        return None
    kept = {name: value for name, value in page.headers.items() if name in ("Content-Type", "X-Robots-Tag")}
    return HttpResponse(DECODERS[coding](page.content), headers=kept)


def _rendered(request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
    """What the view answers; where it finds nothing, what has become of the address. Raises Http404."""
    try:
        response = view()
    except Http404:
        found = redirect_to_current(request)
        if found is None:
            raise
        return found
    return response.render() if isinstance(response, SimpleTemplateResponse) else response


def _in_file(response: HttpResponse, coding: str) -> HttpResponse:
    """An answer that is made in parts, packed, in a file: read from one state of the site, and whole or not at all.

    Any other as it is.
    """
    if not isinstance(response, StreamingHttpResponse):
        return response
    file = SpooledTemporaryFile(MAX_HELD)  # noqa: SIM115 - the answer closes it
    # Not `writelines`, which looks only at its end whether what it has in memory belongs on disk.
    for part in _packed(response, coding):
        file.write(part)
    file.seek(0)
    headers = {**response.headers, **({"Content-Encoding": coding} if coding else {})}
    return FileResponse(file, content_type=headers.pop("Content-Type"), headers=headers)


def _packed(parts: Iterable[bytes], coding: str) -> Iterator[bytes]:
    if coding == "br":
        brotli_packer = brotli.Compressor(mode=brotli.MODE_TEXT, quality=5)
        yield from map(brotli_packer.process, parts)
        yield brotli_packer.finish()
    elif coding == "gzip":
        # 15 bits of window, and 16 more for a header of gzip.
        gzip_packer = zlib.compressobj(wbits=31)
        yield from map(gzip_packer.compress, parts)
        yield gzip_packer.flush()
    else:
        yield from parts


def answer_of(page: Page) -> HttpResponse:
    """A page as an answer."""
    response = HttpResponse(page.content)
    response.headers = page.headers.again()
    return response


def _etag(key: str, version: str) -> str:
    # The key holds coding, language, day and host: an ETag tells bytes apart, not only states.
    state = f"{release()} {version} {key}"
    return f'"{hashlib.blake2b(state.encode("utf-8", "replace"), digest_size=16).hexdigest()}"'


def _coding(request: HttpRequest) -> str:
    return best_coding(request.META.get("HTTP_ACCEPT_ENCODING", ""))


def _tagged(response: HttpResponse, etag: str, version: Version) -> HttpResponse:
    response["ETag"] = etag
    # no-cache: kept by browsers and proxies, but asked about each time; a publish is seen on the very next request.
    response["Cache-Control"] = "public, no-cache"
    response["Vary"] = "Accept-Encoding"
    return _dated(response, version)


def _dated(response: HttpResponse, version: Version) -> HttpResponse:
    since = _last_modified(version)
    if since is None:
        response.headers.pop("Last-Modified", None)
    else:
        response["Last-Modified"] = http_date(since)
    return response

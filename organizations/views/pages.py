"""A published page: made once for each state of the site, told apart by its ETag, never older than the last publish."""

import gzip
import hashlib
from collections.abc import Callable
from functools import cache as once
from functools import partial, wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

import brotli
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotModified

from organizations.models import SiteState
from organizations.views.addresses import elsewhere

LONGEST_REMEMBERED = 600
"""Characters of an address; a longer one is answered but not remembered."""

CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, mode=brotli.MODE_TEXT, quality=5),
    "gzip": partial(gzip.compress, mtime=0),
    "": bytes,
}
"""How a page may be compressed, the smallest first; this quality of Brotli takes as long as gzip."""

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def published_page(view: View[P]) -> View[P]:
    """Answer GET and HEAD from memory while nothing was published since; 304 where the reader has it already.

    One query tells the state of the site, so that a publish shows on the very next request. Such a page sees
    no session and no cookie: it is the same for everybody.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        address = f"{request.get_host()}{request.get_full_path()}"
        coding = _coding(request.headers.get("Accept-Encoding", ""))
        etag = f'"{_digest(f"{release()} {site_version()} {request.is_secure()} {coding} {address}")}"'
        if etag in request.headers.get("If-None-Match", ""):
            return _tagged(HttpResponseNotModified(), etag)
        remembered = cache.get(etag)
        if remembered is not None:
            return _tagged(_whole(remembered, coding), etag)
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            found = elsewhere(request)
            if found is None:
                raise
            return found
        if response.status_code != 200:
            return response
        # Compressed once for all who ask. Nothing secret stands on such a page that its length could tell.
        content = CODINGS[coding](response.content)
        if len(address) <= LONGEST_REMEMBERED:
            cache.set(etag, content)
        return _tagged(_whole(content, coding), etag)

    return answer


def site_version() -> str:
    """What every change of the published state changes; empty before the first.

    The time stands beside the number: a database that was made anew counts from 1 again.
    """
    with connection.cursor() as cursor:  # a queryset takes three times as long, and every answer waits for it
        cursor.execute(f"SELECT version, changed_at FROM {SiteState._meta.db_table}")  # noqa: S608
        row = cursor.fetchone()
    return f"{row[0]} {row[1]}" if row else ""


@once
def release() -> str:
    """A digest of code and templates, so that a deployment renews every page."""
    digest = hashlib.sha256()
    for folder in ("organizations", "templates", "static"):
        for path in sorted((Path(settings.BASE_DIR) / folder).rglob("*.*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _digest(words: str) -> str:
    return hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _coding(accepted: str) -> str:
    """The smallest of the codings that a reader accepts."""
    names = {each.split(";")[0].strip() for each in accepted.split(",")}
    return next((coding for coding in CODINGS if coding in names), "")


def _whole(content: bytes, coding: str) -> HttpResponse:
    response = HttpResponse(content)
    if coding:
        response["Content-Encoding"] = coding
    return response


def _tagged(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    response["Vary"] = "Accept-Encoding"
    return response

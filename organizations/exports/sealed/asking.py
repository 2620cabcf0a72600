"""What the site answers at an address, asked in this process and without a server."""

from collections.abc import Iterable
from contextlib import suppress
from inspect import unwrap
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import resolve

from organizations import media

PER_PAGE = 250
"""Claims on a page of a list: nobody waits for it, and there are the fewer pages."""


class Asked(HttpRequest):
    """A request for an address of the site that is known by a url, as https://dossiers.example.org."""

    per_page = PER_PAGE
    has_filters = False  # no server answers them
    is_whole = True  # data is not bounded: nobody waits for it

    def __init__(self, url: str, path: str, query: str = "") -> None:
        super().__init__()
        self.method = "GET"
        self.path = self.path_info = path
        self.META = {"QUERY_STRING": query}
        self.GET = QueryDict(query)
        self._site = urlsplit(url)

    def _get_scheme(self) -> str:
        return self._site.scheme

    def get_host(self) -> str:
        return self._site.netloc


def answer_to(request: Asked) -> bytes:
    """What the view of an address answers, whatever was remembered of it before. Raises Http404."""
    return b"".join(parts_of(request))


def parts_of(request: Asked) -> Iterable[bytes]:
    """The same, a long list of records in parts. Raises Http404."""
    match = request.resolver_match = resolve(request.path)
    # `unwrap` takes the decorators off: no page out of memory, no coding, no snapshot of its own within the one of the
    # edition.
    response: HttpResponse = unwrap(match.func)(request, *match.args, **match.kwargs)
    if response.status_code != 200:
        raise ValueError(f"{request.get_full_path()} answers {response.status_code}")
    return response


def asset(name: str) -> bytes | None:
    """A file that pages are drawn with or lead to, by its path: "static/css/site.css".

    None where a picture or a kept copy is missing, as it is to readers of the site. Raises FileNotFoundError where
    `collectstatic` has not put a file of the site itself in its place.
    """
    folder, _slash, path = name.partition("/")
    if folder == "static":
        return _static(path)
    with suppress(FileNotFoundError, Http404):
        if folder == "copies":
            return answer_to(Asked("https://localhost", f"/{name}"))
        with media.opened(path) as file:
            return bytes(file.read())
    return None


def _static(path: str) -> bytes:
    # By its name with the digest in it; in development nothing was collected, and finders know the file.
    if staticfiles_storage.exists(path):
        with staticfiles_storage.open(path) as file:
            return bytes(file.read())
    found = finders.find(path)
    if not found:
        raise FileNotFoundError(2, "collectstatic has not put this file there", path)
    return Path(found).read_bytes()

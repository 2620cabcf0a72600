"""Published pages, answered before anything of a session is looked at: they are the same for everybody."""

from collections.abc import Callable
from functools import lru_cache

from django.core.handlers.exception import response_for_exception
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, get_urlconf, resolve
from django.utils.translation import activate, get_language

from dossier_site.faults import answer_to
from organizations.views.shared.pages import is_published, remember, remembered


class RememberedMiddleware:
    """Answers with a page that is remembered, headers and all; remembers what is made anew."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if found := remembered(request):
            return found
        response = self.get_response(request)
        remember(response)
        return response


class PublishedMiddleware:
    """Answers what every reader is shown alike; all else goes on to sessions, log-in and messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Where none is active, Django looks for a language at each word that it translates.
        activate(get_language())
        match = _resolved(request.path_info, get_urlconf())
        if match is None or not is_published(match.func):
            return self.get_response(request)
        # As Django's handler would set it: redirects and templates read it.
        request.resolver_match = match
        try:
            response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        except Exception as error:  # what Django does with an error of a view, which this one stands before
            response = answer_to(request, error) or response_for_exception(request, error)
        if not response.streaming:
            # CommonMiddleware sets it for all others, and stands behind this one.
            response.headers.setdefault("Content-Length", str(len(response.content)))
        return response


# By the path alone: what a path leads to does not change while the process runs.
@lru_cache(maxsize=1000)
def _resolved(path: str, urlconf: str | None) -> ResolverMatch | None:
    try:
        return resolve(path, urlconf)
    except Resolver404:
        return None

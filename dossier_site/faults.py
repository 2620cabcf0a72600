"""What is said when a request fails by no fault of the code: the database is away or locked, or the disk is full."""

import logging
import sys
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.views.defaults import server_error

from dossier_site import patience
from dossier_site.admin import kept_fields
from organizations.faults import Fault, fault_of

log = logging.getLogger(__name__)

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


class FaultsMiddleware:
    """Bounds how long a request waits for the database, and answers a fault with a page that says what happened."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The first middleware of all: what the others ask of the database, as a session, is bounded too.
        with patience.allowing(patience.READING if request.method in SAFE else patience.WRITING):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page of a fault in a view, with what was posted to it."""
        return answer_to(request, error)


def answer_to(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """What is answered where a view failed by a fault; None where it is a mistake in the code."""
    fault = fault_of(error)
    if fault is None:
        return None
    log.warning("%s %s: %s: %s", request.method, request.path, fault.name, error)
    return fault_page(request, fault, is_undone=True)


def fault(request: HttpRequest) -> HttpResponse:
    """The page of what no view answered: of a fault beside the view, or of a mistake."""
    error = sys.exc_info()[1]
    found = fault_of(error) if error else None
    return fault_page(request, found, is_undone=False) if found else server_error(request)


def fault_page(request: HttpRequest, fault: Fault, *, is_undone: bool) -> HttpResponse:
    """A 503 made without the database. `is_undone`: the view failed, so that nothing of a form was saved.

    What was typed is given back only then: a form that another site sent came to no view.
    """
    is_form = request.method not in SAFE
    kept = kept_fields(request) if is_form and is_undone else []
    # No context processors and no request: they would ask for the user, and so for the database.
    context = {
        "fault": fault.name,
        "is_form": is_form,
        "is_undone": is_undone,
        "kept": kept,
        "has_files": bool(kept and request.FILES),
        "token": get_token(request) if kept else "",
    }
    response = HttpResponse(render_to_string("503.html", context), status=503)
    response["Retry-After"] = str(fault.value)
    response["Cache-Control"] = "no-store"
    return response

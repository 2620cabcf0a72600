"""What a request is told that cannot be taken: too large, or not what this site's own forms send."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

MAX_BODY = 20_000_000
"""Bytes of a request with its files: beyond, nothing of it is read."""


class BodyLimit:
    """Refuses a request that says that it is larger than any form here, before its files fill the disk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or ""
        # A long number is too large without being read: `int` raises ValueError beyond 4,300 figures.
        if length.isascii() and length.isdecimal() and (len(length) > 12 or int(length) > MAX_BODY):
            raise RequestDataTooBig("the request is larger than any form of this site")
        return self.get_response(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page that says in plain words why nothing of a request was taken, and what to do.

    Made without the request's session or user: what is wrong with it may be anything.
    """
    is_large = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    context = {"reason": _reason(exception), "is_large": is_large}
    return HttpResponse(render_to_string("400.html", context), status=413 if is_large else 400)


def _reason(exception: Exception) -> str:
    match exception:
        case TooManyFieldsSent():
            limit = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS or 0
            return _("The form has more than %(most)s fields, which is more than this site takes at once.") % {
                "most": f"{limit:,}"
            }
        case TooManyFilesSent():
            return _("More than %(most)s files were sent at once.") % {"most": settings.DATA_UPLOAD_MAX_NUMBER_FILES}
        case RequestDataTooBig():
            # The limit of words: files are counted apart, and their forms say their own.
            limit = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) // 1_000_000
            return _("What was sent is larger than this site takes at once: %(most)s MB of words.") % {"most": limit}
    return _("The request is not one that this site's own pages send.")

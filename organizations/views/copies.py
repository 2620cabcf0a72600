"""Copies of sources that anyone may read, as they were kept."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organizations import media
from organizations.models import SourceCopy
from organizations.views.shared.pages import publish_view

RETRY_AFTER = "30"
"""Seconds after which a copy whose storage does not answer is asked for again."""


@publish_view
@require_safe
def source_copy(request: HttpRequest, sha256: str, extension: str) -> HttpResponse:
    """A copy to be saved; 404 where it is not free, or not any more, or no published source names it."""
    # Asked of the primary at each request: that it is no longer free counts from then on.
    copy = SourceCopy.objects.readable().filter(sha256=sha256).first()
    if copy is None or copy.extension != extension:
        raise Http404(_("There is no such copy, or it is not free for all to read."))
    etag = f'"{sha256}"'
    try:
        response = cast(
            HttpResponse,
            get_conditional_response(request, etag) or media.attachment(copy.file, copy.type, copy.name),
        )
    except FileNotFoundError as error:
        raise Http404(_("The file of this copy is missing.")) from error
    except OSError:
        return HttpResponse(status=503, headers={"Retry-After": RETRY_AFTER, "Cache-Control": "no-store"})
    response["ETag"] = etag
    # May be kept, and is asked for each time: it may be free no longer.
    response["Cache-Control"] = "public, no-cache"
    return response

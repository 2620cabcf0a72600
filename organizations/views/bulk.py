"""The bulk file, what changed, and their index, as `build_bulk` left them in DATA_ROOT; a proxy may send them."""

from mimetypes import guess_type
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

from organizations.exports.bulk import INDEX, built
from organizations.exports.formats import FORMATS
from organizations.views.shared.data import readable_anywhere


def _file(request: HttpRequest, name: str) -> HttpResponse:
    folder = Path(settings.DATA_ROOT)
    index = built(folder) if settings.DATA_ROOT else None
    # Names of the index alone: one that leads out of the folder is none of them.
    if index is None or name not in {INDEX, *index.names()}:
        raise Http404
    if name == INDEX:
        return HttpResponse((folder / name).read_bytes(), content_type=FORMATS["json"].media_type)
    headers = [
        ("Content-Type", guess_type(name)[0] or "application/octet-stream"),
        ("Content-Disposition", f'attachment; filename="{name}"'),
        ("Accept-Ranges", "bytes"),
    ]
    # A name is always of the same bytes: whoever was cut off asks for the rest (Range), which Django does not know.
    response: HttpResponse = WhiteNoiseMiddleware.serve(StaticFile(str(folder / name), headers), request)
    return response


bulk_file = readable_anywhere(_file, ())

"""What can be had as data, and how: a page for people, its description for programs."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from pydantic_core import to_json

from organizations.exports.data_pages import MAX_ROWS, MAX_SIZE, PAGES
from organizations.exports.formats import FORMATS
from organizations.exports.openapi import TIMELINE, dossier_schema, openapi, parameters_of
from organizations.views.shared.data import readable_anywhere
from organizations.views.shared.pages import published_page


@published_page()
def api(request: HttpRequest) -> HttpResponse:
    """The addresses of data, with what may be asked of each."""
    context = {
        "pages": [(page, [f"{page.path}.{form}" for form in page.formats]) for page in PAGES],
        "timeline": TIMELINE,
        "has_bulk": bool(settings.DATA_ROOT),
        "licence": settings.DATA_LICENCE,
        "parameters": parameters_of(PAGES),
        "max_size": MAX_SIZE,
        "max_rows": f"{MAX_ROWS:,}",
    }
    return render(request, "organizations/api.html", context)


@published_page()
def _openapi(request: HttpRequest) -> HttpResponse:
    return HttpResponse(to_json(openapi(_origin(request))), content_type=FORMATS["json"].media_type)


@published_page()
def _dossier_schema(request: HttpRequest) -> HttpResponse:
    schema = dossier_schema(_origin(request) + reverse("organizations:dossier_schema.json"))
    return HttpResponse(to_json(schema), content_type="application/schema+json")


def _origin(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")[:-1]


openapi_description = readable_anywhere(_openapi, ())
dossier_json_schema = readable_anywhere(_dossier_schema, ())

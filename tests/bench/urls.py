"""The site's addresses with an empty view beside them, and the count of queries: for tests/bench alone."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

Answer = Callable[[HttpRequest], HttpResponse]


def empty(request: HttpRequest) -> HttpResponse:
    """What Django, its middleware and gunicorn cost when a page does nothing."""
    return HttpResponse()


def count_queries(get_response: Answer) -> Answer:
    """Tell in the header X-Queries how many queries an answer took, where the request asks with one of that name."""

    def answer(request: HttpRequest) -> HttpResponse:
        if "HTTP_X_QUERIES" not in request.META:
            return get_response(request)
        asked: list[str] = []

        def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
            if not sql.startswith(("BEGIN", "SET TRANSACTION")):
                asked.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            response = get_response(request)
        response["X-Queries"] = str(len(asked))
        return response

    return answer


urlpatterns = [path("bench/empty/", empty), path("", include("dossier_site.urls"))]

"""Errors of addresses of data: what is wrong, for programs and for those who write them (RFC 9457)."""

from collections.abc import Iterable
from http import HTTPStatus

from django.http import HttpResponse
from pydantic_core import to_json

from organizations.exports.formats import PROBLEM
from organizations.exports.records import Problem, QueryError


class BadQuery(Exception):
    """A query that cannot be answered: what is wrong with which of its parameters, in words."""

    def __init__(self, errors: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self.errors = list(errors)


def problem(status: int, detail: str, errors: Iterable[tuple[str, str]] = ()) -> HttpResponse:
    """The answer that says what is wrong."""
    found = Problem(
        title=HTTPStatus(status).phrase, status=status, detail=detail, errors=[QueryError(*each) for each in errors]
    )
    # What was asked is repeated here: no browser shall find a tag in it, whatever it takes the answer for.
    content = to_json(found, indent=1).replace(b"<", b"\\u003c")
    return HttpResponse(content, status=status, content_type=PROBLEM)

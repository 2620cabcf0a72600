"""Data as those read it who take it away: every page of JSON, every row of CSV."""

import csv
import io
import json
from typing import Any

from django.http.response import HttpResponseBase
from django.test import Client


def taken(client: Client, url: str) -> dict[str, Any]:
    """An answer in JSON, with the results of all that its `next` leads to."""
    answer = read(client.get(url))
    further = answer["next"]
    while further:
        after = read(client.get(further.removeprefix("http://testserver")))
        answer["results"] += after["results"]
        further = after["next"]
    return answer


def read(response: HttpResponseBase, status: int = 200) -> dict[str, Any]:
    """What JSON says, a problem's too."""
    assert response.status_code == status, response.status_code
    media_type = "application/json" if status == 200 else "application/problem+json"
    assert response["Content-Type"] == media_type
    found: dict[str, Any] = json.loads(response.getvalue())
    return found


def rows(client: Client, url: str) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8"), newline="")))

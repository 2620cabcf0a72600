"""What takes longer the larger the site is asked once a state of it, and asked of an index alone."""

from collections.abc import Callable, Iterable
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.models import Organization
from organizations.publishing import publish
from organizations.reading.search import every_named
from organizations.views.shared.choosing import organizations_named
from tests.support.responses import body


def asked(client: Client, url: str) -> list[str]:
    """The queries of a page that is made anew."""
    with CaptureQueriesContext(connection) as captured:
        body(client.get(url))
    return [each["sql"] for each in captured]


def holding(queries: Iterable[str], words: str) -> list[str]:
    return [each for each in queries if words in each]


@pytest.mark.parametrize(
    ("url", "again", "words"),
    [
        ("/?q=bern", "/?q=bern&sort=-name", "LIKE"),
        ("/?q=bern", "/?q=bern&sort=-name", "searchrow"),
        ("/people/?q=lee", "/people/?q=lee&page=1", "COUNT("),
        ("/people/", "/people/?page=1", "COUNT(*)"),
    ],
)
def test_what_was_asked_is_not_asked_again_before_the_next_publish(
    thirty: list[Organization], client: Client, url: str, again: str, words: str
) -> None:
    assert holding(asked(client, url), words)
    counted = holding(asked(client, again), words)
    # Roles are counted for each page anew.
    assert [each for each in counted if "publishedclaim" not in each and "LIMIT" not in each] == []
    publish(thirty[0])
    assert holding(asked(client, again), words)


@pytest.mark.parametrize(
    ("look_up", "step"), [(partial(every_named, "body"), "INDEX"), (partial(organizations_named, ["nobody"]), "SEARCH")]
)
def test_names_are_looked_for_in_their_index(
    thirty: list[Organization], look_up: Callable[[], object], step: str
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans by what a table holds, and these are few")
    with CaptureQueriesContext(connection) as captured:
        look_up()
    steps = []
    for query in captured.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            steps += [row[3] for row in cursor.fetchall() if "publishedorganization" in row[3]]
    assert steps and all(step in each for each in steps)

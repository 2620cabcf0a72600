"""Two editions compared: once, in bounded time and room, whatever the editions hold."""

import pytest
from django.db.models import Value
from django.db.models.functions import Replace
from django.test import Client

from organizations.dossier.changes.compare import compare
from organizations.dossier.changes.pieces import Budget
from organizations.dossier.text.parser import parse
from organizations.models import Organization, Revision
from organizations.publishing import publish
from organizations.store import load_dossier
from organizations.views import editions
from organizations.views.shared import comparisons
from organizations.views.shared.pages import pages
from tests.support.responses import body

HISTORY = "/organizations/long/history/"
EVENTS = 60
TEXT = "Long Body (LONG) — Deep Dossier\n\nTimeline\n\n" + "\n\n".join(
    f"{1800 + number}: Event {number}\n\nWords {number} of it." for number in range(EVENTS)
)


@pytest.fixture
def long(db: None) -> Organization:
    """A dossier of many events, published, and published again with another wording of each."""
    organization = load_dossier(parse(TEXT), slug="long")
    publish(organization)
    organization.timelineevents.update(body=Replace("body", Value("Words"), Value("Other words")))
    publish(organization)
    return organization


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Grows with each comparison of two editions."""
    done: list[object] = []
    monkeypatch.setattr(comparisons, "compare", lambda old, new: done.append(old) or compare(old, new))
    return done


def test_an_edition_of_many_changes_shows_some_and_leads_to_all(long: Organization, client: Client) -> None:
    history = body(client.get(HISTORY))
    assert history.count("<del>") == editions.MAX_CHANGES
    more = f'<a href="?old=1&amp;new=2">{EVENTS - editions.MAX_CHANGES} more changes</a>'
    assert more in history
    assert body(client.get(f"{HISTORY}?old=1&new=2")).count("<del>") == EVENTS


@pytest.mark.slow
def test_two_editions_are_compared_once_however_often_the_dossier_is_published(
    long: Organization, client: Client, compared: list[object]
) -> None:
    for number in range(3):
        body(client.get(HISTORY))
        Organization.objects.update(headline=f"Headline {number}")
        publish(long)
    body(client.get(HISTORY))
    assert len(compared) == 4


def test_an_edition_is_not_taken_for_one_of_another_database(long: Organization, client: Client) -> None:
    body(client.get(HISTORY))
    Revision.objects.filter(number=2).update(data=Revision.objects.get(number=1).data, created_at="2001-01-01T00:00Z")
    pages.clear()
    assert "<del>" not in body(client.get(HISTORY))


def test_the_comparisons_that_are_remembered_are_bounded(
    long: Organization, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        body(client.get(f"{HISTORY}?old=1&new=2"))
        body(client.get(f"{HISTORY}?old=2&new=1"))
    assert 0 < comparisons._remembered.currsize <= comparisons.MAX_CHARACTERS
    monkeypatch.setattr(comparisons, "MAX_CHARACTERS", 10)
    assert body(client.get(f"{HISTORY}?old=2&new=2"))


@pytest.mark.slow
def test_what_stayed_the_same_of_a_long_text_is_shown_at_its_ends(long: Organization, client: Client) -> None:
    event = long.timelineevents.get(key="event-7")
    for end in ("last", "end"):
        event.body = " ".join(f"word{number}" for number in range(5000)) + f" {end}"
        event.save()
        publish(long)
    shown = body(client.get(f"{HISTORY}?old=3&new=4"))
    assert "word0 " in shown and "word4999" in shown and "[…]" in shown
    assert "word2500" not in shown
    assert "removed:</span> last</del>" in shown


@pytest.mark.slow
def test_a_history_of_the_worst_texts_is_compared_in_bounded_steps(
    long: Organization, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    budgets: list[Budget] = []

    class Watched(Budget):
        def __init__(self, left: int) -> None:
            super().__init__(left)
            budgets.append(self)

    monkeypatch.setattr("organizations.dossier.changes.compare.Budget", Watched)
    monkeypatch.setattr("organizations.dossier.changes.compare.MAX_STEPS", 10_000)
    for words in ("a b ", "b a c "):
        long.timelineevents.update(body=words * 5)
        publish(long)
    body(client.get(HISTORY))
    assert all(budget.left >= 0 for budget in budgets)
    assert min(budget.left for budget in budgets) < 1_000

"""The soak knows a page of two states, and one that is over, when it sees it: python -m tests.soak runs for minutes."""

import pytest
from django.core.management import call_command
from django.test import Client

from organizations.dossier.text.parser import parse
from organizations.publishing import publish_dossiers
from organizations.store import load_dossiers
from tests.soak.pages import BODIES, PAGES, Asked, age_of, text_of
from tests.support.responses import body

CHECKED = [asked for asked in PAGES if asked.fault("", 0, 0)]


@pytest.fixture
def site(db: None) -> None:
    """Two dossiers, published in states 1 and 2."""
    call_command("loaddata", "vocabulary", verbosity=0)
    for state in (1, 2):
        created = load_dossiers([(body, parse(text_of(body, state))) for body in BODIES])
        publish_dossiers(created, note=f"State {state}")


def page(client: Client, asked: Asked) -> str:
    response = client.get(asked.url)
    return body(response)


@pytest.mark.slow
def test_a_page_of_the_published_state_has_no_fault(site: None, client: Client) -> None:
    for asked in CHECKED:
        shown = page(client, asked)
        assert asked.fault(shown, 2, 2) == asked.fault(shown, 1, 3) == "", asked.url


@pytest.mark.slow
def test_a_page_of_a_state_that_was_over_is_stale(site: None, client: Client) -> None:
    for asked in CHECKED:
        assert asked.fault(page(client, asked), 3, 3) == "stale", asked.url


@pytest.mark.slow
def test_a_page_of_two_states_or_of_none_is_mixed(site: None, client: Client) -> None:
    for asked in CHECKED:
        assert asked.fault(page(client, asked) + "State 3", 1, 3) == "mixed", asked.url
        assert asked.fault("nothing", 1, 3) == "mixed", asked.url


def test_a_state_that_nobody_published_yet_is_mixed() -> None:
    assert age_of(5, 1, 4) == "mixed"


@pytest.mark.slow
def test_a_list_that_says_another_number_than_it_shows_is_mixed(site: None, client: Client) -> None:
    asked = next(each for each in PAGES if "kind=event" in each.url)
    assert asked.fault(page(client, asked).replace("5 claims", "6 claims"), 1, 3) == "mixed"

"""manage.py check_links: off by default; what became of each address is kept, and shown to editors alone."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from organizations.dossier.text.parser import parse
from organizations.links import Answer, Outcome
from organizations.models import Organization, PublishedSource, Source
from organizations.publishing import check_links, links, publish
from organizations.store import load_dossier
from tests.support.responses import body

TEXT = """A Body (AB)

Snapshot

  • Seat: Geneva [1][2][3][4]


Sources

[1] Its page. https://www.example.org/fine
[2] A study (1999). https://www.example.org/gone
[3] A letter (1951).
[4] Inside. http://127.0.0.1/status"""
ORIGIN = "https://dossiers.example.org"
Answers = dict[str, Answer]


@pytest.fixture
def dossier(db: None) -> Organization:
    organization = load_dossier(parse(TEXT), slug="ab")
    publish(organization)
    return organization


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """What addresses answer, by their last part; the others answer."""
    given = {"gone": Answer(Outcome.GONE, 404)}
    fine = Answer(Outcome.ANSWERS, 200)
    monkeypatch.setattr(links, "ask", lambda url, **kwargs: given.get(url.rpartition("/")[2], fine))
    return given


def run(limit: int = 500) -> dict[str, int]:
    return dict(check_links(user_agent="a test", limit=limit, pause=0))


def source(words: str) -> PublishedSource:
    return PublishedSource.objects.get(text__contains=words)


def test_it_is_off_until_the_operator_says_who_asks(dossier: Organization) -> None:
    with pytest.raises(CommandError, match="set LINK_CHECK_ORIGIN to its own address"):
        call_command("check_links")
    assert not PublishedSource.objects.exclude(checked_at=None).exists()


def test_it_says_how_many_came_to_what_and_never_asks_what_is_inside(
    dossier: Organization, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LINK_CHECK_ORIGIN = ORIGIN
    PublishedSource.objects.exclude(text__contains="127.0.0.1").update(claims=0)
    text = io.StringIO()
    call_command("check_links", stdout=text)
    assert text.getvalue() == "Addresses asked: 1. not asked: not a public address: 1\n"


def test_the_sites_are_told_who_asks(
    dossier: Organization, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LINK_CHECK_ORIGIN = ORIGIN
    monkeypatch.setattr(links, "PAUSE", 0)
    results: list[str] = []

    def ask(url: str, *, user_agent: str, **kwargs: object) -> Answer:
        results.append(user_agent)
        return Answer(Outcome.ANSWERS, 200)

    PublishedSource.objects.filter(text__contains="study").update(claims=0)
    monkeypatch.setattr(links, "ask", ask)
    call_command("check_links", verbosity=0)
    assert results == [f"dossier-site link check (+{ORIGIN})"] * 2


def test_the_answer_is_kept_and_since_when(dossier: Organization, answers: Answers) -> None:
    assert run() == {"answers": 2, "gone": 1}
    study = source("study")
    assert (study.link, study.link_status) == ("gone", 404)
    then = timezone.now() - timedelta(days=9)
    PublishedSource.objects.update(link_since=then)
    run()
    assert source("study").link_since == then and source("study").checked_at > then
    answers["gone"] = Answer(Outcome.ANSWERS, 200)
    run()
    assert source("study").link == "answers" and source("study").link_since > then


def test_those_that_were_not_asked_for_longest_come_first(dossier: Organization, answers: Answers) -> None:
    for _run in range(3):
        run(limit=1)
    assert not PublishedSource.objects.filter(checked_at=None).exists()


def test_one_run_asks_few_of_a_host(dossier: Organization, answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "MAX_PER_HOST", 1)
    assert run() == {"answers": 2}
    assert run() == {"answers": 1, "gone": 1}


def test_publishing_again_forgets_no_answer(dossier: Organization, answers: Answers) -> None:
    run()
    publish(dossier)
    assert source("study").link == "gone"


def test_editors_see_it_in_their_list_and_filter_by_it(
    dossier: Organization, answers: Answers, as_member: Callable[[str], Client]
) -> None:
    run()
    client, url = as_member("Editor"), reverse("admin:organizations_source_changelist")
    page = body(client.get(url))
    assert "gone 404, since " in page and "A letter" in page
    assert f'<a href="{source("study").get_absolute_url()}">1 claim</a>' in page
    page = body(client.get(url, {"link": "gone"}))
    assert "A study" in page and "A letter" not in page and "1 source" in page
    Source.objects.filter(citation__contains="study").update(citation="https://www.example.org/new")
    assert "No sources match" in body(client.get(url, {"link": "gone"}))
    assert "A letter" in body(client.get(url, {"link": "x"}))


def test_editors_see_what_cannot_be_read_and_what_is_listed_twice(
    dossier: Organization, as_member: Callable[[str], Client]
) -> None:
    for number, words in enumerate(["B (1991), http://[", "B (1991), http://[", "C (1992), ISBN 978-0-230-27258-4"]):
        Source.objects.create(organization=dossier, key=f"n{number}", mark=f"[n{number}]", citation=words)
    client, url = as_member("Editor"), reverse("admin:organizations_source_changelist")
    page = body(client.get(url, {"address": "unread"}))
    assert "3 sources" in page and "cannot be read: http://[" in page and "ISBN 978-0-230-27258-4" in page
    assert page.count(f'duplicates/?organization={dossier.slug}">listed twice</a>') == 2


def test_readers_see_nothing_of_it(dossier: Organization, answers: Answers, client: Client) -> None:
    url = source("study").get_absolute_url()
    before = body(client.get(url))
    run()
    assert body(client.get(url)) == before


def test_a_list_of_more_sources_takes_no_more_queries(
    dossier: Organization, answers: Answers, as_member: Callable[[str], Client]
) -> None:
    client, url = as_member("Editor"), reverse("admin:organizations_source_changelist")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    queries()
    before = queries()
    for number in range(5):
        Source.objects.create(organization=dossier, key=f"n{number}", citation=f"https://example.org/{number}")
    assert queries() == before

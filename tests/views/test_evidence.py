"""What a reader sees a claim stand on: marks, a line below it, the reply, the list of sources."""

from datetime import date
from unittest.mock import patch

import pytest
from django.test import Client

from organizations.dossier.text.parser import parse
from organizations.models import PublishedClaim
from organizations.publishing import publish
from organizations.publishing.evidence import Publisher
from organizations.store import load_dossier
from tests.support.responses import body

TEXT = """A Body (AB)

An introduction.[1]


Snapshot

  • Members: 175+ [2] [as of June 2024; review by June 2026]
  • Seat: Geneva

Timeline

1951: Founding [1, art. 1][but see 2] [assessment]

Made by *states*.[1: 47] See [a page](https://example.org/[1]).

Reply of AB (3 May 2024): No. [2]


Sources

[1] AB, Constitution (Geneva, 1953).
[2] Letter, on <paper>. https://example.org/letter
[3] [1], preamble"""


@pytest.fixture
def sourced(db: None) -> None:
    publish(load_dossier(parse(TEXT), slug="ab"))


def page(client: Client) -> str:
    return body(client.get("/organizations/ab/"))


@pytest.mark.usefixtures("sourced")
def test_a_claim_says_what_it_stands_on(client: Client) -> None:
    shown = page(client)
    assert "2 sources, 1 disputes · ◆ assessment" in shown and "1 source · as of June 2024" in shown
    assert 'popovertarget="source-ab-constitution-geneva-1953">[1, art. 1]</button>' in shown
    assert '<em>states</em>.<button class="mark"' in shown and "No. <button" in shown
    assert "2 of 3 claims sourced" in shown


@pytest.mark.usefixtures("sourced")
def test_a_source_is_the_card_of_its_marks_and_says_who_cites_it(client: Client) -> None:
    shown = page(client)
    assert '<li id="source-ab-constitution-geneva-1953" popover>' in shown
    assert "Letter, on &lt;paper&gt;." in shown and 'href="https://example.org/letter"' in shown
    claims = ('<a href="#fact-members">Members</a>', '<a href="#event-founding">Founding</a>')
    assert f'Cited by {", ".join(f"""<bdi lang="en">{each}</bdi>""" for each in claims)}' in shown
    assert "Not cited here" in shown


@pytest.mark.usefixtures("sourced")
def test_a_part_of_a_dossier_lists_the_sources_that_it_cites(client: Client) -> None:
    shown = body(client.get("/organizations/ab/?evidence=sourced"))
    assert "2 of 4 claims" in shown and "Letter, on &lt;paper&gt;." in shown and "Not cited here" not in shown
    assert '<a href="#section-sources">Sources</a> <span class="count">2</span>' in shown
    before = body(client.get("/organizations/ab/?as-of=1950"))
    assert "Letter" not in before and "section-sources" not in before


@pytest.mark.usefixtures("sourced")
@pytest.mark.parametrize(
    ("day", "words"), [(date(2026, 6, 30), "review by June"), (date(2026, 7, 1), "review due since")]
)
def test_a_review_is_due_from_the_day_after_without_a_publish(client: Client, day: date, words: str) -> None:
    page(client)  # and what is remembered of another day is not shown
    with (
        patch("organizations.templatetags.dossier.localdate", return_value=day),
        patch("organizations.views.shared.pages.localdate", return_value=day),
        patch("organizations.views.organizations.localdate", return_value=day),
    ):
        shown = page(client)
        assert words in shown
        assert words in shown.partition('class="dateline"')[2].partition("</p>")[0]


def test_each_source_of_a_mark_opens_its_own_card(db: None, client: Client) -> None:
    text = "A Body (AB)\n\nIt is.[2; but see 1; citation needed]\n\n\nSnapshot\n\n"
    text += "  • Seat: Geneva [1–2; as of 2024]\n\n\nSources\n\n[1] One (1951).\n[2] Two (1952)."
    publish(load_dossier(parse(text), slug="ab"))
    button = '<button class="mark" popovertarget="source-{}">{}</button>'
    one, two, disputing = button.format("one-1951", "[1]"), button.format("two-1952", "[2]"), "[but see 1]"
    shown = page(client)
    assert f"It is.{two}{button.format('one-1951', disputing)}[citation needed]" in shown
    assert f"{one}{two} 2 sources · as of 2024" in " ".join(shown.split())


@pytest.mark.usefixtures("sourced")
def test_the_search_does_not_see_marks_and_an_edition_keeps_them(client: Client) -> None:
    event = PublishedClaim.objects.get(kind="event")
    assert event.text.startswith("Made by states. See a page")
    assert "popovertarget" in body(client.get("/organizations/ab/editions/1/"))
    assert not PublishedClaim.objects.filter(kind="source").exists()


@pytest.mark.parametrize(
    "text",
    [
        '[a](https://example.org/[1] "x [1]")',
        "`[1]` <b>[1]</b>",
        "https://example.org/[1]",
        "\ue0000\ue001 [1]",
        "&[1];",
    ],
)
def test_a_mark_breaks_no_html_whatever_it_stands_in(text: str) -> None:
    html = Publisher(parse(TEXT)).rendered(text).html
    for tag in html.split("<")[1:]:
        assert "<" not in tag.split(">")[0] and tag.count('"') % 2 == 0
    assert "\ue000" not in html or "\ue000" in text

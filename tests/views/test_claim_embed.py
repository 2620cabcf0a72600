"""A claim as a card for pages of other sites, the one page that they may frame; and oEmbed, which tells them how."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from organizations.dossier.text.parser import parse
from organizations.models import Organization
from organizations.publishing import publish, withdraw
from organizations.store import load_dossier
from tests.support.responses import body
from tests.support.taken import read
from tests.test_headers import policy_of
from tests.views.test_claim_detail import TEXT

PAGE = "/organizations/ab/claims/event-founding/"
EMBED = f"{PAGE}embed/"
OEMBED = "/api/oembed"
WHOLE = f"http://testserver{PAGE}"


@pytest.fixture
def a_body(db: None) -> Organization:
    organization = load_dossier(parse(TEXT))
    publish(organization)
    return organization


def test_a_card_says_what_whose_and_when_and_leads_to_the_claim(a_body: Organization, client: Client) -> None:
    card = body(client.get(EMBED))
    assert ">Founding</h1>" in card and "1951" in card and "It was founded." in card
    assert "A Body (AB), edition 1, published " in card and "2 sources, 1 disputes" in card
    assert f'<a href="{WHOLE}" target="_top">' in card
    assert "noindex" in card and "<script" not in card


def test_a_claim_without_sources_and_text_has_no_empty_place_for_them(iom: Organization, client: Client) -> None:
    card = body(client.get("/organizations/iom/claims/fact-headquarters/embed/"))
    assert "· 0 sources" in card and "<p></p>" not in card


@pytest.mark.parametrize("again", [False, True])
def test_a_card_may_be_framed_and_runs_no_script(a_body: Organization, client: Client, again: bool) -> None:
    response = client.get(EMBED)
    if again:  # from memory
        response = client.get(EMBED)
    policy = policy_of(response)
    assert policy["frame-ancestors"] == ["*"] and "X-Frame-Options" not in response
    assert policy["default-src"] == policy["script-src"] == policy["form-action"] == policy["base-uri"] == ["'none'"]
    assert policy["style-src"] == ["'self'"]
    assert not response.cookies


@pytest.mark.parametrize("url", ["/", PAGE, f"{PAGE}cite/", "/organizations/ab/", OEMBED, "/nothing/embed/"])
def test_nothing_else_may_be_framed(a_body: Organization, client: Client, url: str) -> None:
    response = client.get(url)
    assert response["X-Frame-Options"] == "DENY" and policy_of(response)["frame-ancestors"] == ["'none'"]


def test_a_card_of_what_is_gone_says_so_in_its_frame(a_body: Organization, client: Client) -> None:
    gone = client.get("/organizations/ab/claims/event-never/embed/")
    withdraw(a_body)
    for response, status in ((gone, 404), (client.get(EMBED), 410)):
        assert "No such claim" in body(response, status) and "target=" in body(response, status)
        assert "X-Frame-Options" not in response


def test_a_card_of_what_was_renamed_or_moved_leads_on(iom: Organization, client: Client) -> None:
    claims = "/organizations/iom/claims"
    moved = client.get(f"{claims}/program-no-human-rights-mandate-in-founding-document/embed/")
    assert moved["Location"] == f"{claims}/pressure-point-no-human-rights-mandate-in-founding-document/embed/"
    iom.slug = "iom-un"
    iom.save()
    publish(iom)
    renamed = client.get(f"{claims}/fact-headquarters/embed/")
    assert renamed["Location"] == "/organizations/iom-un/claims/fact-headquarters/embed/"


# -- oEmbed -----------------------------------------------------------------------------------------------------


def test_a_consumer_finds_the_frame_by_the_head_of_the_page(a_body: Organization, client: Client) -> None:
    page = body(client.get(PAGE))
    found = re.search(r'<link rel="alternate" type="application/json\+oembed" [^>]*href="([^"]+)"', page)
    assert found
    link = urlsplit(unescape(found[1]))
    assert parse_qs(link.query) == {"url": [WHOLE], "format": ["json"]}
    answer = read(client.get(f"{link.path}?{link.query}"))
    assert (answer["type"], answer["version"], answer["title"]) == ("rich", "1.0", "Founding · A Body (AB)")
    assert f'src="http://testserver{EMBED}"' in answer["html"]
    assert 'width="600" height="260"' in answer["html"] and (answer["width"], answer["height"]) == (600, 260)
    assert answer["html"] == unescape(page.split('id="embed-code">')[1].split("</code>")[0])


def test_a_frame_fits_into_the_room_that_there_is(a_body: Organization, client: Client) -> None:
    answer = read(client.get(OEMBED, {"url": WHOLE, "maxwidth": "320", "maxheight": "9000", "dnt": "1"}))
    assert (answer["width"], answer["height"]) == (320, 260) and 'width="320" height="260"' in answer["html"]
    wrong = read(client.get(OEMBED, {"url": WHOLE, "maxwidth": "-1"}), 400)
    assert wrong["errors"][0]["parameter"] == "maxwidth"


def test_a_title_of_marks_stays_one(a_body: Organization, client: Client) -> None:
    a_body.timelineevents.update(title='A "<b>" & C')
    publish(a_body)
    html = read(client.get(OEMBED, {"url": WHOLE}))["html"]
    assert 'title="A &quot;&lt;b&gt;&quot; &amp; C · A Body (AB)"' in html


@pytest.mark.parametrize(
    "url",
    [
        "",
        PAGE,
        f"http://elsewhere.example{PAGE}",
        f"ftp://testserver{PAGE}",
        "http://testserver/about/",
        "http://testserver/nothing-here/",
        "http://testserver/organizations/ab/claims/event-never/",
        "http://[testserver/",
    ],
)
def test_what_is_no_claim_of_this_site_is_not_found(a_body: Organization, client: Client, url: str) -> None:
    assert read(client.get(OEMBED, {"url": url}), 404)


def test_an_address_from_before_a_claim_was_moved_or_renamed_is_known(iom: Organization, client: Client) -> None:
    claims = "http://testserver/organizations/iom/claims"
    iom.slug = "iom-un"
    iom.save()
    publish(iom)
    for kind in ("program", "pressure-point"):
        url = f"{claims}/{kind}-no-human-rights-mandate-in-founding-document/"
        html = read(client.get(OEMBED, {"url": url}))["html"]
        assert "/organizations/iom-un/claims/pressure-point-no-human-rights-mandate-in-founding-document/embed/" in html


def test_xml_is_not_there(a_body: Organization, client: Client) -> None:
    assert read(client.get(OEMBED, {"url": WHOLE, "format": "xml"}), 501)

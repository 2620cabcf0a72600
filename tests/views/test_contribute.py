"""What readers contribute about a claim: the form, what holds programs off, and the sender's secret page."""

import re
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from django.test import Client

from organizations.contributing import accept, answer, decline, limits, question_of, stamps
from organizations.contributing.limits import Limit
from organizations.models import Contribution, ContributionSalt, PublishedClaim, PublishedOrganization
from organizations.publishing import publish, withdraw
from organizations.views.contribute import MAX_BYTES
from tests.support.responses import body

URL = "/organizations/iom/claims/fact-headquarters/contribute/"
OTHER = "/organizations/iom/claims/event-cold-war-resettlement-tool/contribute/"
WORDS = "The headquarters moved in 1999"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    monkeypatch.setattr(stamps, "MIN_SECONDS", 0)


def hidden(page):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))


def post(client, at=URL, *, stamp=None, **typed):
    stamp = stamp or hidden(client.get(at).content.decode())["stamp"]
    return client.post(at, {"type": "correction", "words": WORDS, "stamp": stamp, **typed})


def limited(monkeypatch, **limits_):
    for name, limit in limits_.items():
        monkeypatch.setattr(limits, name, Limit(*limit))


# -- the way to it ----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_dossier_leads_to_its_claims_and_each_to_its_form(iom, client):
    assert 'href="/organizations/iom/contribute/"' in body(client.get("/organizations/iom/"))
    page = body(client.get("/organizations/iom/contribute/"))
    urls = re.findall(r'href="(/organizations/iom/claims/[^"]*)"', page)
    assert len(urls) == PublishedClaim.objects.count()
    for url in urls:
        assert "Contribute to a claim" in body(client.get(url))


def test_the_dossier_sets_no_cookie_and_the_form_is_not_remembered(iom, client):
    assert not client.get("/organizations/iom/").cookies
    assert not client.get("/organizations/iom/contribute/").cookies
    response = client.get(URL)
    assert "no-store" in response["Cache-Control"] and response["X-Robots-Tag"] == "noindex"
    assert 'content="noindex"' in body(response)
    assert set(response.cookies) == {"csrftoken"}


def test_an_earlier_edition_and_a_preview_ask_for_nothing(iom, client, as_member):
    assert "/contribute/" not in body(client.get("/organizations/iom/editions/1/"))
    assert "/contribute/" not in body(as_member("Editor").get("/organizations/iom/preview/"))


@pytest.mark.parametrize("anchor", ["fact-nothing", "nothing", "fact-", "source-1", "x" * 300])
def test_what_is_no_claim_has_no_form(iom, client, anchor):
    assert client.get(f"/organizations/iom/claims/{anchor}/contribute/").status_code == 404
    assert client.post(f"/organizations/iom/claims/{anchor}/contribute/").status_code == 404


def test_addresses_lead_on_and_a_withdrawn_dossier_says_so(iom, client):
    iom.slug = "iom-un"
    iom.save()
    publish(iom)
    assert client.get(URL)["Location"] == URL.replace("/iom/", "/iom-un/")
    withdraw(iom)
    assert client.get(URL.replace("/iom/", "/iom-un/")).status_code == 410


# -- sending ----------------------------------------------------------------------------------------------------


def test_a_contribution_is_kept_and_its_sender_gets_a_secret_page(iom, client):
    response = post(
        client, type="source", url="example.org/a", quote="So it is", place="p. 3", name="Ann", email="a@b.ch"
    )
    kept = Contribution.objects.get()
    assert response["Location"] == f"/contributions/{kept.token}/" and len(kept.token) == 32
    assert (kept.organization, kept.claim_kind, kept.claim_key) == (iom, "fact", "headquarters")
    assert (kept.url, kept.quote, kept.place, kept.credit) == ("https://example.org/a", "So it is", "p. 3", "")
    page = client.get(response["Location"])
    assert "An editor reads it" in body(page) and WORDS in body(page)
    assert page["X-Robots-Tag"] == "noindex" and "no-store" in page["Cache-Control"]
    for token in ("nothing", "a%00b", "9" * 500):
        assert client.get(f"/contributions/{token}/").status_code == 404


def test_nothing_of_it_is_public(iom, client):
    post(client, name="Ann Onymous", is_credited="on")
    for url in ("/organizations/iom/", "/organizations/iom/history/", "/explore/?q=moved+1999", URL, "/feed/"):
        assert "moved in 1999" not in body(client.get(url)) and "Onymous" not in body(client.get(url))


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"words": ""}, "Say what is wrong"),
        ({"words": "", "type": "source"}, "Name the source"),
        ({"words": "", "type": "reply"}, "Write the reply"),
        ({"words": "a\x08b"}, "cannot be shown"),
        ({"words": "b" * 4_001}, "at most 4000 characters"),
        ({"url": "javascript:alert(7)"}, "valid URL"),
        ({"url": "ftp://example.org/"}, "valid URL"),
        ({"words": "http://a.org www.b.org https://www.c.org https://d.org"}, "at most 3 addresses"),
        ({"is_credited": "on"}, "Write the name"),
        ({"email": "nobody"}, "valid email"),
        ({"type": "other"}, "Select a valid choice"),
        ({"website": "https://casino.example"}, "empty this field"),
    ],
)
def test_what_is_not_taken_is_told_and_given_back(iom, client, typed, message):
    page = body(post(client, **{"quote": "Kept as typed", **typed}))
    assert message in page and "Kept as typed" in page
    assert not Contribution.objects.exists()


def test_a_form_is_bound_to_its_claim_and_its_time(iom, client, monkeypatch):
    stamp = hidden(body(client.get(URL)))["stamp"]
    assert "not of this page" in body(post(client, OTHER, stamp=stamp))
    assert "not of this page" in body(post(client, stamp=stamp[:-2] + "xx"))
    monkeypatch.setattr(stamps, "MIN_SECONDS", 60)
    page = body(post(client, stamp=stamp))
    assert "very fast" in page and WORDS in page
    monkeypatch.setattr(stamps, "MIN_SECONDS", 0)
    monkeypatch.setattr(stamps, "MAX_HOURS", -1)
    page = body(post(client, stamp=stamp))
    assert "opened long ago" in page and WORDS in page
    assert not Contribution.objects.exists()


def test_a_form_of_another_site_is_not_taken(iom):
    assert post(Client(enforce_csrf_checks=True)).status_code == 403


def test_what_is_sent_twice_leads_to_the_same_page_and_the_same_words_of_another_are_refused(iom, client):
    first = post(client)
    assert post(client, words=f"  {WORDS.upper()} ")["Location"] == first["Location"]
    assert "sent about this claim before" in body(post(Client(REMOTE_ADDR="192.0.2.9")))
    assert Contribution.objects.count() == 1


def test_no_address_of_a_sender_is_kept(iom):
    post(Client(REMOTE_ADDR="192.0.2.77"))
    kept = Contribution.objects.values().get() | ContributionSalt.objects.values().get()
    assert "192.0.2" not in str(kept) and len(kept["sender"]) == 64


def test_behind_a_proxy_its_visitors_are_told_apart(iom, settings):
    settings.BEHIND_PROXY = True
    for visitor in ("192.0.2.1", "192.0.2.2"):
        post(Client(headers={"x-forwarded-for": f"198.51.100.9, {visitor}"}), words=f"Words of {visitor}")
    post(Client(headers={"x-forwarded-for": "203.0.113.5, 192.0.2.2"}), words="Other words of 192.0.2.2")
    assert len(set(Contribution.objects.values_list("sender", flat=True))) == 2


# -- how much ---------------------------------------------------------------------------------------------------


def answered(client, page, **typed):
    """Post again from a page that asked, with the answer."""
    stamp = hidden(page)["stamp"]
    published = PublishedOrganization.objects.get()
    question = question_of(published, stamps.read_stamp(stamp, f"{published.organization_id} fact-headquarters").nonce)
    assert question.text in page
    return post(client, stamp=stamp, answer=f" {question.answers[0].lower()}. ", **typed)


@pytest.mark.parametrize("limit", ["OF_SENDER", "OF_CLAIM", "OF_SITE"])
def test_over_the_limit_a_question_is_asked_whose_answer_stands_on_the_page(iom, client, monkeypatch, limit):
    limited(monkeypatch, **{limit: (1, 3)})
    post(client, words="One")
    assert "A question, because much was sent" in body(client.get(URL))
    page = body(post(client, words="Two"))
    assert "please answer the question" in page and "Two" in page
    assert "please answer the question" in body(post(client, words="Two", answer="nonsense"))
    assert answered(client, page, words="Two").status_code == 302
    assert answered(client, body(client.get(URL)), words="Three").status_code == 302
    full = client.get(URL)
    assert full.status_code == 429 and full["Retry-After"] == "3600"
    refused = answered_or_full(client)
    assert refused.status_code == 429 and "send them again in an hour" in body(refused, 429)
    assert Contribution.objects.count() == 3


def answered_or_full(client):
    return post(client, words="Four", stamp=hidden(body(client.get(URL), 429))["stamp"], answer="IOM")


def test_the_same_words_about_another_claim_ask_for_an_answer(iom, client):
    post(client)
    assert "please answer the question" in body(post(Client(REMOTE_ADDR="192.0.2.9"), OTHER))
    assert Contribution.objects.count() == 1


# -- what became of it ------------------------------------------------------------------------------------------


def test_a_decline_tells_its_reason_in_public_and_an_answer_its_sender_alone(iom, client, member):
    pages = [post(client, words=words)["Location"] for words in ("One", "Two")]
    first, second = Contribution.objects.order_by("pk")
    decline(first, by=member("Editor"), reason="The source says 2001 <b>")
    answer(second, by=member("Publisher"), text="We have asked them")
    assert "Declined." in body(client.get(pages[0])) and "The source says 2001 &lt;b&gt;" in body(client.get(pages[0]))
    assert "We have asked them" in body(client.get(pages[1]))
    public = body(client.get(URL))
    assert "declined: The source says 2001" in public and "answered" in public
    assert "We have asked them" not in public and "Two" not in public


def test_the_history_names_the_contributions_that_an_edition_is_the_first_to_show(iom, client, member):
    editor = member("Editor")
    post(client, name="Ann Example", is_credited="on")
    post(client, words="Of one who wants no thanks", name="Bea Example")
    for number, contribution in enumerate(Contribution.objects.order_by("pk")):
        accept(contribution, lambda dossier, n=number: replace(dossier, headline=f"No {n}"), by=editor)
    assert "Ann Example" not in body(client.get("/organizations/iom/history/"))
    publish(iom)
    publish(iom, note="Another edition")
    page = body(client.get("/organizations/iom/history/"))
    assert page.count("with thanks to Ann Example") == 1 and page.count("Correction: <a") == 2
    assert "Bea" not in page and "moved in 1999" not in page


@pytest.mark.parametrize("typed", [{"stamp": "forged"}, {"words": ""}, {"website": "https://casino.example/"}])
def test_what_is_refused_asks_the_database_for_the_claim_alone(iom, client, django_assert_max_num_queries, typed):
    typed = {"stamp": hidden(body(client.get(URL)))["stamp"], "words": WORDS, **typed}
    with django_assert_max_num_queries(1 + 2):  # a snapshot begins, and ends
        assert 'role="alert"' in body(post(client, **typed))


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=B"])
def test_of_a_body_that_is_longer_than_any_form_nothing_is_read(iom, client, kind):
    response = client.generic("POST", URL, b"words=" + b"a" * 300_000, content_type=kind)
    assert response.status_code == 413 and len(response.content) < 100
    assert response["X-Robots-Tag"] == "noindex" and not Contribution.objects.exists()
    longest = {"words": "é" * 4_000, "quote": "é" * 2_000, "url": f"https://a.example/{'é' * 900}"}
    assert len(urlencode(longest)) < MAX_BYTES / 2
    assert post(client, **longest).status_code == 302


@pytest.mark.parametrize("type_", ["correction", "reply", "source"])
@pytest.mark.parametrize("words", ["\u200b", "\u202e\ufeff \u2060", "…", "-"])
def test_words_that_nobody_can_read_are_none(iom, client, type_, words):
    assert "Nothing was sent yet" in body(post(client, type=type_, words=words))
    assert not Contribution.objects.exists()

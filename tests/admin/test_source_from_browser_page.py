"""A source is sent from the browser: the bookmarklet, the search for the claim, the form that is filled in."""

import re
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.urls import reverse

from organizations.admin.tools.bookmarklet import words_of
from organizations.dossier.evidence.references import read_reference
from organizations.editing import record
from organizations.models import Fact, Source
from tests.admin.tools import last
from tests.support.responses import body

SENT = {
    "url": "https://www.example.org/a?b=1&c=2",
    "title": "A “big” study | <Example>",
    "doi": "10.1000/abc",
    "quote": 'It "is" so',
}


@pytest.fixture
def page():
    return reverse("admin:organizations_source_from_browser")


def test_the_list_leads_to_a_link_to_be_dragged(iom, editor, page):
    assert f'href="{page}"' in body(editor.get(reverse("admin:organizations_source_changelist")))
    shown = unescape(body(editor.get(page)))
    assert "Drag this link" in shown and f"open('http://testserver{page}?url='" in shown
    assert shown.count("javascript:(()=>{") == 2  # as a link, and to be copied


def test_following_it_under_our_policy_runs_nothing(iom, editor, page):
    policy = editor.get(page)["Content-Security-Policy"].split("; ")
    assert "script-src 'self'" in policy and "frame-ancestors 'none'" in policy


@pytest.mark.slow
def test_the_claim_is_found_and_its_form_filled_in_and_nothing_saved(iom, editor, page, form_of):
    record(iom)
    before = last(iom)
    shown = body(editor.get(page, SENT))
    assert "A ‘big’ study | &lt;Example&gt;" in shown and "For which claim?" not in shown
    sent = {name: values[0] for name, values in form_of(shown, "find-claim").items()}
    shown = body(editor.get(page, {**sent, "organization": "iom", "claim": "HEADQUARTERS"}))
    fact = Fact.objects.get(organization=iom, key="headquarters")
    start = reverse("admin:organizations_fact_source", args=[fact.pk])
    [url] = [unescape(each.split('"')[0]) for each in shown.split('href="') if each.startswith(start)]
    form = form_of(body(editor.get(url)), "add-source")
    words = "“A ‘big’ study | <Example>”. doi:10.1000/abc https://www.example.org/a?b=1&c=2"
    assert (form["source"], form["quote"]) == ([words], [SENT["quote"]])
    assert last(iom) == before and not Source.objects.exists()
    assert editor.post(url, {**form, "place": "p. 3", "apply": "1"}).status_code == 302
    assert Source.objects.get().citation == words


def test_what_the_meta_tags_of_a_page_say_is_read_of_the_source(iom, editor, page, form_of):
    tags = {
        "author": "Geiger, Martin; Pécoud, Antoine",
        "date": "2010/5/2",
        "container": "Review",
        "publisher": "Palgrave",
    }
    shown = body(editor.get(page, {**SENT, **tags, "quote": "", "organization": "iom", "claim": "headquarters"}))
    [url] = [unescape(each) for each in re.findall(r'href="([^"]*/source/[?][^"]*)"', shown)]
    form = form_of(body(editor.get(url)), "add-source")
    assert editor.post(url, {**form, "apply": "1"}).status_code == 302
    reference = read_reference(Source.objects.get().text)
    assert reference.authors == ("Geiger, Martin", "Pécoud, Antoine")
    assert (reference.date, reference.container, reference.publisher) == ("2010-05-02", "Review", "Palgrave")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2010", "2010"),
        ("2010-05-02T10:00:00Z", "2010-05-02"),
        ("2010/5", "2010-05"),
        ("May 2010", "May 2010"),
        ("", ""),
    ],
)
def test_a_date_of_a_meta_tag_is_one_of_a_source(words, day):
    text = words_of({"url": "https://x.example/", "date": words})
    assert text == f"https://x.example/\nDate: {day}".removesuffix("\nDate: ")


def test_every_kind_of_claim_leads_to_its_form(iom, editor, page):
    shown = body(editor.get(page, {"url": "https://www.example.org/", "organization": "iom"}))
    links = [unescape(each.split('"')[0]) for each in shown.split('href="') if "/source/?" in each.split('"')[0]]
    assert len(links) == 27
    assert len({urlsplit(link).path.split("/")[3] for link in links}) == 6
    assert parse_qs(urlsplit(links[0]).query) == {"source": ["https://www.example.org/"]}
    assert all(editor.get(link).status_code == 200 for link in links[::9])


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"organization": ""}, "required"),
        ({"organization": "nobody"}, "There is no dossier of this name."),
        ({"organization": "iom", "claim": "zzz"}, "No claim of this dossier has these words."),
        ({"organization": "iom", "url": "https://x.example/" + "a" * 5000}, "at most"),
    ],
)
def test_what_finds_no_claim_says_so(iom, editor, page, typed, message):
    assert message in unescape(body(editor.get(page, {"url": "https://www.example.org/", **typed})))


def test_a_prefilled_form_needs_the_token_as_any_other(iom, editor):
    fact = Fact.objects.get(organization=iom, key="headquarters")
    url = f"{reverse('admin:organizations_fact_source', args=[fact.pk])}?{urlencode({'source': 'x', 'apply': '1'})}"
    editor.handler.enforce_csrf_checks = True
    assert "add-source" in body(editor.get(url)) and not Source.objects.exists()
    assert editor.post(url, {"source": "A book (1999)", "role": "supports", "apply": "1"}).status_code == 403


def test_who_only_looks_has_no_use_for_it(iom, viewer, page):
    assert viewer.get(page).status_code == 403

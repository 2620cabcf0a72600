"""No public page runs what a dossier, an era, a theme or a contribution says; all of it is there to read."""

import re
from html import unescape

import pytest

from organizations.models import PublishedOrganization, PublishedPerson
from tests.support.hostile import MARK, TEXT, Hostile
from tests.support.responses import body


def urls_of(page: str) -> set[str]:
    return {url.replace("&amp;", "&") for url in re.findall(r'href="(/[^"#]*)', page)}


def test_the_hostile_words_would_run_if_nothing_stopped_them():
    assert len(Hostile(TEXT).found) > 50


def test_the_hostile_words_reach_every_field(hostile):
    for kind in ("facts", "timelineevents", "roles", "programs", "pressurepoints", "intersections", "sections"):
        values = [value for row in getattr(hostile, kind).values() for value in row.values()]
        assert MARK in str(values), kind
    for name in ("title", "headline", "introduction", "name", "closing"):
        assert MARK in getattr(hostile, name), name
    assert MARK in PublishedPerson.objects.get(slug__startswith="ann").name
    assert MARK in PublishedOrganization.objects.get(slug="xss").summary
    assert hostile.sections.filter(remark__contains=MARK).count() == 2


@pytest.mark.slow
def test_no_public_page_runs_what_a_dossier_says(hostile, client):
    seen, left = set(), {"/", "/sitemap.xml", "/organizations/xss/", "/explore/?q=alert&organization=xss"}
    while left and len(seen) < 200:
        url = left.pop()
        seen.add(url)
        response = client.get(url)
        page = body(response)
        assert response["X-Content-Type-Options"] == "nosniff", url
        if not response["Content-Type"].startswith("text/html"):
            continue  # data: no browser takes it for a page
        assert Hostile(page).found == [], url
        assert "</script>14" not in unescape(page), url
        if "xss" in url or "/people/" in url or url.startswith("/themes"):
            left |= {found for found in urls_of(page) if not found.startswith("/static/")} - seen
    assert {"/themes/theme-x/", "/eras/era-x/", "/people/"} <= seen
    assert any(url.startswith("/people/ann") for url in seen)


def test_the_page_of_a_contribution_runs_nothing(hostile, client):
    page = body(client.get("/contributions/hostile/"))
    assert Hostile(page).found == [] and page.count(f"&lt;script&gt;{MARK}") > 5


def test_the_hostile_words_are_there_to_read(hostile, client):
    page = body(client.get("/organizations/xss/"))
    assert page.count(f"&lt;script&gt;{MARK}&lt;/script&gt;") > 20
    assert page.count(MARK) > 60


@pytest.mark.parametrize("section", ["", "-organizations", "-people", "-tags", "-pages"])
def test_a_sitemap_holds_no_hostile_word(hostile, client, section):
    response = client.get(f"/sitemap{section}.xml")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    assert MARK not in body(response)

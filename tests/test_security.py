"""What keeps strangers and their scripts out: headers, throttled log-ins, size caps, escaped words everywhere."""

import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from organizations.dossier.text.parser import read
from organizations.models import (
    Contribution,
    Era,
    Organization,
    Person,
    PublishedOrganization,
    PublishedPerson,
    Revision,
    Theme,
)
from organizations.publishing import publish, publish_vocabulary
from organizations.store import load_dossier
from tests.responses import body

LOGIN = "/admin/login/"
URLS = ["/", "/organizations/iom/", "/explore/", "/about/", "/nothing-here/", LOGIN, "/healthz", "/robots.txt"]


# -- headers ----------------------------------------------------------------------------------------------------


def policy_of(response) -> dict[str, list[str]]:
    parts = [part.split() for part in response["Content-Security-Policy"].split(";") if part.strip()]
    return {name: sources for name, *sources in parts}


@pytest.mark.parametrize("url", URLS)
def test_every_page_runs_only_the_sites_own_scripts_and_styles(iom, client, url):
    policy = policy_of(client.get(url))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == ["'self'"]
    assert "unsafe" not in str(policy)


@pytest.mark.parametrize("url", URLS)
def test_every_page_refuses_frames_sniffing_and_devices(iom, client, url):
    response = client.get(url)
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert "geolocation=()" in response["Permissions-Policy"]


def test_the_admins_pages_have_the_same_policy(iom, as_member):
    response = as_member("admin").get(reverse("admin:organizations_organization_change", args=[iom.pk]))
    assert policy_of(response)["script-src"] == ["'self'"]
    assert "unsafe" not in response["Content-Security-Policy"]


@pytest.mark.parametrize("url", ["/", "/organizations/iom/", "/explore/", "/themes/", "/people/", LOGIN, "ORG"])
def test_no_page_holds_what_the_policy_would_stop(iom, as_member, url):
    url = reverse("admin:organizations_organization_change", args=[iom.pk]) if url == "ORG" else url
    page = body((Client() if url == LOGIN else as_member("Publisher")).get(url))
    assert not re.search(r"<script(?![^>]*(\ssrc=|type=\"application/(ld\+)?json\"))[^>]*>", page)
    assert not re.search(r"<[^>]+\s(on\w+|style)\s*=", page)
    assert "<style" not in page


def test_a_public_page_sets_no_cookie(iom, client):
    for url in URLS[:4]:
        assert not client.get(url).cookies
        assert "Cookie" not in client.get(url).get("Vary", "")


def test_https_is_demanded_and_cookies_keep_to_it(iom, member, settings):
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    client = Client()
    assert client.get("/")["Location"] == "https://testserver/"
    assert client.get("/healthz").status_code == 200
    assert client.get("/", secure=True)["Strict-Transport-Security"].startswith("max-age=31536000")
    member("Editor")
    response = client.post(LOGIN, {"username": "editor", "password": "correct-horse-9"}, secure=True)
    for cookie in ("sessionid", "csrftoken"):
        assert response.cookies[cookie]["secure"] and response.cookies[cookie]["httponly"]
        assert response.cookies[cookie]["samesite"] == "Lax"


def test_an_unknown_host_gets_nothing(client, settings):
    settings.ALLOWED_HOSTS = ["dossiers.example.org"]
    assert client.get("/robots.txt", headers={"host": "evil.example"}).status_code == 400


# -- logging in -------------------------------------------------------------------------------------------------


def log_in(name: str, password: str = "wrong", url: str = "192.0.2.1"):
    return Client(REMOTE_ADDR=url).post(LOGIN, {"username": name, "password": password})


@pytest.fixture
def editor(member: Callable[[str], User], settings) -> User:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the tests need not be slow
    return member("Editor")


def test_too_many_wrong_passwords_lock_out_and_say_so(editor):
    answers = [log_in("editor") for _ in range(5)]
    assert [answer.status_code for answer in answers[:4]] == [200] * 4
    locked = log_in("editor", "correct-horse-9")
    assert "locked" in body(locked, 429).lower()


def test_a_lock_is_for_the_name_at_that_address_only(editor, member):
    member("Publisher")
    for _ in range(6):
        log_in("editor")
    assert log_in("editor", "correct-horse-9", "192.0.2.2").status_code == 302
    assert log_in("publisher", "correct-horse-9").status_code == 302


def test_a_right_password_makes_the_count_start_anew(editor):
    for _ in range(3):
        for _ in range(4):
            log_in("editor")
        assert log_in("editor", "correct-horse-9").status_code == 302


def test_a_made_up_forwarded_address_does_not_open_the_lock(editor):
    for number in range(6):
        headers = {"x-forwarded-for": f"198.51.100.{number}"}
        Client(REMOTE_ADDR="192.0.2.1").post(LOGIN, {"username": "editor", "password": "wrong"}, headers=headers)
    assert log_in("editor", "correct-horse-9").status_code == 429


def test_a_wrong_name_and_a_wrong_password_look_alike(editor):
    pages = [body(log_in(name)) for name in ("editor", "nobody")]
    plain = [re.sub(r'value="[^"]*"', "", page) for page in pages]
    assert plain[0] == plain[1]


def test_the_way_out_of_the_login_stays_on_the_site(editor):
    data = {"username": "editor", "password": "correct-horse-9", "next": "https://evil.example/"}
    assert Client().post(f"{LOGIN}?next=https://evil.example/", data)["Location"] == "/accounts/profile/"


def test_the_login_form_is_protected_against_forgery(editor):
    data = {"username": "editor", "password": "correct-horse-9"}
    assert Client(enforce_csrf_checks=True).post(LOGIN, data).status_code == 403


# -- sizes ------------------------------------------------------------------------------------------------------


def test_a_request_that_is_too_large_is_refused(iom, as_member):
    url = reverse("admin:organizations_organization_change", args=[iom.pk])
    client = as_member("Editor")
    assert client.post(url, {"introduction": "x" * 10_000_001}).status_code == 413
    assert client.post(url, {f"f{number}": "" for number in range(20_001)}).status_code == 413


# -- scripts in every field --------------------------------------------------------------------------------------

MARK = "alert(7)"
SCRIPT = f"<script>{MARK}</script>"
IMAGE = f"<img src=x onerror={MARK}>"
QUOTE = f"\"'><svg/onload={MARK}>"
LINK = f"[link](javascript:{MARK})"
WORST = f"{SCRIPT} {IMAGE} {QUOTE} {LINK} </textarea></title></script>{{{{ 7|add:7 }}}}"
TEXT = f"""Body {WORST} (XSS) — Deep Dossier

XSS — Deep Dossier: {WORST}

Introduction {WORST}.


Snapshot

  • Headquarters: Geneva {WORST}, Country {WORST}
  • Label {SCRIPT} {IMAGE}: value {WORST}
  • Founded: 1951 {WORST}

Remark {WORST}.

Timeline

1951–1970s: Event {WORST}

Event text {WORST}.

2016: Event {SCRIPT}

Key People

  • Ann{SCRIPT} Bee<img/src=x/onerror={MARK}>: Director {WORST}, 2018–2023 (Land {IMAGE})
  • Influence {WORST}: text {WORST}

Remark of people {WORST}.

Key Programs

1. Program {WORST}

Program text {WORST}.

Structural Pressure Points

1. Pressure {WORST}

Pressure text {WORST}.

Intersection with {SCRIPT} {IMAGE}

1. Intersection {WORST}

Intersection text {WORST}.

## What Else {WORST}

Unknown {WORST}.

  • bullet {WORST}

Return to {WORST}
"""


class Hostile(HTMLParser):
    """The elements and attributes of a page that carry the mark, as a browser would run them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style") and "src" not in dict(attrs) and "json" not in (dict(attrs).get("type") or ""):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            runs = name.startswith("on") or (name in ("href", "src", "action") and "javascript:" in (value or ""))
            if runs or (tag == "svg" and name == "onload") or (tag == "img" and value == "x"):
                self.found.append(f"<{tag} {name}={value}>")


def urls_of(page: str) -> set[str]:
    return {url.replace("&amp;", "&") for url in re.findall(r'href="(/[^"#]*)', page)}


@pytest.fixture
def hostile(iom: Organization, member: Callable[[str], User]) -> Organization:
    """A dossier with script in all its words, in an era and a theme of that kind, published with such a note."""
    era = Era(name=f"Era {WORST}", period="1950–1960", description=WORST, slug="era-x", position=90)
    era.full_clean()
    era.save()
    Theme.objects.create(name=f"Theme {WORST}", description=WORST, words="script", slug="theme-x", position=90)
    publish_vocabulary()
    organization = load_dossier(read(TEXT.encode()).dossier, slug="xss")
    theme = Theme.objects.get(slug="theme-x")
    claims: list[Any] = [*organization.timelineevents.all(), *organization.programs.all()]
    for claim in [*claims, *organization.pressurepoints.all()]:
        claim.themes.add(theme)
    publish(organization, by=member("Publisher"), note=WORST)
    said = dict.fromkeys(("claim_words", "words", "quote", "place", "name", "response"), WORST)
    about = {"claim_kind": "fact", "claim_key": "founded", "is_credited": True}
    Contribution.objects.create(organization=organization, token="hostile", **about, **said)
    return organization


def test_the_hostile_words_would_run_if_nothing_stopped_them():
    assert len(Hostile(TEXT).found) > 50


def test_the_hostile_words_reach_every_field(hostile):
    for parts in ("facts", "timelineevents", "roles", "programs", "pressurepoints", "intersections", "sections"):
        values = [value for row in getattr(hostile, parts).values() for value in row.values()]
        assert MARK in str(values), parts
    for name in ("title", "headline", "introduction", "name", "closing"):
        assert MARK in getattr(hostile, name), name
    assert MARK in PublishedPerson.objects.get(slug__startswith="ann").name
    assert MARK in PublishedOrganization.objects.get(slug="xss").summary
    assert hostile.sections.filter(remark__contains=MARK).count() == 2


def test_no_public_page_runs_what_a_dossier_says(hostile, client):
    seen, left = set(), {"/", "/sitemap.xml", "/organizations/xss/", "/explore/?q=alert&organization=xss"}
    while left and len(seen) < 200:
        url = left.pop()
        seen.add(url)
        page = body(client.get(url))
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


MODELS = sorted(
    (model for model in site._registry if model._meta.app_label == "organizations"),
    key=lambda model: model._meta.model_name,
)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_no_page_of_the_admin_runs_what_a_dossier_says(hostile, as_member, model):
    client = as_member("admin")
    name = f"admin:organizations_{model._meta.model_name}"
    found = model._default_manager.all()
    if model in (Organization, Era, Theme, Person):
        found = found.filter(name__contains=MARK)
    else:
        found = found.filter(organization=hostile)
    records = list(found)
    assert records
    urls = [reverse(f"{name}_changelist"), reverse(f"{name}_changelist") + "?q=alert(7)%3Cscript%3E"]
    for record in records:
        pages = ("change",) if model in (Revision, Contribution) else ("change", "delete", "history")
        urls += [reverse(f"{name}_{page}", args=[record.pk]) for page in pages]
    for url in urls:
        response = client.get(url)
        assert Hostile(body(response)).found == [], url


def test_publishing_and_looking_people_up_run_nothing_either(hostile, as_member):
    client = as_member("admin")
    hostile.timelineevents.update(title=f"Changed {WORST}")
    page = body(client.get(reverse("admin:organizations_organization_publish", args=[hostile.pk])))
    assert f"Changed &lt;script&gt;{MARK}" in page
    assert Hostile(page).found == []
    query = {"app_label": "organizations", "model_name": "role", "field_name": "person", "term": "alert"}
    answer = client.get("/admin/autocomplete/", query)
    assert answer["Content-Type"] == "application/json"
    assert MARK in body(answer)


@pytest.mark.parametrize("period", [SCRIPT, f"1951 {SCRIPT}", f'1951" onclick="{MARK}', "{{ 7|add:7 }}"])
def test_a_period_is_no_place_for_a_script(iom, as_member, period):
    data = {"organization": iom.pk, "period": period, "title": "T", "body": ""}
    response = as_member("Editor").post(reverse("admin:organizations_timelineevent_add"), data)
    assert "cannot be read as a period" in body(response)
    assert Hostile(body(response)).found == []
    assert not iom.timelineevents.filter(title="T").exists()


@pytest.mark.parametrize("slug", [SCRIPT, '"onclick=', "a/b", "../admin", "javascript:alert(7)", "a b"])
def test_a_slug_is_no_place_for_a_script(as_member, slug):
    response = as_member("Editor").post(reverse("admin:organizations_theme_add"), {"name": "T", "slug": slug})
    assert "valid “slug”" in body(response)
    assert Hostile(body(response)).found == []
    assert not Theme.objects.filter(name="T").exists()

"""What every answer says to browsers: whose scripts run, no frames, HTTPS, cookies that keep to it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.support.responses import body

LOGIN = "/admin/login/"
URLS = ["/", "/organizations/iom/", "/explore/", "/about/", "/nothing-here/", LOGIN, "/healthz", "/robots.txt"]


def policy_of(response) -> dict[str, list[str]]:
    directives = [each.split() for each in response["Content-Security-Policy"].split(";") if each.strip()]
    return {name: sources for name, *sources in directives}


@pytest.mark.parametrize("url", URLS)
def test_every_page_runs_only_the_sites_own_scripts_and_styles(iom, client, url):
    policy = policy_of(client.get(url))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["img-src"] == policy["form-action"] == ["'self'"]
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

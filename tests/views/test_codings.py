"""Accept-Encoding as it is meant: weights, what is refused, what is not named."""

import gzip
from pathlib import Path

import brotli
import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings
from whitenoise.middleware import WhiteNoiseMiddleware

from dossier_site.codings import CodingMiddleware
from organizations.models import Organization
from organizations.views.shared.codings import best_coding


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("br", "br"),
        ("BR;Q=1.0", "br"),
        ("br;q=0", ""),
        ("br;q=0.000", ""),
        ("br; q=0, gzip", "gzip"),
        ("br ; q = 0 , gzip ; q = 0.001", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0.5, gzip;q=0.5", "br"),
        ("gzip;q=0.5", "gzip"),
        ("x-gzip", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("*;q=0, gzip", "gzip"),
        ("br;q=0, *", "gzip"),
        ("br;q=0, gzip;q=0, *", ""),
        ("identity", ""),
        ("identity;q=1, br;q=0.5", ""),
        ("identity;q=0.5, br", "br"),
        ("identity;q=0", "gzip"),
        ("identity;q=0, br", "br"),
        ("identity;q=0, *", "br"),
        ("identity;q=0, *;q=0", ""),
        ("gzip;q=0, identity;q=0", ""),
        ("br;q=2", ""),
        ("br;q=x, gzip", "gzip"),
        ("br;q=", ""),
        ("br, br;q=0", ""),
        ("brotli", ""),
        ("deflate", ""),
        (",,;;q=1,", ""),
    ],
)
def test_the_coding_that_is_liked_best_is_chosen(accepted: str, coding: str) -> None:
    assert best_coding(accepted) == coding


@pytest.mark.parametrize("accepted", ["br;q=0", "br;q=0, gzip;q=0", "*;q=0", "identity"])
def test_a_page_is_not_sent_as_what_is_refused(iom: Organization, client: Client, accepted: str) -> None:
    assert client.get("/about/", headers={"accept-encoding": "br"})["Content-Encoding"] == "br"
    page = client.get("/about/", headers={"accept-encoding": accepted})
    assert "Content-Encoding" not in page
    assert page.content.startswith(b"<!doctype html>")
    assert page["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("accepted", "coding"), [("br", "br"), ("br;q=0", ""), ("br;q=0, gzip", "gzip"), ("*;q=0", "")]
)
def test_nor_is_a_file(tmp_path: Path, settings: Settings, rf: RequestFactory, accepted: str, coding: str) -> None:
    words = b"words " * 100
    (tmp_path / "a.css").write_bytes(words)
    (tmp_path / "a.css.br").write_bytes(brotli.compress(words))
    (tmp_path / "a.css.gz").write_bytes(gzip.compress(words))
    settings.STATIC_ROOT, settings.WHITENOISE_USE_FINDERS, settings.WHITENOISE_AUTOREFRESH = tmp_path, False, False
    files = CodingMiddleware(WhiteNoiseMiddleware(lambda request: HttpResponse(status=404)))
    response = files(rf.get("/static/a.css", headers={"accept-encoding": accepted}))
    assert (response.status_code, response.get("Content-Encoding", "")) == (200, coding)


def test_the_coding_is_known_before_files_are_sent(settings: Settings) -> None:
    before, after = "dossier_site.codings.CodingMiddleware", "whitenoise.middleware.WhiteNoiseMiddleware"
    assert settings.MIDDLEWARE.index(before) < settings.MIDDLEWARE.index(after)

"""What templates remember: no page sees what another one was filled with, whichever came first."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.template.base import Node
from django.template.loader import get_template
from django.template.loader_tags import BlockNode
from django.templatetags.cache import CacheNode
from django.test import Client
from django.urls import set_script_prefix
from django.utils.html import escape
from django.utils.translation import override

from organizations.models import Organization
from organizations.publishing import publish, withdraw
from organizations.templatetags.frame import frame
from organizations.views.shared.pages import pages
from tests.support.responses import body

INDEXED = ["/", "/organizations/iom/", "/organizations/iom/history/", "/explore/", "/compare/", "/matrix/", "/about/"]
NOT_INDEXED = [
    "/organizations/iom/?as-of=2000",
    "/organizations/iom/history/?old=1&new=2",
    "/organizations/iom/editions/1/",
    "/organizations/gone/",
    "/organizations/gone/history/",
    "/organizations/iom/preview/",
]
MISSING = ["/organizations/nobody/", "/organizations/iom/history/?old=7&new=8", "/nothing/"]
URLS = INDEXED + NOT_INDEXED + MISSING


@pytest.fixture
def reader(iom: Organization, as_member: Callable[[str], Client]) -> Client:
    """Reads the IOM in two editions, and a dossier that was withdrawn; may see a preview."""
    iom.headline = "Another headline"
    iom.save()
    publish(iom)
    gone = Organization.objects.create(slug="gone", name="Gone", title="Gone")
    publish(gone)
    withdraw(gone)
    return as_member("admin")


def forget() -> None:
    cache.clear()
    pages.clear()


def seen(reader: Client, url: str) -> str:
    response = reader.get(url)
    return body(response, response.status_code)


@pytest.mark.slow
def test_no_page_tells_what_another_was_filled_with(reader: Client) -> None:
    alone = {}
    for url in URLS:
        forget()
        alone[url] = seen(reader, url)
    for first in URLS:
        forget()
        seen(reader, first)
        assert {url: seen(reader, url) for url in URLS} == alone, first


@pytest.mark.slow
@pytest.mark.parametrize("order", [URLS, URLS[::-1]])
def test_only_what_is_passing_is_kept_out_of_search_engines(reader: Client, order: list[str]) -> None:
    marked = {url for url in order if '<meta name="robots" content="noindex">' in seen(reader, url)}
    assert marked == set(NOT_INDEXED)


def test_no_template_remembers_what_a_page_can_fill() -> None:
    """What is kept for all pages is rendered alone: it has no block, and no other template keeps anything."""
    frames = [name for name, part in parts(BlockNode) if name.startswith("frame/")]
    assert frames == []
    assert list(parts(CacheNode)) == []


@contextmanager
def script_prefix(prefix: str) -> Iterator[None]:
    set_script_prefix(prefix)
    try:
        yield
    finally:
        set_script_prefix("/")


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_is_kept_is_in_the_language_and_below_the_prefix_that_is_asked_for(reader: Client, language: str) -> None:
    seen(reader, "/about/")
    with override(language), script_prefix("/below/"):
        assert 'href="/below/matrix/"' in frame("navigation")
        assert frame("navigation").count("aria-current") == 0
        assert frame("navigation", "matrix").count("aria-current") == 1


@pytest.mark.parametrize("name", ["{here}", "{0}", "%s", "</title>", "a & b"])
def test_no_name_is_taken_for_a_place_to_fill_in(reader: Client, name: str) -> None:
    iom = Organization.objects.get(slug="iom")
    iom.name = name
    iom.save()
    publish(iom)
    assert f'<meta property="og:title" content="{escape(name)} (IOM)">' in seen(reader, "/organizations/iom/")


def parts(kind: type[Node]) -> Iterator[tuple[str, Node]]:
    folder = Path(settings.BASE_DIR) / "templates"
    for path in folder.rglob("*.html"):
        name = path.relative_to(folder).as_posix()
        for part in vars(get_template(name))["template"].nodelist.get_nodes_by_type(kind):
            yield name, part

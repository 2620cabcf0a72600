"""What templates remember: no page sees what another one was filled with, whichever came first."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.template.base import Node
from django.template.loader import get_template
from django.template.loader_tags import BlockNode
from django.templatetags.cache import CacheNode
from django.test import Client

from organizations.models import Organization
from organizations.publishing import publish, withdraw
from organizations.views.shared.page_cache import pages
from tests.responses import body

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
    return body(reader.get(url))


def test_no_page_tells_what_another_was_filled_with(reader: Client) -> None:
    alone = {}
    for url in URLS:
        forget()
        alone[url] = seen(reader, url)
    for first in URLS:
        forget()
        seen(reader, first)
        assert {url: seen(reader, url) for url in URLS} == alone, first


@pytest.mark.parametrize("order", [URLS, URLS[::-1]])
def test_only_what_is_passing_is_kept_out_of_search_engines(reader: Client, order: list[str]) -> None:
    marked = {url for url in order if '<meta name="robots" content="noindex">' in seen(reader, url)}
    assert marked == set(NOT_INDEXED)


def test_no_template_remembers_what_a_page_can_fill() -> None:
    """For every template of the site's own: no block stands between {% cache %} and {% endcache %}."""
    remembered = [(name, part) for name, part in parts() if isinstance(part, CacheNode)]
    assert remembered
    assert [name for name, part in remembered if list(part.nodelist.get_nodes_by_type(BlockNode))] == []


def parts() -> Iterator[tuple[str, Node]]:
    folder = Path(settings.BASE_DIR) / "templates"
    for path in folder.rglob("*.html"):
        name = path.relative_to(folder).as_posix()
        for part in get_template(name).template.nodelist.get_nodes_by_type(CacheNode):
            yield name, part

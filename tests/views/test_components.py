"""The page of components: all of them, on a developer's machine only."""

import re

from django.test import Client
from pytest_django import Settings

from organizations.models import Organization
from tests.support.responses import body


def test_it_shows_every_component_and_its_ids_are_its_own(
    iom: Organization, client: Client, settings: Settings
) -> None:
    settings.DEBUG = True
    page = body(client.get("/components/"))
    for name in (
        "crumbs",
        "complaints",
        "chips",
        "facet",
        "choice",
        "ways-out",
        "claim",
        "pages",
        "claim",
        "facts",
        "person",
        "strip",
        "contents",
        "suggestions",
        "matrix",
    ):
        assert re.search(rf'class="(?:[^"]* )?{name}[" ]', page), name
    assert page.count('class="drawing"') == 6
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(set(ids)) == sorted(ids)


def test_readers_do_not_find_it(iom: Organization, client: Client) -> None:
    assert client.get("/components/").status_code == 404

"""People: everybody who holds a role, and their roles across organizations."""

import re

from django.test import Client

from organizations.models import Organization
from tests.responses import body


def test_people_are_listed_by_name_without_influences(iom: Organization, client: Client) -> None:
    page = body(client.get("/people/"))
    assert re.findall(r'href="/people/([^/]+)/"', page) == ["amy-pope", "antonio-vitorino", "william-lacy-swing"]
    assert "Founding Influence" not in page


def test_a_person_page_holds_roles_across_organizations(thirty: list[Organization], client: Client) -> None:
    page = body(client.get("/people/antonio-vitorino/"))
    assert "<h1>António Vitorino</h1>" in page
    assert page.count(">Director General</a>") == 31
    assert "2018–2023" in page
    assert 'href="/organizations/b7/#role-antonio-vitorino"' in page


def test_roles_are_counted(thirty: list[Organization], client: Client) -> None:
    assert body(client.get("/people/")).count("31 roles") == 3


def test_somebody_unknown_is_not_found(iom: Organization, client: Client) -> None:
    assert client.get("/people/nobody/").status_code == 404

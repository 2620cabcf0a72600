"""People: everybody who holds a role, by family name, and their roles across organizations."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.models import Organization, Person, PublishedPerson
from organizations.publishing import publish
from organizations.views.shared.pages import pages
from tests.responses import body
from tests.taken import read, rows


def named(page: str) -> list[str]:
    return re.findall(r'href="/people/([^/"]+)/"', page)


@pytest.fixture
def people(iom: Organization) -> Callable[..., None]:
    """A function that publishes people of these names, each with one role."""

    def publish_named(*names: str) -> None:
        for at, name in enumerate(names):
            person = Person.objects.create(slug=f"person-{at}", name=name)
            iom.roles.create(person=person, key=f"role-{at}", title="Clerk", position=90 + at)
        publish(iom)

    return publish_named


def test_people_are_listed_by_family_name_without_influences(iom: Organization, client: Client) -> None:
    page = body(client.get("/people/"))
    assert named(page) == ["amy-pope", "william-lacy-swing", "antonio-vitorino"]
    assert re.findall(r'<h2 id="letter-\d">(.)</h2>', page) == ["P", "S", "V"]
    assert "António <b>Vitorino</b>" in page
    assert "Founding Influence" not in page


def test_offices_stand_beside_each_name_with_organization_and_years(iom: Organization, client: Client) -> None:
    entry = body(client.get("/people/")).partition("Swing</b>")[2].partition("</ul>")[0]
    assert (
        '<a href="/organizations/iom/#role-william-lacy-swing"><bdi>IOM</bdi></a> <bdi>Director General</bdi>' in entry
    )
    assert "2008–2018" in entry


def test_the_latest_offices_are_shown_and_the_others_counted(thirty: list[Organization], client: Client) -> None:
    page = body(client.get("/people/"))
    assert page.count("and 28 more roles") == 3
    assert page.count("#role-amy-pope") == 3


def test_letters_lead_to_those_whose_name_begins_so(people: Callable[..., None], client: Client) -> None:
    people("Øystein Ødegård", "Zeid al-Hussein", "潘基文", "Anna Ψ")
    page = body(client.get("/people/"))
    assert re.findall(r'href="\?letter=([^"]+)"', page) == ["h", "o", "p", "s", "v", "%CF%88", "other"]
    assert named(body(client.get("/people/?letter=o"))) == ["person-0"]
    assert named(body(client.get("/people/?letter=%CF%88"))) == ["person-3"]
    assert named(body(client.get("/people/?letter=other"))) == ["person-2"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("odegard", ["person-0"]),
        ("ØDEG", ["person-0"]),
        ("oystein+ø", ["person-0"]),
        ("Zeid+al-Hussein", ["person-1"]),
        ("ghali", ["person-2"]),
        ("boutros-ghali", ["person-2"]),
        ("o+pope", []),
        ("%25", []),
    ],
)
def test_people_are_found_by_any_part_of_the_name_without_accents(
    people: Callable[..., None], client: Client, words: str, found: list[str]
) -> None:
    people("Øystein Ødegård", "Zeid al-Hussein", "Boutros Boutros-Ghali")
    page = body(client.get(f"/people/?q={words}"))
    assert named(page) == found
    assert (f"{len(found)} person" in page) or "0 people" in page


def test_where_nobody_is_found_everybody_is_one_link_away(iom: Organization, client: Client) -> None:
    page = body(client.get("/people/?q=nobody"))
    assert "Nobody of this name is published here." in page
    assert '<a href="/people/">Show everything</a>' in page
    assert "<title>Name: nobody · People · Dossiers</title>" in page


def test_a_letter_that_nobody_has_is_left_out_with_a_word(iom: Organization, client: Client) -> None:
    page = body(client.get("/people/?letter=x"))
    assert "was left out" in page
    assert len(named(page)) == 3
    assert read(client.get("/people.json?letter=x"), 400)["errors"][0]["parameter"] == "letter"


def test_the_data_of_a_narrowed_list_holds_the_same_people(thirty: list[Organization], client: Client) -> None:
    answer = read(client.get("/people.json?q=antonio"))
    [person] = answer["results"]
    assert answer["count"] == 1
    assert (person["filed_as"], person["letter"], person["roles"]) == ("Vitorino, António", "V", 31)
    assert person["offices"][0]["period"] == "2018–2023"
    [row] = rows(client, "/people.csv?letter=v")
    assert (row["slug"], row["roles"], len(row["organizations"].split())) == ("antonio-vitorino", "31", 31)


def test_the_list_reads_no_more_where_there_are_more_people(people: Callable[..., None], client: Client) -> None:
    counts = []
    for names in ((), [f"Ann Lee{at}" for at in range(120)]):
        people(*names)
        pages.clear()
        with CaptureQueriesContext(connection) as captured:
            body(client.get("/people/?letter=p"))
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert PublishedPerson.objects.count() == 123


def test_a_person_page_holds_roles_across_organizations(thirty: list[Organization], client: Client) -> None:
    page = body(client.get("/people/antonio-vitorino/"))
    assert "<h1>António Vitorino</h1>" in page
    assert page.count(">Director General</a>") == 31
    assert "2018–2023" in page
    assert 'href="/organizations/b7/#role-antonio-vitorino"' in page


def test_somebody_unknown_is_not_found(iom: Organization, client: Client) -> None:
    assert client.get("/people/nobody/").status_code == 404

"""People: everybody who holds a role, by family name, and their roles across organizations."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.dossier.period import parse_period
from organizations.models import Organization, Person, PublishedPerson
from organizations.models.base import period_columns
from organizations.publishing import publish, publish_vocabulary
from organizations.views.shared.pages import pages
from tests.support.responses import body
from tests.support.taken import read, rows


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
    assert re.findall(r'<h2 id="letter-\d"[^>]*>(.)</h2>', page) == ["P", "S", "V"]
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


@pytest.mark.slow
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
    assert '<h1 lang="en">António Vitorino</h1>' in page
    assert page.count(">Director General</a>") == 31
    assert "2018–2023" in page
    assert 'href="/organizations/b7/#role-antonio-vitorino"' in page


@pytest.fixture
def held(iom: Organization, client: Client) -> Callable[..., str]:
    """A function that publishes offices of Amy Pope in these periods, and gives her page."""

    def page_with(*periods: str) -> str:
        person = Person.objects.get(slug="amy-pope")
        person.roles.all().delete()
        for at, words in enumerate(periods):
            columns = period_columns(parse_period(words) if words else None)
            iom.roles.create(person=person, key=f"pope-{at}", title=f"Office {at}", position=90 + at, **columns)
        publish(iom)
        return body(client.get("/people/amy-pope/"))

    return page_with


def test_what_lies_between_offices_is_said_in_words(held: Callable[..., str]) -> None:
    page = held("2017–2020", "2005–2015")
    places = [page.index(words) for words in (">Office 1</a>", "then nothing recorded until 2017", ">Office 0</a>")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "periods", [("2005–2015", "2016–2020"), ("since 2005", "2017"), ("2005–2010s", "2020"), ("", "2005"), ("2005",)]
)
def test_no_gap_is_said_where_there_may_be_none(held: Callable[..., str], periods: tuple[str, ...]) -> None:
    assert "recorded until" not in held(*periods)


def test_an_office_without_a_date_may_fill_a_gap(held: Callable[..., str]) -> None:
    assert "then no dated office recorded until 2017" in held("2005–2015", "2017", "")


def test_a_person_page_shows_what_editors_say(iom: Organization, client: Client) -> None:
    name = f"{'a' * 32}.png"
    values = {"born": "c. 1974", "died": "2 May 2024", "biography": "A <b>lawyer</b>.", "picture": name}
    person = {"picture_text": "A woman", "picture_credit": "UN Photo"} | values
    Person.objects.filter(slug="amy-pope").update(**person)
    publish_vocabulary()
    page = body(client.get("/people/amy-pope/"))
    assert 'Born <bdi class="period">c. 1974</bdi> · Died <bdi class="period">2 May 2024</bdi>' in page
    assert "A &lt;b&gt;lawyer&lt;/b&gt;." in page
    assert f'<img src="/media/pictures/{name}" alt="A woman">' in page
    assert '"deathDate":"2024-05-02"' in page
    assert "birthDate" not in page
    found = read(client.get("/people/amy-pope.json"))["person"]
    assert (found["born"]["edtf"], found["died"]["edtf"]) == ("1974~", "2024-05-02")
    assert found["picture"] == f"http://testserver/media/pictures/{name}"
    assert rows(client, "/people.csv?letter=p")[0]["died_edtf"] == "2024-05-02"


def test_somebody_unknown_is_not_found(iom: Organization, client: Client) -> None:
    assert client.get("/people/nobody/").status_code == 404

"""Organizations side by side: what they share, what they do not, and a form that keeps the choice."""

import re

import pytest
from django.test import Client

from organizations.models import Organization
from organizations.publishing import publish
from tests.support.responses import body


def compared(client: Client, *slugs: str) -> str:
    response = client.get("/compare/", {"org": slugs})
    return body(response)


def part(page: str, heading: str) -> str:
    return page.split(f">{heading}</h2>")[1].split("<h2")[0]


def row(page: str, label: str) -> str:
    return page.split(f">{label}</th>")[1].split("</tbody>")[0]


def test_facts_stand_side_by_side_and_what_one_lacks_is_said(all_dossiers: None, client: Client) -> None:
    facts = part(compared(client, "iom", "un"), "Facts")
    assert row(facts, "Headquarters").index("Geneva") < row(facts, "Headquarters").index("New York")
    assert "not said" in row(facts, "Principal Organs")


def test_names_stand_once_above_all_that_is_said(all_dossiers: None, client: Client) -> None:
    table = compared(client, "iom", "un").split("<table")[1].split("</table>")[0]
    assert re.findall(r'<th scope="col" lang="en"><a href="[^"]+">(\w+)</a>', table) == ["IOM", "UN"]


def test_what_differs_comes_first_and_what_is_not_said_last(all_dossiers: None, client: Client) -> None:
    facts = part(compared(client, "ilo", "iom"), "Facts")
    labels = re.findall(r'scope="rowgroup" colspan="2"[^>]*>([^<]+)<', facts)
    assert labels.index("Founded") < labels.index("Headquarters")
    silent = ["not said" in row(facts, label) for label in labels]
    assert silent == sorted(silent) and True in silent


def test_all_that_one_says_under_a_label_is_shown_and_what_has_none(all_dossiers: None, client: Client) -> None:
    iom = Organization.objects.get(slug="iom")
    iom.facts.create(key="headquarters-2", label="Headquarters", value="Manila, for its services", position=98)
    iom.facts.create(key="plain", label="", value="A fact without a label", position=99)
    publish(iom)
    facts = part(compared(client, "iom", "un"), "Facts")
    headquarters = row(facts, "Headquarters")
    assert headquarters.index("Geneva") < headquarters.index("Manila") < headquarters.index("New York")
    assert "A fact without a label" in row(facts, "Other facts")


def test_each_fact_leads_to_its_claim(all_dossiers: None, client: Client) -> None:
    assert 'href="/organizations/un/#fact-headquarters"' in part(compared(client, "iom", "un"), "Facts")


def test_leaders_and_the_gaps_between_them_are_listed(all_dossiers: None, client: Client) -> None:
    leaders = part(compared(client, "iom", "unhcr"), "Leaders")
    assert "Sadako Ogata" in leaders
    assert "1951–2008: not recorded" in leaders


def test_themes_are_in_common_or_apart_and_their_counts_are_true(all_dossiers: None, client: Client) -> None:
    themes = part(compared(client, "ilo", "iom"), "Themes in common and apart")
    shared, apart = themes.split("<h3>In one alone</h3>")
    assert "Governance" in shared
    assert "In all of them" in shared
    for url, number in re.findall(r'href="(/explore/[^"]+)">\w+: (\d+) claim', shared + apart):
        page = body(client.get(url.replace("&amp;", "&")))
        assert re.search(rf'class="count-line"[^>]*>{number} claim', page), url


def test_one_picture_holds_all_and_leads_to_each_dossier(all_dossiers: None, client: Client) -> None:
    picture = part(compared(client, "iom", "unhcr", "un", "ilo"), "On one axis of time")
    assert picture.count('<svg width="100%"') == 4
    for slug in ("iom", "unhcr", "un", "ilo"):
        assert f'href="/organizations/{slug}/#event-' in picture
    assert "1951–2008: not recorded" in picture


def test_the_form_keeps_the_choice_and_each_can_be_taken_off(all_dossiers: None, client: Client) -> None:
    page = compared(client, "un", "ilo")
    assert re.findall(r'<input type="hidden" name="org" value="(\w+)"', page) == ["un", "ilo"]
    assert 'href="/compare/?org=ilo" aria-label="Remove United Nations (UN)"' in page
    assert page.count("<select") == 1
    assert "<select" not in compared(client, "un", "ilo", "iom", "unhcr")


def test_without_a_choice_there_are_pairs_that_can_be_compared_at_once(all_dossiers: None, client: Client) -> None:
    pairs = re.findall(r'<li><a href="(/compare/\?org=\w+&amp;org=\w+)"', compared(client))
    assert len(pairs) == 6
    assert "On one axis of time" in body(client.get(pairs[0].replace("&amp;", "&")))
    assert all(
        "org=un&" in pair for pair in re.findall(r'<li><a href="(/compare/\?org=[^"]+)"', compared(client, "un"))
    )


@pytest.mark.parametrize(
    ("slugs", "message"), [((), "Choose two"), (("iom",), "Choose two"), (("iom", "iom"), "Choose two")]
)
def test_one_alone_is_not_compared(all_dossiers: None, client: Client, slugs: tuple[str, ...], message: str) -> None:
    page = compared(client, *slugs)
    assert message in page
    assert "Facts" not in page


@pytest.mark.parametrize("again", ["iom", "IOM", "International Organization for Migration"])
def test_one_that_is_named_twice_is_said_to_be(all_dossiers: None, client: Client, again: str) -> None:
    complaint = "International Organization for Migration (IOM) is named twice."
    assert complaint in compared(client, "iom", again)
    assert complaint in compared(client, "iom", "un", again)
    assert complaint not in compared(client, "iom", "un", "")


def test_the_fifth_is_left_out_and_named(thirty: list[Organization], client: Client) -> None:
    page = compared(client, "iom", "b1", "b2", "b3", "b4")
    assert "At most four can be compared; left out: Body Number 04 (B4)." in page
    assert "/organizations/b3/#" in page
    assert "/organizations/b4/#" not in page


def test_names_beyond_the_eighth_are_said_to_be_left_out(thirty: list[Organization], client: Client) -> None:
    names = [f"b{number}" for number in range(9)]
    assert "Only the first 8 names were read." in compared(client, *names)
    assert "Only the first" not in compared(client, *names[:8], "", "")


def test_where_there_are_many_a_name_is_typed(
    thirty: list[Organization], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("organizations.views.shared.choosing.LISTED", 10)
    page = compared(client, "iom", "B2")
    assert 'placeholder="Name or short name"' in page
    again = compared(client, *re.findall(r'name="org"[^>]*? value="([^"]+)"', page))
    assert "/organizations/b2/#" in again

"""The dossier page: every word of the source in its order, an address for every claim, narrowing."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from organizations.dossier.text.parser import parse
from organizations.models import Organization, PublishedClaim
from organizations.publishing import publish
from organizations.store import load_dossier
from tests.support.responses import body

PAGE = "/organizations/iom/"
Words = Callable[..., list[str]]


def article(page: str) -> str:
    return page[page.index('<article class="dossier') : page.rindex("</article>")]


def test_every_word_of_the_source_stands_on_the_page_in_order(
    iom: Organization, client: Client, iom_text: str, words: Words
) -> None:
    around = ("permalink", "tags", "contents", "edition", "filters", "drawing", "head")
    shown, written = words(article(body(client.get(PAGE))), *around), re.findall(r"\w+", iom_text)
    [begin, begun] = [each.index("This") for each in (shown, written)]
    assert shown[begin:] == written[begun:]
    # The two lines above it say the name and the kind of text twice, the page once.
    assert sorted(shown[:begin]) == sorted(set(written[:begun]))


def test_an_unknown_section_and_several_paragraphs_are_shown_whole(db: None, client: Client, words: Words) -> None:
    text = "A Body (AB)\n\nWhat Else\n\nOne & two <b>three</b>.\n\n• four\n• five\n\n"
    text += "Timeline\n\n1990: A → B\n\nSix.\n\nSeven.\n"
    publish(load_dossier(parse(text)))
    page = body(client.get("/organizations/ab/"))
    shown = words(article(page), "permalink", "tags", "contents", "edition", "filters", "drawing")
    assert shown == re.findall(r"\w+", text)


def test_every_claim_has_an_address(iom: Organization, client: Client) -> None:
    page = body(client.get(PAGE))
    for claim in PublishedClaim.objects.exclude(kind="section"):
        assert page.count(f'id="{claim.anchor}"') == 1
    assert 'id="event-cold-war-resettlement-tool"' in page


def test_no_id_occurs_twice(iom: Organization, client: Client) -> None:
    ids = re.findall(r'\bid="([^"]+)"', body(client.get(PAGE)))
    assert len(ids) == len(set(ids))


def test_the_contents_lead_to_every_section(iom: Organization, client: Client) -> None:
    page = body(client.get(PAGE))
    contents = page[page.index('class="contents"') :].split("</nav>")[0]
    for target in re.findall(r'href="#([^"]+)"', contents):
        assert f'id="{target}"' in page
    assert contents.count("<li>") == 6


def test_a_collective_influence_is_no_link_to_a_person(iom: Organization, client: Client) -> None:
    page = body(client.get(PAGE))
    assert '<span class="influence"><a class="self" href="claims/influence-' in page
    assert page.count('href="/people/') == 1 + 3


def test_themes_and_eras_are_marked_on_each_claim(iom: Organization, client: Client) -> None:
    event = body(client.get(PAGE)).split('id="event-migration-management-era"')[1].split("</article>")[0]
    assert 'href="/themes/returns/"' in event
    assert re.search(r'href="/eras/globalization/" lang="en">possibly\s+Globalization', event)


def test_a_certain_era_is_not_called_possible(iom: Organization, client: Client) -> None:
    event = body(client.get(PAGE)).split('id="event-cold-war-resettlement-tool"')[1].split("</article>")[0]
    assert 'href="/eras/cold-war/" lang="en">Cold War<' in event


@pytest.mark.parametrize(
    ("query", "shown"),
    [("era=cold-war", 2), ("theme=returns", 5), ("era=cold-war&theme=conflict", 1), ("theme=returns&theme=data", 7)],
)
def test_narrowing_says_how_many_of_how_many(iom: Organization, client: Client, query: str, shown: int) -> None:
    page = body(client.get(f"{PAGE}?{query}"))
    assert f">{shown} of 29 claims<" in page
    assert page.count('class="claim"') == shown


def test_narrowing_leaves_out_what_does_not_fit(iom: Organization, client: Client) -> None:
    page = body(client.get(f"{PAGE}?era=cold-war"))
    assert "Cold War Resettlement Tool" in page
    assert "Externalized Borders" not in article(page)
    assert 'id="section-programs"' not in page


def test_a_narrowing_that_nothing_fits_says_so(iom: Organization, client: Client) -> None:
    page = body(client.get(f"{PAGE}?era=cold-war&theme=data"))
    assert "No claim of this dossier fits." in page
    assert "0 of 29 claims" in page


def test_a_narrowing_that_nothing_fits_shows_ways_out_and_no_sources(all_dossiers: None, client: Client) -> None:
    page = body(client.get("/organizations/un/?era=since-the-pandemic&theme=funding"))
    assert "0 of 44 claims" in page and "Without" in page
    assert 'class="sources"' not in page


def test_undated_claims_can_be_chosen(iom: Organization, client: Client) -> None:
    assert "21 of 29 claims" in body(client.get(f"{PAGE}?era=undated"))


def test_choices_carry_counts(iom: Organization, client: Client, words: Words) -> None:
    form = body(client.get(PAGE)).split('<form class="filters')[1].split("</form>")[0]
    seen = " ".join(words(form))
    assert "Cold War 2" in seen
    assert "Returns 5" in seen


def test_what_was_never_published_is_not_found(iom: Organization, client: Client) -> None:
    Organization.objects.create(slug="draft", name="Draft", title="Draft")
    response = client.get("/organizations/draft/")
    assert "There is nothing at this address" in body(response, 404)


def test_its_description_and_title_are_its_own(iom: Organization, client: Client) -> None:
    page = body(client.get(PAGE))
    assert "<title>International Organization for Migration (IOM) · Dossiers</title>" in page
    assert '<meta name="description" content="This dossier provides a structural analysis' in page


def test_the_timeline_is_drawn_and_each_mark_leads_to_its_claim(iom: Organization, client: Client) -> None:
    page = body(client.get(PAGE))
    drawing = page[page.index("<svg") : page.rindex("</svg>")]
    events = PublishedClaim.objects.filter(kind__in=("event", "role"), earliest__isnull=False)
    assert events
    for claim in events:
        assert f'href="#{claim.anchor}"' in drawing
    assert "1951–2008: not recorded" in drawing
    assert "Cold War" in drawing


def test_what_a_filter_leaves_out_is_not_called_unrecorded(iom: Organization, client: Client) -> None:
    page = body(client.get(f"{PAGE}?era=globalization"))
    assert "William Lacy Swing" in page[page.index("<svg") : page.rindex("</svg>")]
    assert "not recorded" not in page


def test_the_timeline_is_an_ordered_list_below_its_picture(iom: Organization, client: Client) -> None:
    section = body(client.get("/organizations/iom/")).split('id="section-timeline"')[1].split("</section>")[0]
    picture, listed = section.split("</ul></div>")
    assert picture.count('href="#event-') == 5
    assert listed.split("<ol")[1].count("<li>") == 5


def test_a_dossier_leads_to_its_history_its_matrix_and_a_comparison(iom: Organization, client: Client) -> None:
    page = body(client.get("/organizations/iom/"))
    for url in ("/organizations/iom/history/", "/matrix/?organization=iom", "/compare/?org=iom"):
        assert f'<a href="{url}">' in page


def test_a_subheading_stands_above_its_event(db: None, client: Client) -> None:
    text = "A Body\n\n\nTimeline\n\n1949: Founded\n\n### Years of Change\n\n1951: First war\n\n1952: Two more"
    organization = load_dossier(parse(text))
    publish(organization)
    page = client.get("/organizations/a-body/").content.decode()
    heading = page.index('<h3 class="subheading">Years of Change</h3>')
    assert page.index('id="event-founded"') < heading < page.index('id="event-first-war"')
    assert page.count("Years of Change") == 1
    data = client.get("/organizations/a-body.json").json()
    assert [each["title"] for each in data["results"] if each["subheading"] == "Years of Change"] == ["First war"]
    found = client.get("/explore.json", {"q": "change war"}).json()["results"]
    assert [each["title"] for each in found] == ["First war"]

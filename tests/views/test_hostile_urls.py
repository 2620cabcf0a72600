"""Whatever stands in an address, a page answers: it says what it could not use, and never breaks."""

import re
from itertools import cycle, product
from urllib.parse import quote

import pytest
from django.test import Client

from organizations.models import Organization
from organizations.publishing import publish
from tests.support.marks import slow
from tests.support.responses import body

NAMES = {
    "/": ["q", "era", "theme", "country", "sort", "page"],
    "/organizations/iom/": ["era", "theme", "page", "as-of", "edition"],
    "/organizations/iom/contribute/": ["q"],
    "/organizations/iom/claims/fact-headquarters/contribute/": ["q"],
    "/feed/": ["page"],
    "/organizations/iom/feed/": ["page"],
    "/organizations/iom/history/": ["page"],
    "/organizations/iom/editions/1/": ["era", "theme"],
    "/explore/": ["q", "era", "theme", "evidence", "kind", "organization", "from", "to", "sort", "page", "nonsense"],
    "/explore.json": ["q", "era", "organization", "from", "sort", "size", "next", "facets", "nonsense"],
    "/explore.csv": ["q", "for"],
    "/organizations.json": ["q", "country", "sort", "next"],
    "/organizations/iom.json": ["era", "as-of"],
    "/organizations/iom.txt": ["q"],
    "/organizations/iom/timeline.json": ["as-of"],
    "/people.json": ["q", "letter", "next"],
    "/matrix.json": ["organization"],
    "/compare.json": ["org"],
    "/matrix/": ["organization"],
    "/compare/": ["org"],
    "/suggest/": ["q", "nonsense"],
    "/themes/": ["page"],
    "/themes/returns/": ["page"],
    "/eras/cold-war/": ["page"],
    "/people/": ["q", "letter", "page"],
    "/people/amy-pope/": ["page"],
    "/sources/": ["page"],
    "/sources/unknown/": ["page"],
    "/about/": ["q"],
    "/healthz": ["q"],
    "/robots.txt": ["q"],
    "/sitemap.xml": ["p"],
    "/sitemap-people.xml": ["p"],
    "/favicon.ico": ["q"],
}
UNREAD = (["q"], ["p"], ["page"])
"""What pages are asked that read no more than a number, or nothing: these are left to CI."""
PAGES = [page for name, names in NAMES.items() for page in (slow(name) if names in UNREAD else [name])]
VALUES = [
    "",
    "nope",
    "abc",
    "-1",
    "0",
    "1.5",
    "1e9",
    "10000",
    "9" * 21,
    "9" * 5_000,
    "²",
    "٣",
    "%00",
    "a%00b",
    "%FF%FE",
    "%C3%28",
    "%ED%A0%80",
    "%",
    "%zz",
    "'",
    "%22",
    "%22%22%22",
    "%22unclosed phrase",
    "' OR 1=1 --",
    "%27);DROP TABLE organizations_entry;--",
    "%25_",
    "\\",
    "a*",
    "*",
    "AND",
    "a OR",
    "NOT",
    "a NEAR(b c, 5)",
    "title:a",
    "{title text}: a",
    "^a",
    "a + b",
    "-a",
    "a & | ! b",
    "a <-> b",
    "a:*",
    "(((",
    ")))",
    "x" * 10_000,
    "%2B".join(["a"] * 3_000),
    "%E2%80%AE%F0%9F%92%A9",
    "%0D%0ASet-Cookie: a=b",
    "../../etc/passwd",
    "{{7*7}}",
    "%3Cscript%3Ealert(1)%3C/script%3E",
]
QUERIES = [
    "era=nope&theme=nope&kind=nope&organization=nope&from=x&to=x&sort=x&page=x&q=%00",
    "&".join(["era=cold-war"] * 900),
    "&".join(f"organization=x{number}" for number in range(900)),
    "&".join(f"a{number}=" for number in range(5_000)),
    "&&&=&=&==",
    "era[]=cold-war&era[0]=x&era.x=1",
    "era",
    "=",
    ";",
    "?",
    "%",
    "q=a&q=b&q=c",
    "from=2010&to=1990",
    "from=1&to=9999",
    "from=0&to=10000",
]


@pytest.mark.parametrize("everywhere", [False, *slow(True)])
@pytest.mark.parametrize("page", PAGES)
def test_no_value_of_any_name_breaks_a_page(iom: Organization, client: Client, page: str, everywhere: bool) -> None:
    names = NAMES[page]
    one_name_a_value = zip(cycle(names), VALUES, strict=False)
    for name, value in product(names, VALUES) if everywhere else one_name_a_value:
        url = f"{page}?{name}={quote(value, safe='%()*!;:@&,?/+')}"
        response = client.get(url)
        assert response.status_code in (200, 302, 400, 404), url
        assert "<script>alert" not in body(response, response.status_code)
        assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("page", PAGES)
def test_no_combination_breaks_a_page(iom: Organization, client: Client, page: str) -> None:
    for query in QUERIES:
        response = client.get(f"{page}?{query}")
        assert response.status_code in (200, 302, 400, 404), query[:200]


@pytest.mark.parametrize(
    "path",
    [
        "/organizations/%00/",
        "/organizations/iom%00/",
        "/organizations/%FF/",
        f"/organizations/{'x' * 10_000}/",
        "/organizations/../admin/",
        "/organizations/IOM/",
        "/organizations/1/",
        "/organizations/iom/x/",
        "/organizations/iom'/",
        "/themes/%00/",
        "/themes/nope/",
        "/themes/%2e%2e/",
        "/eras/undated/",
        "/people/%FF/",
        "/people/founding-influence/",
        "/sitemap-%00.xml",
        "/sitemap-x/y.xml",
        "/%00",
        "/%FF%FE",
        "/media/pictures/%00",
        "/static/%00",
        "/static/../manage.py",
        "/static/%2e%2e/manage.py",
        "/admin/organizations/organization/%00/change/",
    ],
)
def test_an_address_of_nothing_is_not_found(iom: Organization, client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code in (301, 302, 400, 404)
    if response.status_code in (301, 302):
        assert re.match(r"/(?![/\\])|http://testserver/", response["Location"])


# -- what was broken is named -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("/?era=nope", "Era: Select a valid choice. nope is not one of the available choices."),
        ("/?theme=nope", "Theme: Select a valid choice"),
        ("/?country=Atlantis", "Headquarters: Select a valid choice. Atlantis"),
        ("/?sort=nope", "Order: Select a valid choice"),
        ("/?page=x", "The page asked for is not a number; this is the first."),
        ("/?page=-1", "There is no such page; this is the first."),
        ("/?page=0", "There is no such page"),
        ("/?page=999999999999999999999", "There is no such page"),
        (f"/?page={'9' * 5000}", "not a number"),
        ("/?q=a%00b", "Words: Null characters are not allowed."),
        (f"/?q={'x' * 201}", "Words: Ensure this value has at most 200 characters"),
        ("/organizations/iom/?era=nope", "Era: Select a valid choice. nope"),
        ("/organizations/iom/?theme=nope", "Theme: Select a valid choice. nope"),
        ("/organizations/iom/?era=cold-war&era=nope", "Era: Select a valid choice. nope"),
        ("/explore/?era=nope", "Era: Select a valid choice. nope"),
        ("/explore/?kind=nope", "Kind: Select a valid choice. nope"),
        ("/explore/?organization=nope", "Organization: Select a valid choice. nope"),
        ("/explore/?organization=%00", "Organization: Select a valid choice."),
        ("/explore/?from=abc", "From year: Enter a whole number."),
        ("/explore/?from=0", "From year: Ensure this value is greater than or equal to 1."),
        ("/explore/?to=10000", "To year: Ensure this value is less than or equal to 9999."),
        (f"/explore/?to={'9' * 5000}", "To year:"),
        ("/explore/?from=2010&to=1990", "2010 comes after 1990."),
        ("/explore/?page=99", "There is no such page"),
        ("/explore/?page=%FF", "not a number"),
        ("/themes/returns/?page=x", "not a number"),
        ("/themes/returns/?page=-1", "There is no such page"),
        ("/eras/cold-war/?page=99", "There is no such page"),
        ("/matrix/?organization=nope", "There is no published organization “nope”."),
        ("/compare/?org=iom&org=nope", "There is no published organization “nope”."),
        ("/people/?page=99", "There is no such page"),
        ("/people/?page=x", "not a number"),
    ],
)
def test_a_broken_value_is_named_on_the_page_and_left_out(
    iom: Organization, client: Client, url: str, complaint: str
) -> None:
    response = client.get(url)
    page = body(response)
    assert response.status_code == 200
    assert "Something in this address could not be used and was left out:" in page
    assert complaint in page.split('class="complaints"')[1].split("</div>")[0]
    assert "Amy" in page or "iom" in page


@pytest.mark.parametrize("url", ["/", "/explore/", "/organizations/iom/", "/people/", "/themes/returns/"])
def test_a_good_address_brings_no_complaint(iom: Organization, client: Client, url: str) -> None:
    for query in ("", "?page=1", "?q=&page=&from=&to=", "?utm_source=x&fbclid=y"):
        assert 'class="complaints"' not in body(client.get(url + query))


def test_a_long_complaint_is_cut(iom: Organization, client: Client) -> None:
    page = body(client.get(f"/explore/?era={'x' * 10_000}"))
    assert "Era: Select a valid choice" in page
    assert len(page.split('class="complaints"')[1].split("</div>")[0]) < 2_000


@pytest.mark.parametrize(
    "words", ['"', "'", '"""', "AND", "OR NOT", "a NEAR b", "((", "-", "*", "%", "&|!", "\\", "<->"]
)
def test_marks_of_a_search_language_are_no_error_and_find_no_everything(
    iom: Organization, client: Client, words: str
) -> None:
    for url in ("/explore/", "/"):
        response = client.get(url, {"q": words})
        assert 'class="complaints"' not in body(response)


def test_a_lone_quote_does_not_hide_the_word_behind_it(iom: Organization, client: Client) -> None:
    assert "event-externalized-borders" in body(client.get("/explore/", {"q": '"externalized'}))
    assert "event-externalized-borders" in body(client.get("/explore/", {"q": "externalized' AND ("}))


# -- remembered pages -------------------------------------------------------------------------------------------


def test_a_hostile_host_is_not_remembered_for_others(iom: Organization, client: Client) -> None:
    for headers in (
        {"x-forwarded-host": "evil.example"},
        {"x-forwarded-proto": "https"},
        {"x-original-url": "/admin/"},
    ):
        assert "evil" not in body(client.get("/", headers=headers))
    page = body(client.get("/"))
    assert 'rel="canonical" href="http://testserver/"' in page


def test_a_broken_tag_is_no_error(iom: Organization, client: Client) -> None:
    for tag in ("", '"', '""', "W/", "x" * 5_000, '"\x7f', ",,,"):
        assert client.get("/", headers={"if-none-match": tag}).status_code == 200


def test_a_dossier_with_odd_words_in_its_country_is_filtered_by_it(iom: Organization, client: Client) -> None:
    iom.facts.filter(label="Headquarters").update(value="Abidjan, Côte d'Ivoire & “Friends” <b>")
    publish(iom)
    page = body(client.get("/"))
    value = re.findall(r'name="country" value="([^"]+)"', page)[0]
    assert value == "Côte d&#x27;Ivoire &amp; “Friends” &lt;b&gt;"
    found = body(client.get("/", {"country": "Côte d'Ivoire & “Friends” <b>"}))
    assert 'href="/organizations/iom/"' in found
    assert 'class="complaints"' not in found


def test_an_empty_value_asks_for_nothing(iom, client):
    page = body(client.get("/explore/?era=&theme=&kind=&q=&from="))
    assert "29 claims" in page
    assert "valid choice" not in page

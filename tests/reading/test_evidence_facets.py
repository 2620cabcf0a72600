"""What claims stand on, as they are found by it: counts agree with the text, and what is due is so of the day."""

import re
from collections.abc import Callable
from datetime import date
from importlib import import_module
from unittest.mock import patch

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.document import Dossier
from organizations.dossier.evidence import standing
from organizations.dossier.evidence.labels import labels_of
from organizations.dossier.text.parser import parse
from organizations.models import PublishedClaim, PublishedOrganization
from organizations.publishing import publish, rebuild_facets, rebuild_sources
from organizations.reading.claims import claims_of, index_of
from organizations.reading.facets import Facets, facets_at
from organizations.reading.selection import claims_asked
from organizations.reading.snapshot import site_version
from organizations.store import load_dossier
from tests.support.responses import body

SOURCES = "Sources\n\n[1] A book (1999).\n[2] https://example.org/a\n[3] Somebody said so."
TAILS = [
    "", "[1]", "[2, p. 3]", "[3]", "[but see 1]", "[see also 2]", "[1][but see 2]", "[assessment]",
    "[1] [reported fact]", "[stated position]", "[review by June 2026]", "[2] [review by 2020; assessment]",
    "[citation needed]",
]  # fmt: skip
DAYS = [date(2020, 12, 31), date(2021, 1, 1), date(2026, 6, 30), date(2026, 7, 1)]


def text_of(tails: list[str], reply: str = "") -> str:
    facts = "\n".join(f"  • Fact {number}: value {tail}".rstrip() for number, tail in enumerate(tails, 1))
    return f"A Body (AB)\n\nFirst words.[but see 1]\n\n\nSnapshot\n\n{facts}\n{reply}\n\n{SOURCES}\n"


def recount(dossier: Dossier, today: date) -> dict[tuple[str, str], set[str]]:
    """The keys of the claims that have each value of each filter, told from the dossier itself."""
    labels, works = labels_of(dossier), standing.sourced_keys(dossier)
    claims = {
        claim.key: standing.evidence_of(claim, labels)
        for section, claim in dossier.items()
        if section.kind != "sources"
    }
    tests: dict[tuple[str, str], Callable[[standing.Evidence], bool]] = {
        ("evidence", "sourced"): lambda each: standing.is_sourced(each, works),
        ("evidence", "unsourced"): lambda each: not standing.is_sourced(each, works),
        ("evidence", "disputed"): standing.is_disputed,
        ("evidence", "due"): lambda each: standing.review_due(each, today),
        ("register", "reported"): lambda each: each.register == "reported fact",
        ("register", "stated"): lambda each: each.register == "stated position",
        ("register", "assessment"): lambda each: each.register == "assessment",
    }
    return {name: {key for key, each in claims.items() if test(each)} for name, test in tests.items()}


def found(index: Facets, keys: dict[int, str], today: date) -> dict[tuple[str, str], set[str]]:
    """The same, as the filters of an index find it; `keys` are those of the facts."""
    values = [("evidence", each) for each in ("sourced", "unsourced", "disputed", "due")]
    values += [("register", each) for each in ("reported", "stated", "assessment")]
    with patch("organizations.reading.selection.localdate", return_value=today):
        return {
            (name, value): {keys[pk] for pk in claims_asked(index, {name: [value]}).passing if pk in keys}
            for name, value in values
        }


@pytest.mark.slow
@pytest.mark.django_db
@given(
    st.lists(st.lists(st.sampled_from(TAILS), min_size=1, max_size=8), min_size=1, max_size=2), st.sampled_from(DAYS)
)
def test_counts_agree_with_a_recount_from_the_text(editions: list[list[str]], today: date) -> None:
    with transaction.atomic():
        for tails in editions:
            dossier = parse(text_of(tails))
            published = publish(load_dossier(dossier, slug="ab"))
        expected = recount(dossier, today)
        facts = PublishedClaim.objects.filter(kind="fact")
        assert found(facets_at(site_version()), dict(facts.values_list("pk", "key")), today) == expected
        shown = claims_of(published)
        facts_shown = {place: claim.key for place, claim in enumerate(shown) if claim.kind == "fact"}
        assert found(index_of(shown), facts_shown, today) == expected
        counted = len(expected["evidence", "sourced"]), len(tails)
        assert (published.sourced_claims, published.counted_claims) == counted
        assert rebuild_facets(check=True) == [] and rebuild_sources(check=True) == 0
        transaction.set_rollback(True)


@pytest.fixture
def sourced(db: None) -> None:
    publish(load_dossier(parse(text_of(["[1] [assessment]", "[review by June 2026]", "[1][but see 2]"])), slug="ab"))


@pytest.mark.usefixtures("sourced")
@pytest.mark.parametrize("url", ["/explore/", "/organizations/ab/"])
@pytest.mark.parametrize(("day", "is_due"), [(date(2026, 6, 30), False), (date(2026, 7, 1), True)])
def test_a_claim_is_due_from_the_day_after_without_a_publish(client: Client, url: str, day: date, is_due: bool) -> None:
    client.get(url, {"evidence": "due"})
    with (
        patch("organizations.reading.selection.localdate", return_value=day),
        patch("organizations.views.shared.pages.localdate", return_value=day),
    ):
        assert ("Fact 2" in body(client.get(url, {"evidence": "due"}))) == is_due
        assert ('id="evidence-due"' in body(client.get(url))) == is_due


@pytest.mark.usefixtures("sourced")
@pytest.mark.parametrize("url", ["/explore/", "/organizations/ab/"])
@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("evidence=sourced", {1, 3}),
        ("evidence=unsourced", {2}),
        ("evidence=disputed", {3}),
        ("evidence=unsourced&evidence=disputed", {2, 3}),
        ("register=assessment&evidence=sourced", {1}),
    ],
)
def test_claims_are_filtered_by_what_they_stand_on(client: Client, url: str, asked: str, shown: set[int]) -> None:
    page = body(client.get(f"{url}?{asked}"))
    assert set(map(int, re.findall(r'(?:<dt><a class="self" href="[^"]*">|/#fact-fact-\d">)Fact (\d)', page))) == shown


@pytest.mark.usefixtures("sourced")
def test_coverage_is_told_of_dossier_card_and_sections_that_have_sources(client: Client) -> None:
    publish(load_dossier(parse("Other (OB)\n\nSnapshot\n\n  • Size: Big"), slug="ob"))
    page = body(client.get("/organizations/ab/"))
    assert page.count("2 of 3 claims sourced") == 2 and 'name="evidence"' in page
    other = body(client.get("/organizations/ob/"))
    assert other.count("0 of 1 claim sourced") == 1 and 'name="evidence"' not in other
    cards = body(client.get("/"))
    assert "2 of 3 claims sourced" in cards and "0 of 1 claim sourced" in cards


@pytest.mark.usefixtures("sourced")
def test_a_database_of_before_is_counted_by_the_migration() -> None:
    PublishedOrganization.objects.update(sourced_claims=9, counted_claims=9)
    import_module("organizations.migrations.0028_counted_evidence").count(apps, connection.schema_editor())
    published = PublishedOrganization.objects.get()
    assert (published.sourced_claims, published.counted_claims) == (2, 3)

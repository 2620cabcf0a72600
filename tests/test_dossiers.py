"""The dossiers that the project comes with: read without a loss, themed throughout, sharing their people."""

import io
from itertools import permutations
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from organizations.models import PublishedClaim, PublishedOrganization
from tests.support.responses import body

SLUGS = ("ilo", "iom", "un", "unhcr")
LEAST_CLAIMS = 25


def published(slug: str) -> str:
    stream = io.StringIO()
    call_command("export_dossier", slug, "--published", stdout=stream)
    return stream.getvalue()


def test_each_comes_back_to_the_byte(all_dossiers: None) -> None:
    for slug in SLUGS:
        assert published(slug) == Path(f"fixtures/dossiers/{slug}.txt").read_text("utf-8"), slug


def test_each_has_claims_enough_and_all_sections(all_dossiers: None) -> None:
    for published in PublishedOrganization.objects.all():
        kinds = {section["kind"] for section in published.outline}
        assert {"snapshot", "timeline", "people", "programs", "pressure_points", "intersections"} <= kinds
        assert published.claims.count() >= LEAST_CLAIMS
        assert published.founded
        assert published.country


def test_every_claim_that_can_have_a_theme_has_one(all_dossiers: None) -> None:
    kinds = ("event", "program", "pressure_point")
    without = PublishedClaim.objects.filter(kind__in=kinds, organization__slug__in=("ilo", "un", "unhcr"))
    assert not without.exclude(tags__kind="theme").values_list("organization__slug", "title")


def test_somebody_who_served_two_organizations_is_one_person(all_dossiers: None, client: Client) -> None:
    page = body(client.get("/people/antonio-guterres/"))
    assert page.index("High Commissioner") < page.index("Secretary-General")
    assert "(UNHCR)" in page
    assert "(UN)" in page
    assert "2005–2015" in page


@pytest.mark.slow
@pytest.mark.parametrize("order", list(permutations(("un", "unhcr"))))
def test_whoever_comes_first_brings_the_shared_person(db: None, order: tuple[str, ...]) -> None:
    for slug in ("vocabulary", *order):
        call_command("loaddata", slug, verbosity=0)
    assert PublishedClaim.objects.filter(person__slug="antonio-guterres").count() == 2

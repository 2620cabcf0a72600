"""The verb: one revision, one set of claims, one transaction."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client

from organizations.dossier.document import from_json
from organizations.dossier.period import parse_period
from organizations.editing import record
from organizations.models import (
    Era,
    Organization,
    PublishedClaim,
    PublishedClaimTag,
    PublishedOrganization,
    Revision,
    Section,
    SiteState,
    Theme,
)
from organizations.models.base import period_columns
from organizations.publishing import publish, publish_vocabulary
from organizations.publishing.projection import country_of
from organizations.store import dump_dossier
from tests.support.responses import body
from tests.support.threads import at_once


def tags(era: str) -> dict[str, bool]:
    """Periods that an era holds, each with whether it is certain."""
    found = PublishedClaimTag.objects.filter(tag__slug=era).values_list("claim__period", "certain")
    return dict(found)


def test_a_revision_says_its_number_who_when_and_why(iom: Organization, member: Callable[[str], User]) -> None:
    editor = member("admin")
    iom.facts.filter(key="headquarters").update(value="Bern")
    published = publish(iom, by=editor, note="Why")
    revision = published.revision
    assert (revision.number, revision.created_by, revision.published_by, revision.published_note) == (
        2,
        editor,
        editor,
        "Why",
    )
    assert (revision.origin, revision.published_at) == ("admin", published.published_at)
    assert str(revision) == "International Organization for Migration (IOM) · 2"


def test_a_revision_holds_the_whole_dossier(iom: Organization) -> None:
    data = Revision.objects.get().data
    assert data["format"] == 2
    assert from_json(data) == dump_dossier(iom)


def test_a_revision_written_by_the_first_version_still_opens(iom: Organization) -> None:
    stored = json.loads(Path("tests/publishing/revision_format_1.json").read_text("utf-8"))
    assert from_json(stored) == dump_dossier(iom)


def test_a_revision_of_a_later_version_is_refused_by_number(iom: Organization) -> None:
    with pytest.raises(ValueError, match="this version reads format 2"):
        from_json({"format": 3, "dossier": {}})


def test_publishing_twice_makes_no_second_revision_and_the_same_claims(iom: Organization, client: Client) -> None:
    columns = ("kind", "key", "position", "html", "earliest")
    claims = list(PublishedClaim.objects.values_list(*columns))
    page, tag = body(client.get("/organizations/iom/")), client.get("/organizations/iom/")["ETag"]
    publish(iom)
    assert list(PublishedClaim.objects.values_list(*columns)) == claims
    assert list(Revision.objects.values_list("number", flat=True)) == [1]
    again = client.get("/organizations/iom/")
    assert (body(again), again["ETag"] == tag) == (page, False)


def test_keeping_a_revision_shows_readers_nothing(iom: Organization, client: Client) -> None:
    iom.facts.filter(key="headquarters").update(value="Bern")
    version = SiteState.objects.get().version
    kept = record(iom, note="draft")
    assert (kept.published_at, kept.number) == (None, 2)
    assert SiteState.objects.get().version == version
    assert "Bern" not in body(client.get("/organizations/iom/"))


def test_a_failure_half_way_publishes_nothing(iom: Organization) -> None:
    before = list(PublishedClaim.objects.order_by("pk").values())
    Section.objects.filter(key="programs").update(key="timeline-text")
    Section.objects.filter(key="timeline").update(text="Words")
    Section.objects.filter(key="timeline-text").update(kind="people-of-old")
    with pytest.raises(ValueError, match="people-of-old"):
        publish(iom)
    assert list(PublishedClaim.objects.order_by("pk").values()) == before
    assert Revision.objects.count() == 1


def test_a_period_falls_within_an_era_certainly_or_possibly(iom: Organization) -> None:
    assert tags("cold-war") == {"1951–1970s": True, "1980s–1990s": True}
    assert tags("crisis-and-compacts") == {
        "2000s": False, "2016": True, "2016–Present": True, "2008–2018": True, "2018–2023": True,
    }  # fmt: skip


def test_a_moved_era_sorts_every_claim_anew(iom: Organization) -> None:
    Era.objects.filter(slug="cold-war").update(**period_columns(parse_period("2005–2010")))
    publish(iom)
    assert "1951–1970s" in tags("cold-war")
    publish_vocabulary()
    assert tags("cold-war") == {"2000s": False, "2008–2018": True}


def test_a_new_era_is_published_with_the_next_dossier(iom: Organization) -> None:
    Era.objects.create(slug="new", name="New", **period_columns(parse_period("1947–1960")))
    publish(iom)
    assert tags("new") == {"1951–1970s": True}


def test_an_era_without_an_end_reaches_on(iom: Organization) -> None:
    assert tags("since-the-pandemic") == {"2016–Present": True, "2018–2023": True, "since 2023": True}


def test_html_is_rendered_once_and_safe(iom: Organization) -> None:
    iom.programs.filter(key="crisis-evacuations").update(body="*Fast* <script>alert(1)</script>")
    publish(iom)
    html = PublishedClaim.objects.get(key="crisis-evacuations").html
    assert "<em>Fast</em>" in html
    assert "<script>" not in html


def test_publishing_takes_a_fixed_number_of_queries(iom: Organization, django_assert_max_num_queries) -> None:
    locks = 2 if connection.vendor == "postgresql" else 0
    with django_assert_max_num_queries(61 + locks):
        publish(iom)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_those_who_publish_at_once_wait_for_each_other() -> None:
    call_command("loaddata", "vocabulary", "iom", verbosity=0)
    at_once(*[lambda: publish(Organization.objects.get())] * 4)
    assert Revision.objects.get().number == PublishedOrganization.objects.get().revision.number == 1
    assert PublishedClaim.objects.count() == 29


def test_themes_that_nobody_knows_yet_are_kept(iom: Organization) -> None:
    fresh = Theme.objects.create(slug="fresh", name="Fresh")
    iom.programs.first().themes.add(fresh)
    publish(iom)
    assert PublishedClaim.objects.filter(tags__slug="fresh").count() == 1


@pytest.mark.parametrize(
    ("seat", "country"),
    [
        ("Geneva, Switzerland", "Switzerland"),
        ("جنيف، سويسرا", "سويسرا"),
        ("日内瓦，瑞士。", "瑞士"),
        ("Geneva", "Geneva"),
    ],
)
def test_a_country_is_what_stands_behind_the_last_comma_of_any_script(seat: str, country: str) -> None:
    assert country_of(seat) == country

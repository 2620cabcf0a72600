"""An edition takes dossiers over from the one before: only where each of their files would be the same."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from organizations.clock import lasting, on_day
from organizations.dossier.text.parser import parse
from organizations.exports.sealed.asking import Asked, answer_to
from organizations.exports.sealed.rendering import Renderer
from organizations.models import Organization, SiteState, TimelineEvent
from organizations.publishing import publish, withdraw
from organizations.store import load_dossier
from tests.support.sealed import URL, build, dead_links

pytestmark = pytest.mark.django_db

DATED = """A Body (AB)

First words.

Snapshot

  • Members: 12 [1] [review by 20 April 2026]

Key People

  • Ann Ash: Chair, 1 March 2020 – 12 April 2026
  • Bea Birch: Chair since 13 April 2026
  • Cy Cole: Treasurer, 2011 – May 2026

Sources

[1] “The Charter”. https://example.org/charter
"""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "edition"


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The slugs of the dossiers that are rendered."""
    slugs, whole = [], Renderer._dossier
    monkeypatch.setattr(Renderer, "_dossier", lambda self, each: (slugs.append(each.published.slug), whole(self, each)))
    return slugs


def state_is_of(day: date) -> None:
    """Let the site have changed last on a day."""
    at = timezone.make_aware(datetime(day.year, day.month, day.day, 12))
    SiteState.objects.update(changed_at=at)


def drawn(path: str, day: date) -> tuple[bytes, date]:
    with on_day(day), lasting() as found:
        html = answer_to(Asked(URL, path))
    assert found.until and found.until > day
    return html, found.until


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/organizations/ab/", "/organizations/ab/editions/1/"])
def test_a_page_stays_until_the_day_that_it_names(path: str, db: None) -> None:
    organization = load_dossier(parse(DATED), slug="ab")
    publish(organization)
    publish(organization)
    day, changes = date(2026, 3, 20), []
    html, until = drawn(path, day)
    while day < date(2026, 6, 10):
        day += timedelta(1)
        later, later_until = drawn(path, day)
        if day < until:
            assert (later, later_until) == (html, until), day
        elif later != html:
            changes.append(day)
        html, until = later, later_until
    # The one chair follows the other; a review becomes due.
    assert {date(2026, 4, 13), date(2026, 4, 21)} <= set(changes)


@pytest.mark.slow
def test_dossiers_are_taken_over_on_a_later_day(
    all_dossiers: None, out: Path, tmp_path: Path, rendered: list[str]
) -> None:
    state_is_of(date(2026, 3, 2))
    build(out)
    rendered.clear()
    state_is_of(date(2026, 3, 30))
    manifest = build(out)
    assert rendered == []
    assert build(tmp_path / "anew") == manifest
    rendered.clear()
    state_is_of(date(2026, 4, 1))
    assert build(out) == build(tmp_path / "anew")
    assert "iom" in rendered


@pytest.mark.slow
def test_what_a_publish_of_another_renews_is_not_taken_over(db: None, out: Path, tmp_path: Path) -> None:
    for slug, name, acronym, facts in [
        ("ab", "A Body", "AB", {"Predecessor": "Old Body"}),
        ("ob", "Old Body", "OB", {}),
        ("cb", "Other Body", "CB", {}),
    ]:
        organization = Organization.objects.create(slug=slug, name=name, acronym=acronym, title=name)
        for label, value in facts.items():
            organization.facts.create(key=label.lower(), label=label, value=value)
        publish(organization)
    build(out)
    assert "organizations/ab/index.html" in (out / "organizations/ob/index.html").read_text("utf-8")
    withdraw(Organization.objects.get(slug="ab"))
    manifest = build(out)
    assert "organizations/ab/" not in (out / "organizations/ob/index.html").read_text("utf-8")
    assert dead_links(out) == [] and build(tmp_path / "anew") == manifest


@pytest.mark.slow
def test_a_dossier_with_former_editions_is_taken_over(
    iom: Organization, out: Path, tmp_path: Path, rendered: list[str]
) -> None:
    TimelineEvent.objects.filter(key="externalized-borders").update(title="Borders Elsewhere")
    publish(iom)
    state_is_of(date(2026, 3, 2))
    build(out)
    rendered.clear()
    state_is_of(date(2026, 3, 9))
    manifest = build(out)
    assert rendered == [] and (out / "organizations/iom/editions/1/index.html").is_file()
    assert build(tmp_path / "anew") == manifest

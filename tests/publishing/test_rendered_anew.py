"""A site that is upgraded tells the same as a fresh one: published rows are rendered anew by a migration."""

from importlib import import_module

from django.db import connection

from organizations.models import Organization, PublishedClaim, PublishedOrganization
from organizations.reading.snapshot import site_version
from tests.support.former import former_apps


def migrate() -> None:
    import_module("organizations.migrations.0006_rendered_anew").render_anew(former_apps(), connection.schema_editor())


def rows() -> list[tuple[str, str]]:
    return list(PublishedClaim.objects.values_list("html", "text"))


def test_old_words_become_those_of_today(iom: Organization) -> None:
    fresh, summary = rows(), iom.published.summary
    before = site_version()
    PublishedClaim.objects.exclude(text="").update(
        html="<p>What an older release said</p>", text="What an older release said"
    )
    PublishedOrganization.objects.update(summary="What an older release said")
    migrate()
    assert rows() == fresh
    assert PublishedOrganization.objects.get().summary == summary
    assert site_version() != before


def test_it_goes_by_the_revision_that_is_live(iom: Organization) -> None:
    iom.introduction = "1973. Not published yet"
    iom.save()
    migrate()
    assert "Not published yet" not in PublishedClaim.objects.get(kind="introduction").html

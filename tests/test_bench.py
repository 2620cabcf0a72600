"""The bench measures a site that is like any other, however its database was made."""

from organizations.models import Organization, PublishedOrganization
from organizations.publishing import has_unpublished_changes, publish, rebuild_facets
from organizations.publishing.search_index import wrong_rows
from tests.bench.copies import copy_organizations
from tests.projection import projected, shown


def test_copies_say_what_was_copied_under_addresses_of_their_own(iom: Organization) -> None:
    copy_organizations(2)
    copies = list(PublishedOrganization.objects.order_by("pk"))
    assert [each.slug for each in copies] == ["iom", "iom-1", "iom-2"]
    assert (rebuild_facets(check=True), wrong_rows()) == ([], set())
    assert not any(has_unpublished_changes(each.organization) for each in copies)
    assert all(len(shown(each)) == len(shown(copies[0])) for each in copies)


def test_copies_are_published_again_like_any_other(iom: Organization) -> None:
    copy_organizations(1)
    copy = Organization.objects.get(slug="iom-1")
    copy.facts.filter(key="headquarters").update(value="Bern")
    published = publish(copy)
    assert shown(published) == projected(published)
    assert PublishedOrganization.objects.get(organization=iom).headquarters != "Bern"
    assert rebuild_facets(check=True) == []

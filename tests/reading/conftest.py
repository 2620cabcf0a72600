"""Published claims for the search tests, written straight into the projection and the index."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from organizations.models import Organization, PublishedClaim, PublishedOrganization, Revision
from organizations.publishing.search_index import index_claims


@pytest.fixture
def published(db: None) -> PublishedOrganization:
    now = timezone.now()
    organization = Organization.objects.create(slug="iom", name="IOM", title="IOM")
    revision = Revision.objects.create(organization=organization, number=1, data={}, created_at=now)
    return PublishedOrganization.objects.create(
        organization=organization, revision=revision, slug="iom", name="IOM", title="IOM", sort_name="iom",
        language="en", published_at=now,
    )  # fmt: skip


@pytest.fixture
def claim(published: PublishedOrganization) -> Callable[..., int]:
    """A function that publishes a claim of a text (a title, a detail, a kind) and gives its id."""

    def make(text: str = "", *, title: str = "", detail: str = "", kind: str = "event") -> int:
        position = PublishedClaim.objects.count()
        key = PublishedClaim.objects.create(
            organization=published, kind=kind, key=f"claim-{position}", position=position,
            title=title, detail=detail, text=text,
        ).pk  # fmt: skip
        index_claims([key])
        return key

    return make

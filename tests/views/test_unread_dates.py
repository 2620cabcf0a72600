"""A date that was not understood, on the pages: shown as written, in no era, on no chart, in no linked data."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation

from organizations.models import Era, Organization, PublishedClaim, Role, TimelineEvent
from organizations.publishing import publish
from tests.support.responses import body

WORDS = "unclear date “Lent 1944”"
SHOWN = "date as written, not understood: “Lent 1944”"


def _date(record: TimelineEvent | Role) -> None:
    record.period = WORDS
    record.full_clean()
    record.save()


@pytest.fixture
def event(iom: Organization) -> PublishedClaim:
    """An event and a role of IOM whose dates were not understood, published."""
    _date(TimelineEvent.objects.earliest("position"))
    _date(Role.objects.exclude(person=None).earliest("position"))
    publish(iom)
    return PublishedClaim.objects.get(kind="event", period=WORDS)


def test_it_is_published_without_days_and_in_no_era(event: PublishedClaim) -> None:
    assert (event.earliest, event.latest, event.sure_start, event.sure_end) == (None, None, None, None)
    assert not event.claim_tags.filter(tag__kind="era").exists()


def test_the_dossier_says_that_it_was_not_understood(event: PublishedClaim, client: Client) -> None:
    page = body(client.get("/organizations/iom/"))
    assert SHOWN in page
    assert f"{WORDS}:" not in page, "the text of a chart"


def test_it_is_found_among_what_has_no_date(event: PublishedClaim, client: Client) -> None:
    assert SHOWN in body(client.get("/explore/?undated=1"))


def test_a_person_page_says_it_and_draws_nothing(event: PublishedClaim, client: Client) -> None:
    role = PublishedClaim.objects.get(kind="role", period=WORDS)
    assert role.person
    assert SHOWN in body(client.get(role.person.get_absolute_url()))
    assert '"startDate"' not in body(client.get(role.person.get_absolute_url()))


def test_an_editor_may_keep_it_but_no_era_may_have_it(event: PublishedClaim) -> None:
    record = TimelineEvent.objects.get(period=WORDS)
    record.full_clean()
    with pytest.raises(ValidationError, match="needs a date that is understood"), translation.override("en"):
        Era(slug="lent", name="Lent", period=WORDS).full_clean()

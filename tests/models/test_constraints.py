"""What the database itself refuses to hold."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from organizations.dossier.period import parse_period
from organizations.models import (
    Era,
    Fact,
    Organization,
    Person,
    Program,
    PublishedOrganization,
    Relation,
    Revision,
    Role,
    Section,
    SiteState,
    Theme,
    TimelineEvent,
)
from organizations.models.base import period_columns
from tests.dossier.test_period_wordings import PAIRS

DAY = datetime.date(2000, 1, 1)
LONG_AGO = datetime.date(1900, 1, 1)
NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def whole(**changes: Any) -> dict[str, Any]:
    return {**period_columns(parse_period("1990–2000")), **changes}


REFUSED: dict[str, Callable[[Organization], object]] = {
    "an organization without a name": lambda iom: Organization.objects.create(slug="x", name="", title="X"),
    "an organization without a title": lambda iom: Organization.objects.create(slug="x", name="X", title=""),
    "two organizations at one address": lambda iom: Organization.objects.create(slug="iom", name="X", title="X"),
    "two facts with one key": lambda iom: Fact.objects.create(organization=iom, key="founded", label="a", value="b"),
    "two timelines": lambda iom: Section.objects.create(organization=iom, key="x", kind="timeline", heading="X"),
    "a remark under programs": lambda iom: Section.objects.filter(key="programs").update(remark="X"),
    "an event without a period": lambda iom: TimelineEvent.objects.create(organization=iom, key="x", title="X"),
    "bounds without a period": lambda iom: TimelineEvent.objects.update(**whole(period="")),
    "bounds that run backwards": lambda iom: TimelineEvent.objects.update(**whole(end_latest=DAY.replace(year=1))),
    "a start without its latest day": lambda iom: TimelineEvent.objects.update(**whole(start_latest=None)),
    "a start without its earliest day": lambda iom: TimelineEvent.objects.update(**whole(start_earliest=None)),
    "an end without its latest day": lambda iom: TimelineEvent.objects.update(**whole(end_latest=None)),
    "an end without its earliest day": lambda iom: TimelineEvent.objects.update(**whole(end_earliest=None)),
    "a role that ends nobody knows when": lambda iom: Role.objects.exclude(person=None).update(
        **whole(end_latest=None)
    ),
    "an era that begins nobody knows when": lambda iom: Era.objects.update(**whole(start_earliest=None)),
    "an end before the start": lambda iom: TimelineEvent.objects.update(
        **whole(end_earliest=LONG_AGO, end_latest=LONG_AGO)
    ),
    "an open end with an end": lambda iom: TimelineEvent.objects.update(**whole(open_end=True)),
    "an influence with a country": lambda iom: Role.objects.filter(person=None).update(country="USA"),
    "an influence without a word": lambda iom: Role.objects.filter(person=None).update(name="", title=""),
    "a person without a name": lambda iom: Person.objects.create(slug="x", name=""),
    "a picture of a person without its credit": lambda iom: Person.objects.update(picture="a.png", picture_text="X"),
    "an organization related to itself": lambda iom: Relation.objects.create(organization=iom, kind="part", other=iom),
    "a theme without a name": lambda iom: Theme.objects.create(slug="x", name=""),
    "an era without a period": lambda iom: Era.objects.create(slug="x", name="X"),
    "two revisions of one number": lambda iom: Revision.objects.create(
        organization=iom, number=1, data={}, created_at=NOW
    ),
    "a second state of the site": lambda iom: SiteState.objects.create(pk=2, changed_at=NOW),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_database_refuses(name: str, iom: Organization) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        REFUSED[name](iom)


def test_a_person_who_holds_a_role_is_not_deleted(iom: Organization) -> None:
    with pytest.raises(ProtectedError):
        Person.objects.get(slug="amy-pope").delete()


def test_a_published_organization_is_not_deleted_from_under_its_readers(iom: Organization) -> None:
    with pytest.raises(ProtectedError):
        iom.delete()
    assert PublishedOrganization.objects.exists()


def test_an_unpublished_organization_is_deleted_with_its_parts(db: None) -> None:
    draft = Organization.objects.create(slug="draft", name="Draft", title="Draft")
    Program.objects.create(organization=draft, key="x", title="X")
    draft.delete()
    assert not Program.objects.exists()


@pytest.mark.parametrize(
    ("words", "reason"),
    [("2000–1990", "1990"), ("whenever", "whenever"), ("31 February 2001", "February")],
)
def test_an_unreadable_period_is_refused_with_a_reason(iom: Organization, words: str, reason: str) -> None:
    event = iom.timelineevents.first()
    event.period = words
    with pytest.raises(ValidationError) as refusal:
        event.full_clean()
    assert reason in refusal.value.message_dict["period"][0]


def test_a_readable_period_fills_its_bounds(iom: Organization) -> None:
    event = iom.timelineevents.first()
    event.period = "c. 1995"
    event.full_clean()
    event.save()
    assert event.approximate
    assert event.start_earliest <= datetime.date(1995, 1, 1) <= event.end_latest
    assert event.as_period() == parse_period("c. 1995")


def test_an_era_says_that_it_needs_a_period(db: None) -> None:
    with pytest.raises(ValidationError, match="An era needs a period"):
        Era(slug="x", name="X").full_clean()


def test_records_are_found_by_their_natural_keys(iom: Organization) -> None:
    for model in (Fact, Section, TimelineEvent, Role, Program, Person, Theme, Era, Organization):
        for record in model._default_manager.all():
            assert model._default_manager.get_by_natural_key(*record.natural_key()) == record


def test_every_record_says_what_it_is(iom: Organization) -> None:
    assert str(iom) == "International Organization for Migration (IOM)"
    assert [str(role) for role in iom.roles.all()][:2] == [
        "Founding Influence: Western Allied states shaping post-WWII demographics",
        "William Lacy Swing: Director General",
    ]
    assert str(Era.objects.get(slug="cold-war")) == "Cold War (1947–1991)"


def test_every_period_that_is_read_can_be_kept(iom: Organization) -> None:
    for number, (_edtf, words) in enumerate(PAIRS):
        TimelineEvent.objects.create(organization=iom, key=f"x-{number}", **period_columns(parse_period(words)))
    for number, words in enumerate(["before 1960", "after 1989", "by 1990", "?–1990", "1990–?", "unclear date “Lent”"]):
        TimelineEvent.objects.create(organization=iom, key=f"y-{number}", **period_columns(parse_period(words)))

"""Locks are per organization: who writes another dossier does not wait, who writes the same or everything does."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import DatabaseError, connection

from organizations.dossier.period import parse_period
from organizations.dossier.text.parser import parse
from organizations.editing import locked, recorded
from organizations.editing.locks import MAX_LOCKS
from organizations.models import Era, Organization, PublishedOrganization, PublishedPerson, Revision, Theme
from organizations.models.base import period_columns
from organizations.publishing import publish, publish_vocabulary, submit, withdraw
from organizations.store import load_dossiers
from tests.support.projection import projected, shown
from tests.support.threads import at_once

TEXT = """Body %(name)s

Key People

  • Ann Lee: Head, 2001
  • Bo %(name)s: Clerk, 2002

Key Programs

1. Aid
"""
ROUNDS = 3

pytestmark = pytest.mark.django_db(transaction=True)
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")


@pytest.fixture
def bodies(transactional_db):
    """Two published dossiers that share a person."""
    created = load_dossiers([(name.lower(), parse(TEXT % {"name": name})) for name in ("One", "Two")])
    for each in created:
        publish(each)
    return created


@pytest.fixture
def waits():
    """A function: whether a work waits while this transaction holds its locks. It must be called in one."""

    def ask(work):
        def tried():
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '500ms'")
            try:
                work()
            except DatabaseError as error:
                return "lock timeout" in str(error)
            else:
                return False
            finally:
                connection.close()

        with ThreadPoolExecutor(1) as pool:
            return pool.submit(tried).result(60)

    return ask


def rename_program(body):
    with recorded([body.pk]):
        program = body.programs.get()
        program.title += "!"
        program.save()


WORKS = {
    "save": rename_program,
    "publish": publish,
    "submit": lambda body: (rename_program(body), submit(body, by=None)),
    "withdraw": withdraw,
}


@on_postgresql
@pytest.mark.parametrize("work", WORKS.values(), ids=WORKS)
def test_who_writes_another_dossier_does_not_wait(bodies, waits, work):
    mine, other = bodies
    with recorded([mine.pk]):
        mine.headline = "Mine"
        mine.save()
        assert not waits(partial(work, other))
        assert waits(partial(work, mine))


@on_postgresql
def test_the_whole_site_waits_for_every_dossier_and_they_for_it(bodies, waits):
    mine, other = bodies
    with locked([mine.pk]):
        assert waits(publish_vocabulary)
    with locked():
        assert waits(partial(rename_program, other))
    with locked(range(10**9, 10**9 + MAX_LOCKS + 1)):
        assert waits(partial(rename_program, other))


def test_what_is_locked_later_is_refused(bodies):
    mine, other = bodies
    with locked([mine.pk]):
        with pytest.raises(RuntimeError, match="locks once"), locked([other.pk]):
            pass
        with pytest.raises(RuntimeError, match="locks once"), locked():
            pass
    with locked([mine.pk, other.pk]), locked([other.pk]):
        pass
    with locked(), locked([mine.pk]):
        pass


def test_a_dossier_that_changes_without_its_lock_is_refused(bodies):
    mine, other = bodies
    other.headline = "Other"
    with pytest.raises(RuntimeError, match="not locked"), recorded([mine.pk]):
        other.save()
    assert not Organization.objects.exclude(headline="").exists()


@pytest.mark.slow
def test_dossiers_that_share_a_person_are_published_and_withdrawn_at_once(bodies):
    def go_on(body):
        for number in range(ROUNDS):
            body.roles.update(title=f"Head {number}")
            publish(body)
            withdraw(body)
        publish(body)

    at_once(*[partial(go_on, body) for body in bodies])
    assert PublishedPerson.objects.count() == 3
    for published in PublishedOrganization.objects.all():
        assert shown(published) == projected(published)


@pytest.mark.slow
def test_a_new_era_that_comes_with_one_dossier_holds_the_claims_of_all(bodies):
    Era.objects.create(slug="new", name="New", **period_columns(parse_period("1990–2010")))
    Theme.objects.create(slug="fresh", name="Fresh")
    at_once(*[partial(publish, body) for body in bodies])
    for published in PublishedOrganization.objects.all():
        assert shown(published) == projected(published)
        assert published.claims.filter(tags__slug="new").count() == 2


def test_every_revision_has_a_number_of_its_own(bodies):
    mine, other = bodies
    at_once(*[partial(rename_program, each) for each in (mine, other, mine, other)])
    assert sorted(Revision.objects.values_list("organization", "number")) == [
        (each.pk, number) for each in bodies for number in range(1, 4)
    ]

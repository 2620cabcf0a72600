"""Those who send at the same moment are counted one after the other, on either database."""

from functools import partial

import pytest
from django.core.management import call_command
from django.test import Client

from organizations.contributing import limits, new_stamp, stamps
from organizations.contributing.limits import Limit
from organizations.models import Contribution, Organization
from tests.support.threads import at_once

ANCHORS = ("fact-headquarters", "fact-founded", "event-externalized-borders")


@pytest.fixture
def _committed(transactional_db):
    call_command("loaddata", "vocabulary", "iom", verbosity=0)


def post(number, words=None):
    anchor = ANCHORS[number % 3]
    stamp = new_stamp(f"{Organization.objects.get().pk} {anchor}")
    typed = {"type": "correction", "words": words or f"Number {number}", "stamp": stamp}
    return Client().post(f"/organizations/iom/claims/{anchor}/contribute/", typed).status_code


@pytest.mark.slow
@pytest.mark.usefixtures("_committed")
def test_no_more_is_kept_than_the_limit_says(monkeypatch):
    monkeypatch.setattr(stamps, "MIN_SECONDS", 0)
    monkeypatch.setattr(limits, "OF_SENDER", Limit(2, 2))
    answers = at_once(*[partial(post, number) for number in range(6)])
    assert sorted(answers) == [302, 302, 429, 429, 429, 429]
    assert Contribution.objects.count() == 2


@pytest.mark.slow
@pytest.mark.usefixtures("_committed")
def test_the_same_words_are_kept_once(monkeypatch):
    monkeypatch.setattr(stamps, "MIN_SECONDS", 0)
    assert at_once(*[partial(post, 0, "The same words") for _ in range(4)]) == [302] * 4
    assert Contribution.objects.count() == 1

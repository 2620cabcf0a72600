"""Ten thousand posts of programs: none is public, no more are kept than the limits say, and a person gets through.

Most of them go to `send` directly, as pages would: what a page makes of a post is seen by the first thousand. All go by
pages with HYPOTHESIS_PROFILE=longest.
"""

import os
import re
from contextlib import suppress
from random import Random

import pytest
from django.test import Client

from organizations.contributing import Limited, limits, new_stamp, send, stamps
from organizations.models import Contribution, PublishedClaim
from tests.support.responses import body

PERSON = {"type": "correction", "words": "Of a person: it moved in 1999"}


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    monkeypatch.setattr(stamps, "MIN_SECONDS", 0)


def bots(iom, number, posts):
    """Statuses of so many posts of programs about all claims, of 200 networks; some fall for the traps."""
    # One client for all: each client of its own would read every static file anew.
    chance, client = Random(number), Client()
    claims = list(PublishedClaim.objects.all())
    found = set()
    for post in range(posts):
        anchor = chance.choice(claims).anchor
        typed = {
            "type": chance.choice(["source", "correction", "reply", "", "nonsense"]),
            "words": chance.choice(
                ["Buy this", f"Buy number {post}", "x" * 5_000, "http://a.b " * chance.randint(0, 6), "\0"]
            ),
            "url": chance.choice(["", "https://casino.example/", "javascript:alert(1)"]),
            "website": chance.choice(["", "", "https://casino.example/"]),
            "answer": chance.choice(["", "yes", "42"]),
            "stamp": chance.choice([new_stamp(f"{iom.pk} {anchor}")] * 3 + ["", "forged", new_stamp("another")]),
        }
        response = client.post(
            f"/organizations/iom/claims/{anchor}/contribute/",
            typed,
            REMOTE_ADDR=f"192.0.2.{chance.randrange(200)}",
        )
        found.add(response.status_code)
    return found


def bots_past_the_page(number, posts):
    """So many contributions of programs, of the same networks, some of which guess the answer to the question."""
    chance = Random(number)
    claims = list(PublishedClaim.objects.select_related("organization"))
    for post in range(posts):
        typed = {
            "type": chance.choice(["source", "correction", "reply"]),
            "words": chance.choice(["Buy this", f"Buy number {number}-{post}"]),
            "url": chance.choice(["", "https://casino.example/"]),
        }
        with suppress(Limited):
            send(chance.choice(claims), typed, address=f"192.0.2.{chance.randrange(200)}", is_answered=False)


def person_sends():
    """A person opens a page and sends; where a question is asked, they find its answer on the page."""
    client = Client(REMOTE_ADDR="203.0.113.5")
    url = "/organizations/iom/claims/fact-headquarters/contribute/"
    for _try in range(3):
        page = client.get(url).content.decode()
        stamp = re.search('name="stamp" value="([^"]*)"', page)[1]
        words = re.sub("<[^>]*>", " ", page)
        number, year = re.search(r"edition (\d+) of the dossier, published on .*?(\d{4})", words).groups()
        answer = number if "Which number" in words else year if "In which year" in words else "IOM"
        response = client.post(url, {**PERSON, "stamp": stamp, "answer": answer})
        if response.status_code == 302:
            return body(client.get(response["Location"]))
    return ""


IS_LONGEST = os.environ.get("HYPOTHESIS_PROFILE") == "longest"
POSTS, OTHERS = (10_000, 0) if IS_LONGEST else (1_000, 9_000)


@pytest.mark.slow
def test_programs_are_held_off_while_a_person_gets_through(iom, client):
    statuses = bots(iom, 1, POSTS // 2)
    bots_past_the_page(1, OTHERS // 2)
    assert "An editor reads it" in person_sends()
    statuses |= bots(iom, 2, POSTS // 2)
    bots_past_the_page(2, OTHERS // 2)
    assert statuses <= {200, 302, 429}
    of_programs = Contribution.objects.exclude(words=PERSON["words"])
    assert 0 < of_programs.count() <= limits.OF_SITE.free
    for claim in PublishedClaim.objects.all():
        assert of_programs.filter(claim_kind=claim.kind, claim_key=claim.key).count() <= limits.OF_CLAIM.free
    for sender in set(of_programs.values_list("sender", flat=True)):
        assert of_programs.filter(sender=sender).count() <= limits.OF_SENDER.free
    for url in ("/organizations/iom/", "/organizations/iom/history/", "/explore/?q=buy", "/feed/"):
        assert "Buy" not in body(client.get(url)) and "casino" not in body(client.get(url))

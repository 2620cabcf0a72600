"""Many hands at once on one dossier, through the admin: no save is lost, and readers see whole editions."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from organizations.dossier.changes.compare import compare
from organizations.dossier.document import Dossier, from_json
from organizations.dossier.text.parser import parse
from organizations.models import Organization, Program, PublishedOrganization, Theme
from organizations.publishing import publish
from organizations.store import dump_dossier, load_dossier
from tests.admin.tools import hidden
from tests.support.projection import projected, shown
from tests.support.responses import body
from tests.support.threads import at_once

ROUNDS = int(os.environ.get("ROUNDS", "2"))
"""How often each hand does its work; more for a long run."""

TEXT = """World Body (WB) — Deep Dossier

WB — Deep Dossier: Nobody was here

Nobody was here


Snapshot

  • Headquarters: Nobody was here

Timeline

1951: Founding

Nobody was here

1960: Growth

Nobody was here

Key People

  • Ann Other: Director, 1951–1960 (USA)

Key Programs

1. Returns

Nobody was here
"""
ORGANIZATION = "/admin/organizations/organization/{pk}/"

pytestmark = pytest.mark.django_db(transaction=True)
FormOf = Callable[[str, str], dict[str, list[str]]]


@dataclass
class Hand:
    """Somebody with an account, what they may change (kind, key, field), and the marks of saves that were accepted."""

    name: str
    owns: set[tuple[str, str, str]] = field(default_factory=set)
    accepted: list[str] = field(default_factory=list)

    def client(self) -> Client:
        user = User.objects.create_user(self.name, is_staff=True)
        user.groups.add(Group.objects.get(name="Publisher"))
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def save(self, client: Client, form_of: FormOf, url: str, form: str, *names: str) -> None:
        """Open a page, write a mark into some of its fields, and save, deciding for it where one is asked."""
        tag = f"{self.name} {len(self.accepted) + 1}"
        sent = form_of(body(client.get(url)), form) | {name: [tag] for name in names}
        answer = client.post(url, sent)
        while answer.status_code == 409:
            page = body(answer, 409)
            chosen = dict.fromkeys(re.findall(r'name="(choice:[^"]+)"', page), "ours")
            answer = client.post(url, form_of(page, "conflicts") | chosen)
        assert answer.status_code == 302, re.findall(r"errorlist.*|errornote.*", body(answer, answer.status_code))
        self.accepted.append(tag)


@pytest.fixture
def bank(transactional_db: None) -> Organization:
    """A small published dossier, so that all meet at the same places."""
    organization = load_dossier(parse(TEXT), slug="wb")
    publish(organization)
    return organization


@pytest.fixture
def savers(bank: Organization, form_of: FormOf) -> list[tuple[Hand, Callable[[], None]]]:
    """Hands that save a field of their own: on the dossier's page, on a claim's page, or as a new claim."""
    page = ORGANIZATION.format(pk=bank.pk) + "change/"
    found = []

    def saver(name: str, owns: set[tuple[str, str, str]], url: str, form: str, *names: str) -> None:
        hand = Hand(name, owns)
        found.append((hand, partial(hand.save, hand.client(), form_of, url, form, *names)))

    frame = {("headline", "", "headline"), ("introduction", "", "introduction")}
    saver("Ada", frame, page, "organization_form", "headline", "introduction")
    saver("Ben", {("event", "founding", "body")}, page, "organization_form", "timelineevents-0-body")
    saver("Cleo", {("fact", "headquarters", "value")}, page, "organization_form", "facts-0-value")
    for name, kind, key, column in [("Dan", "timelineevent", "growth", "body"), ("Eve", "program", "returns", "body")]:
        pk = getattr(bank, f"{kind}s").get(key=key).pk
        owns = {("event" if kind == "timelineevent" else kind, key, column)}
        saver(name, owns, f"/admin/organizations/{kind}/{pk}/change/", f"{kind}_form", column)
    return found


def differs(old: Dossier, new: Dossier) -> set[tuple[str, str, str]]:
    return {(each.kind, each.key, claim.name) for each in compare(old, new) for claim in each.fields or [each]}


def assert_whole(organization: Organization) -> None:
    """Numbers without a hole, the working copy the last revision, the live edition the last one that was published."""
    revisions = list(organization.revisions.order_by("number"))
    assert [each.number for each in revisions] == list(range(1, len(revisions) + 1))
    assert dump_dossier(Organization.objects.get(pk=organization.pk)) == from_json(revisions[-1].data)
    live = PublishedOrganization.objects.get(organization=organization)
    assert live.revision == max((each for each in revisions if each.published_at), key=lambda each: each.number)
    assert shown(live) == projected(live)


def assert_history(organization: Organization, hands: list[Hand]) -> None:
    """Each accepted save is a revision by its hand, which changed what that hand wrote and nothing besides."""
    by_name = {hand.name: hand for hand in hands}
    values: dict[str, str] = {hand.name: "" for hand in hands}
    for old, new in pairwise(organization.revisions.select_related("created_by").order_by("number")):
        hand = by_name[new.created_by.username]
        assert differs(from_json(old.data), from_json(new.data)) == hand.owns, new
        values[hand.name] += str(new.data)
    for hand in filter(lambda each: each.accepted, hands):
        assert all(f"'{tag}'" in values[hand.name] for tag in hand.accepted)
        assert f"'{hand.accepted[-1]}'" in str(organization.revisions.first().data)


def many(work: Callable[[], object], rounds: int = ROUNDS) -> Callable[[], None]:
    def run() -> None:
        for _ in range(rounds):
            work()

    return run


def poster(name: str, bank: Organization, path: str, **data: str) -> Callable[[], None]:
    """A hand that posts to an address below the dossier's in the admin."""
    client, url = Hand(name).client(), ORGANIZATION.format(pk=bank.pk) + path

    def post() -> None:
        page = client.get(url)
        for _try in range(200):  # what others save meanwhile is shown, and asked again
            page = client.post(url, {**hidden(body(page, page.status_code)), **data})
            if page.status_code == 302:
                return
        raise AssertionError("asked without an end")

    return post


@pytest.mark.slow
def test_hands_that_save_publish_and_submit_at_once_lose_nothing(bank, savers):
    works = [work for _hand, work in savers]
    works.append(poster("Pia", bank, "publish/", confirmed="1"))
    works.append(poster("Sam", bank, "step/submit/", comment="At once"))
    at_once(*map(many, works))
    hands = [hand for hand, _work in savers]
    assert bank.revisions.count() == 1 + ROUNDS * len(hands)
    assert_whole(bank)
    assert_history(bank, hands)


@pytest.mark.slow
def test_hands_that_theme_meanwhile_take_nothing_back(bank, savers):
    theme, program = Theme.objects.create(slug="returns", name="Returns"), bank.programs.get()
    tom = Hand("Tom", {("program", "returns", "themes")})
    client = tom.client()

    def put_on_and_take_off() -> None:
        for what in ("add", "remove"):
            sent = {"claim": program.pk, f"theme-{theme.pk}": what, "apply": "1"}
            assert client.post("/admin/organizations/program/themes/", sent).status_code == 302

    at_once(*[many(work) for _hand, work in savers], many(put_on_and_take_off))
    assert bank.revisions.count() == 1 + ROUNDS * (len(savers) + 2)
    assert_whole(bank)
    assert_history(bank, [tom, *[hand for hand, _work in savers]])


@pytest.mark.slow
def test_what_is_restored_meanwhile_takes_back_no_save_unseen(bank, savers):
    for _hand, work in savers[:3]:
        work()
    kept = from_json(bank.revisions.get(number=2).data)
    at_once(*[many(work) for _hand, work in savers], poster("Ray", bank, "revisions/2/restore/"))
    for old, new in pairwise(bank.revisions.select_related("created_by").order_by("number")):
        changed = differs(from_json(old.data), from_json(new.data))
        if new.created_by.username == "Ray":
            assert from_json(new.data) == kept
        else:
            assert changed == next(hand.owns for hand, _work in savers if hand.name == new.created_by.username)
    assert_whole(bank)


@pytest.mark.slow
def test_claims_that_are_added_at_once_are_all_there(bank, form_of):
    def adder(name: str) -> Callable[[], None]:
        client = Hand(name).client()
        sent = {"organization": str(bank.pk), "title": "The same title", "body": name}

        def add() -> None:
            assert client.post("/admin/organizations/program/add/", sent).status_code == 302

        return add

    at_once(*[many(adder(f"Adder {number}")) for number in range(4)])
    assert Program.objects.filter(organization=bank).count() == 1 + 4 * ROUNDS
    assert Program.objects.values("position").distinct().count() == 1 + 4 * ROUNDS
    assert bank.revisions.count() == 1 + 4 * ROUNDS
    publish(bank)
    assert_whole(bank)


def test_who_is_added_twice_at_once_is_asked_for_another_slug(bank):
    clients = [Hand(f"Adder {number}").client() for number in range(4)]
    sent = {"name": "Somebody New", "slug": "", "_save": "1"}
    answers = at_once(*[partial(client.post, "/admin/organizations/person/add/", sent) for client in clients])
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 302]


@pytest.mark.slow
def test_readers_see_whole_editions_while_hands_save_and_publish(bank, savers):
    reader, seen, publisher = Client(), set(), poster("Pia", bank, "publish/", confirmed="1")
    _hand, save = savers[0]

    def read() -> None:
        page = body(reader.get("/organizations/wb/"))
        seen.add(tuple(set(re.findall(r"Ada \d+", page))))

    def save_and_publish() -> None:
        save()
        publisher()

    at_once(many(save_and_publish), many(read, 20 * ROUNDS), many(read, 20 * ROUNDS))
    assert all(len(tags) <= 1 for tags in seen)

"""Related organizations: found in the dossiers and said by editors, the same on both sides, whatever is published."""

from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.models import Organization, Person, PublishedMention, PublishedOrganization, Relation
from organizations.publishing import (
    publish,
    publish_vocabulary,
    rebuild_relations,
    vocabulary_has_unpublished_changes,
    withdraw,
)
from organizations.publishing.relations import MAX_SERVED, MAX_SHOWN
from organizations.views.shared.pages import pages
from tests.support.responses import body
from tests.support.taken import read

Made = Callable[..., Organization]
Links = dict[tuple[str, str], list[str]]


@pytest.fixture
def made(db: None) -> Made:
    """A function that publishes an organization with the facts given by label."""

    def publish_new(slug: str, name: str, *, acronym: str = "", **facts: str) -> Organization:
        organization = Organization.objects.create(slug=slug, name=name, acronym=acronym, title=name)
        for at, (label, value) in enumerate(facts.items()):
            organization.facts.create(key=f"fact-{label.lower()}", label=label, value=value, position=at)
        publish(organization)
        return organization

    return publish_new


def related(slug: str) -> Links:
    """Kind and slug of each related organization: the claims that say so."""
    groups = PublishedOrganization.objects.get(slug=slug).related
    return {
        (group["kind"], other["slug"]): [f"{claim['slug']}#{claim['anchor']}" for claim in other["claims"]]
        for group in groups
        for other in group["organizations"]
    }


def serve(name: str, *organizations: Organization) -> None:
    person = Person.objects.create(slug=name.lower(), name=name)
    for organization in organizations:
        organization.roles.create(person=person, key=f"{name.lower()}-here", title="Director")
        publish(organization)


def test_a_fact_relates_two_organizations_on_both_sides(made: Made) -> None:
    made("un", "United Nations", acronym="UN")
    made("who", "World Health Organization", Parent="United Nations (UN)", Predecessor="Office of Hygiene")
    assert related("who") == {("parent", "un"): ["who#fact-fact-parent"]}
    assert related("un") == {("part", "who"): ["who#fact-fact-parent"]}


def test_an_organization_that_comes_later_is_found_in_what_was_said_before(made: Made) -> None:
    made("new", "New League", Predecessor="The OLD League, 1920–1946")
    assert related("new") == {}
    old = made("old", "Old Lēague")
    assert related("new").keys() == {("predecessor", "old")}
    withdraw(old)
    assert related("new") == {}
    publish(old)
    assert related("new").keys() == {("predecessor", "old")}


def happen(organization: Organization, title: str) -> None:
    """Publish the organization with one more event."""
    key = f"event-{organization.timelineevents.count()}"
    organization.timelineevents.create(key=key, title=title, period="2016", position=1)
    publish(organization)


def test_an_event_relates_two_organizations_where_its_whole_title_says_it(made: Made) -> None:
    made("un", "United Nations", acronym="UN")
    iom = made("iom", "Organization for Migration", acronym="IOM")
    for title in ("A pact with the United Nations", "The UN becomes part of IOM", "Becomes part of UN, WHO and others"):
        happen(iom, title)
    assert related("iom") == {}
    happen(iom, "IOM becomes part of the United Nations (UN)")
    assert related("iom") == {("parent", "un"): ["iom#event-event-3"]}
    assert related("un") == {("part", "iom"): ["iom#event-event-3"]}
    assert rebuild_relations(check=True) == 0
    PublishedMention.objects.all().delete()
    assert rebuild_relations() > 0
    assert related("un") == {("part", "iom"): ["iom#event-event-3"]}


def test_who_founded_it_is_related(made: Made) -> None:
    made("un", "United Nations", acronym="UN", Founded="1945, by the Charter of the United Nations")
    made("unhcr", "Refugee Office", Founded="1950, by the General Assembly of the United Nations")
    assert related("unhcr") == {("related", "un"): ["unhcr#fact-fact-founded"]}
    assert related("un") == {("related", "unhcr"): ["unhcr#fact-fact-founded"]}


def test_an_event_and_a_fact_say_the_same_together(made: Made) -> None:
    made("un", "United Nations", acronym="UN")
    iom = made("iom", "Organization for Migration", Parent="United Nations")
    happen(iom, "Becomes part of the UN")
    assert related("iom") == {("parent", "un"): ["iom#event-event-0", "iom#fact-fact-parent"]}
    iom.timelineevents.all().delete()
    publish(iom)
    assert related("iom") == {("parent", "un"): ["iom#fact-fact-parent"]}


def test_both_dossiers_may_say_it(made: Made) -> None:
    made("old", "Old League", Successor="NL")
    made("new", "New League", acronym="NL", Predecessor="Old League")
    assert related("new") == {("predecessor", "old"): ["new#fact-fact-predecessor", "old#fact-fact-successor"]}


def test_a_name_that_two_have_names_neither(made: Made) -> None:
    made("one", "Care", acronym="C")
    made("who", "Health", Parent="Care")
    assert related("who") != {}
    other = made("two", "Care", acronym="C")
    assert related("who") == related("one") == {}
    withdraw(other)
    assert related("who").keys() == {("parent", "one")}


def test_a_new_name_stands_on_the_pages_of_others(made: Made, client: Client) -> None:
    un = made("un", "United Nations", acronym="UN")
    made("who", "Health", Parent="UN")
    before = client.get("/organizations/who/")
    assert "Part of" in body(before)
    Organization.objects.filter(pk=un.pk).update(name="The World in One", slug="one")
    publish(un)
    page = client.get("/organizations/who/", headers={"if-none-match": before["ETag"]})
    assert '<a lang="en" href="/organizations/one/">The World in One (UN)</a>' in body(page)


def test_what_others_do_not_show_leaves_their_pages_as_they_are(made: Made, client: Client) -> None:
    un = made("un", "United Nations", acronym="UN", Founded="1945")
    made("who", "Health", Parent="UN")
    before = client.get("/organizations/who/")["ETag"]
    un.facts.filter(label="Founded").update(value="1946")
    publish(un)
    assert client.get("/organizations/who/", headers={"if-none-match": before}).status_code == 304


def test_people_who_served_in_both_relate_organizations(made: Made) -> None:
    un, who = made("un", "Nations"), made("who", "Health")
    serve("Ann", un, who)
    assert related("un") == {("people", "who"): ["un#role-ann-here"]}
    assert related("who") == {("people", "un"): ["who#role-ann-here"]}
    who.roles.all().delete()
    publish(who)
    assert related("un") == {}


@pytest.mark.slow
def test_somebody_who_served_everywhere_relates_none(made: Made) -> None:
    organizations = [made(f"o{at}", f"Body {at}") for at in range(MAX_SERVED + 1)]
    serve("Ann", *organizations[:-1])
    assert len(related("o0")) == MAX_SHOWN
    assert PublishedOrganization.objects.get(slug="o0").related[0]["more"] == MAX_SERVED - 1 - MAX_SHOWN
    organizations[-1].roles.create(person=Person.objects.get(), key="ann", title="Director")
    publish(organizations[-1])
    assert related("o0") == related(f"o{MAX_SERVED}") == {}


def test_editors_add_and_hide_relations_once_they_are_published(made: Made, client: Client) -> None:
    un, who, old = made("un", "Nations"), made("who", "Health", Parent="Nations"), made("old", "Office of Hygiene")
    Relation.objects.create(organization=who, kind="predecessor", other=old, note="Taken over in <b>1946</b>.")
    Relation.objects.create(organization=un, kind="part", other=who, is_hidden=True)
    publish(who)
    assert related("who").keys() == {("parent", "un")}
    assert vocabulary_has_unpublished_changes()
    publish_vocabulary()
    assert not vocabulary_has_unpublished_changes()
    assert (related("un"), related("who")) == ({}, {("predecessor", "old"): []})
    assert "Taken over in &lt;b&gt;1946&lt;/b&gt;." in body(client.get("/organizations/old/"))
    Relation.objects.all().delete()
    publish_vocabulary()
    assert (related("old"), related("who").keys()) == ({}, {("parent", "un")})


def test_a_relation_of_editors_shows_where_both_are_published(made: Made) -> None:
    un, draft = made("un", "Nations"), Organization.objects.create(slug="draft", name="Draft", title="Draft")
    Relation.objects.create(organization=draft, kind="member_of", other=un)
    publish_vocabulary()
    assert related("un") == {}
    publish(draft)
    assert (related("un"), related("draft")) == ({("member", "draft"): []}, {("member_of", "un"): []})


def test_the_page_and_its_data_say_on_what_a_relation_stands(made: Made, client: Client) -> None:
    made("un", "United Nations", acronym="UN")
    made("who", "Health", acronym="H", Parent="UN")
    page = body(client.get("/organizations/who/"))
    section = page[page.index('<h2 id="related">') :]
    assert "<dt>Part of</dt>" in section
    assert '<a lang="en" href="#fact-fact-parent">Parent</a>' in section
    assert 'href="/organizations/who/#fact-fact-parent">H: Parent</a>' in body(client.get("/organizations/un/"))
    [found] = read(client.get("/organizations/un.json"))["related"]
    assert (found["kind"], found["organization"]["slug"]) == ("part", "who")
    assert found["claims"] == [{"url": "http://testserver/organizations/who/#fact-fact-parent", "title": "Parent"}]


def test_editions_and_narrowed_pages_say_nothing_of_others(made: Made, client: Client) -> None:
    made("un", "United Nations", acronym="UN")
    made("who", "Health", Parent="UN")
    for url in ("editions/1/", "?as-of=2000", "?era=undated"):
        assert 'id="related"' not in body(client.get(f"/organizations/who/{url}"))


def test_a_page_takes_no_query_for_what_is_related(made: Made, client: Client) -> None:
    counts = []
    for number in (0, 5):
        for at in range(number):
            made(f"o{at}", f"Body {at}", Parent="Health")
        if not counts:
            made("who", "Health")
        pages.clear()
        with CaptureQueriesContext(connection) as captured:
            body(client.get("/organizations/who/"))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_publishing_takes_no_more_queries_where_more_are_related(made: Made) -> None:
    who, counts = made("who", "Health"), []
    for number in (1, 10):
        for at in range(number):
            made(f"o{number}-{at}", f"Body {number} {at}", Parent="Health")
        Organization.objects.filter(pk=who.pk).update(acronym=f"H{number}")
        with CaptureQueriesContext(connection) as captured:
            publish(who)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_what_is_wrong_is_told_and_mended(made: Made) -> None:
    made("un", "Nations")
    made("who", "Health", Parent="Nations")
    assert rebuild_relations(check=True) == 0
    PublishedMention.objects.all().delete()
    PublishedOrganization.objects.filter(slug="un").update(related=[])
    with pytest.raises(CommandError, match="2 rows about relations are wrong"):
        call_command("rebuild_relations", check=True)
    call_command("rebuild_relations")
    assert related("un").keys() == {("part", "who")}
    assert rebuild_relations(check=True) == 0

"""The editors' desk: what waits for whom, which checks fail; on a dossier's page what they found, and where."""

import html
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from organizations.admin.desk import all_of
from organizations.dossier.text.parser import parse
from organizations.editing import record, recorded
from organizations.models import Checkup, Organization, Program, Schedule
from organizations.publishing import publish_dossiers, schedule, send_back, submit
from organizations.store import load_dossier, load_dossiers
from tests.support.responses import body

FAULTLESS = (
    "Faultless Body (FAULTLESS)\n\nThis body sits in Bern.\n\nSnapshot\n\n• Founded: 1990\n• Headquarters: Bern\n"
)
DESK = 13
"""Queries of the admin's front page."""


@pytest.fixture
def editing(member):
    return member("Editor")


@pytest.fixture
def changed(iom, editing):
    """IOM with an unpublished fact of the editor's."""
    with recorded(by=editing):
        fact = iom.facts.get(key="headquarters")
        fact.value = "Bern"
        fact.save()
    return iom


@pytest.fixture
def seen_by(client):
    """A function: a user -> what the desk says to them, in words."""

    def seen(user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        page = body(client.get("/admin/"))
        desk = page[page.index('<div class="desk">') : page.index('<div id="content-main">')]
        return " ".join(re.sub("<[^>]*>", " ", desk).split())

    return seen


def spoil(organization):
    """Let one claim say nothing, one role begin in a thousand years."""
    with recorded():
        program = organization.programs.first()
        program.body = ""
        program.save()
        role = organization.roles.get(key="amy-pope")
        role.period = "since 2990"
        role.clean()
        role.save()


def test_a_review_waits_for_publishers_and_comes_first(changed, editing, member, seen_by):
    submit(changed, by=editing, comment="Please look")
    desk = seen_by(member("Publisher"))
    assert desk.startswith("In review International Organization for Migration (IOM)")
    assert re.search(r"Please look waits for you\b", desk)
    assert "Please look waits for a publisher" in seen_by(editing)


def test_what_was_sent_back_waits_for_its_editor_and_comes_first(changed, editing, member, seen_by):
    submit(changed, by=editing)
    publisher = member("Publisher")
    send_back(changed, by=publisher, answer="Name a source")
    assert seen_by(editing).startswith("Sent back to you")
    assert "Name a source waits for you" in seen_by(editing)
    assert "Sent back" not in seen_by(publisher)


@pytest.mark.parametrize(
    ("role", "first"), [("Editor", "Sent back to you United Nations (UN)"), ("Publisher", "In review International")]
)
def test_what_waits_for_oneself_comes_first(all_dossiers, member, seen_by, role, first):
    user = member(role)
    for slug in ("un", "iom"):
        organization = Organization.objects.get(slug=slug)
        organization.headline = "Another headline"
        organization.save()
        submit(organization, by=user)
    send_back(Organization.objects.get(slug="un"), by=user, answer="Name a source")
    desk = seen_by(user)
    assert desk.startswith(first)
    assert {"In review", "Sent back to you"} <= set(re.findall("In review|Sent back to you", desk))


def test_a_draft_waits_for_whoever_changed_it_last(changed, editing, member, seen_by):
    assert "waits for you to submit it" in seen_by(editing)
    assert "waits for an editor to submit it" in seen_by(member("Publisher"))


def test_what_is_in_review_is_told_once(changed, editing, seen_by):
    submit(changed, by=editing)
    assert "Changed but unpublished" not in seen_by(editing)


def test_checks_that_fail_are_counted(iom, editing, seen_by):
    assert "Checks failing International Organization for Migration (IOM) 1 warning" in seen_by(editing)
    spoil(iom)
    assert "1 error · 3 warnings · 0 of 27 claims sourced waits for an editor" in seen_by(editing)


def test_errors_come_before_warnings(all_dossiers, editing, seen_by):
    spoil(Organization.objects.get(slug="iom"))
    Checkup.objects.filter(organization__slug="un").update(warnings=40)
    desk = seen_by(editing)
    assert desk.index("(IOM) 1 error") < desk.index("(UN) 40 warnings")


def test_a_dossier_without_a_finding_is_not_on_the_desk(all_dossiers, editing, seen_by):
    record(load_dossier(parse(FAULTLESS)))
    checks = re.search("Checks failing(.*)Recently", seen_by(editing))[1]
    assert "IOM" in checks
    assert "FAULTLESS" not in checks


@pytest.mark.slow
def test_the_desk_needs_as_many_queries_for_many_dossiers_and_lists_twenty(iom, iom_text, editor):
    with CaptureQueriesContext(connection) as few:
        editor.get("/admin/")
    for each in load_dossiers([(f"b{number}", parse(iom_text)) for number in range(25)]):
        record(each)
    with CaptureQueriesContext(connection) as many:
        desk = body(editor.get("/admin/"))
    assert len(many) == len(few) == DESK
    assert desk.count("waits for an editor to submit it") == 20
    assert desk.count("#checks") == 20


def listed(client, url):
    """The slugs of the dossiers in a list."""
    return {each.slug for each in client.get(url).context["cl"].result_list}


@pytest.mark.slow
def test_every_list_of_the_desk_leads_to_all_of_it(all_dossiers, member, client):
    user = member("Publisher")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    un, iom, unhcr, ilo = (Organization.objects.get(slug=slug) for slug in ("un", "iom", "unhcr", "ilo"))
    for each in (un, iom, unhcr):
        each.headline = "Another headline"
        each.save()
        submit(each, by=user) if each != unhcr else record(each)
    send_back(un, by=user, answer="Name a source")
    due = timezone.now() + timedelta(days=9)
    schedule(ilo, Schedule.Action.PUBLISH, due_at=due, by=user)
    failed = schedule(un, Schedule.Action.PUBLISH, due_at=due, by=user)
    Schedule.objects.filter(pk=failed.pk).update(outcome="failed", done_at=due)
    expected = {"review": {"iom"}, "answer": {"un"}, "changed": {"un", "unhcr"}, "scheduled": {"ilo"}, "failed": {"un"}}
    page = body(client.get("/admin/"))
    for name, slugs in expected.items():
        assert f'href="{all_of(name)}"' in page
        assert listed(client, all_of(name)) == slugs, name
    assert "iom" in listed(client, all_of("failing"))
    record(load_dossier(parse(FAULTLESS)))
    assert "faultless" not in listed(client, all_of("failing"))
    url = html.unescape(re.search(r'href="([^"]*published_at[^"]*)"', page)[1])
    assert {each.organization.slug for each in client.get(url).context["cl"].result_list} == {
        "un", "iom", "unhcr", "ilo"
    }  # fmt: skip


def test_an_empty_desk_says_what_is_true(db, editor, viewer):
    assert "There is no dossier yet." in body(editor.get("/admin/"))
    page = body(viewer.get("/admin/"))
    assert "There is no dossier yet." in page
    assert "Import a text" not in page


def test_a_dossiers_page_says_what_was_found_and_leads_to_it(iom, editor, url):
    spoil(iom)
    page = body(editor.get(url))
    program = Program.objects.get(body="")
    assert f'<a href="{reverse("admin:organizations_program_change", args=[program.pk])}">program “' in page
    assert "It has a title only. Add its text." in page
    assert "It begins in 2990, more than fifty years from now." in page


def test_words_of_a_dossier_are_no_markup_in_what_was_found(editor, db):
    organization = load_dossier(parse("A Body (AB)\n\nKey Programs\n\n1. <b>Bold</b> 100%\n\n2. <b>Bold</b> 100%\n"))
    record(organization)
    page = body(editor.get(reverse("admin:organizations_organization_change", args=[organization.pk])))
    assert "program “&lt;b&gt;Bold&lt;/b&gt; 100%”" in page
    assert "<b>Bold" not in page


def test_a_part_that_is_gone_is_named_without_a_link(iom, editor, url):
    spoil(iom)
    Program.objects.filter(body="").delete()
    page = body(editor.get(url))
    assert re.search(r"</span>\s*program “", page)


def test_a_finding_of_a_check_that_is_no_more_is_left_out(iom, editor, url):
    Checkup.objects.update(findings=[{"check": "x", "kind": "fact", "key": "k", "words": "Old words", "details": {}}])
    assert "Old words" not in body(editor.get(url))


@pytest.mark.slow
def test_the_page_needs_as_many_queries_for_many_findings(editor, db):
    def queries(count):
        points = "\n\n".join(f"{number + 1}. Program {number}" for number in range(count))
        organization = load_dossier(parse(f"Big Body (BIG)\n\nKey Programs\n\n{points}\n"))
        record(organization)
        url = reverse("admin:organizations_organization_change", args=[organization.pk])
        editor.get(url)
        with CaptureQueriesContext(connection) as captured:
            page = body(editor.get(url))
        return len(captured), page

    few, _page = queries(1)
    many, page = queries(80)
    assert many == few
    assert "and 62 more</li>" in page


def test_readers_see_nothing_of_it(iom, client):
    spoil(iom)
    publish_dossiers([iom])
    for url in ("/organizations/iom/", "/explore/?q=title", "/organizations/iom/history/"):
        page = body(client.get(url))
        assert "It has a title only" not in page
        assert "1 error" not in page

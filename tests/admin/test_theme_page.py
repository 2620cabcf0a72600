"""Many claims get themes and lose them at once, from their list: one revision of each dossier that changed."""

from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.editing import record
from organizations.models import Organization, Program, Theme, TimelineEvent
from tests.admin.tools import (
    event,
    last,
    themed,
    url,
)
from tests.support.responses import body
from tests.support.threads import at_once


def test_themes_are_added_and_removed_in_one_revision_of_each_dossier(iom, twin, editor):
    returns = Theme.objects.get(slug="returns")
    other = Theme.objects.exclude(slug="returns").first()
    events: list[Any] = list(TimelineEvent.objects.all())
    for each in events:
        each.themes.set([returns])
    record(iom)
    page = body(themed(editor, events, returns="remove", **{other.slug: "add"}))
    assert "10 claims have their themes." in page
    assert {tuple(each.themes.all()) for each in events} == {(other,)}
    assert last(iom)[1] == last(twin)[1] == f"Themes added: {other.name}; themes removed: {returns.name}"


def test_only_dossiers_that_changed_get_a_revision(iom, twin, editor):
    returns = Theme.objects.get(slug="returns")
    for each in iom.timelineevents.all():
        each.themes.add(returns)
    record(iom)
    before = iom.revisions.count()
    themed(editor, list(TimelineEvent.objects.all()), returns="add")
    assert (iom.revisions.count(), twin.revisions.count()) == (before, 2)


def test_all_claims_of_a_list_are_themed_across_its_pages(iom, editor, form_of):
    Program.objects.bulk_create(Program(organization=iom, key=f"p{n}", title=f"P{n}", position=n) for n in range(150))
    data = {"action": "theme_selected", "select_across": "1", "_selected_action": [Program.objects.first().pk]}
    page = body(editor.post(url(Program, "changelist"), data))
    count = Program.objects.count()
    assert f"{count} claims are selected" in page
    form = form_of(page, "themes")
    theme = Theme.objects.get(slug="returns")
    with CaptureQueriesContext(connection) as captured:
        editor.post(url(Program, "themes"), {**form, f"theme-{theme.pk}": "add", "apply": "1"})
    assert len(captured) <= 45
    assert Program.objects.filter(themes=theme).count() == count > 150


@pytest.mark.parametrize(("action", "max_rows"), [("theme_selected", 500), ("move_selected", 100)])
def test_more_claims_than_a_tool_takes_are_refused(iom, editor, action, max_rows):
    Program.objects.bulk_create(Program(organization=iom, key=f"p{n}", title=f"P{n}", position=n) for n in range(501))
    data = {"action": action, "select_across": "1", "_selected_action": [Program.objects.first().pk]}
    page = body(editor.post(url(Program, "changelist"), data, follow=True))
    assert f"At most {max_rows} at once; select fewer." in page


@pytest.mark.parametrize(
    ("choice", "reason"),
    [({}, "Choose a theme"), ({"x": "add"}, "Choose a theme"), ({0: "burn"}, "Select a valid choice")],
)
def test_a_choice_that_is_none_changes_nothing(iom, editor, choice, reason):
    theme = Theme.objects.first()
    data = {f"theme-{name or theme.pk}": side for name, side in choice.items()}
    page = body(editor.post(url(TimelineEvent, "themes"), {**data, "claim": event().pk, "apply": "1"}))
    assert reason in page
    assert iom.revisions.count() == 1


@pytest.mark.parametrize("claim", ["", "x", "-1", "9" * 30, "999999", "²", "\0"])
def test_theming_what_is_not_there_says_so(iom, editor, claim):
    assert "not there any more" in body(editor.post(url(TimelineEvent, "themes"), {"claim": claim}, follow=True))


@pytest.mark.django_db(transaction=True)
def test_two_who_theme_at_once_both_do(two):
    iom = Organization.objects.get()
    themes = Theme.objects.filter(slug__in=["accountability", "governance"])
    to, claims = url(Program, "themes"), [each.pk for each in iom.programs.all()]
    posts = [
        partial(client.post, to, {"claim": claims, f"theme-{theme.pk}": "add", "apply": "1"})
        for client, theme in zip(two, themes, strict=True)
    ]
    assert [each.status_code for each in at_once(*posts)] == [302, 302]
    assert not [theme for theme in themes if theme.program_set.count() < iom.programs.count()]
    assert last(iom)[0] == 3

"""manage.py check_dossiers: every dossier is checked anew, what was found is said; an error fails."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.dossier.period import parse_period
from organizations.dossier.text.parser import parse
from organizations.editing.checkups import BATCH, check_up
from organizations.models import Checkup, Organization
from organizations.models.base import period_columns
from organizations.publishing import publish_dossiers
from organizations.store import load_dossiers
from tests.dossier.strategies import IOM


def run() -> str:
    stream = io.StringIO()
    call_command("check_dossiers", stdout=stream)
    return stream.getvalue()


def test_it_says_what_is_found_in_each_dossier(all_dossiers: None) -> None:
    text = run()
    assert "iom:\n  warning: section “Key People”: Nobody in office is recorded between 1951 and 2008." in text
    assert "un:\n  warning: dossier “United Nations”: 18 of 42 claims are sourced." in text


def test_it_fails_where_there_is_an_error(iom: Organization) -> None:
    iom.roles.filter(key="amy-pope").update(**period_columns(parse_period("since 2991")))
    with pytest.raises(CommandError, match="1 of these are errors"):
        run()


def test_what_was_changed_past_every_save_is_found(iom: Organization) -> None:
    iom.programs.update(body="")
    before = Checkup.objects.get().warnings
    run()
    assert Checkup.objects.get().warnings == before + iom.programs.count()


def test_how_many_claims_are_sourced_is_counted(iom: Organization) -> None:
    marked = IOM.replace("member states", "member states [1]").strip() + "\n\nSources\n\n[1] IOM, Members (2024)."
    check_up({iom.pk: parse(marked)})
    assert Checkup.objects.values_list("sourced", "claims").get() == (1, 27)


def test_what_was_mended_is_found_no_more(iom: Organization) -> None:
    iom.facts.filter(key="headquarters").update(label="Seats")
    run()
    iom.facts.filter(key="headquarters").update(label="Seat")
    assert "where it sits" not in run()


def test_loading_fixtures_checks_them(iom: Organization) -> None:
    assert [each.check for each in Checkup.objects.get(organization=iom).found()] == ["unled"]


def test_many_dossiers_are_checked_in_as_many_queries_as_one(iom: Organization, iom_text: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            run()
        return len(captured)

    one = queries()
    publish_dossiers(load_dossiers([(f"b{number}", parse(iom_text)) for number in range(5)]))
    assert Checkup.objects.count() == 6 < BATCH
    assert queries() == one

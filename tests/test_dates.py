"""Days and times are written one way, in the site's time zone, which a time of day names."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils.formats import date_format, get_format, time_format
from pytest_django import Settings

from organizations.admin.tools.workflow import ScheduleForm
from organizations.models import Organization, Revision
from tests.support.responses import body

NIGHT = datetime(2026, 11, 28, 23, 5, tzinfo=UTC)
MACHINES = r"Y-m-d\TH:i:sO"
"""ISO 8601 without microseconds, which HTML does not know so many of."""

FORMATS = {"DATE_FORMAT", "DATETIME_FORMAT", "TIME_FORMAT", MACHINES}


def test_templates_know_no_other_format() -> None:
    words = {path: path.read_text() for path in Path("templates").rglob("*.html")}
    used = {
        (path.name, found[1])
        for path, text in words.items()
        for found in re.finditer(r"\|(?:date|time):(\S+?)[\s}%|]", text)
    }
    assert len(used) > 5
    assert {wanted.strip('"') for _name, wanted in used} <= FORMATS, used
    others = r"\|(?:date|time)\b(?!:)|{% now |\|timesince|\|timeuntil|\|natural"
    assert [path for path, text in words.items() if re.search(others, text)] == []


def test_code_writes_no_dates_of_its_own() -> None:
    code = {path: path.read_text() for root in ("organizations", "dossier_site") for path in Path(root).rglob("*.py")}
    assert [str(path) for path, text in code.items() if re.search(r"strftime\(|\{[^{}]+:%[a-zA-Z]", text)] == []
    scripts = {path: path.read_text() for path in Path("static").rglob("*.js")}
    assert [str(path) for path, text in scripts.items() if re.search(r"toLocale(Date|Time)?String", text)] == []


def test_a_time_of_day_names_its_zone() -> None:
    assert date_format(NIGHT, "DATETIME_FORMAT") == "28 November 2026, 23:05 UTC"
    assert time_format(NIGHT, "TIME_FORMAT") == "23:05 UTC"
    assert date_format(NIGHT, "DATE_FORMAT") == "28 November 2026"
    assert get_format("SHORT_DATETIME_FORMAT") == get_format("DATETIME_FORMAT")


@pytest.fixture
def in_tokyo(iom: Organization, settings: Settings) -> Organization:
    """IOM, published late in the evening of Greenwich, on a site in Tokyo."""
    settings.TIME_ZONE = "Asia/Tokyo"
    Revision.objects.update(created_at=NIGHT.replace(year=2020), published_at=NIGHT)
    return iom


def test_readers_are_told_in_the_zone_of_the_site(in_tokyo: Organization, client: Client) -> None:
    history = body(client.get("/organizations/iom/history/"))
    assert '<time datetime="2026-11-29T08:05:00+0900">29 November 2026, 08:05 JST</time>' in history
    edition = body(client.get("/organizations/iom/editions/1/"))
    assert "This is edition 1, of 29 November 2026, as this site published it then." in edition


@pytest.mark.parametrize(
    "url",
    ["/admin/", "/admin/organizations/revision/", "/admin/organizations/organization/{pk}/history/"],
)
def test_editors_are_told_in_the_same_words(
    in_tokyo: Organization, as_member: Callable[[str], Client], url: str
) -> None:
    page = body(as_member("Publisher").get(url.format(pk=in_tokyo.pk)))
    assert re.search(r"29 November 20\d\d, 08:05 JST", page)
    assert not re.search(r"\bNov\. |[ap]\.m\.|UTC", page)


def test_a_time_is_asked_for_in_the_zone_of_the_site(settings: Settings) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"
    assert "In the time zone of the site, Asia/Tokyo." in str(ScheduleForm())
    form = ScheduleForm({"due_at": "2999-01-31T08:00"})
    assert form.is_valid()
    assert form.cleaned_data["due_at"].astimezone(UTC) == datetime(2999, 1, 30, 23, tzinfo=UTC)

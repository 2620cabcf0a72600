"""Every screen of the admin, light and dark: nothing for axe to find, and nothing that a phone scrolls sideways for."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from organizations.editing import record
from organizations.models import Contribution, Organization, Schedule, TimelineEvent
from organizations.publishing import schedule, submit

PHONE, DESK = {"width": 320, "height": 640}, {"width": 1440, "height": 900}
URLS = {
    "desk": "/admin/",
    "list": "/admin/organizations/organization/",
    "page": "{iom}change/",
    "publish": "{iom}publish/",
    "history": "{iom}history/",
    "compared": "{iom}history/?old=1&new=2",
    "submit": "{iom}step/submit/",
    "send back": "{iom}step/send-back/",
    "schedule": "{iom}step/schedule-publish/",
    "withdraw": "{iom}step/withdraw/",
    "import": "{iom}import/",
    "deleting": "/admin/organizations/timelineevent/{event}/delete/",
    "event": "/admin/organizations/timelineevent/{event}/change/",
    "event's history": "/admin/organizations/timelineevent/{event}/history/",
    "events": "/admin/organizations/timelineevent/",
    "people": "/admin/organizations/person/",
    "themes": "/admin/organizations/theme/",
    "publish themes": "/admin/organizations/theme/publish/",
    "revisions": "/admin/organizations/revision/",
    "contributions": "/admin/organizations/contribution/",
    "contribution": "/admin/organizations/contribution/{contribution}/change/",
    "source of a claim": "/admin/organizations/fact/{fact}/source/",
    "claim beside a contribution": "/admin/organizations/fact/{fact}/change/?contribution={contribution}",
}
"""Screens that an address is enough for."""

UNFOLD = """document.querySelectorAll("details:not([open]) > summary").forEach(
    summary => summary.checkVisibility() && (summary.parentElement.open = true))"""


@pytest.fixture
def event(iom: Organization) -> TimelineEvent:
    """An event that editors retitled; the dossier waits for review, and for the time when it is published."""
    found = iom.timelineevents.get(key="expansion-beyond-europe")
    found.title = "Mine"
    found.save()
    about = {"claim_kind": "fact", "claim_key": "headquarters", "claim_words": "Headquarters"}
    values = {
        "words": "It moved to Handlungsbevollmächtigtenversammlungshausen",
        "name": "Ann",
        "email": "a@example.org",
    }
    Contribution.objects.create(
        organization=iom, type="reply", url="https://example.org/" + "a" * 90, **about, **values
    )
    submit(iom, by=None, comment="Please look at the longest words of it: Handlungsbevollmächtigtenversammlung")
    schedule(iom, Schedule.Action.PUBLISH, due_at=timezone.now() + timedelta(days=9), by=None)
    return found


def screens(page: Page, iom: Organization, event: TimelineEvent, text: str) -> Iterator[str]:
    """The name of each screen, once the page shows it with everything unfolded."""
    admin = f"/admin/organizations/organization/{iom.pk}/"
    contribution, fact = Contribution.objects.get().pk, iom.facts.get(key="headquarters").pk
    for name, url in URLS.items():
        page.goto(url.format(iom=admin, event=event.pk, contribution=contribution, fact=fact))
        page.evaluate(UNFOLD)
        yield name
    page.goto(f"{admin}import/")
    page.locator("#id_text").fill(text.replace("Expansion Beyond Europe", "From the text"))
    page.get_by_role("button", name="Show how it is read").click()
    page.get_by_role("heading", name="The source, and what it became").wait_for()
    page.get_by_role("link", name="Change line 18").click()
    page.get_by_label("Date", exact=True).wait_for()
    page.evaluate(UNFOLD)
    yield "reading desk"
    page.get_by_role("button", name="Show what changes").click()
    page.get_by_label("Take the text's").wait_for()
    yield "import with a conflict"
    page.goto(f"/admin/organizations/timelineevent/{event.pk}/change/")
    event.title = "Theirs"
    event.save()
    record(iom)
    page.get_by_label("Title:").fill("Yours")
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.get_by_label("Keep yours").wait_for()
    yield "conflict of two editors"


def test_every_screen_passes_axe_and_fits_a_phone(
    iom: Organization,
    event: TimelineEvent,
    iom_text: str,
    page: Page,
    log_in: Callable[[str], None],
    axe: Callable[[], list[str]],
    in_the_dark: Callable[[], list[str]],
    console_errors: list[str],
) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto("/admin/")
    wrong = {"log in": axe() + in_the_dark()}
    log_in("Publisher")
    for name in screens(page, iom, event, iom_text):
        page.set_viewport_size(PHONE)
        wide = page.evaluate("document.documentElement.scrollWidth")
        wrong[name] = axe() + ([f"{wide} px wide on a phone"] if wide > PHONE["width"] else [])
        page.set_viewport_size(DESK)
        wrong[name] += axe() + in_the_dark()
    console_errors[:] = [each for each in console_errors if not re.search("status of 409", each)]
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize("width", [320, 800, 1280])
def test_the_tools_of_a_record_stand_below_its_name(
    width: int, iom: Organization, page: Page, log_in: Callable[[str], None]
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/admin/")
    log_in("Publisher")
    page.goto(f"/admin/organizations/organization/{iom.pk}/change/")
    name, tools = page.locator("#content > h2").bounding_box(), page.locator(".object-tools").bounding_box()
    assert name and tools
    assert name["y"] + name["height"] <= tools["y"]

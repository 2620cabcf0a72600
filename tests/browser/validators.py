"""Validators that nobody here wrote find nothing wrong: the Nu Html Checker, IBM's engine, axe beside them.

Its name keeps it out of `make test`, which asks for neither npm nor java: `make validators` runs it.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, Response

from organizations.dossier.text.parser import parse
from organizations.models import Contribution, Organization, PublishedClaim, PublishedSource, TimelineEvent
from organizations.publishing import publish, publish_dossiers, withdraw
from organizations.store import load_dossiers
from tests.browser.test_admin_screens import event, screens  # noqa: F401 - event is a fixture
from tests.browser.test_pictures_seen import ARABIC
from tests.validators import equal_access_violations, nu_complaints

URLS = [
    "/",
    "/?q=migration&theme=returns",
    "/organizations/iom/",
    "/organizations/un/",
    "/organizations/ar/",
    "/organizations/un/?era=cold-war",
    "/organizations/iom/?era=cold-war&theme=returns",
    "/organizations/un/?as-of=1990",
    "/organizations/iom/?as-of=1900",
    "/organizations/iom/history/",
    "/organizations/iom/history/?old=1&new=2",
    "/organizations/iom/history/?claim=fact-headquarters",
    "/organizations/iom/editions/1/",
    "/organizations/iom/contribute/",
    "/organizations/iom/claims/fact-headquarters/contribute/",
    "/contributions/secret/",
    "/organizations/un/claims/event-pact-for-the-future/",
    "/organizations/un/claims/event-pact-for-the-future/cite/",
    "/organizations/un/claims/event-pact-for-the-future/embed/",
    "/organizations/ar/claims/{claim}/",
    "/explore/",
    "/explore/?q=who+led+IOM+in+2010",
    "/explore/?q=assited",
    "/explore/?q=returns&kind=event&era=nope",
    "/explore/?q=nothing+of+the+kind&theme=returns",
    "/explore/?organization=ar",
    "/matrix/",
    "/matrix/?organization=iom",
    "/compare/",
    "/compare/?org=iom&org=unhcr&org=un&org=ilo",
    "/compare/?org=iom&org=ar",
    "/themes/",
    "/themes/returns/",
    "/eras/cold-war/",
    "/people/",
    "/people/antonio-vitorino/",
    "/sources/",
    "{source}",
    "/about/",
    "/api/",
    "/nowhere/",
    "/organizations/gone/",
    "/403/",
    "/500/",
    "/503/",
]

JUDGED = [
    # A claim is an article that begins with its heading; the same words once more as its label are read twice.
    ("aria_article_label_unique", 'class="claim"'),
    # A mark has room for the first words; the name that is spoken begins with what is seen of it before the "…".
    ("label_name_visible", r"/svg\["),
    # What scrolls sideways is reached by the keyboard, or the keyboard could not scroll it; axe asks for it.
    ("element_tabbable_role_valid", 'role="region"'),
    # A form without a name is no landmark: each of the admin begins with its heading.
    ("aria_form_label_unique|aria_landmark_name_unique", "<form"),
    # Django's own templates, and select2, which Django brings.
    ("aria_content_in_landmark", "skip-to-content-link|toggle-nav-sidebar"),
    ("aria_attribute_valid", 'id="nav-sidebar"|<nav'),
    ("fieldset_label_valid", 'class="module aligned'),
    ("input_label_exists", 'id="searchbar"|select2'),
    ("label_ref_valid", "-person"),
]
"""What IBM's engine calls a violation and is none of ours: rule, and what it is of. docs/testing.md says why."""

OF_LIBRARIES = re.compile(
    # The side bar of Django; the empty choice of its selects; the handle of adminsortable2.
    r"A table row was 2 columns wide|Element “option” without attribute “label”|Attribute “(pk|order)” not allowed"
)


def is_judged(found: dict[str, Any]) -> bool:
    """Whether a violation is one of those that were judged."""
    where = f"{found['path']['dom']} {found['snippet']}"
    return any(re.fullmatch(rule, found["ruleId"]) and re.search(of, where) for rule, of in JUDGED)


class Looked:
    """What validators find wrong with the pages that were looked at."""

    def __init__(self, page: Page, axe: Callable[[], list[str]]) -> None:
        self._page, self._axe = page, axe
        self._sources: dict[str, str] = {}
        self._wrong: list[str] = []

    def at(self, name: str, source: str) -> None:
        """Look at the page that is shown; its source is validated as it was sent."""
        self._sources[name] = source
        found = [each for each in equal_access_violations(self._page) if not is_judged(each)]
        self._wrong += [f"{name}: {each['ruleId']} {each['message']} {each['snippet']}" for each in found]
        self._wrong += [f"{name}: {each}" for each in self._axe()]

    def wrong(self, folder: Path) -> list[str]:
        """All that is wrong; the sources are written to the folder."""
        return self._wrong + nu_complaints(self._sources, folder)


@pytest.fixture
def looked(page: Page, axe: Callable[[], list[str]], console_errors: list[str]) -> Looked:
    return Looked(page, axe)


@pytest.fixture
def every_kind(all_dossiers: None) -> None:
    """A page of every kind has something to show."""
    texts = {"ar": ARABIC, "gone": ARABIC}
    organizations = load_dossiers([(slug, parse(text)) for slug, text in texts.items()])
    Organization.objects.filter(slug__in=texts).update(language="ar")
    publish_dossiers(organizations)
    withdraw(Organization.objects.get(slug="gone"))
    iom = Organization.objects.get(slug="iom")
    iom.timelineevents.filter(key="externalized-borders").update(title="Borders Elsewhere")
    publish(iom, note="A title")
    about = {"claim_kind": "fact", "claim_key": "headquarters", "claim_words": "Headquarters"}
    Contribution.objects.create(organization=iom, type="source", words="Annual report", token="secret", **about)


def test_validators_find_nothing_in_any_public_page(
    every_kind: None, page: Page, looked: Looked, tmp_path: Path, console_errors: list[str]
) -> None:
    for status in (403, 500, 503):
        html = render_to_string(f"{status}.html")
        page.route(f"**/{status}/", lambda route, _, html=html: route.fulfill(body=html, content_type="text/html"))
    source = PublishedSource.objects.earliest("pk").get_absolute_url()
    claim = PublishedClaim.objects.filter(organization__slug="ar").earliest("pk").anchor
    for url in URLS:
        response = page.goto(url.format(source=source, claim=claim))
        looked.at(url, response.text())
    console_errors[:] = [each for each in console_errors if not re.search("status of 4(04|10)", each)]
    assert looked.wrong(tmp_path) == []


def test_validators_find_nothing_in_any_screen_of_the_admin(
    iom: Organization,
    event: TimelineEvent,  # noqa: F811
    iom_text: str,
    page: Page,
    log_in: Callable[[str], None],
    looked: Looked,
    tmp_path: Path,
    console_errors: list[str],
) -> None:
    sent: list[Response] = []
    page.on("response", lambda each: sent.append(each) if each.request.is_navigation_request() else None)
    page.goto("/admin/")
    looked.at("log in", sent[-1].text())
    log_in("Publisher")
    for name in screens(page, iom, event, iom_text):
        looked.at(name, sent[-1].text())
    console_errors[:] = [each for each in console_errors if not re.search("status of 409", each)]
    assert [each for each in looked.wrong(tmp_path) if not OF_LIBRARIES.search(each)] == []

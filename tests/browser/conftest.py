"""The site as people meet it: a live server with the IOM dossier, axe, and a member of staff who logs in."""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from re import Pattern
from threading import Thread
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Route

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
"""What a colour scheme can break: all else is the same in the light and in the dark."""


WALKED = {"test_stories.py", "test_phone_stories.py", "test_editing.py", "test_importing.py"}
"""The files that are not slow: the main walks of readers and editors."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if item.path.name not in WALKED:
                item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True)
def _committed(transactional_db: None) -> None:
    """The server sees committed data only."""


def enter(page: Page, user: User, site: str) -> None:
    """Open the admin as somebody who logged in before: test_account_pages does so through the page."""
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": session.key, "value": session.value, "url": site}])
    page.goto("/admin/")


@pytest.fixture
def log_in(page: Page, live_server: object, member: Callable[[str], User]) -> Callable[[str], None]:
    """A function that lets a new member of staff be logged in."""
    return lambda role: enter(page, member(role), str(live_server))


@pytest.fixture
def someone(browser: Browser, live_server: object, member: Callable[[str], User]) -> Iterator[Callable[[str], Page]]:
    """A function that gives a page of a browser context of its own: of a new member of staff, or of a reader for ""."""
    contexts: list[BrowserContext] = []

    def someone(role: str = "") -> Page:
        contexts.append(browser.new_context(base_url=str(live_server)))
        page = contexts[-1].new_page()
        if role:
            enter(page, member(role), str(live_server))
        return page

    yield someone
    for each in contexts:
        each.close()


def wrong_by(rules: dict[str, Any], page: Page, console_errors: list[str]) -> list[str]:
    """What axe finds wrong with the page by some rules."""
    before = len(console_errors)
    found = Axe().run(page, options=rules).response["violations"]
    # axe makes style elements of its own, and the security policy blocks them, as it should.
    del console_errors[before:]
    return [f"{each['id']}: {node['target']} {node['failureSummary']}" for each in found for node in each["nodes"]]


@pytest.fixture
def hold() -> Callable[[Page, str | Pattern[str]], Callable[[], None]]:
    """A function that keeps scripts on their way, as a slow line does, until the function that it gives is called."""

    def hold(page: Page, scripts: str | Pattern[str]) -> Callable[[], None]:
        held: list[Route] = []
        has_arrived = False
        page.route(scripts, lambda route: route.continue_() if has_arrived else held.append(route))

        def arrive() -> None:
            nonlocal has_arrived
            has_arrived = True
            for each in held:
                each.continue_()

        return arrive

    return hold


@pytest.fixture
def axe(page: Page, console_errors: list[str]) -> Callable[[], list[str]]:
    """A function that gives what axe finds wrong with the page: WCAG 2.2 AA and best practices."""
    return lambda: wrong_by(RULES, page, console_errors)


@pytest.fixture
def in_the_dark(page: Page, console_errors: list[str]) -> Callable[[], list[str]]:
    """A function that gives what is wrong with the colours of the page in the dark, and makes it light again."""

    def run() -> list[str]:
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        page.evaluate("document.getAnimations().forEach(each => each.finish())")
        found = wrong_by(COLOURS, page, console_errors)
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.evaluate("document.getAnimations().forEach(each => each.finish())")
        return [f"in the dark: {each}" for each in found]

    return run


@pytest.fixture
def offline(browser: Browser, out: Path) -> Iterator[Page]:
    """A page that may read files alone, and fails the test for any error or any request that leaves the edition."""
    context = browser.new_context(offline=True)
    page, asked, errors = context.new_page(), [], []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    yield page
    context.close()
    assert errors == []
    assert [url for url in asked if not url.startswith(out.as_uri())] == []


@pytest.fixture
def article() -> Iterator[Callable[[str], str]]:
    """A function that puts a frame into a page of another site, and gives its address."""
    content = b""

    class Article(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    def holding(frame: str) -> str:
        nonlocal content
        content = f'<!doctype html><html lang="en"><title>An article</title><p>As they say:</p>{frame}'.encode()
        # Another name than that of the live server: another site.
        return f"http://127.0.0.1:{server.server_port}/"

    with ThreadingHTTPServer(("127.0.0.1", 0), Article) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield holding
        server.shutdown()

"""What the page tests share: thirty organizations beside IOM, and the words of a page."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from organizations.models import Organization
from tests.support.loaded import made_once, publish_thirty

VOID = {"meta", "link", "input", "br", "hr", "img"}


class Reader(HTMLParser):
    """Reads the text of a page without that of elements whose class is in `skipped`."""

    def __init__(self, skipped: set[str]) -> None:
        super().__init__()
        self.skipped = skipped
        self.stack: list[bool] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.stack.append(bool(self.skipped & set((dict(attrs).get("class") or "").split())))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.stack:
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        if not any(self.stack):
            self.found.append(data)


@pytest.fixture
def words() -> Callable[..., list[str]]:
    """A function: HTML -> the words a reader sees, in order, without those of the classes named."""

    def read(html: str, *skipped: str) -> list[str]:
        reader = Reader(set(skipped))
        reader.feed(html)
        return re.findall(r"\w+", " ".join(reader.found))

    return read


@pytest.fixture
def thirty(db: None) -> list[Organization]:
    """Thirty organizations beside IOM, published: founded 1960 to 1989, in three countries."""
    made_once("thirty", publish_thirty)
    return list(Organization.objects.filter(slug__startswith="b").order_by("pk"))

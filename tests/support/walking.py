"""Walking through the pages of the site by their links: each address once, some of each view."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

from django.test import Client
from django.urls import resolve

from tests.support.responses import body


class _Links(HTMLParser):
    """Where the links of a page lead to."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (href := dict(attrs).get("href")):
            self.found.append(urldefrag(urljoin(self.url, href)).url)


def pages_from(
    client: Client,
    first: Iterable[str],
    *,
    of_a_view: int,
    in_admin: bool = False,
    apart: Callable[[str], bool] = lambda _link: False,
) -> Iterator[tuple[str, str]]:
    """The pages that are reached from the first ones: the address and HTML of each, at most so many `of_a_view`.

    Addresses that are told `apart` count on their own. Either the public pages, or those of the admin.
    """
    waiting, of_view = list(first), Counter[tuple[str, bool]]()
    seen = set(waiting)
    while waiting:
        url = waiting.pop(0)
        response = client.get(url)
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            continue
        yield url, body(response)
        links = _Links(url)
        links.feed(body(response))
        for link in links.found:
            if link.startswith("/") and link not in seen and link.startswith("/admin/") == in_admin:
                seen.add(link)
                view = resolve(link.partition("?")[0]).view_name, apart(link)
                of_view[view] += 1
                if of_view[view] <= of_a_view:
                    waiting.append(link)

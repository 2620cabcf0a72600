"""Which file of an edition stands in for an address of the site, and how a page leads to it."""

import re
from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from urllib.parse import parse_qs, urljoin, urlsplit

from django.utils.html import escape
from django.utils.translation import gettext as _
from selectolax.lexbor import LexborHTMLParser, LexborNode

from organizations.exports.sealed.filters import OF_DOSSIERS

INDEX = "index.html"
VERIFY = "verify.html"
EXPLORE = f"explore/{INDEX}"

EXPLORE_URL = "/explore/"
DOSSIER = re.compile(rf"organizations/[^/]+/{INDEX}")
OF_DOSSIER = "main form.filters"
NARROWED = "#edition-narrowed"
"""What tells the script of a dossier how to narrow it."""

ASSETS = ("static/", "media/", "copies/")
"""Where the files lie that pages are drawn with, or lead to as they are."""

# Matched at the beginning; "a:b" is a scheme to browsers, too.
LEFT_AS_IT_IS = re.compile(r"#|//|[a-z][a-z0-9+.-]*:", re.IGNORECASE)
"""How a link begins that leads within its own page, or to another site."""

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"
"""What a page of an edition may load: what lies beside it."""

_UNTIL = re.compile(rb'<meta name="drawn-until" content="(\d{4}-\d\d-\d\d)">')

UNUSED = (
    "script[src*='htmx'], meta[name='htmx-config'], link[rel='alternate'][type*='atom'],"
    " link[rel='alternate'][type*='oembed'], #suggestions, #edition-words ~ .finder #sort option[value='dossier']"
)
"""What needs a server to answer."""


@lru_cache(maxsize=20_000)
def file_of(path: str, query: str = "") -> str | None:
    """The file, with a fragment or query where it needs one, that stands in for an address; None where none does."""
    asked = parse_qs(query) if query else {}
    match path.strip("/").split("/"):
        case ["explore"] if set(asked) == {"kind", "page"}:
            return _numbered(f"explore/{asked['kind'][0]}/", asked["page"][0])
        case ["explore"] if "page" not in asked:
            return f"{EXPLORE}?{query}" if query else EXPLORE
        case ["people"] if "letter" in asked and set(asked) <= {"letter", "page"}:
            letter = asked["letter"][0]
            named = letter if letter.isascii() else f"{ord(letter[0]):x}"
            return _numbered(f"people/letters/{named}/", *asked.get("page", ()))
        # A slug holds no dot: this is data, or the picture for sharing.
        case ["organizations" | "themes" | "eras", name] | ["organizations", _, "editions", name] if "." in name:
            return None if asked else path.lstrip("/")
        case [name] if name.endswith((".json", ".csv")) and not asked:
            return name
        case ["organizations", _, "history.json" | "history.csv" | "timeline.json"] if not asked:
            return path.lstrip("/")
        case ["organizations", slug] if asked and set(asked) <= set(OF_DOSSIERS):
            return f"organizations/{slug}/{INDEX}?{query}"
        case ["organizations", slug, "claims", anchor] if not asked:
            return f"organizations/{slug}/{INDEX}#{anchor}"
        case (
            [""]
            | ["organizations" | "themes" | "eras" | "people" | "sources", _]
            | ["themes" | "people" | "sources" | "matrix" | "about"]
            | ["organizations", _, "history"]
            | ["organizations", _, "editions", _]
        ) if set(asked) <= {"page"}:
            return _numbered(path.lstrip("/"), *asked.get("page", ()))
        case ["static", *_] | ["media", "pictures", _] | ["copies", _]:
            return path.lstrip("/")
    return None


def _numbered(folder: str, number: str = "1") -> str:
    return f"{folder}{INDEX}" if number == "1" else f"{folder}page-{number}.html"


@dataclass(slots=True)
class Rewritten:
    """A page of an edition: its HTML, the files that it is drawn with, and whether another page of its list follows."""

    html: bytes = b""
    assets: set[str] = field(default_factory=set)
    has_next: bool = False


def rewritten(
    html: bytes,
    url: str,
    file: str,
    *,
    latest: str = "",
    present: Container[str] = (),
    absent: Container[str] = (),
    until: date | None = None,
) -> Rewritten:
    """A page that the site answers at an address, for a place in an edition.

    `latest` is the file of the edition that its dossier stands for, which has no file of its own; `present` are the
    files of data that are there, `absent` pictures and copies that are not. What leads nowhere is taken out. From the
    day `until` on it is drawn otherwise.
    """
    page = LexborHTMLParser(html)
    links = _Links(url, file, latest, absent)
    _keep_what_needs_no_server(page, file, present)
    for node in page.css("a[href]"):
        links.lead(node)
    for name, nodes in (("href", page.css("link[href]")), ("src", page.css("[src]")), ("action", page.css("form"))):
        for node in nodes:
            links.lead_by(name, node)
    _drop_attributes_of_htmx(page)
    _shorten_printed_url(page)
    has_next = page.css_first("nav.pages a[rel='next']") is not None
    for pages in page.css("nav.pages"):
        if not pages.css_matches("a"):
            pages.decompose()
    return Rewritten(_framed(page.html or "", links.root, until), links.assets, has_next)


def _keep_what_needs_no_server(page: LexborHTMLParser, file: str, present: Container[str]) -> None:
    # Explore and dossiers are narrowed by scripts; any other form asks a server.
    if page.css_first(NARROWED) is not None and (form := page.css_first(OF_DOSSIER)) is not None:
        form.attrs["hidden"] = ""  # the script shows it
        for year in form.css("p.years"):
            year.decompose()
    kept = "" if file == EXPLORE else f", main form:not([action='{EXPLORE_URL}'], [hidden])"
    for unused in page.css(UNUSED + kept):
        unused.decompose()
    for node in page.css("link[rel='alternate'][href]"):
        if file_of(urlsplit(node.attrs["href"] or "").path) not in present:
            node.decompose()
    for node in page.css("p.as-data"):
        # All of its links or none: it is one sentence.
        if any(file_of(*(each.attrs["href"] or "").split("?")) not in present for each in node.css("a")):
            node.decompose()


def _drop_attributes_of_htmx(page: LexborHTMLParser) -> None:
    for node in page.css("[data-hx-get], [data-hx-target], [data-hx-boost]"):
        for name in [name for name in node.attributes if name.startswith("data-hx-")]:
            del node.attrs[name]


def _shorten_printed_url(page: LexborHTMLParser) -> None:
    # Behind the break stands what addresses that begin with "/" are on; those of an edition are files.
    for line_break in page.css(".print-url br"):
        while line_break.next:
            line_break.next.decompose()
        line_break.decompose()


def assets_in(html: bytes) -> set[str]:
    """The files that a page of an edition is drawn with."""
    page = LexborHTMLParser(html)
    led = [node.attrs["src"] for node in page.css("[src]")] + [node.attrs["href"] for node in page.css("[href]")]
    names = {(href or "").replace("../", "") for href in led}
    return {name for name in names if name.startswith(ASSETS)}


class _Links:
    """The links of one page."""

    def __init__(self, url: str, file: str, latest: str, absent: Container[str]) -> None:
        self.url, self.file, self.latest, self.absent = url, file, latest, absent
        self.root = "../" * file.count("/")
        self.assets: set[str] = set()

    def lead(self, node: LexborNode) -> None:
        """Let a link lead to its file. One without is taken out; of a comparison, and of a copy, the words stay."""
        href = node.attrs["href"] or ""
        found = self.to(href)
        if found:
            node.attrs["href"] = found
        elif "old=" in href or href.startswith("/copies/"):
            node.unwrap()
        else:
            parent = node.parent
            node.decompose()
            if parent is not None and parent.tag in ("p", "li") and not parent.text().strip():
                parent.decompose()

    def lead_by(self, attribute: str, node: LexborNode) -> None:
        """Let what an attribute names be found; a picture that is not there is said in words."""
        if found := self.to(node.attrs[attribute] or ""):
            node.attrs[attribute] = found
        elif attribute == "src":
            node.replace_with(node.attrs.get("alt") or "")

    def to(self, href: str) -> str | None:
        """Where a link leads from the page; None where the edition has no such place."""
        if LEFT_AS_IT_IS.match(href):
            return href
        # urllib would take longer than all else that is done to a link: it is asked for "../" alone.
        asked, _mark, fragment = href.partition("#")
        path, _mark, query = asked.partition("?")
        if path.startswith("."):
            path = urljoin(self.url, path)
        elif not path.startswith("/"):
            path = f"{self.url.rpartition('/')[0]}/{path}" if path else self.url
        found = file_of(path, query)
        if found is None or found in self.absent:
            return None
        if found.startswith(ASSETS):
            self.assets.add(found)
        name, mark, inner = found.partition("#")
        if name == self.latest:
            name = f"{name.partition('/editions/')[0]}/{INDEX}"
        fragment = f"#{inner or fragment}" if mark or fragment else ""
        return fragment if fragment and name == self.file else f"{self.root}{name}{fragment}"


def is_lasting(html: bytes, day: date) -> bool:
    """Whether a page would be drawn alike on a later day than its own."""
    found = _UNTIL.search(html)
    return found is None or day < date.fromisoformat(found[1].decode())


def _framed(html: str, root: str, until: date | None) -> bytes:
    """A page with what may be loaded in its head, and at its foot the way to what tells whether it was changed."""
    head, found, rest = html.partition("<head>")
    # First in the head: a policy holds for what stands behind it.
    head = f'{head}{found}<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    head += f'<meta name="drawn-until" content="{until}">' if until else ""
    body, found, tail = rest.rpartition("</footer>")
    about = f'<p><a href="{root}{VERIFY}">{escape(_("About this sealed edition"))}</a></p>'
    return f"{head}{body}{about if found else ''}{found}{tail}".encode()

"""The files of an edition are made: pages by the site's own views, the data of dossiers, what pages are drawn with."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from selectolax.lexbor import LexborHTMLParser

from organizations.clock import lasting, localdate
from organizations.dossier.kinds import PUBLISHED
from organizations.exports.bulk import INDEX as BULK_INDEX
from organizations.exports.bulk import Index, build_bulk, built
from organizations.exports.bulk.kept import KEPT
from organizations.exports.data_pages import DATA, MAX_ROWS
from organizations.exports.sealed.asking import Asked, answer_to, asset, parts_of
from organizations.exports.sealed.filters import CELLS, marks_of, write_filters
from organizations.exports.sealed.links import DOSSIER, EXPLORE, Rewritten, assets_in, file_of, is_lasting, rewritten
from organizations.models import PublishedOrganization, PublishedPerson, PublishedSource, PublishedTag
from organizations.reading.facets import facets_at, sorted_once
from organizations.reading.people import letters
from organizations.reading.snapshot import site_version
from organizations.reading.whole import WholeDossier, dossier_of, read_ahead
from organizations.wording import kind_name

# Enough to read them by one query for each part, few enough that workers end at about the same time.
BATCH_SIZE = 50
"""Dossiers or addresses that are one task."""

SHORT_PAGE = 20
"""Claims that Explore shows where no script narrows it."""

UNFINISHED = ".part"
PACKAGE = "data"

Task = tuple[str, list[str]]
"""What is to be made: the name of a method of Renderer, and what it is given."""


@dataclass(frozen=True, slots=True)
class Former:
    """An edition whose dossiers are taken over where they are as they were; `states` tells of each by its slug."""

    folder: Path
    states: Mapping[str, str]


def tasks() -> Iterator[Task]:
    """All that is to be made of the open snapshot, what takes long first."""
    yield "package", []
    yield "filters", []
    yield from (("lists", [f"{reverse('organizations:claim_list')}?kind={kind.name}"]) for kind in PUBLISHED)
    index = facets_at(site_version())
    for tag in PublishedTag.objects.all():
        # The site gives no longer file either: what it holds is in the package.
        is_short = len(index.tagged([tag.pk])) <= MAX_ROWS
        yield "with_data" if is_short else "lists", [tag.get_absolute_url()]
    yield from (("lists", [reverse(f"organizations:{name}")]) for name in ("about", "claim_list"))
    names = ("organization_list", "person_list", "source_list", "theme_list", "matrix")
    yield from (("with_data", [reverse(f"organizations:{name}")]) for name in names)
    by_letter = reverse("organizations:person_list")
    yield from (("lists", [f"{by_letter}?{urlencode({'letter': letter})}"]) for letter in letters())
    slugs = PublishedOrganization.objects.order_by("pk").values_list("slug", flat=True)
    yield from (("dossiers", some) for some in _batches(slugs.iterator()))
    people = PublishedPerson.objects.order_by("pk").values_list("slug", flat=True)
    yield from (("people", some) for some in _batches(people.iterator()))
    sources = PublishedSource.objects.cited().order_by("pk").iterator()
    yield from (("lists", some) for some in _batches(each.get_absolute_url() for each in sources))


def _batches(found: Iterable[str]) -> Iterator[list[str]]:
    some: list[str] = []
    for each in found:
        some.append(each)
        if len(some) == BATCH_SIZE:
            yield some
            some = []
    if some:
        yield some


@dataclass(frozen=True, slots=True)
class Renderer:
    """Makes files in a folder; what is there already is of the same state, and stays.

    `kept` is where a package finds the texts that the one before has written; `fetched` are files that pages are
    drawn with, of which it is known that they are there.
    """

    folder: Path
    kept: Path
    url: str
    licence: str
    former: Former | None = None
    fetched: set[str] = field(default_factory=set)

    def make(self, task: Task) -> int:
        """Do a task; how many dossiers that were."""
        name, given = task
        getattr(self, name)(given)
        return len(given) if name == "dossiers" else 0

    def package(self, _given: list[str]) -> None:
        """The bulk file, and the texts out of it."""
        kept = self.folder / PACKAGE / KEPT
        if not self.has(f"{PACKAGE}/{BULK_INDEX}"):
            kept.parent.mkdir(exist_ok=True)
            if self.kept.exists():
                self.kept.replace(kept)
            texts = Path(settings.DATA_ROOT) if settings.DATA_ROOT else None
            build_bulk(kept.parent, url=self.url, licence=self.licence, texts=texts, alone=True)
        if kept.exists():
            kept.replace(self.kept)
        with ZipFile(kept.parent / self._bulk().files[0].name) as package:
            for entry in package.namelist():
                name = entry.replace("texts/", "organizations/")
                if entry.startswith("texts/") and not self.has(name):
                    self.write(name, package.read(entry))

    def _bulk(self) -> Index:
        index = built(self.folder / PACKAGE)
        assert index is not None
        return index

    def lists(self, urls: list[str]) -> None:
        """Pages, and those that follow them where they are lists."""
        with sorted_once():
            for url in urls:
                self._all_pages(url)

    def with_data(self, urls: list[str]) -> None:
        """Lists with all that they hold as data."""
        with sorted_once():
            for url in urls:
                # The data of the front page has an address of its own.
                stem = url[:-1] or "/organizations"
                self._all_pages(url, [self._data(f"{stem}.{form}") for form in ("json", "csv")])

    def _all_pages(self, url: str, present: Collection[str] = ()) -> None:
        path, _mark, query = url.partition("?")
        for number in count(1):
            # Where Explore leads to a kind, a script narrows it; with a number it is a page of all claims of that kind.
            paged = f"page={number}" if number > 1 or "kind=" in query else ""
            # By what the page says: how many there are is known only once it was made.
            if not self.page(path, "&".join(filter(None, (query, paged))), present=present).has_next:
                break

    def people(self, slugs: list[str]) -> None:
        """Pages of people."""
        with read_ahead(people=slugs):
            for slug in slugs:
                self.page(reverse("organizations:person_detail", args=[slug]))

    def dossiers(self, slugs: list[str]) -> None:
        """Dossiers with their data, their history and their former editions."""
        changed = [row.slug for row in stated().filter(slug__in=slugs) if not self._is_taken_over(row)]
        with read_ahead(dossiers=changed):
            for slug in changed:
                self._dossier(dossier_of(slug))

    def _dossier(self, dossier: WholeDossier) -> None:
        row = dossier.published
        url = row.get_absolute_url()
        names = (f"{url[:-1]}.{form}" for form in DATA["organization_detail"].formats)
        self.page(url, present=map(self._data, (*names, f"{url}timeline.json")))
        latest = file_of(f"{url}editions/{row.revision.number}/") or ""
        for number in count(1):
            query = f"page={number}" if number > 1 else ""
            history = (self._data(f"{url}history.{form}") for form in DATA["history"].formats)
            if not self.page(f"{url}history/", query, latest=latest, present=history).has_next:
                break
        for edition in dossier.editions:
            if edition.pk != row.revision_id:
                former = f"{url}editions/{edition.number}"
                data = (self._data(f"{former}.{form}") for form in ("json", "csv"))
                self.page(f"{former}/", latest=latest, present=data)

    def _data(self, path: str) -> str:
        """The file of data. The text of a dossier is in the package, and comes from there."""
        name = file_of(path) or ""
        # What is there is of the same state: the folder is named by it.
        if not name.endswith(".txt") and not self.has(name):
            self.write(name, parts_of(Asked(self.url, path)))
        return name

    def without_text(self) -> None:
        """Of the dossiers that no text can hold, the pages once more: they lead to none."""
        for slug in self._bulk().without_text:
            url = reverse("organizations:organization_detail", args=[slug])
            (self.folder / (file_of(url) or "")).unlink()
            self.page(url, present=[self._data(f"{url[:-1]}.{form}") for form in ("json", "csv")])

    def page(self, path: str, query: str = "", *, latest: str = "", present: Iterable[str] = ()) -> Rewritten:
        """The page of an address, and what it is drawn with; `present` makes the data that it leads to, too."""
        name = file_of(path, query) or ""
        if self.has(name):
            pages = LexborHTMLParser((self.folder / name).read_bytes())
            return Rewritten(has_next=pages.css_first("nav.pages a[rel='next']") is not None)
        with lasting() as drawn:
            # Within: data may tell of today, too.
            files = set(present)
            html = self._explore(path) if name == EXPLORE else answer_to(Asked(self.url, path, query))
            html = self._narrowable(path, html) if DOSSIER.fullmatch(name) else html
        return self.put(html, path, name, latest=latest, present=files, until=drawn.until)

    def _explore(self, path: str) -> bytes:
        """Explore, with what a script narrows it by; without one it leads to the kinds of claims."""
        asked = Asked(self.url, path)
        asked.per_page, asked.has_filters = SHORT_PAGE, True
        kinds = [(kind.name, kind_name(kind.words)) for kind in PUBLISHED]
        known = {"kinds": kinds, "organizations": PublishedOrganization.objects.count()}
        parts = render_to_string("sealed/explore.html", known).encode()
        # In the HTML of the page: its template knows nothing of editions.
        return answer_to(asked).replace(b'<div class="finder">', parts + b'<div class="finder">', 1)

    def _narrowable(self, path: str, html: bytes) -> bytes:
        """A dossier, with what a script narrows it by where it stands."""
        dossier = dossier_of(path.split("/")[2])
        claims = dossier.shown
        anchors = " ".join(claim.anchor for claim in claims)
        edition = dossier.published.revision.number
        known = {"edition": edition, "claims": anchors, "marks": marks_of(claims), "all": len(claims)}
        parts = render_to_string("sealed/narrowed.html", known).encode()
        return html.replace(b'<div id="claims"', parts + b'<div id="claims"', 1)

    def filters(self, _given: list[str]) -> None:
        """What the script of Explore asks."""
        if not self.has(CELLS):
            write_filters(facets_at(site_version()), self.write)

    def put(self, html: bytes, url: str, name: str, **known: Any) -> Rewritten:
        """Write the page of an address, behind what it is drawn with; `known` is what `rewritten` is told."""
        found = rewritten(html, url, name, **known)
        if absent := {each for each in found.assets if not self._fetch(each)}:
            found = rewritten(html, url, name, absent=absent, **known)
        self.write(name, found.html)
        return found

    def _fetch(self, name: str) -> bool:
        """Write a file that a page is drawn with or leads to; whether there is one."""
        if name in self.fetched:
            return True
        if not self.has(name):
            content = asset(name)
            if content is None:
                return False
            self.write(name, content)
        self.fetched.add(name)
        return True

    def _is_taken_over(self, row: PublishedOrganization) -> bool:
        """Take the files of a dossier over from the former edition, where they would be the same."""
        if self.former is None or self.former.states.get(row.slug) != state_of(row):
            return False
        within = self.former.folder / "organizations"
        places = [*(within / row.slug).rglob("*.*"), *within.glob(f"{row.slug}.*")]  # what has no dot is a folder
        contents = {place.relative_to(self.former.folder).as_posix(): place.read_bytes() for place in places}
        pages = [content for name, content in contents.items() if name.endswith(".html")]
        # Drawn until today, or with a review that is due since, they would be drawn otherwise now.
        if not all(is_lasting(page, localdate()) for page in pages):
            return False
        for each in {each for page in pages for each in assets_in(page)}:
            self._fetch(each)
        for name, content in contents.items():
            if not self.has(name):
                self.write(name, content)
        return True

    def has(self, name: str) -> bool:
        return os.path.exists(f"{self.folder}/{name}")  # a path of pathlib takes longer than to ask the disk

    def write(self, name: str, content: Iterable[bytes] | bytes) -> None:
        """Write a file, which may come in parts; it is there whole or not at all."""
        parts = [content] if isinstance(content, bytes) else content
        path = self.folder / name
        beside = path.with_name(f".{path.name}.{os.getpid()}{UNFINISHED}")
        try:
            _write(beside, parts)
        # Made when it is missed: asking before each of some hundred thousand files takes longer.
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(beside, parts)
        beside.replace(path)


def _write(path: Path, parts: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(parts)


def stated() -> "QuerySet[PublishedOrganization]":
    """All dossiers, with what `state_of` tells of them."""
    rows = PublishedOrganization.objects.select_related("revision")
    return rows.only("slug", "published_at", "related_changes", "revision__number")


def state_of(row: PublishedOrganization) -> str:
    """What tells whether a dossier is as it was, where eras, themes and the release are."""
    return f"{row.revision.number} {row.published_at.isoformat()} {row.related_changes}"

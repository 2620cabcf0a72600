"""The page kinds that are measured, what each may cost, and the table of what they did."""

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import cycle
from statistics import median, quantiles
from typing import Any

import psutil

from tests.bench.site import Answer, Site, cpu_of, first_word

MIN = 40
"""A turn lasts a number of seconds, or so many requests if that is longer."""

SIXTY = "\n\n".join(
    [
        "Organization of Sixty (SIXTY) — Deep Dossier",
        "Timeline",
        *[f"{1940 + year}: Event {year}\n\n{'Words of the event. ' * 20}" for year in range(60)],
    ]
)


MAX_DOSSIERS = 2500
"""So many dossiers are asked for in turns: those that `synthesize` writes. It copies them to more, but this process has
no settings to read that from."""


@dataclass(frozen=True)
class Target:
    """The most that a row may take: seconds, queries, times the empty view's CPU, or its own with 100 organizations.

    `row` names one whose CPU it may take as well.
    """

    seconds: float | None = None
    queries: int | None = None
    empty: float | None = None
    growth: float | None = None
    row: str = ""

    def __str__(self) -> str:
        parts = [
            self.seconds and f"≤ {self.seconds:g} s",
            self.queries and f"≤ {self.queries} quer{'y' if self.queries == 1 else 'ies'}",
            self.empty and f"≤ {self.empty:g}x empty",
            self.growth and f"≤ {self.growth:g}x at 100",
            self.row and f"≤ {self.row}",
        ]
        return ", ".join(part for part in parts if part)


@dataclass
class Row:
    """A page kind and what was measured of it: seconds of each answer, CPU seconds a request of each turn."""

    name: str
    ask: Callable[..., Answer]
    status: int = 200
    target: Target = Target()
    answers: list[float] = field(default_factory=list)
    turns: list[float] = field(default_factory=list)
    queries: int = 0

    @property
    def cpu(self) -> float:
        return median(self.turns)

    def missed(self, rows: Mapping[str, "Row"], empty: "Row", at_100: "Row | None") -> bool:
        return bool(
            (self.target.seconds and median(self.answers) > self.target.seconds)
            or (self.target.queries and self.queries > self.target.queries)
            or (self.target.empty and self.cpu > self.target.empty * empty.cpu)
            or (self.target.row and self.cpu > rows[self.target.row].cpu)
            or (self.target.growth and at_100 and self.cpu > self.target.growth * at_100.cpu)
        )


def rows_of(site: Site, size: int) -> list[Row]:
    """What is measured, the empty view first."""

    def page(name: str, url: str, **target: Any) -> Row:
        return Row(name, partial(site.ask, url), target=Target(**target))

    def dossiers(name: str, ending: str, **target: Any) -> Row:
        slugs = cycle([f"synth-{number:05}" for number in range(1, min(size, MAX_DOSSIERS) + 1)])
        return Row(
            name, lambda **asked: site.ask(f"/organizations/{next(slugs)}{ending}", **asked), target=Target(**target)
        )

    dossier = "/organizations/synth-00001/"
    rare = first_word(site, dossier, r"<h1>.* of (\w+) \(")
    person = first_word(site, "/people/", r'href="(/people/[^/"]+/)"')
    etag = site.ask(dossier, again=True).etag
    return [
        page("empty Django view", "/bench/empty/"),
        page("index", "/", queries=5, empty=12, growth=1.5),
        page(
            "index, filtered and sorted",
            "/?theme=returns&era=cold-war&country=Switzerland&sort=-founded",
            queries=5,
            growth=3,
        ),
        page("index, searched", "/?q=protection", queries=14, growth=3),
        dossiers("dossier, first rendered", "/", queries=3, empty=7),
        Row("dossier, asked again", partial(site.ask, dossier, again=True), target=Target(queries=1, empty=1)),
        Row(
            "dossier, unchanged (304)",
            partial(site.ask, dossier, again=True, etag=etag),
            status=304,
            target=Target(queries=1, empty=1),
        ),
        dossiers("dossier as JSON", ".json", queries=5, row="dossier, first rendered"),
        Row(
            "dossier as JSON, again",
            partial(site.ask, "/organizations/synth-00001.json", again=True),
            target=Target(queries=1, row="dossier, asked again"),
        ),
        page("history of a dossier", f"{dossier}history/", queries=5),
        page("sitemap", "/sitemap-organizations.xml", growth=1.5),
        Row(
            "sitemap, asked again",
            partial(site.ask, "/sitemap-organizations.xml", again=True),
            target=Target(queries=1, empty=1),
        ),
        page("dossier, narrowed", f"{dossier}?theme=returns&era=globalization", queries=3),
        page("explore", "/explore/", queries=6, empty=10, growth=1.5),
        page("explore as JSON", "/explore.json?size=50", queries=6, row="explore", growth=1.5),
        page(
            "explore, filtered",
            "/explore/?kind=event&theme=returns&from=1990&sort=date",
            queries=6,
            empty=14,
            growth=1.5,
        ),
        page("search, rare word", f"/explore/?q={rare}", queries=10, empty=20, growth=1.5),
        page("search, filters read", "/explore/?q=who+led+iom+in+2010", queries=10, empty=20, growth=1.5),
        page("search, common word", "/explore/?q=donors", queries=10, empty=20, growth=1.5),
        page("matrix", "/matrix/", queries=3, growth=3),
        page("matrix of one", "/matrix/?organization=iom", queries=4, growth=3),
        page("compare two", "/compare/?org=iom&org=synth-00001", queries=6, growth=1.5),
        page("suggestions", "/suggest/?q=prot", queries=8, growth=3),
        page("themes", "/themes/", queries=3),
        page("a theme", "/themes/returns/", queries=5, empty=9, growth=1.5),
        page("an era", "/eras/cold-war/", queries=5, growth=1.5),
        page("people", "/people/", queries=4, growth=1.5),
        page("a person", person, queries=4),
        Row(
            "admin, page of 60 claims",
            partial(site.ask, page_in_admin(site), logged_in=True),
            target=Target(seconds=1, queries=50, empty=340),
        ),
    ]


def page_in_admin(site: Site) -> str:
    """The address of a page in the admin: of a dossier of sixty claims that no reader sees."""
    text = site.folder / "sixty.txt"
    text.write_text(SIXTY, "utf-8")
    site.manage("import_dossier", str(text))
    site.log_in()
    return first_word(
        site, "/admin/organizations/organization/?q=sixty", r'href="(/admin/[^"]+/change/)', logged_in=True
    )


def measure(row: Row, worker: psutil.Process, seconds: float) -> None:
    """One turn."""
    row.ask()
    before, start = cpu_of(worker), time.perf_counter()
    done, now = 0, start
    while done < MIN or now - start < seconds:
        answer = row.ask()
        last, now = now, time.perf_counter()
        row.answers.append(now - last)
        done += 1
        if answer.status != row.status:
            sys.exit(f"{row.name}: answered {answer.status} instead of {row.status}")
    row.turns.append((cpu_of(worker) - before) / done)


HEAD = f"{'':28}{'req/s':>8}{'p50 ms':>9}{'p99 ms':>9}{'CPU ms':>9}{'x empty':>9}{'x at 100':>10}{'queries':>9}  target"


def table(size: int, rows: list[Row], at_100: dict[str, Row]) -> tuple[str, int]:
    """The rows as text, and how many of them miss their target."""
    lines = [f"{size:,} organization{'s' if size > 1 else ''}", HEAD]
    misses = 0
    by_name = {row.name: row for row in rows}
    for row in rows:
        former = at_100.get(row.name) if size > 100 else None
        target = row.target if former else replace(row.target, growth=None)
        missed = row.missed(by_name, rows[0], former)
        misses += missed
        growth = f"{row.cpu / former.cpu:.1f}" if former else ""
        tag = f"{'MISS' if missed else 'pass'}: {target}" if str(target) else ""
        percentiles = quantiles(row.answers, n=100)
        lines.append(
            f"{row.name:28}{len(row.answers) / sum(row.answers):>8,.0f}{1000 * percentiles[49]:>9.2f}"
            f"{1000 * percentiles[98]:>9.2f}{1000 * row.cpu:>9.2f}{row.cpu / rows[0].cpu:>9.1f}{growth:>10}"
            f"{row.queries:>9}  {tag}".rstrip()
        )
    return "\n".join(lines), misses

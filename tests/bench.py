"""Measures every page kind under gunicorn, as the README runs it in production: python -m tests.bench --help.

One worker, one reader who asks again as soon as an answer is there. Every request has a port of its own in its Host
header, which the site remembers pages by: so each page is made anew, but for the rows that say otherwise. CPU is
that of the worker. The rows take turns and the middle one counts, so that a busy moment of the machine spoils none.
"""

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from http.client import HTTPConnection, HTTPResponse
from itertools import count, cycle
from pathlib import Path
from statistics import median, quantiles

import psutil

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1, 100, 10_000)
ROUNDS_OF_EDITING = 3
SECONDS = 1.0
MIN = 40
"""A turn lasts so many seconds, or so many requests if that is longer."""

SETTINGS = ("DEBUG", "CSRF_TRUSTED_ORIGINS", "HTTPS", "HSTS_SECONDS", "CACHED_PAGES_MB", "DJANGO_SETTINGS_MODULE")
SESSION = """
from django.contrib.auth.models import User
from django.test import Client
user = User.objects.filter(username="bench").first() or User.objects.create_superuser("bench")
client = Client()
client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
print(client.cookies["sessionid"].value)
"""
SIXTY = "\n\n".join(
    [
        "Organization of Sixty (SIXTY) — Deep Dossier",
        "Timeline",
        *[f"{1940 + year}: Event {year}\n\n{'Words of the event. ' * 20}" for year in range(60)],
    ]
)
IOM = ROOT / "fixtures" / "dossiers" / "iom.txt"
SEAT, NEW_SEAT = "Geneva, Switzerland", "Ouagadougou, Burkina Faso"


@dataclass(frozen=True)
class Target:
    """The most that a row may take: seconds, queries, times the empty view's CPU, or its own with 100 organizations."""

    seconds: float | None = None
    queries: int | None = None
    empty: float | None = None
    growth: float | None = None

    def __str__(self) -> str:
        parts = [
            self.seconds and f"≤ {self.seconds:g} s",
            self.queries and f"≤ {self.queries} quer{'y' if self.queries == 1 else 'ies'}",
            self.empty and f"≤ {self.empty:g}x empty",
            self.growth and f"≤ {self.growth:g}x at 100",
        ]
        return ", ".join(part for part in parts if part)


@dataclass
class Row:
    """A page kind and what was measured of it: seconds of each answer, CPU seconds a request of each turn."""

    name: str
    ask: Callable[..., "Answer"]
    status: int = 200
    target: Target = Target()
    answers: list[float] = field(default_factory=list)
    turns: list[float] = field(default_factory=list)
    queries: int = 0

    @property
    def cpu(self) -> float:
        return median(self.turns)

    def missed(self, empty: "Row", at_100: "Row | None") -> bool:
        return bool(
            (self.target.seconds and median(self.answers) > self.target.seconds)
            or (self.target.queries and self.queries > self.target.queries)
            or (self.target.empty and self.cpu > self.target.empty * empty.cpu)
            or (self.target.growth and at_100 and self.cpu > self.target.growth * at_100.cpu)
        )


@dataclass(frozen=True)
class Answer:
    status: int
    etag: str
    queries: str
    body: bytes


class Site:
    """The site in production on one database: settings in the environment, commands, and a server to ask."""

    def __init__(self, database: Path, folder: Path) -> None:
        self.port = free_port()
        self.fresh = count(1)
        self.cookie = ""
        self.folder = folder
        self.environment = {name: value for name, value in os.environ.items() if name not in SETTINGS} | {
            "SECRET_KEY": "only-to-measure-" * 4,
            "ALLOWED_HOSTS": "127.0.0.1",
            "BEHIND_PROXY": "1",
            "DATABASE_URL": f"sqlite:///{database}",
            "STATIC_ROOT": str(folder / "static"),
            "MEDIA_ROOT": str(folder / "media"),
        }

    def manage(self, *command: str) -> str:
        """Run a command of manage.py, and give what it says; shown only where it fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        if done.returncode:
            sys.exit(f"manage.py {' '.join(command)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    @contextmanager
    def serve(self) -> Iterator[psutil.Process]:
        """gunicorn with one worker; the process of the worker."""
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{self.port}"],
            cwd=ROOT,
            env=self.environment | {"DJANGO_SETTINGS_MODULE": "tests.bench_settings", "WEB_CONCURRENCY": "1"},
            stderr=subprocess.DEVNULL,
        )
        try:
            self._wait()
            [worker] = psutil.Process(server.pid).children()
            yield worker
        finally:
            server.terminate()
            server.wait()

    def _wait(self) -> None:
        for _ in range(300):
            try:
                self.ask("/bench/empty/")
                return
            except OSError:
                time.sleep(0.1)
        sys.exit("gunicorn did not answer within 30 seconds")

    def log_in(self) -> None:
        """Make an editor who may do everything, and keep the cookie of a session of theirs."""
        made = self.manage("shell", "--no-imports", "--command", SESSION)
        self.cookie = f"sessionid={made.split()[-1]}"

    def ask(
        self, url: str, *, again: bool = False, etag: str = "", counted: bool = False, logged_in: bool = False
    ) -> Answer:
        """One request, behind a proxy that ended HTTPS. `again`: as it was asked before, not anew."""
        headers = {"Host": f"127.0.0.1:{1 if again else next(self.fresh) % 60_000 + 2}", "X-Forwarded-Proto": "https"}
        headers |= {"If-None-Match": etag} if etag else {}
        headers |= {"X-Queries": "?"} if counted else {}
        headers |= {"Cookie": self.cookie} if logged_in else {}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("GET", url, headers=headers)
        response: HTTPResponse = connection.getresponse()
        body = response.read()
        connection.close()
        return Answer(response.status, response.headers["ETag"] or "", response.headers["X-Queries"] or "", body)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def rows_of(site: Site, size: int) -> list[Row]:
    """What is measured, the empty view first."""

    def page(name: str, url: str, **target: float) -> Row:
        return Row(name, partial(site.ask, url), target=Target(**target))  # type: ignore[arg-type]

    slugs = cycle([f"synth-{number:05}" for number in range(1, size + 1)])
    dossier = "/organizations/synth-00001/"
    rare = first_word(site, dossier, r"<h1>.* of (\w+) \(")
    person = first_word(site, "/people/", r'href="(/people/[^/"]+/)"')
    etag = site.ask(dossier, again=True).etag
    return [
        page("empty Django view", "/bench/empty/"),
        page("index", "/", queries=5, growth=3),
        page(
            "index, filtered and sorted",
            "/?theme=returns&era=cold-war&country=Switzerland&sort=-founded",
            queries=5,
            growth=3,
        ),
        page("index, searched", "/?q=protection", queries=8, growth=3),
        Row(
            "dossier, first rendered",
            lambda **asked: site.ask(f"/organizations/{next(slugs)}/", **asked),
            target=Target(queries=3, empty=8),
        ),
        Row("dossier, asked again", partial(site.ask, dossier, again=True), target=Target(queries=1, empty=2)),
        Row(
            "dossier, unchanged (304)",
            partial(site.ask, dossier, again=True, etag=etag),
            status=304,
            target=Target(queries=1, empty=1.5),
        ),
        page("history of a dossier", f"{dossier}history/", queries=5),
        Row(
            "sitemap, asked again",
            partial(site.ask, "/sitemap-organizations.xml", again=True),
            target=Target(queries=1, empty=2),
        ),
        page("dossier, narrowed", f"{dossier}?theme=returns&era=globalization", queries=3),
        page("explore", "/explore/", queries=6, growth=3),
        page("explore, filtered", "/explore/?kind=event&theme=returns&from=1990&sort=date", queries=6, growth=3),
        page("search, rare word", f"/explore/?q={rare}", queries=10, growth=3),
        page("search, common word", "/explore/?q=donors", queries=10, growth=3),
        page("matrix", "/matrix/", queries=3, growth=3),
        page("matrix of one", "/matrix/?organization=iom", queries=4, growth=3),
        page("compare two", "/compare/?org=iom&org=synth-00001", queries=6, growth=1.5),
        page("suggestions", "/suggest/?q=prot", queries=8, growth=3),
        page("themes", "/themes/", queries=3),
        page("a theme", "/themes/returns/", queries=5),
        page("an era", "/eras/cold-war/", queries=5),
        page("people", "/people/", queries=4),
        page("a person", person, queries=4),
        Row(
            "admin, page of 60 claims",
            partial(site.ask, page_in_admin(site), logged_in=True),
            target=Target(seconds=1, queries=50),
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


def first_word(site: Site, url: str, pattern: str, **asked: bool) -> str:
    found = re.search(pattern, site.ask(url, **asked).body.decode())
    if not found:
        sys.exit(f"{url} does not hold {pattern}")
    return found[1]


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


def cpu_of(process: psutil.Process) -> float:
    """Seconds of CPU that a process has taken, in the kernel and outside."""
    times = process.cpu_times()
    return float(times.user + times.system)


def first_of_a_process(site: Site) -> str:
    """What explore costs whoever asks first: the process counts all claims then."""
    start = time.perf_counter()
    site.ask("/explore/")
    return f"{1000 * (time.perf_counter() - start):,.0f} ms"


def publish_is_seen(site: Site, folder: Path) -> tuple[bool, list[str]]:
    """Publish a change of the IOM dossier from another process; whether the very next request of each page shows it."""
    pages = {
        "dossier": "/organizations/iom/",
        "index": f"/?q={NEW_SEAT.split(',')[0]}",
        "explore": f"/explore/?kind=fact&organization=iom&q={NEW_SEAT.split(',')[0]}",
    }
    proof = {"dossier": NEW_SEAT, "index": 'href="/organizations/iom/"', "explore": "#fact-headquarters"}
    text = folder / "iom.txt"

    def shows(name: str) -> bool:
        return proof[name] in site.ask(pages[name], again=True).body.decode()

    def publish(seat: str) -> None:
        text.write_text(IOM.read_text("utf-8").replace(SEAT, seat), "utf-8")
        site.manage("import_dossier", str(text), "--publish")

    before = [shows(name) for name in pages]
    publish(NEW_SEAT)
    said, seen = [], []
    for name in pages:
        start = time.perf_counter()
        seen.append(shows(name))
        said.append(f"{name} {1000 * (time.perf_counter() - start):,.0f} ms{'' if seen[-1] else ' NOT SHOWN'}")
    publish(SEAT)
    after = [shows(name) for name in pages]
    return all(seen) and not any(before) and not any(after), said


HEAD = f"{'':28}{'req/s':>8}{'p50 ms':>9}{'p99 ms':>9}{'CPU ms':>9}{'x empty':>9}{'x at 100':>10}{'queries':>9}  target"


def table(size: int, rows: list[Row], at_100: dict[str, Row]) -> tuple[str, int]:
    """The rows as text, and how many of them miss their target."""
    lines = [f"{size:,} organization{'s' if size > 1 else ''}", HEAD]
    misses = 0
    for row in rows:
        former = at_100.get(row.name) if size > 100 else None
        target = row.target if former else replace(row.target, growth=None)
        missed = row.missed(rows[0], former)
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


def bench(size: int, folder: Path, seconds: float, at_100: dict[str, Row]) -> tuple[list[Row], int]:
    """Make the database of a size where it is not there, serve it, measure, print; the rows and the misses."""
    database = folder / f"{size}.sqlite3"
    site = Site(database, folder)
    if not database.exists():
        unready = folder / f"{size}.unready.sqlite3"
        making = Site(unready, folder)
        making.manage("migrate", "--verbosity=0")
        making.manage("loaddata", "vocabulary", "iom")
        making.manage("synthesize", str(size))
        unready.rename(database)
    site.manage("migrate", "--verbosity=0")
    site.manage("collectstatic", "--noinput", "--verbosity=0")
    with site.serve() as worker:
        cold = first_of_a_process(site)
        rows = rows_of(site, size)
        for row in rows:
            row.queries = int(row.ask(counted=True).queries)
        for _ in range(ROUNDS_OF_EDITING):
            for row in rows:
                measure(row, worker, seconds)
        memory = worker.memory_info().rss / 1_000_000
        seen, answers = publish_is_seen(site, folder)
    text, misses = table(size, rows, at_100)
    print(f"\n{text}")
    print(f"the first explore of a process: {cold}; memory of the worker: {memory:,.0f} MB")
    print(f"{'pass' if seen else 'MISS'}: a publish shows on the very next request ({', '.join(answers)})", flush=True)
    return rows, misses + (not seen)


def main() -> int:
    """Measure each size; 1 if a target was missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, metavar="N", help="how many organizations")
    parser.add_argument(
        "--seconds", type=float, default=SECONDS, help=f"of each of {ROUNDS_OF_EDITING} turns (default: {SECONDS})"
    )
    parser.add_argument("--folder", type=Path, help="where the databases are made and stay; made once, used again")
    asked = parser.parse_args()
    at_100: dict[str, Row] = {}
    misses = 0
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        folder = asked.folder.resolve() if asked.folder else Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for size in sorted(asked.sizes):
            rows, missed = bench(size, folder, asked.seconds, at_100)
            misses += missed
            at_100 |= {row.name: row for row in rows} if size == 100 else {}
    print(f"\n{misses or 'no'} target{'s' if misses != 1 else ''} missed")
    return 1 if misses else 0


if __name__ == "__main__":
    sys.exit(main())

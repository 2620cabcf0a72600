"""Measures every page kind under gunicorn, as the README runs it in production: python -m tests.bench --help.

One worker, one reader who asks again as soon as an answer is there, as browsers ask. Every request has a port of its
own in its Host header, which the site remembers pages by: so each page is made anew, but for the rows that say
otherwise. CPU is that of the worker, not of the database's server. The rows take turns and the middle one counts, so
that a busy moment of the machine spoils none.
"""

import argparse
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.making import databases, site_of
from tests.bench.rows import Row, measure, rows_of, table
from tests.bench.site import ROOT, Site

SIZES = (1, 100, 10_000)
ROUNDS_OF_EDITING = 3
SECONDS = 1.0
IOM = ROOT / "fixtures" / "dossiers" / "iom.txt"
SEAT, NEW_SEAT = "Geneva, Switzerland", "Ouagadougou, Burkina Faso"


def first_of_a_process(site: Site) -> str:
    """What explore costs whoever asks first: the process counts all claims then."""
    start = time.perf_counter()
    site.ask("/explore/")
    return f"{1000 * (time.perf_counter() - start):,.0f} ms"


def publish_is_seen(site: Site) -> tuple[bool, list[str]]:
    """Publish a change of the IOM dossier from another process; whether the very next request of each page shows it."""
    pages = {
        "dossier": "/organizations/iom/",
        "index": f"/?q={NEW_SEAT.split(',')[0]}",
        "explore": f"/explore/?kind=fact&organization=iom&q={NEW_SEAT.split(',')[0]}",
    }
    proof = {"dossier": NEW_SEAT, "index": 'href="/organizations/iom/"', "explore": "#fact-headquarters"}
    text = site.folder / "iom.txt"

    def shows(name: str) -> bool:
        return proof[name] in site.ask(pages[name], again=True).words

    def publish(seat: str) -> None:
        text.write_text(IOM.read_text("utf-8").replace(SEAT, seat), "utf-8")
        site.manage("import_dossier", str(text), "--publish")

    before = [shows(name) for name in pages]
    publish(NEW_SEAT)
    found, seen = [], []
    for name in pages:
        start = time.perf_counter()
        seen.append(shows(name))
        found.append(f"{name} {1000 * (time.perf_counter() - start):,.0f} ms{'' if seen[-1] else ' NOT SHOWN'}")
    publish(SEAT)
    after = [shows(name) for name in pages]
    return all(seen) and not any(before) and not any(after), found


def bench(size: int, site: Site, seconds: float, at_100: dict[str, Row]) -> tuple[list[Row], int]:
    """Serve the site, measure, print; the rows and the misses."""
    with site.serve() as [worker]:
        cold = first_of_a_process(site)
        rows = rows_of(site, size)
        for row in rows:
            row.ask()  # what is asked again must have been asked before
            row.queries = int(row.ask(counted=True).queries)
        for _ in range(ROUNDS_OF_EDITING):
            for row in rows:
                measure(row, worker, seconds)
        memory = worker.memory_info().rss / 1_000_000
        seen, answers = publish_is_seen(site)
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
    parser.add_argument("--postgresql", action="store_true", help="on an embedded server; else on SQLite")
    asked = parser.parse_args()
    at_100: dict[str, Row] = {}
    misses = 0
    with ExitStack() as stack:
        folder = (
            asked.folder.resolve()
            if asked.folder
            else Path(stack.enter_context(TemporaryDirectory(prefix="bench-", dir="/tmp")))
        )
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)  # PostgreSQL runs as somebody else where this is root
        kept = stack.enter_context(databases(folder, postgresql=asked.postgresql))
        for size in sorted(asked.sizes):
            rows, missed = bench(size, site_of(size, kept, folder), asked.seconds, at_100)
            misses += missed
            at_100 |= {row.name: row for row in rows} if size == 100 else {}
    print(f"\n{misses or 'no'} target{'s' if misses != 1 else ''} missed")
    return 1 if misses else 0


if __name__ == "__main__":
    sys.exit(main())

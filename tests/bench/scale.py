"""Measures what must not grow with the organizations, and looks for faults: python -m tests.bench.scale --help.

Each site is measured by a process of its own, one after the other: the one of 100 organizations, then the large one.
Milliseconds are CPU of the process that works; of a PostgreSQL server's work only the time that it is waited for.
"""

import argparse
import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.making import databases, site_of
from tests.bench.site import ROOT, Site

BASE = 100
Figures = dict[str, float]


def figures_of(site: Site, asked: argparse.Namespace, *, faults: bool) -> Figures:
    """What a process of its own measures of a site."""
    counts = {name: getattr(asked, name) if faults else 0 for name in ("answers", "filters", "changes", "republished")}
    command = [sys.executable, "-m", "tests.bench.figures", str(site.folder), json.dumps(counts)]
    environment = site.environment | {"DJANGO_SETTINGS_MODULE": "dossier_site.settings"}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return {name: float(value) for name, value in json.loads(done.stdout.splitlines()[-1]).items()}


def lines(large: Figures, small: Figures) -> list[tuple[str, float, float]]:
    """Each sentence with its figure, and the most that this may be."""
    found = [
        ("first explore of a process, ms more than a warm one", large["first"] - large["warm"], 200),
        ("memory of a worker, MB more than at 100", large["memory"] - small["memory"], 60),
        ("publish, CPU ms more than at 100", large["publish"] - small["publish"], 30),
        ("publish, ms more than at 100 by the clock", large["publish_clock"] - small["publish_clock"], 30),
        ("publish, rows of the facet index", large["rows"], 80),
        ("next request, CPU ms more than a warm one", large["next"] - large["warm"], 10),
    ]
    faults = {
        "stale": "stale answers of {answers:,.0f}, four workers",
        "wrong_filters": "filters of {filters:,.0f} that count otherwise than SQL",
        "wrong_columns": "wrong in the indexes after {changes:,.0f} changes, {kills:,.0f} of them killed",
        "grown": "rows and bytes more after {republished:,.0f} were published ten times",
    }
    return found + [(words.format(**large), large[name], 0) for name, words in faults.items()]


def main() -> int:
    """1 if a target was missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scale", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", type=int, default=75_000, metavar="N", help="how many organizations")
    parser.add_argument("--answers", type=int, default=1000, help="asked for after publishes, to be looked at")
    parser.add_argument("--filters", type=int, default=500, help="compared with counting by SQL")
    parser.add_argument("--changes", type=int, default=1000, help="random publishes, withdrawals, vocabularies, kills")
    parser.add_argument("--republished", type=int, default=1000, metavar="N", help="organizations, ten times")
    parser.add_argument("--folder", type=Path, help="where the databases are made and stay; made once, used again")
    parser.add_argument("--postgresql", action="store_true", help="on an embedded server; else on SQLite")
    asked = parser.parse_args()
    with ExitStack() as stack:
        temporary = Path(stack.enter_context(TemporaryDirectory(prefix="scale-", dir="/tmp")))
        folder = asked.folder.resolve() if asked.folder else temporary
        folder.chmod(0o755)  # PostgreSQL runs as somebody else where this is root
        kept = stack.enter_context(databases(folder, postgresql=asked.postgresql))
        small = figures_of(site_of(BASE, kept, folder), asked, faults=False)
        large = figures_of(site_of(asked.size, kept, folder), asked, faults=True)
    print(f"{asked.size:,} organizations; load of the machine {os.getloadavg()[0]:.1f}; warm {large['warm']:.1f} ms")
    measured = lines(large, small)
    for words, figure, limit in measured:
        print(f"{'MISS' if figure > limit else 'pass'}  {figure:>9,.1f}  ≤ {limit:>5,.0f}  {words}")
    return 1 if any(figure > limit for _words, figure, limit in measured) else 0


if __name__ == "__main__":
    sys.exit(main())

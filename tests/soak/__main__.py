"""Reads, publishes, edits and kills all at once, and counts what went wrong: python -m tests.soak --help.

The site runs under its own gunicorn configuration. Two dossiers are published together, each time in the next state;
readers look whether an answer is of one state, and of none that was over when it was asked for; editors save in the
admin; workers are killed. At the end everything that was taken must be there. Faults give the exit code 1.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import quantiles
from threading import Event, Thread

import django

from tests.soak.readers import Reader, Tally
from tests.support.databases import PostgreSQL
from tests.support.serving import environment, prepare, served

HALTED = 3.0
"""Seconds that a replica is away, and that it is there."""

LATE = ("recovery_min_apply_delay=0", "recovery_min_apply_delay=2s")
"""How far replicas are behind, in turn."""

MADE = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
"""What begins each reading of a page, in the log of a replica."""

FAULTS = ("non-200", "stale", "mixed", "lost")


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--answers", type=int, default=0, help="go on for longer until there are so many")
    parser.add_argument("--connections", type=int, default=64, help="of readers, each asking all the time")
    parser.add_argument("--publish-every", type=float, default=1, metavar="SECONDS")
    parser.add_argument("--kill-every", type=float, default=10, metavar="SECONDS", help="0: never")
    parser.add_argument("--editors", type=int, default=2, help="two and two share a dossier")
    parser.add_argument("--workers", type=int, default=2, help="of gunicorn")
    parser.add_argument("--postgresql", action="store_true", help="on an embedded server; else on SQLite")
    parser.add_argument("--machines", type=int, default=1, help="each a gunicorn of its own")
    parser.add_argument(
        "--replicas", type=int, default=0, help="of the embedded server; one is stopped again and again"
    )
    return parser.parse_args()


def soak(
    asked: argparse.Namespace, settings: dict[str, str], folder: Path, replicas: Sequence[PostgreSQL] = ()
) -> Tally:
    """Let it all run, and count."""
    os.environ.update(settings)
    django.setup()
    from tests.soak import writers

    tally, stop = Tally(), Event()
    writers.publish_next(tally)
    with ExitStack() as stack:
        sites = [stack.enter_context(served(settings, folder, f"web{each}.log")) for each in range(asked.machines)]
        ports = [site.port for site in sites]
        editors = [writers.Editor(ports[number % len(ports)], tally, number) for number in range(asked.editors)]
        works = [Thread(target=Reader(ports, tally, each).read, args=[stop]) for each in range(asked.connections)]
        works += [Thread(target=editor.work, args=[stop]) for editor in editors]
        works.append(Thread(target=writers.publish_all_the_time, args=[tally, asked.publish_every, stop]))
        if asked.kill_every:
            killing = [[site.server.pid for site in sites], tally, asked.kill_every, stop]
            works.append(Thread(target=writers.kill_workers, args=killing))
        if replicas:
            works.append(Thread(target=writers.stop_replica, args=[replicas[0], tally, HALTED, stop]))
        for work in works:
            work.start()
        stop.wait(asked.seconds)
        while tally.counts["answers"] < asked.answers:
            stop.wait(1)
        stop.set()
        for work in works:
            work.join()
    for words in [*(each for editor in editors for each in editor.lost()), *writers.unpublished(tally)]:
        tally.note("lost", words)
    for replica in replicas:
        tally.counts["by replicas"] += (replica.folder / "log").read_text().count(MADE)
    return tally


def report(asked: argparse.Namespace, tally: Tally) -> str:
    """The counts as a table."""
    database = "PostgreSQL" if asked.postgresql or asked.replicas else "SQLite"
    percentiles = quantiles(tally.seconds, n=100)
    measured = ["", "answers", "304", "req/s", "p50 ms", "p99 ms"]
    counted = ["published", "saved", "refused", "kills", "cut", "halts", "by replicas", *FAULTS]
    row = [
        database,
        tally.counts["answers"],
        tally.counts["unchanged"],
        round(tally.counts["answers"] / asked.seconds),
        round(1000 * percentiles[49]),
        round(1000 * percentiles[98]),
        *(tally.counts[name] for name in counted),
    ]
    lines = ["".join(f"{cell!s:>12}" for cell in cells) for cells in ([*measured, *counted], row)]
    return "\n".join([*lines, *tally.examples])


def main() -> int:
    """1 if anything went wrong."""
    asked = arguments()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="soak-")))
        more = {"WEB_CONCURRENCY": str(asked.workers)}
        if asked.postgresql or asked.replicas:
            server = PostgreSQL()
            stack.callback(server.stop)
            more["DATABASE_URL"] = server.start()
        prepare(environment(folder, **more))
        replicas = [PostgreSQL() for _ in range(asked.replicas)]
        for replica in replicas:
            stack.callback(replica.stop)
        more["DATABASE_REPLICA_URLS"] = ",".join(
            replica.follow(server, LATE[number % len(LATE)], "log_statement=all")
            for number, replica in enumerate(replicas)
        )
        tally = soak(asked, environment(folder, **more), folder, replicas)
    print(report(asked, tally), flush=True)
    is_unread = bool(asked.replicas and not tally.counts["by replicas"])
    return 1 if is_unread or any(tally.counts[fault] for fault in FAULTS) else 0


if __name__ == "__main__":
    sys.exit(main())

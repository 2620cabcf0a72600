"""What one site costs, and its faults, as JSON: run by tests.bench.scale."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Max, QuerySet  # noqa: E402

from organizations.models import FacetChunk, Fact, Organization, PublishedClaim, SiteState  # noqa: E402
from organizations.publishing import publish, publish_dossiers, rebuild_facets  # noqa: E402
from organizations.publishing.search_index import wrong_rows  # noqa: E402
from organizations.reading.facets import facets_at  # noqa: E402
from organizations.reading.filters import ClaimFilter  # noqa: E402
from organizations.reading.selection import claim_values, claims_asked  # noqa: E402
from organizations.reading.snapshot import site_version  # noqa: E402
from organizations.views.claims import claims_of_any  # noqa: E402
from tests.bench.site import Site, cpu_of  # noqa: E402
from tests.publishing.test_facet_index import keys_by_sql, made_up, some_change  # noqa: E402

TIMES = 20
SLUG = "synth-00001"
WORKERS = 4
KILL_AFTER = 40
"""Changes that a process makes at most before it is killed."""
Figures = dict[str, float]


def costs(site: Site) -> Figures:
    """CPU milliseconds of a first and a warm explore, of a publish, and of what is asked for next."""
    later, published, clock, rows = [], [], [], []
    with site.serve() as [worker]:
        first = spent(lambda: cpu_of(worker), lambda: site.ask("/explore/"))
        warm = [spent(lambda: cpu_of(worker), lambda: site.ask("/explore/")) for _ in range(TIMES)]
        for number in range(TIMES):
            reword(f"Town {number}, Land {number % 3}")
            start = time.perf_counter()
            published.append(spent(time.process_time, publish_it))
            clock.append(1000 * (time.perf_counter() - start))
            rows.append(FacetChunk.objects.filter(version=version()).count())
            later.append(spent(lambda: cpu_of(worker), lambda: site.ask("/explore/")))
        memory = worker.memory_info().rss / 1_000_000
    return {
        "first": first,
        "warm": sum(warm) / TIMES,  # the mean: a process's CPU is counted in hundredths of a second
        "next": sum(later) / TIMES,
        "publish": median(published),
        "publish_clock": median(clock),
        "rows": max(rows),
        "memory": memory,
    }


def spent(clock: Callable[[], float], work: Callable[[], object]) -> float:
    """Milliseconds on a clock that a piece of work takes."""
    start = clock()
    work()
    return 1000 * (clock() - start)


def reword(seat: str) -> None:
    Fact.objects.filter(organization__slug=SLUG, key="headquarters").update(value=seat)


def publish_it() -> None:
    publish(Organization.objects.get(slug=SLUG))


def version() -> int:
    return SiteState.objects.get().version


def stale_answers(site: Site, answers: int) -> int:
    """Answers of several workers that show a state which was over before they were asked for."""
    pages = (f"/organizations/{SLUG}/", f"/explore/?kind=fact&organization={SLUG}")
    stale = 0
    with site.serve(WORKERS):
        for number in range(answers):
            if number % 5 == 0:
                seat = f"Town of state {number}, Switzerland"
                reword(seat)
                publish_it()
            stale += seat not in site.ask(pages[number % 2], again=True).words
    return stale


def wrong_filters(filters: int) -> int:
    """Random filters that find other claims than a query of the tables does."""
    chance, index, wrong = random.Random(0), facets_at(site_version()), 0
    eras, themes = claim_values(index, "era"), claim_values(index, "theme")
    for _ in range(filters):
        asked = ClaimFilter(made_up(chance), eras=eras, themes=themes)
        chosen = claims_of_any(asked.organizations[slug] for slug in asked.asked["organization"])
        found = claims_asked(index, asked.asked, organization=chosen).passing
        wrong += set(found) != keys_by_sql(asked.asked)
    return wrong


def make_changes(seed: int, count: int) -> None:
    """Random changes, each told on standard output as soon as it is made."""
    chance = random.Random(seed)
    for _ in range(count):
        some_change(chance)
        print("made", flush=True)


def changed_and_killed(changes: int) -> int:
    """Let processes make that many changes, and kill each in the midst of one; how many were killed."""
    created, kills, chance = 0, 0, random.Random(1)
    while created < changes:
        count = min(chance.randint(1, KILL_AFTER), changes - created)
        command = [sys.executable, "-m", "tests.bench.figures", "changes", str(kills), str(count + 1)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as maker:
            assert maker.stdout
            for _ in range(count):
                maker.stdout.readline()
            time.sleep(chance.random() / 50)
            maker.send_signal(signal.SIGKILL)
        created, kills = created + count, kills + 1
    return kills


def grown(organizations: QuerySet[Organization]) -> int:
    """How many rows, and bytes of bitmaps, there are more after the organizations were published ten times."""
    before = sizes()
    chosen = list(organizations)
    for _ in range(10):
        for start in range(0, len(chosen), 250):
            publish_dossiers(chosen[start : start + 250])
    return sum(after - earlier for earlier, after in zip(before, sizes(), strict=True))


def sizes() -> list[int]:
    """Rows of each table, and bytes of the facet index; the highest key of a claim."""
    models = apps.get_app_config("organizations").get_models(include_auto_created=True)
    counts = [model._default_manager.count() for model in models]
    stored = sum(len(bytes(data)) for data in FacetChunk.objects.values_list("data", flat=True).iterator())
    return [*counts, stored, PublishedClaim.objects.aggregate(last=Max("pk"))["last"]]


def main() -> None:
    """Measure, and print."""
    if sys.argv[1] == "changes":
        make_changes(int(sys.argv[2]), int(sys.argv[3]))
        return
    counts = json.loads(sys.argv[2])
    site = Site(os.environ["DATABASE_URL"], Path(sys.argv[1]))
    found: Figures = counts | costs(site)
    if counts["answers"]:
        found["stale"] = stale_answers(site, counts["answers"])
        found["wrong_filters"] = wrong_filters(counts["filters"])
        found["grown"] = grown(Organization.objects.filter(published__isnull=False)[: counts["republished"]])
        connection.close()
        found["kills"] = changed_and_killed(counts["changes"])
        found["wrong_columns"] = len(rebuild_facets(check=True)) + len(wrong_rows())
    print(json.dumps(found))


if __name__ == "__main__":
    main()

"""Made-up organizations in any number, to measure with: the same ones for the same seed."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, reset_queries, transaction

from organizations.dossier.notes import note
from organizations.models import Organization, Revision, Theme
from organizations.publishing import publish_dossiers, rebuild_relations
from organizations.store import load_dossiers
from organizations.synthesis.copies import copy_organizations
from organizations.synthesis.dossiers import PREFIX, dossier_of

BATCH = 250
WRITTEN = 2500
"""So many organizations are written and published by one call; what is more are copies of these, as far as they fill
blocks of so many."""


Progress = Callable[[int], object]


def synthesize(count: int, *, seed: int = 0, progress: Progress = lambda done: None) -> int:
    """Publish `count` made-up organizations beside those that are there; the number of the first new one.

    They are numbered on (synth-00001 …), so what one call makes at once two calls make in two steps. The copies of a
    large number say the same under other addresses (synth-1-00001 …), and are as many people's. Each batch is a
    transaction: where it is stopped, those before stay. `progress` is told how many more are published. Raises
    ValueError for a count below 1, and when there are no themes to sort claims by.
    """
    if count < 1:
        raise ValueError(f"{count} organizations cannot be made: ask for 1 or more")
    # Sorted: the same seed has to choose the same ones, whatever order a database gives.
    themes = sorted(Theme.objects.values_list("slug", flat=True))
    if not themes:
        raise ValueError("there are no themes: load the vocabulary first")
    first = _last_number() + 1
    copies = max(count // WRITTEN - 1, 0)
    block, end = range(first, first + min(count, WRITTEN)), first + count - copies * WRITTEN
    with _garbage_collected_seldom():
        _write(block, seed, themes, progress)
        if copies:
            _copy(block, copies, progress)
        # Last: with whom these serve is no part of the copies.
        _write(range(block.stop, end), seed, themes, progress)
    return first


def _write(numbers: range, seed: int, themes: Sequence[str], progress: Progress) -> None:
    for start in range(0, len(numbers), BATCH):
        batch = numbers[start : start + BATCH]
        pairs = [(slug_of_number(number), dossier_of(number, seed, themes)) for number in batch]
        with transaction.atomic():
            publish_dossiers(load_dossiers(pairs), note=note("synthetic"), origin=Revision.Origin.TEXT)
        reset_queries()  # Django keeps them in DEBUG, and these are long.
        progress(len(batch))


def _copy(numbers: range, times: int, progress: Progress) -> None:
    organizations = Organization.objects.filter(slug__in=map(slug_of_number, numbers))
    keys = list(organizations.values_list("pk", flat=True))
    for _time in range(times):
        copy_organizations(keys, PREFIX)
        progress(len(keys))
    if numbers.start > 1:
        # Those before are related to these, but to none of the copies.
        rebuild_relations()
    with connection.cursor() as cursor:
        # Or the database would plan as for a small one.
        cursor.execute("ANALYZE")


@contextmanager
def _garbage_collected_seldom() -> Iterator[None]:
    """A batch makes some 50,000 records that all stay until its end: looking through them again and again takes a fifth
    of the time, and finds nothing."""
    before = gc.get_threshold()
    # What is there already is not looked through any more.
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def slug_of_number(number: int) -> str:
    """Number 7 is "synth-00007"."""
    return f"{PREFIX}{number:05}"


def _last_number() -> int:
    slugs = Organization.objects.filter(slug__startswith=PREFIX).values_list("slug", flat=True)
    return max((int(tail) for slug in slugs if (tail := slug.removeprefix(PREFIX)).isdecimal()), default=0)

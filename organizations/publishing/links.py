"""Whether the addresses of published sources still answer: asked by command, kept with each, shown to editors alone."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from time import sleep
from typing import cast

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from organizations.dossier.evidence.references import read_reference
from organizations.links import Answer, Trusted, ask, host_of
from organizations.models import Citation, PublishedOrganization, PublishedSource, Source
from organizations.models.rows import update_rows
from organizations.publishing.evidence import slug_of

BATCH = 100
"""Sources whose answers are kept in one transaction."""
MAX_PER_HOST = 20
"""Addresses of one host that one run asks."""
PAUSE = 1.0
"""Seconds between two addresses of one host."""
WORKERS = 8
"""Hosts that are asked at once."""
MAX_FOUND = 500
"""Sources of one outcome, and dossiers that cite them, whose entries are looked for."""


def check_links(*, user_agent: str, limit: int, pause: float = PAUSE, trusted: Trusted = ()) -> Counter[str]:
    """Ask the addresses of sources that were not asked for longest; how many came to which outcome."""
    due = list(_due(limit).items())
    outcomes: Counter[str] = Counter()
    for start in range(0, len(due), BATCH):
        answers = _answers(dict(due[start : start + BATCH]), user_agent, pause, trusted)
        _keep(answers)
        outcomes.update(answer.outcome.value for answer in answers.values())
    return outcomes


def _due(limit: int) -> dict[int, str]:
    """Primary keys of the sources to be asked now, with their addresses; those that have none come last again."""
    due: dict[int, str] = {}
    without, hosts = [], Counter[str]()
    # Said aloud: PostgreSQL puts NULL last by itself, SQLite first, and those never asked would wait for all others
    # there.
    sources = PublishedSource.objects.cited().order_by(F("checked_at").asc(nulls_first=True), "pk")
    for pk, text in sources.values_list("pk", "text").iterator():
        if len(due) >= limit:
            break
        reference = read_reference(text)
        url = reference.link or reference.archive_url
        if not url:
            without.append(pk)
        elif hosts[host_of(url)] < MAX_PER_HOST:
            hosts[host_of(url)] += 1
            due[pk] = url
    # They count as asked, or every run would read all of them again before it comes to one with an address.
    for start in range(0, len(without), BATCH):
        part = PublishedSource.objects.filter(pk__in=without[start : start + BATCH])
        part.update(checked_at=timezone.now(), link="", link_status=None, link_since=None)
    return due


def _answers(links: Mapping[int, str], user_agent: str, pause: float, trusted: Trusted) -> dict[int, Answer]:
    """The answers by primary key: several hosts at once, of each one address after the other."""
    by_host: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for pk, url in links.items():
        by_host[host_of(url)].append((pk, url))

    # Runs in a thread of the pool: no query here, which would open a connection of that thread that nobody closes.
    def of_host(asked: Iterable[tuple[int, str]]) -> dict[int, Answer]:
        answers: dict[int, Answer] = {}
        for pk, url in asked:
            if answers:
                sleep(pause)
            answers[pk] = ask(url, user_agent=user_agent, trusted=trusted)
        return answers

    with ThreadPoolExecutor(WORKERS) as pool:
        return {pk: answer for answers in pool.map(of_host, by_host.values()) for pk, answer in answers.items()}


@transaction.atomic
def _keep(answers: Mapping[int, Answer]) -> None:
    """Keep answers with their sources; since when one is so counts from the first of the same outcome in a row."""
    now = timezone.now()
    sources = list(PublishedSource.objects.filter(pk__in=answers).only("link", "link_since"))
    for source in sources:
        answer = answers[source.pk]
        if source.link != answer.outcome.value:
            # By the outcome, not the status: a server that answers now 404, now 410 is gone since the first of them.
            source.link, source.link_since = answer.outcome.value, now
        source.link_status, source.checked_at = answer.status, now
    update_rows(sources, ["link", "link_status", "link_since", "checked_at"])


def published_sources_of(entries: Iterable[Source]) -> dict[int, PublishedSource]:
    """The published sources that entries of lists are of, by the primary keys of the entries."""
    slugs = {entry.pk: slug_of(entry.text, entry.organization_id, entry.key) for entry in entries}
    found = {each.slug: each for each in PublishedSource.objects.filter(slug__in=slugs.values())}
    return {pk: found[slug] for pk, slug in slugs.items() if slug in found}


def entries_by_link(outcome: str) -> list[int]:
    """Primary keys of the entries whose published source came to an outcome.

    The 500 sources that most claims cite are looked at, and 500 dossiers that cite them; an entry that was changed
    since is not found.
    """
    sources = dict(PublishedSource.objects.cited().filter(link=outcome).values_list("slug", "pk")[:MAX_FOUND])
    citing = Citation.objects.filter(source__in=sources.values()).order_by().values("claim__organization")
    published = PublishedOrganization.objects.filter(pk__in=citing.distinct()[:MAX_FOUND]).order_by()
    listed = {
        (organization, entry["key"])
        for organization, entries in published.values_list("organization", "sources")
        for entry in entries
        if entry.get("slug") in sources
    }
    organizations, keys = {each for each, _key in listed}, {key for _each, key in listed}
    found = Source.objects.filter(organization__in=organizations, key__in=keys).order_by()
    return [
        entry.pk
        for entry in cast("QuerySet[Source]", found)
        if (entry.organization_id, entry.key) in listed
        and slug_of(entry.text, entry.organization_id, entry.key) in sources
    ]

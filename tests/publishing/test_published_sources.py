"""Sources across dossiers: one row and one address for a work, every citation of it, after whatever was published."""

import re

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.text.parser import parse
from organizations.models import Citation, Organization, PublishedOrganization, PublishedSource
from organizations.publishing import publish, publish_dossiers, rebuild_sources, withdraw
from organizations.store import load_dossier, load_dossiers

WORKS = {
    "10.1000/abc": ["A study, doi:10.1000/ABC.", "Someone, “A Study” (1999), https://doi.org/10.1000/abc"],
    "A/RES/71/1": ["New York Declaration, A/RES/71/1.", "A/RES/71/1 (2016), https://undocs.org/A/RES/71/1"],
    "9780230272583": ["The Politics, ISBN 978-0-230-27258-3.", "The Politics (2010), ISBN 0-230-27258-4"],
    "iom.int": ["https://www.iom.int/a?utm_source=x", "IOM, “A”. http://iom.int/a/#top"],
    "": ["A letter, 1951.", "A letter, 1952."],
}
"""Each work as two dossiers may write it; of the last nothing tells that it is one."""
ROLES = {"": "supports", "see also ": "mentions", "but see ": "disputes"}


def text_of(name: str, sources: list[str], facts: list[str]) -> str:
    """A dossier whose facts stand on these marks, with this list of sources."""
    listed = "\n".join(f"[{number}] {words}" for number, words in enumerate(sources, 1))
    result = "\n".join(f"  • Fact {number}: value {marks}".rstrip() for number, marks in enumerate(facts, 1))
    return f"{name} ({name[0]}B)\n\nAn introduction.\n\n\nSnapshot\n\n{result}\n\n\nSources\n\n{listed}\n"


def published(slug: str, sources: list[str], facts: list[str]) -> Organization:
    organization = load_dossier(parse(text_of(slug.title(), sources, facts)), slug=slug)
    publish(organization)
    return organization


def cited() -> set[tuple[str, str, str, str, str]]:
    """Every citation: dossier, claim, first words of the source, role, place."""
    rows = Citation.objects.select_related("claim__organization", "source")
    return {(row.claim.organization.slug, row.claim.key, row.source.slug, row.role, row.locator) for row in rows}


@pytest.mark.django_db
def test_a_work_that_two_dossiers_write_in_other_words_is_one_source() -> None:
    for name, at in (("alpha", 0), ("beta", 1)):
        published(name, [words[at] for words in WORKS.values()], [f"[{number}]" for number in range(1, 6)])
    assert sorted(PublishedSource.objects.values_list("claims", flat=True)) == [1, 1, 2, 2, 2, 2]
    study = PublishedSource.objects.get(slug__startswith="doi-10-1000-abc-")
    assert study.text == "A study, doi:10.1000/ABC."


@pytest.mark.django_db
def test_the_introduction_and_other_places_of_a_list_cite_too() -> None:
    text = text_of("Alpha", ["A book (1999).", "[1], preamble"], ["[2]"]).replace(
        "An introduction.", "Words.[but see 1: 4]"
    )
    publish(load_dossier(parse(text), slug="alpha"))
    [source] = PublishedSource.objects.all()
    assert {(role, place) for _slug, _key, _source, role, place in cited()} == {
        ("disputes", "4"),
        ("supports", "preamble"),
    }
    assert source.claims == 2 and source.slug.startswith("a-book-1999-")


@st.composite
def drafts(draw: st.DrawFn) -> tuple[list[tuple[str, str]], list[list[tuple[int, str, str]]]]:
    """Works with their words, and for each fact its uses: number of the source, signal, place."""
    works = draw(st.lists(st.sampled_from(list(WORKS)), min_size=1, unique=True))
    sources = [(work, draw(st.sampled_from(WORKS[work]))) for work in works]
    uses = st.tuples(st.integers(1, len(works)), st.sampled_from(list(ROLES)), st.sampled_from(["", "p. 3", "art. 9"]))
    return sources, draw(st.lists(st.lists(uses, max_size=3), min_size=1, max_size=4))


@pytest.mark.slow
@pytest.mark.django_db
@given(st.lists(st.tuples(st.sampled_from(["alpha", "beta"]), drafts() | st.none()), min_size=1, max_size=5))
def test_after_any_publish_and_withdrawal_the_citations_are_those_of_the_texts(
    steps: list[tuple[str, tuple[list[tuple[str, str]], list[list[tuple[int, str, str]]]] | None]],
) -> None:
    live: dict[str, set[tuple[str, str, str, str, str]]] = {}
    with transaction.atomic():
        for slug, draft in steps:
            if draft is None:
                if slug in live:
                    withdraw(Organization.objects.get(slug=slug))
                live.pop(slug, None)
                continue
            sources, facts = draft
            marks = [
                "".join(f"[{signal}{number}{place and ', '}{place}]" for number, signal, place in uses)
                for uses in facts
            ]
            published(slug, [words for _work, words in sources], marks)
            live[slug] = {
                (slug, f"fact-{at}", sources[number - 1][0], ROLES[signal], place)
                for at, uses in enumerate(facts, 1)
                for number, signal, place in uses
            }
        found = cited()
        results = {(dossier, claim, work_of(slug), role, place) for dossier, claim, slug, role, place in found}
        assert results == set().union(*live.values())
        for source in PublishedSource.objects.all():
            citing = {(dossier, claim) for dossier, claim, slug, _role, _place in found if slug == source.slug}
            assert source.claims == len(citing) and bool(source.text) == bool(citing)
        assert rebuild_sources(check=True) == 0
        transaction.set_rollback(True)


def work_of(slug: str) -> str:
    return next((work for work in WORKS if work and re.sub("[^a-z0-9]+", "-", work.lower()) in slug), "")


@pytest.mark.django_db
def test_a_citation_keeps_its_row_and_what_has_not_changed_is_not_written() -> None:
    alpha = published("alpha", ["A book (1999)."], ["[1]", "[1, p. 3]"])
    before = list(Citation.objects.order_by("pk").values_list("pk", "claim"))
    with CaptureQueriesContext(connection) as queries:
        publish(alpha)
    tables = (Citation._meta.db_table, PublishedSource._meta.db_table)
    written = [each["sql"] for each in queries if each["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert not [sql for sql in written if sql.split('"')[1] in tables]
    published("alpha", ["A book (1999). \n    Quote: “So it was.”"], ["[1]", "[1, p. 3]", "[1]"])
    assert list(Citation.objects.order_by("pk").values_list("pk", "claim"))[:2] == before
    assert set(Citation.objects.values_list("quote", flat=True)) == {"So it was."}


@pytest.mark.django_db
def test_publishing_many_takes_no_more_queries_than_publishing_two() -> None:
    counts = []
    for number in (2, 8):
        listed = [
            (
                f"b{number}-{at}",
                parse(text_of(f"Body {at}", ["https://iom.int/a", f"https://iom.int/{at}"], ["[1][2]"])),
            )
            for at in range(number)
        ]
        organizations = load_dossiers(listed)
        with CaptureQueriesContext(connection) as queries:
            publish_dossiers(organizations)
        counts.append(len(queries))
    assert counts[1] <= counts[0]


@pytest.mark.django_db
def test_wrong_sources_are_told_and_mended(capsys: pytest.CaptureFixture[str]) -> None:
    published("alpha", ["A book (1999)."], ["[1]"])
    Citation.objects.all().delete()
    PublishedSource.objects.update(claims=7, text="Wrong")
    PublishedOrganization.objects.update(sources=[{"key": "k", "label": "1", "text": "Wrong", "html": ""}])
    with pytest.raises(CommandError, match="3 rows about sources are wrong"):
        call_command("rebuild_sources", check=True)
    call_command("rebuild_sources")
    assert "Mended 3 rows." in capsys.readouterr().out
    assert rebuild_sources(check=True) == 0 and len(cited()) == 1

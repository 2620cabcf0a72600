"""The index says what the published claims say: publishing writes it, a command mends it."""

import re
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from organizations.models import Era, Organization, PublishedClaim, SearchRow, Theme
from organizations.publishing import publish, publish_vocabulary, rebuild_search, withdraw
from organizations.publishing.search_index import TABLE, forget_claims
from organizations.reading.search import every, hits
from organizations.store import load_dossier
from tests.dossier.edits import edited
from tests.dossier.strategies import dossiers

Claim = Callable[..., int]


def written_rows(work: Callable[[], object]) -> list[str]:
    """The statements with which some work writes the index."""
    with CaptureQueriesContext(connection) as queries:
        work()
    written = [each["sql"] for each in queries if re.match(r"(\d+ times: )?(INSERT|UPDATE|DELETE)", each["sql"])]
    return [sql for sql in written if TABLE in sql]


def test_publishing_finds_new_words_and_no_former_ones(iom: Organization) -> None:
    iom.timelineevents.filter(key="cold-war-resettlement-tool").update(title="Zanzibar")
    iom.timelineevents.filter(key="from-migration-to-border-externalization").delete()
    publish(iom)
    [renamed] = hits("zanzibar").ids
    assert PublishedClaim.objects.get(pk=renamed).key == "cold-war-resettlement-tool"
    assert hits("resettlement tool").ids == ()
    assert rebuild_search(check=True) == 0


def test_what_says_the_same_is_not_written(iom: Organization) -> None:
    assert written_rows(lambda: publish(iom)) == []


def test_only_claims_that_say_something_else_are_written(iom: Organization) -> None:
    kept = set(SearchRow.objects.values_list("pk", flat=True))
    iom.facts.create(key="first", label="First", value="Of all", position=0)
    assert len(written_rows(lambda: publish(iom))) == 2  # a row that is not there is forgotten, then written
    assert kept < set(SearchRow.objects.values_list("pk", flat=True))


def test_a_claim_is_found_by_its_organization_kind_and_tags(iom: Organization) -> None:
    claim = PublishedClaim.objects.get(key="crisis-evacuations")
    assert all(claim.pk in every(f"evacuation {word}") for word in ("IOM", "international organization", "program"))
    assert set(every("evacuation movement")) == {claim.pk}
    assert every("cold war resettlement tool 1951")


def test_a_claim_is_found_by_the_sources_that_it_cites(all_dossiers: None) -> None:
    found = PublishedClaim.objects.filter(pk__in=hits("resolution 2758").ids)
    assert [each.key for each in found] == ["the-seat-of-china"]
    assert rebuild_search(check=True) == 0


def test_words_of_its_own_weigh_more_than_those_of_its_organization(iom: Organization) -> None:
    ids = hits("migration").ids
    found = PublishedClaim.objects.in_bulk(ids)
    says = ["migration" in f"{found[pk].title} {found[pk].detail} {found[pk].text}".lower() for pk in ids]
    assert True in says and False in says
    assert says == sorted(says, reverse=True)


def test_a_renamed_theme_finds_its_claims_once_it_is_published(iom: Organization) -> None:
    Theme.objects.filter(slug="returns").update(name="Homecoming")
    assert not every("homecoming")
    publish_vocabulary()
    assert len(every("homecoming")) == 5
    assert rebuild_search(check=True) == 0


def test_moved_bounds_of_an_era_move_what_it_finds(iom: Organization) -> None:
    era = Era.objects.get(slug="cold-war")
    before = len(every("cold war"))
    era.period = "since 1947"
    era.clean()
    era.save()
    publish_vocabulary()
    assert len(every("cold war")) > before
    assert rebuild_search(check=True) == 0


def test_what_is_withdrawn_is_not_found(iom: Organization) -> None:
    withdraw(iom)
    assert hits("border").ids == ()
    assert not SearchRow.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db
@given(st.data())
def test_after_any_edition_the_index_is_that_of_a_first_publish(data: st.DataObject) -> None:
    dossier = data.draw(dossiers())
    with transaction.atomic():
        organization = load_dossier(dossier, slug="body")
        publish(organization)
        load_dossier(data.draw(edited(dossier, "first")), slug="body")
        publish(organization)
        assert rebuild_search(check=True) == 0
        transaction.set_rollback(True)


def test_each_word_of_each_claim_finds_it(iom: Organization) -> None:
    holding: dict[str, set[int]] = {}
    for pk, *columns in PublishedClaim.objects.values_list("pk", "title", "detail", "text", "period", "country"):
        for word in re.findall(r"[^\W_]+", " ".join(columns)):
            holding.setdefault(word, set()).add(pk)
    assert {"2008", "Portugal"} <= holding.keys()
    assert {word: keys - set(every(word)) for word, keys in holding.items() if not keys <= set(every(word))} == {}


def test_what_is_rolled_back_is_not_found(claim: Claim) -> None:
    with transaction.atomic():
        claim("borders")
        transaction.set_rollback(True)
    assert hits("borders").ids == ()


@pytest.mark.django_db(transaction=True)
def test_a_flushed_database_holds_no_words(claim: Claim) -> None:
    claim("borders")
    call_command("flush", interactive=False, allow_cascade=True)
    assert hits("borders").ids == ()


def test_a_text_of_any_length_can_be_published(claim: Claim) -> None:
    words = " ".join(f"word{number}" for number in range(300_000))
    here = claim("border " + words, title="ﷺ" * 20_000)
    assert hits("border word77").ids == (here,)


def test_a_wrong_index_is_told_and_mended(claim: Claim, capsys: pytest.CaptureFixture[str]) -> None:
    lost, reworded, gone = claim("borders"), claim("returns"), claim("funding")
    forget_claims([lost])
    PublishedClaim.objects.filter(pk=reworded).update(text="protection")
    PublishedClaim.objects.filter(pk=gone).delete()
    with pytest.raises(CommandError, match="wrong for 3 claims"):
        call_command("rebuild_search", "--check")
    call_command("rebuild_search")
    assert "Mended: 3 claims" in capsys.readouterr().out
    assert (hits("borders").ids, hits("protection").ids) == ((lost,), (reworded,))
    assert (hits("returns").ids, hits("funding").ids, rebuild_search(check=True)) == ((), (), 0)


def test_nothing_that_the_database_does_by_itself_is_left(iom: Organization) -> None:
    """Neither a trigger nor a column that it makes: what alters claims need not know the index."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT attname FROM pg_attribute WHERE attgenerated <> ''")
        assert cursor.fetchall() == []

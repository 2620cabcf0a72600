"""The index follows the entries whoever writes them, and can be made again."""

import re
from collections.abc import Callable

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction

from organizations.models import Entry, Organization, Publication
from organizations.reading.search import every, hits, rebuild
from organizations.reading.search.index import index_of
from organizations.reading.search.postgresql import PostgresqlIndex

Claim = Callable[..., int]


def test_claims_made_in_bulk_are_found(publication: Publication) -> None:
    Entry.objects.bulk_create(
        Entry(publication=publication, kind="event", key=str(n), position=n, text="borders") for n in range(3)
    )
    assert len(hits("border").ids) == 3


def test_a_claim_changed_is_found_by_its_new_words_alone(claim: Claim) -> None:
    here = claim("Łódź", title="Borders")
    Entry.objects.filter(pk=here).update(text="Straße", title="Returns")
    assert hits("lodz").ids == hits("border").ids == ()
    assert hits("strasse").ids == hits("return").ids == (here,)


def test_a_claim_written_over_is_found_by_its_new_words_alone(claim: Claim) -> None:
    entry = Entry.objects.get(pk=claim("borders"))
    entry.text = "returns"
    Entry.objects.bulk_create([entry], update_conflicts=True, unique_fields=["id"], update_fields=["text"])
    assert hits("border").ids == ()
    assert hits("return").ids == (entry.pk,)


def test_each_word_of_each_claim_finds_it(iom: Organization) -> None:
    holding: dict[str, set[int]] = {}
    for pk, *columns in Entry.objects.values_list("pk", "title", "detail", "text", "period", "country"):
        for word in re.findall(r"[^\W_]+", " ".join(columns)):
            holding.setdefault(word, set()).add(pk)
    assert {"2008", "Portugal"} <= holding.keys()
    assert {word: keys - set(every(word)) for word, keys in holding.items() if not keys <= set(every(word))} == {}


def test_a_claim_taken_away_is_not_found(claim: Claim) -> None:
    claim("Łódź borders")
    Entry.objects.all().delete()
    assert hits("borders").ids == hits("lodz").ids == ()


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


def test_a_rebuilt_index_follows_as_before(claim: Claim) -> None:
    first = claim("borders")
    assert rebuild() == 1
    second = claim("borders")
    Entry.objects.filter(pk=first).update(text="returns")
    assert hits("borders").ids == (second,)
    assert hits("return").ids == (first,)


@pytest.mark.django_db
def test_a_database_without_unaccent_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*statements: str) -> None:
        raise ProgrammingError("permission denied")

    index = PostgresqlIndex(connection)
    monkeypatch.setattr(index, "execute", refuse)
    with pytest.raises(ImproperlyConfigured, match=r"permission denied.*CREATE EXTENSION unaccent"):
        index.create_extension()


def test_a_lost_index_is_made_again_by_the_command(claim: Claim, capsys: pytest.CaptureFixture[str]) -> None:
    index_of(connection).drop()
    here = claim("borders")
    call_command("rebuild_search")
    assert hits("borders").ids == (here,)
    assert "1 published claims" in capsys.readouterr().out

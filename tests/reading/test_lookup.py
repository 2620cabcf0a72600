"""What is found, in which order, and what of it is shown: the same on each database."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyroaring import FrozenBitMap

from organizations.models import Organization, PublishedClaim
from organizations.publishing import publish
from organizations.reading.search import Query, every, hits, hits_among, lookup, marked, parse, snippet
from organizations.reading.snapshot import snapshot

Claim = Callable[..., int]

FOUND = [
    ("return", "assisted returns and reintegration"),
    ("returning", "They returned."),
    ("antonio", "António Vitorino"),
    ("António", "Antonio Vitorino"),
    ("antonio", "Anto\u0301nio Vitorino"),
    ("LODZ", "a camp near Łódź"),
    ("soren", "Søren Jessen-Petersen"),
    ("strasse", "Straße"),
    ("co2", "tons of CO₂"),
    ("1970", "in the 1970s"),
    ("1951-1970s", "from 1951–1970s"),
    ("conflict", "war/conflict→displacement"),
    ("displacement", "war/conflict→displacement"),
    ("example", "see https://www.example.org/reports/2020.pdf"),
    ("reports", "see https://www.example.org/reports/2020.pdf"),
    ("5", "minus -5 percent"),
    ("the", "the state"),
    ("government's", "the government’s clients"),
    ("government-centric", "a government centric model"),
    ('"managed movement"', "of managed movement"),
    ("movement managed", "of managed movement"),
    ("managed 😀", "of managed movement"),
    ("AND OR NOT", "not this or that and these"),
    ("Москва", "Москва"),
    ("anton", "António Vitorino"),
    ("swing anton", "António Swing"),
    ("labor programs", "Labour Programmes"),
    ("externalisation", "externalized"),
    ("1970s", "in 1970"),
    ("الامم المتحدة", "الأُمَم المتّحدة"),
    ("الأمم المتّحدة", "الامم المتحدة"),
    ("شؤون", "شوون"),
    ("難民高等弁務官", "国際連合難民高等弁務官事務所は"),
    ("所", "国際連合難民高等弁務官事務所"),
    ("第42条", "条約第42条により"),
    ("インド", "ﾊﾞﾝｸﾞﾗﾃﾞｼｭとｲﾝﾄﾞ"),
    ("return", "re\u00adturns"),
    ("re\u00adturns", "return"),
    ("हिन्दी", "हिन्दी में"),
    ("12", "١٢"),
]
NOT_FOUND = [
    ("border", "assisted returns"),
    ("returns borders", "assisted returns"),
    ('"movement managed"', "of managed movement"),
    ("government-centric", "centric to a government"),
    ("return OR border", "assisted returns"),
    ("an", "António"),
    ("anton vitorino", "António Vitorino"),
    ("高難民", "国際連合難民高等弁務官"),
    ("カ", "ガ"),
]
HOSTILE = [
    '"', '""', "'", "''", "*", ":", "(", ")", "(()", "a*", "a:*", "title:a", "{title} : a", "a^2", "-a", "!a",
    "a & b", "a | b", "a <-> b", "a:A", "AND", "OR", "NOT", "NEAR(a b)", "a AND", "NOT a", "\\", "\\'",
    "\x00", "a\x00b", "%", "%s", "%(a)s", "x" * 10_000, "a\\'", '" OR 1=1 --', "'; DROP TABLE a; --",
    "😀", "\ud800", "\u202e", "a" * 199 + "é", "²", "½", "ﷺ", "١٢", "हिन्दी", "日本語", "㍿", "e\u0301" * 300,
]  # fmt: skip


@pytest.mark.parametrize(("typed", "text"), FOUND)
def test_these_words_find_this_text(typed: str, text: str, claim: Claim) -> None:
    claim("something else")
    here = claim(text)
    assert hits(typed).ids == (here,)


@pytest.mark.parametrize(("typed", "text"), NOT_FOUND)
def test_these_words_do_not_find_this_text(typed: str, text: str, claim: Claim) -> None:
    claim(text)
    assert hits(typed).ids == ()


@pytest.mark.parametrize("typed", HOSTILE)
def test_any_input_is_safe(typed: str, claim: Claim) -> None:
    claim("a b 2 and or not")
    found = hits(typed)
    snippet("a b 2 and or not", found.query)


@pytest.mark.slow
@pytest.mark.django_db
@settings(suppress_health_check=list(HealthCheck))
@given(typed=st.text(max_size=60))
def test_any_generated_input_is_safe(typed: str) -> None:
    assert hits(typed).ids == ()


def test_without_words_nothing_is_found(claim: Claim) -> None:
    claim("all of it")
    found = hits(" — ")
    assert (bool(found.query), found.capped, found.ids) == (False, False, ())


def test_words_are_found_across_title_detail_and_text(claim: Claim) -> None:
    here = claim("of migrants", title="Director", detail="General")
    assert hits("director general migrants").ids == (here,)


def test_a_title_weighs_more_than_a_text(claim: Claim) -> None:
    in_text = claim("the borders of Europe and what is beyond", title="Movement")
    in_title = claim("what is beyond Europe and its movement", title="Borders")
    assert hits("border").ids == (in_title, in_text)


def test_a_text_about_it_comes_before_one_that_mentions_it(claim: Claim) -> None:
    mentions = claim("border " + "and many words on quite other things " * 20)
    about = claim("border to border")
    assert hits("border").ids == (about, mentions)


def test_a_whole_word_keeps_the_longer_ones_away(claim: Claim) -> None:
    claim("António")
    here = claim("Anton")
    assert hits("anton").ids == (here,)


def test_very_many_hits_are_cut_and_titles_kept(claim: Claim) -> None:
    for _ in range(4):
        claim("border border", title="Movement")
    in_title = claim("movement", title="Borders")
    found = hits("borders", limit=3)
    assert (found.capped, len(found.ids), found.ids[0]) == (True, 3, in_title)
    assert not hits("borders", limit=5).capped


@pytest.mark.parametrize("limit", [2, 3])
def test_very_many_hits_are_narrowed_before_they_are_cut(limit: int, claim: Claim) -> None:
    for _ in range(4):
        claim("border", kind="event")
    in_text, in_title = claim("border", kind="program"), claim("border control", kind="program", title="Border")
    programs = FrozenBitMap(PublishedClaim.objects.filter(kind="program").values_list("pk", flat=True))
    found = hits_among(hits("border", limit), programs, limit)
    assert (found.ids, found.capped) == ((in_title, in_text), False)


def test_of_very_many_that_are_narrowed_the_best_of_all_come_first(claim: Claim) -> None:
    for _ in range(4):
        claim("border", kind="program")
    best = claim("border", kind="program", title="Border")
    programs = FrozenBitMap(PublishedClaim.objects.filter(kind="program").values_list("pk", flat=True))
    found = hits_among(hits("border", 3), programs, 3)
    assert (found.ids[0], len(found.ids), found.capped) == (best, 3, True)


def test_a_snippet_marks_the_words_and_escapes_the_rest() -> None:
    assert snippet("<b>& 5%</b> António returned", parse("return antonio")) == (
        "&lt;b&gt;&amp; 5%&lt;/b&gt; <mark>António</mark> <mark>returned</mark>"
    )


def test_a_snippet_marks_words_that_marks_join() -> None:
    marks = snippet("war/conflict, example.org and government-centric", parse("conflict org centric"))
    assert marks == "war/<mark>conflict</mark>, example.<mark>org</mark> and government-<mark>centric</mark>"


def test_a_snippet_of_a_long_text_shows_the_place() -> None:
    place = snippet("before it " * 100 + "comes the Border and goes on " + "after it " * 100, parse("border"))
    assert "<mark>Border</mark>" in place
    assert (place[0], place[-1]) == ("…", "…")
    assert len(place.split()) < 40


def test_a_snippet_shows_the_place_with_most_of_the_words() -> None:
    place = snippet("a border " * 50 + "the border of returns " + "and so on " * 50, parse("returns border"))
    assert "<mark>border</mark> of <mark>returns</mark>" in place


def test_a_snippet_where_only_the_title_holds_the_word_is_the_beginning() -> None:
    place = snippet("First words of " + "a long text " * 50, parse("border"))
    assert place.startswith("First words of")
    assert "<mark>" not in place


def test_a_snippet_marks_the_longer_word_for_its_beginning(claim: Claim) -> None:
    claim("António Vitorino")
    assert snippet("António Vitorino", hits("anton").query) == "<mark>António</mark> Vitorino"


def test_a_snippet_marks_the_characters_of_a_run() -> None:
    assert snippet("国際連合難民高等弁務官", parse("難民高")) == "国際連合<mark>難民高</mark>等弁務官"


def test_a_text_cannot_bring_its_own_marks() -> None:
    place = snippet("\x02one\x02 border \x03\x03two\x02<script>\x03", parse("border"))
    assert place.count("<mark>") == place.count("</mark>") == 1
    assert "<script>" not in place


def test_the_words_are_marked_in_titles_too() -> None:
    assert marked("<António> & Söhne", parse("antonio")) == "&lt;<mark>António</mark>&gt; &amp; Söhne"


def test_no_snippets_of_nothing() -> None:
    assert snippet("", parse("border")) == ""
    assert snippet("border", Query()) == ""


def test_of_very_many_titles_none_is_ranked(claim: Claim) -> None:
    created = [claim("long words " * at, title="Borders") for at in range(4, 0, -1)]
    found = hits("borders", limit=3)
    assert (found.capped, len(found.ids)) == (True, 3)
    assert set(found.ids) < set(created)


def test_of_very_many_texts_only_some_are_ranked(claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "RANKED", 2)
    created = [claim("border " + "and other words " * at) for at in range(5, 0, -1)]
    found = hits("border", limit=4)
    assert len(found.ids) == 4
    assert created.index(found.ids[0]) > created.index(found.ids[1])


def test_words_are_looked_up_once_a_state_of_the_site(iom: Organization) -> None:
    def queries() -> int:
        with snapshot(), CaptureQueriesContext(connection) as created:
            hits("borders")
            every("borders")
        return len(created)

    first = queries()
    assert queries() == first - 3 == 2  # its version, and whether the words are held or begin others
    publish(iom, note="Anew")
    assert queries() == first


def test_words_of_the_next_edition_are_found_at_once(iom: Organization) -> None:
    with snapshot():
        assert hits("zanzibar").ids == ()
    iom.timelineevents.filter(key="cold-war-resettlement-tool").update(title="Zanzibar")
    publish(iom)
    with snapshot():
        assert len(hits("zanzibar").ids) == 1

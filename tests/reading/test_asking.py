"""Which words of a question are read as filters, and what answers it: never nothing where plain words would do."""

import pytest

from organizations.models import Organization, PublishedClaim, PublishedOrganization, SearchRule
from organizations.publishing import publish, publish_vocabulary, rebuild_search, withdraw
from organizations.publishing.projection import sort_key
from organizations.reading import questions
from organizations.reading.answers import Answers, answers_to, every_answer, names_for, names_in
from organizations.reading.facets import Facets, facets_at
from organizations.reading.questions import question_of
from organizations.reading.search import corrected, marked
from organizations.reading.snapshot import site_version
from organizations.reading.years import years_in


@pytest.fixture
def index(all_dossiers: None) -> Facets:
    return facets_at(site_version())


def read(typed: str, index: Facets) -> dict[str, str]:
    """The filters that are read out of the words, and what each says."""
    return {each.filter: each.value for each in question_of(typed, index).readings}


def anchors(found: Answers) -> list[str]:
    ids = found.claims if found.shown is None else found.shown
    claims = PublishedClaim.objects.select_related("organization").in_bulk(list(ids))
    return [f"{claims[pk].organization.slug}#{claims[pk].anchor}" for pk in ids]


def answered(typed: str, index: Facets, **filters: str) -> Answers:
    among = index.bitmap("kind", filters["kind"]) if filters else index.claims
    return answers_to(typed, index, among)


YEARS = [
    ("2010", (2010, 2010)),
    ("in 2010", (2010, 2010)),
    ("1990s", (1990, 1999)),
    ("in the 1990s", (1990, 1999)),
    ("1990-1995", (1990, 1995)),
    ("1990–95", (1990, 1995)),
    ("1990 to 1995", (1990, 1995)),
    ("between 1990 and 1995", (1990, 1995)),
    ("from 1990 until 1995", (1990, 1995)),
    ("1980s to 1990s", (1980, 1999)),
    ("since 2010", (2010, None)),
    ("before 1950", (None, 1949)),
    ("until 1950", (None, 1950)),
    ("after 1989", (1990, None)),
    ("early 1990s", (1990, 1993)),
    ("20th century", (1900, 1999)),
    ("entre 1990 et 1995", (1990, 1995)),
    ("na década de 1990", (1990, 1999)),
    ("desde 2010", (2010, None)),
    ("1990er Jahre", (1990, 1999)),
    ("in the 90s", (1990, 1999)),
    ("the 20s", (2020, 2029)),
    ("90er", (1990, 1999)),
    ("les années 60", (1960, 1969)),
    ("the 1980s", (1980, 1989)),
    ("90", None),
    ("dal 1990", (1990, None)),
    ("с 1990 по 1995", (1990, 1995)),
    ("في عام ٢٠١٠", (2010, 2010)),
    ("1990年代", (1990, 1999)),
    ("2010-12", (2010, 2010)),
    ("September 2001", None),
    ("150", None),
    ("1995-1990", None),
    ("98", None),
    ("9999", None),
    ("resolution 1990", None),
]


@pytest.mark.parametrize(("words", "years"), YEARS)
def test_years_are_read_in_many_forms(words: str, years: tuple[int | None, int | None] | None) -> None:
    assert years_in(words.split()) == years


ILO = "International Labour Organization (ILO)"
IOM = "International Organization for Migration (IOM)"

UN = "United Nations (UN)"

READINGS = [
    ("IOM", {"organization": IOM}),
    ("iom's staff", {"organization": IOM}),
    ("iom's budget", {"organization": IOM, "theme": "Funding"}),
    ("global compact", {}),
    ("the first UN secretary general", {"organization": UN, "kind": "role"}),
    ("l’OIM", {"organization": IOM}),
    ("МОМ", {"organization": IOM}),
    ("联合国秘书长1990年", {"organization": UN, "kind": "role", "years": "1990"}),
    ("للأمم المتحدة", {"organization": UN}),
    ("guerra fría", {"era": "Cold War"}),
    ("International Labour Organization", {"organization": ILO}),
    ("who led?", {"kind": "role"}),
    ("Directors-General", {"kind": "role"}),
    ("when", {"kind": "fact, event"}),
    ("pressure points", {"kind": "pressure point"}),
    ("the Cold War", {"era": "Cold War"}),
    ("returned", {"theme": "Returns"}),
    ("1990s libya", {"years": "1990–1999"}),
    ('"IOM" "who led" "2010"', {}),
    ("cold wars end", {"era": "Cold War"}),
    ("who is this", {}),
    (
        "the first director general of the ILO",
        {"kind": "role", "organization": ILO},
    ),
    ("Où est le siège de l’ILO ?", {"kind": "fact", "organization": ILO}),
    (
        "谁在2010年领导IOM？",
        {"years": "2010", "kind": "role", "organization": IOM},
    ),
    ("目的", {}),
    ("из IOM с 1990 года", {"years": "since 1990", "organization": IOM}),
    ("libya", {}),
    ("French director general", {"meant": "France", "kind": "role"}),
    ("French wars", {}),
    ("second world war", {}),
    ("ILO director during the second world war", {"organization": ILO, "kind": "role", "years": "1939–1945"}),
    ("after the war", {}),
    ("successor of the UN", {"organization": UN}),
    ("UN since the nineties", {"organization": UN, "years": "since 1990"}),
    ("early sixties", {"years": "1960–1963"}),
    ("after the Cold War", {"years": "since 1991"}),
    ("before ww2", {"years": "until 1939"}),
    ("before the pandemic", {"years": "until 2020"}),
    ("what happened in ww2", {"kind": "event"}),
]


@pytest.mark.parametrize("typed", ["when was unhcr made purple", "taiwan lost its purple seat", "Hong Kong"])
def test_no_slip_is_seen_in_words_that_ask_or_where_nothing_else_would_answer(index: Facets, typed: str) -> None:
    assert answered(typed, index).meant == ""


def test_what_others_say_of_an_organization_by_name_stands_before_what_comes_near(index: Facets) -> None:
    found = anchors(answered("oldest UN agency", index))
    assert found[0] == "ilo#introduction-introduction"
    assert set(found[1:]) and all(each.startswith("un#") for each in found[1:])


@pytest.mark.parametrize(("typed", "filters"), READINGS)
def test_words_that_are_filters_are_read_as_such(index: Facets, typed: str, filters: dict[str, str]) -> None:
    assert read(typed, index) == filters


def test_a_filter_that_is_taken_off_leaves_its_words_to_be_looked_for(index: Facets) -> None:
    kind, organization, years = question_of("who led IOM in 2010", index).readings
    assert (kind.words, organization.words, years.words) == (
        '"who" "led" IOM in 2010', 'who led "IOM" in 2010', 'who led IOM "in" "2010"',
    )  # fmt: skip
    assert read(organization.words, index).keys() == {"kind", "years"}


def test_a_question_word_is_an_organization_where_it_is_one_in_capitals(index: Facets) -> None:
    PublishedOrganization.objects.filter(slug="unhcr").update(acronym="WHO", name="Health", sort_name="health")
    assert (
        "organization" not in read("who led IOM", index) or read("who led IOM", index)["organization"] != "Health (WHO)"
    )
    assert read("WHO", index) == {"organization": "Health (WHO)"}


def test_several_organizations_mean_any_and_several_themes_all(index: Facets) -> None:
    both = question_of("IOM UNHCR", index).claims(index)
    assert len(both) == len(question_of("IOM", index).claims(index)) + len(question_of("UNHCR", index).claims(index))
    themes = question_of("returns borders", index).claims(index)
    assert themes == index.tagged([_tag(index, "returns")]) & index.tagged([_tag(index, "borders")])


def _tag(index: Facets, slug: str) -> int:
    return next(tag.pk for tag in index.tags if tag.slug == slug)


def test_a_name_that_many_share_is_no_filter(index: Facets, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "MAX_NAMESAKES", 2)
    PublishedOrganization.objects.exclude(slug="ilo").update(acronym="SAME")
    assert read("same ilo", index) == {"organization": ILO}


@pytest.mark.parametrize("typed", ["haiti cholera 2010", "IOM Montreal", "who led statelessness", "returns Montreal"])
def test_a_filter_that_would_leave_nothing_is_not_read(index: Facets, typed: str) -> None:
    found = answered(typed, index)
    assert found.claims


def test_all_words_come_before_a_part_of_the_filters(index: Facets) -> None:
    found = answered("haiti cholera 2010", index)
    assert (anchors(found), found.readings, found.is_partial) == (
        ["un#pressure-point-immunity-and-accountability"], (), False,
    )  # fmt: skip


def test_a_filter_of_the_address_counts_before_words_are_read(index: Facets) -> None:
    found = answered("haiti cholera 2010", index, kind="program")
    assert found.is_partial and "iom#program-crisis-evacuations" in anchors(found)


def test_of_roles_the_latest_come_first(index: Facets) -> None:
    assert anchors(answered("who led ILO", index))[:2] == ["ilo#role-gilbert-f-houngbo", "ilo#role-guy-ryder"]


def test_of_roles_the_earliest_come_first_where_these_are_asked_for(index: Facets) -> None:
    assert anchors(answered("first high commissioner UNHCR", index))[0] == "unhcr#role-gerrit-jan-van-heuven-goedhart"


def test_words_that_nobody_holds_leave_the_filters_to_answer(index: Facets) -> None:
    found = answered("IOM quagga 2019", index)
    assert (found.is_partial, found.unknown) == (True, ("quagga",))
    assert {reading.filter for reading in found.readings} == {"organization", "years"}


def test_an_organization_is_known_behind_what_arabic_ties_to_its_name(index: Facets) -> None:
    PublishedOrganization.objects.filter(slug="unhcr").update(name="الأمم المتحدة", sort_name=sort_key("الأمم المتحدة"))
    for typed in ("متى تأسست الأمم المتحدة", "مقر للأمم المتحدة", "والأمم المتحدة"):
        assert read(typed, index)["organization"] == "الأمم المتحدة (UNHCR)"


def test_an_organization_is_known_in_writing_without_spaces(index: Facets) -> None:
    name = "联合国难民署"
    PublishedOrganization.objects.filter(slug="unhcr").update(name=name, sort_name=sort_key(name))
    assert read("联合国难民署的总部在哪里", index) == {"organization": f"{name} (UNHCR)", "kind": "fact"}


def test_the_best_partial_matches_hold_all_words_that_any_claim_holds(index: Facets) -> None:
    found = answered("zebra libya evacuation", index)
    assert (found.is_partial, anchors(found)) == (True, ["iom#program-crisis-evacuations"])


def test_where_no_claim_holds_the_words_together_any_of_them_will_do(index: Facets) -> None:
    found = answered("montreal libya", index)
    assert found.is_partial
    assert {"ilo#event-the-years-in-montreal", "iom#program-crisis-evacuations"} <= set(anchors(found))


def test_words_that_nothing_holds_find_nothing(index: Facets) -> None:
    assert not answered("zebra quagga", index).claims


@pytest.mark.slow
def test_what_is_named_is_named_by_all_that_was_typed(index: Facets) -> None:
    assert [name.url for name in names_in(question_of("iom", index))] == ["/organizations/iom/"]
    assert [name.url for name in names_in(question_of("annan UN", index))] == ["/people/kofi-annan/"]
    assert names_in(question_of("who led iom", index)) == []
    assert named("António Guterres roles", index) == ["/people/antonio-guterres/"]
    assert named("organizations founded before 1960", index) == []


def named(typed: str, index: Facets) -> list[str]:
    return [name.url for name in names_for(answered(typed, index), index)]


def test_an_organization_is_named_where_no_claim_of_it_has_the_words(index: Facets) -> None:
    assert named("IOM Montreal", index) == ["/organizations/iom/"]


def test_facts_that_say_a_year_answer_for_it(index: Facets) -> None:
    assert anchors(answered("founded in 1951", index))[0] == "iom#fact-founded"
    assert {"ilo#fact-founded", "un#fact-founded"} <= set(anchors(answered("founded before 1950", index))[:3])
    assert all("fact" not in each for each in anchors(answered("UN events 1945", index)))


def test_words_that_stand_for_others_are_looked_for_as_these(index: Facets) -> None:
    assert "un#event-sustainable-development-goals" in anchors(answered("SDGs", index))
    assert answered('"SDGs"', index).unknown == ("SDGs",)


def test_who_was_in_office_is_told_by_an_event_that_holds_all_words_too(index: Facets) -> None:
    # It cites a report of the Secretary-General on the genocide.
    found = anchors(answered("who was UN secretary-general during the Rwanda genocide", index))
    assert found[0] == "un#role-boutros-boutros-ghali"
    assert anchors(answered("who appoints the high commissioner for refugees", index))[0] == "unhcr#remark-people"


def test_where_people_are_from_is_a_filter_of_offices_and_elsewhere_two_words_for_one(index: Facets) -> None:
    assert read("Hungarian director general", index)["meant"] == "Hungary"
    assert "meant" not in read("Hungarian refugees", index)
    assert anchors(answered("Hungarian refugees", index)) == ["unhcr#event-hungary-the-first-large-emergency"]


def test_words_of_one_meaning_are_found_by_each_other(index: Facets) -> None:
    assert anchors(answered("how does the ILO punish countries", index)) == [
        "ilo#pressure-point-standards-without-sanctions"
    ]
    # Marked are the words that a claim holds, whichever were typed.
    assert marked("No Sanctions", answered("punish", index).query) == "No <mark>Sanctions</mark>"


def test_of_two_organizations_claims_of_the_one_that_name_the_other_come_first(index: Facets) -> None:
    assert anchors(answered("UNHCR and IOM", index))[0] == "unhcr#intersection-refugees-and-migrants-on-the-same-routes"
    assert anchors(answered("is IOM part of the UN?", index))[0] == "iom#event-integration-into-the-un-system"


def test_of_partial_answers_those_with_the_rarest_word_come_first(index: Facets) -> None:
    found = answered("belarussian refugees of the council", index)
    assert (found.is_partial, anchors(found)[0]) == (True, "ilo#pressure-point-standards-without-sanctions")


def test_every_answer_is_what_the_page_counts(index: Facets) -> None:
    for typed in ("who led IOM in 2010", "returns", "haiti cholera 2010", "montreal libya"):
        assert every_answer(found := answered(typed, index), index) == found.claims


def test_a_rule_of_an_editor_counts_once_it_is_published(index: Facets) -> None:
    SearchRule.objects.create(name="Swedish", words="vem ledde\nvem leder", kinds=["role"])
    assert read("Vem ledde IOM", index).keys() == {"organization"}
    publish_vocabulary()
    assert read("vem leder IOM", facets_at(site_version())).keys() == {"organization", "kind"}


@pytest.fixture
def spelled(index: Facets) -> Facets:
    """The index, with the spelling of its words."""
    rebuild_search()
    return index


SLIPS = [
    ("assited voluntary return", "assisted voluntary return"),
    ("Montreel", "montreal"),
    ("evacautions", "evacuations"),
    ("evacuationss", "evacuations"),
    ("xvacuations", "evacuations"),
    ("hamarskjold", "hammarskjold"),
    ("statelesness campagn", "statelessness campaign"),
    ("zebra", ""),
    ("evacuations", ""),
    ("2o1", ""),
    ("evcuatons", "evacuations"),
    ("refugeees intrnationl", "refugees international"),
    ("stattelessnes", "statelessness"),
    ("hammersjold", "hammarskjold"),
    ("zebras of quagga", ""),
]


@pytest.mark.parametrize(("typed", "meant"), SLIPS)
def test_a_slip_is_known_by_the_words_of_the_index(spelled: Facets, typed: str, meant: str) -> None:
    assert corrected(typed, answered(typed, spelled).unknown) == meant


def test_of_a_misspelt_name_what_was_meant_is_named(spelled: Facets) -> None:
    assert named("kofi anan", spelled) == ["/people/kofi-annan/"]


def test_what_was_meant_is_answered_where_it_has_answers_with_all_words(spelled: Facets) -> None:
    found = answered("headquaters IOM", spelled)
    assert (found.is_corrected, found.meant, anchors(found)[0]) == (True, "headquarters IOM", "iom#fact-headquarters")
    assert every_answer(found, spelled) == found.claims
    unsure = answered("headquaters zebra", spelled)
    assert (unsure.is_corrected, unsure.meant) == (False, "headquarters zebra")


def test_words_of_what_was_withdrawn_are_not_suggested(spelled: Facets) -> None:
    withdraw(Organization.objects.get(slug="ilo"))
    assert corrected("Montreel", ["Montreel"]) == ""


def test_publishing_learns_new_words(spelled: Facets) -> None:
    iom = Organization.objects.get(slug="iom")
    iom.timelineevents.filter(key="cold-war-resettlement-tool").update(title="Zanzibar")
    publish(iom)
    assert corrected("zanzibr", ["zanzibr"]) == "zanzibar"

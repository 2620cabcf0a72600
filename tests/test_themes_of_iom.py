"""The themes of the IOM dossier, claim by claim, as decided by reading it."""

import pytest

from organizations.models import Organization, Person, PublishedClaim, PublishedPerson, Role

THEMES = {
    "event-cold-war-resettlement-tool": "conflict funding movement",
    "event-expansion-beyond-europe": "movement",
    "event-migration-management-era": "borders returns",
    "event-integration-into-the-un-system": "governance",
    "event-externalized-borders": "borders funding returns",
    "program-assisted-voluntary-return-reintegration-avrr": "funding returns",
    "program-migration-data-policy-support": "data",
    "program-crisis-evacuations": "conflict movement",
    "program-border-deterrence-support": "borders",
    "program-global-compact-implementation": "governance",
    "pressure-point-no-human-rights-mandate-in-founding-document": "accountability funding",
    "pressure-point-government-centric-client-model": "borders returns",
    "pressure-point-offshore-detention-externalization": "borders",
    "pressure-point-accountability-transparency-gaps": "accountability",
    "intersection-migration-as-a-managed-valve": "movement",
    "intersection-war-displacement-managed-movement": "conflict movement returns",
    "intersection-externalizing-borders": "borders",
    "intersection-financial-data-governance-layer": "data funding governance",
}


def themes_of(claim: PublishedClaim) -> str:
    return " ".join(sorted(tag.slug for tag in claim.tags.filter(kind="theme")))


def test_every_claim_carries_the_themes_it_is_about(iom: Organization) -> None:
    claims = PublishedClaim.objects.filter(kind__in=["event", "program", "pressure_point", "intersection"])
    assert {claim.anchor: themes_of(claim) for claim in claims} == THEMES


@pytest.mark.parametrize("model", ["timelineevents", "programs", "pressurepoints", "intersections"])
def test_no_claim_of_the_working_copy_is_without_a_theme(iom: Organization, model: str) -> None:
    assert not getattr(iom, model).filter(themes=None).exists()


def test_returns_holds_the_claims_about_sending_people_back(iom: Organization) -> None:
    titles = PublishedClaim.objects.filter(tags__slug="returns").order_by("position").values_list("period", "title")
    assert list(titles) == [
        ("2000s", "“Migration Management” Era"),
        ("2016–Present", "Externalized Borders"),
        ("", "Assisted Voluntary Return & Reintegration (AVRR)"),
        ("", "Government-Centric Client Model"),
        ("", "War → Displacement → Managed Movement"),
    ]


def test_facts_people_and_remarks_carry_no_theme(iom: Organization) -> None:
    others = PublishedClaim.objects.exclude(kind__in=["event", "program", "pressure_point", "intersection"])
    assert not others.filter(tags__kind="theme").exists()


def test_a_collective_influence_is_counted_as_nobody(iom: Organization) -> None:
    assert list(PublishedClaim.objects.filter(kind="influence").values_list("title", "person")) == [
        ("Founding Influence", None)
    ]
    assert sorted(PublishedPerson.objects.values_list("slug", flat=True)) == [
        "amy-pope", "antonio-vitorino", "william-lacy-swing",
    ]  # fmt: skip
    assert Person.objects.count() == Role.objects.personal().count() == 3


ERAS = {
    "1951–1970s": {"cold-war": True},
    "1980s–1990s": {"cold-war": True, "globalization": False},
    "2000s": {"globalization": False, "crisis-and-compacts": False},
    "2016": {"crisis-and-compacts": True},
    "2016–Present": {"crisis-and-compacts": True, "since-the-pandemic": True},
    "2008–2018": {"globalization": True, "crisis-and-compacts": True},
    "2018–2023": {"crisis-and-compacts": True, "since-the-pandemic": True},
    "since 2023": {"since-the-pandemic": True},
}


def test_eras_say_which_claims_are_certain_and_which_possible(iom: Organization) -> None:
    found = {
        claim.period: {tag.tag.slug: tag.certain for tag in claim.claim_tags.filter(tag__kind="era")}
        for claim in PublishedClaim.objects.exclude(earliest=None)
    }
    assert found == ERAS

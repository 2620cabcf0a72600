"""What a fact says of other organizations: by its label what they are, by its value who."""

import pytest

from organizations.dossier.relations import (
    MAX_NAMES,
    RelationKind,
    founders_in,
    named_within,
    names_in,
    relation_in_title,
    relation_of_label,
    says_founding,
)


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Predecessor", "predecessor"),
        ("Preceded by:", "predecessor"),
        ("Nachfolgeorganisation", "successor"),
        ("Organisation mère", "parent"),
        ("Órganos subsidiarios", "part"),
        ("Member States", "member"),
        ("Член", "member_of"),
        ("前身", "predecessor"),
        ("Founded", None),
        ("", None),
    ],
)
def test_a_label_says_in_any_language_what_others_are(label: str, kind: str | None) -> None:
    assert relation_of_label(label) == kind


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("League of Nations (1920–1946)", {"League of Nations"}),
        ("the United Nations (UN), since 2016", {"United Nations", "UN"}),
        ("Food and Agriculture Organization and WHO", {"Food and Agriculture Organization", "WHO"}),
        ("Food and Agriculture Organization, UNICEF and WHO", {"Food and Agriculture Organization", "UNICEF", "WHO"}),
        ("Council, Court; Bank", {"Council", "Court", "Bank"}),
        ("国际联盟、联合国", {"国际联盟", "联合国"}),
    ],
)
def test_a_value_may_name_several(value: str, names: set[str]) -> None:
    assert names <= set(names_in(value))


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("1950, by the General Assembly of the United Nations", "United Nations"),
        ("1950; as a successor of the International Refugee Organization", "International Refugee Organization"),
        ("1964 by the League", "League"),
    ],
)
def test_a_founding_may_name_who_founded(value: str, name: str) -> None:
    assert says_founding("Founded:") and not says_founding("Members")
    assert name in founders_in(value) and founders_in("1951") == []


def test_a_value_without_a_name_gives_none() -> None:
    assert names_in(" (1920) ;, ") == []
    assert len(names_in("and ,".join("abcdefgh" * 40))) <= MAX_NAMES


@pytest.mark.parametrize("kind", RelationKind)
def test_what_one_is_to_the_other_is_said_from_both_sides(kind: RelationKind) -> None:
    assert kind.inverse.inverse == kind


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Becomes part of the United Nations (UN)", ("parent", "United Nations")),
        ("IOM becomes part of the United Nations, 2016", ("parent", "United Nations")),
        ("The International Organization for Migration Succeeds PICMME", ("predecessor", "PICMME")),
        ("Replaced by UNHCR", ("successor", "UNHCR")),
        ("First Specialized Agency of the United Nations", ("parent", "United Nations")),
        ("Founded by the League of Nations", ("related", "League of Nations")),
        ("Integration into the UN System", ("related", "UN")),
        ("IOM joins the United Nations family", ("related", "United Nations")),
        ("Wird Teil der Vereinten Nationen", ("parent", "Vereinten Nationen")),
        ("Succède à la Société des Nations", ("predecessor", "Société des Nations")),
        ("Becomes part of", None),
        ("Switzerland becomes a member of the UN", None),
        ("UNHCR is replaced by IOM", None),
        ("Never becomes part of the UN", None),
        ("Part of the UN leaves Geneva", None),
        ("Founded", None),
        ("", None),
    ],
)
def test_the_title_of_an_event_says_what_another_becomes_to_the_own_organization(
    title: str, expected: tuple[str, str] | None
) -> None:
    assert relation_in_title(title, ("International Organization for Migration", "IOM")) == expected


def test_without_an_acronym_nothing_may_stand_before_the_words() -> None:
    assert relation_in_title("Somebody becomes part of the UN", ("Sample Body", "")) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Trains sailors together with the Food and Agriculture Organization.", [1]),
        ("IOM’s programs, and FAO.", [1]),
        ("The fao of it; Organization for Food and Agriculture", []),
        ("A foodand agriculture organization", []),
        ("与国际劳工组织合作培训海员", [2]),
        ("بالتعاون مع منظمة الصحة العالمية", [3]),
        ("", []),
    ],
)
def test_an_organization_is_named_by_its_whole_name_or_its_acronym(text: str, named: list[int]) -> None:
    called = [
        (1, "Food and Agriculture Organization", "FAO"),
        (2, "国际劳工组织", ""),
        (3, "منظمة الصحة العالمية", ""),
    ]
    assert named_within(text, called) == named

"""Days that stand below their month, and months below their year."""

import pytest

from organizations.dossier.intake import read_source
from tests.dossier.intake.hands import record_of

TOLD = ["1977-03-14: Meeting", "1977-03-20: Move", "1978-01-05: Report"]
LAYOUTS = {
    "headings": "## 1977\n\n### March\n\n- 14: Meeting\n- 20: Move\n\n## 1978\n\n### January\n\n- 5: Report",
    "bold months": "## 1977\n\n**March**\n\n- 14 – Meeting\n- 20 – Move\n\n## 1978\n\n**January**\n\n- 5 – Report",
    "nested items": "- 1977\n  - March\n    - 14: Meeting\n    - 20: Move\n- 1978\n  - January\n    - 5th: Report",
    "lines": "1977\n\nMarch\n14: Meeting\n20: Move\n\n1978\n\nJanuary\n5 - Report",
    "years beside": "### March 1977\n\n- **14**: Meeting\n- **20**: Move\n\n### January 1978\n\n- 5: Report",
}
LANGUAGES = {
    "Chronologie\n\n### 1977\n\n#### Mars\n\n- 1er : Réunion": "1977-03-01: Réunion",
    "Cronología\n\n### 1977\n\n#### Marzo\n\n- 14: Reunión": "1977-03-14: Reunión",
    "Cronologia\n\n### 1977\n\n#### Março\n\n- 14: Reunião": "1977-03-14: Reunião",
    "Chronik\n\n### 1977\n\n#### März\n\n- 14.: Tagung": "1977-03-14: Tagung",
    "Cronologia\n\n### 1977\n\n#### Marzo\n\n- 1º: Riunione": "1977-03-01: Riunione",
    "Хронология\n\n### 1977\n\n#### Март\n\n- 14 — Заседание": "1977-03-14: Заседание",
    "大事记\n\n### 1977年\n\n#### 3月\n\n- 14日：开会": "1977-03-14: 开会",
    "التسلسل الزمني\n\n### 1977\n\n#### مارس\n\n- 14: اجتماع": "1977-03-14: اجتماع",
}


def events(text: str) -> list[str]:
    dossier = read_source(f"# Test Body (TB)\n\n{text}\n").dossier
    return [record_of(claim).split("] ")[-1].removeprefix("- ") for _section, claim in dossier.items()]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_days_are_of_the_month_above_them(layout: str) -> None:
    assert events(f"## Timeline\n\n{LAYOUTS[layout]}") == TOLD


def test_years_and_months_as_headings_make_a_timeline_of_their_own() -> None:
    assert events(LAYOUTS["headings"]) == TOLD


@pytest.mark.parametrize("text", LANGUAGES)
def test_months_are_read_in_every_language(text: str) -> None:
    assert events(f"## {text}") == [LANGUAGES[text]]


def test_items_without_a_day_beside_those_with_one_are_of_the_month() -> None:
    text = "## Timeline\n\n### March 1977\n\n- 14: Meeting\n- 3 delegates leave\n- 32: Ports join"
    assert events(text) == ["1977-03-14: Meeting", "1977-03: 3 delegates leave", "1977-03: 32: Ports join"]

"""People told on several lines: a name above its office and dates, an office above those who held it."""

import pytest

from organizations.dossier.document import Role
from organizations.dossier.intake import read_source
from tests.dossier.intake.hands import record_of

TWO = ["Ane Prove | Director | 2001/2010", "Otto Essai | Treasurer | 2010/2018"]
TOLD = {
    "headings": "### Ane Prove\nDirector, 2001–2010\n\nAn engineer.\n\n### Otto Essai\nTreasurer, 2010–2018",
    "headings that say all": "### Ane Prove, Director (2001–2010)\n\n### Otto Essai: Treasurer, 2010–2018",
    "bold lines": "**Ane Prove**\nDirector, 2001–2010\n\n**Otto Essai**\nTreasurer, 2010–2018",
    "lines": "Ane Prove\nDirector\n2001–2010\n\nOtto Essai\nTreasurer\n2010–2018",
    "labels": "### Ane Prove\n- **Position:** Director\n- **Term:** 2001–2010\n\n### Otto Essai\nTreasurer, 2010–2018",
    "nested items": "- **Ane Prove**\n  - Director, 2001–2010\n- **Otto Essai**\n  - Treasurer, 2010–2018",
    "offices": "Director\nAne Prove (2001–2010)\n\nTreasurer\nOtto Essai (2010–2018)",
    "offices far above": "Director:\n\nAne Prove (2001–2010)\n\nTreasurer:\n\nOtto Essai (2010–2018)",
    "bold offices": "**Director**\nAne Prove (2001–2010)\n\n**Treasurer**\nOtto Essai (2010–2018)",
    "offices over both": "#### Director\n**Ane Prove**, 2001–2010\n\n#### Treasurer\n- Otto Essai, 2010–2018",
}
IN_LANGUAGES = {
    "Direction\n\n### Jeanne Prove\nSecrétaire générale, 2001–2010": "Jeanne Prove | Secrétaire générale | 2001/2010",
    "Autoridades\n\nTesorera\n\nAna Prado (1999–2004)": "Ana Prado | Tesorera | 1999/2004",
    "Liderança\n\n**Ana Prado**\nDiretora, desde 2010": "Ana Prado | Diretora | 2010/..",
    "Leitung\n\n### Anke Prove\nDirektorin, seit 2010": "Anke Prove | Direktorin | 2010/..",
    "Dirigenti\n\nDirettore\n\nDott. Carlo Prova (2001–2010)": "Dott. Carlo Prova | Direttore | 2001/2010",
    "Руководство\n\n### Анна Штейн\nДиректор, с 2010": "Анна Штейн | Директор | 2010/..",
    "القيادة\n\n### ليلى حداد\nالمديرة، 2010–2018": "ليلى حداد | المديرة | 2010/2018",
    "领导人\n\n### 王建国\n秘书长，2001–2010": "王建国 | 秘书长 | 2001/2010",
}


def roles(text: str) -> list[str]:
    claims = [claim for _section, claim in read_source(text).dossier.items()]
    assert all(isinstance(claim, Role) for claim in claims)
    return [record_of(claim).removeprefix("- ") for claim in claims]


@pytest.mark.parametrize("source", TOLD)
def test_a_name_and_its_office_may_stand_on_lines_of_their_own(source: str) -> None:
    assert roles(f"# Test Body (TB)\n\n## Leadership\n\n{TOLD[source]}\n") == TWO


@pytest.mark.parametrize("text", IN_LANGUAGES)
def test_so_they_may_in_every_language(text: str) -> None:
    assert roles(f"# Test Body (TB)\n\n## {text}\n") == [IN_LANGUAGES[text]]


def test_what_is_told_on_several_lines_is_marked_as_a_guess() -> None:
    reading = read_source("# Test Body (TB)\n\n## Leadership\n\n### Ane Prove\nDirector, 2001–2010\n")
    assert [notice.message.code for notice in reading.notices] == ["guessed-person"]


def test_names_as_headings_under_no_section_of_people_make_one() -> None:
    text = "# Test Body (TB)\n\n## Ane Prove\nDirector, 2001–2010\n\n## Otto Essai\nTreasurer, 2010–2018\n"
    assert roles(text) == TWO


@pytest.mark.parametrize(
    "heading",
    [
        "Early Years\n1951–1960",
        "Ane Prove\nShe was born in Oslo in 1950.",
        "Executive Board\nDirectors",
        "Ane Prove\n25 ports make up the board. The executive directors",
        "Ane Prove\n25 executive directors",
    ],
)
def test_a_heading_without_an_office_below_it_is_nobody(heading: str) -> None:
    assert roles(f"# Test Body (TB)\n\n## Leadership\n\n### {heading}\n\nThe board met.\n") == []


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("1951– Jan Prove", "Jan Prove | Director | 1951/.."),
        ("3 May 2010 – | Ane Prove", "Ane Prove | Director | 2010-05-03/.."),
        ("Ane Prove: Treasurer, 2001–2010, Norway", "Ane Prove | Treasurer | 2001/2010 | Norway"),
    ],
)
def test_open_ends_and_countries_behind_dates_are_read(line: str, role: str) -> None:
    assert roles(f"# Test Body (TB)\n\n## Directors\n{line}\n1940–1951 Otto Essai\n")[0] == role

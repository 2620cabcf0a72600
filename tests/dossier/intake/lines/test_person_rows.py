"""A row of a table of people is read by the names of its columns, in any order and language, or by what it holds."""

import pytest

from organizations.dossier.intake.lines.person_rows import columns_of, read_person_row

ROWS = {
    ("#|Name|Country|Term", "1|**Lord Prove**|UK|1952–1957"): ("Lord Prove", "", "1952–1957", "UK"),
    ("Term|Secretary-General|Nationality", "1990–1995|Ane Prove|Mali"): (
        "Ane Prove",
        "Secretary-General",
        "1990–1995",
        "Mali",
    ),
    ("Name|Took office|Left office", "Ane Prove|1 May 1990|3 June 1995"): (
        "Ane Prove",
        "",
        "1 May 1990 – 3 June 1995",
        "",
    ),
    ("Name|From|To", "Ane Prove|1990|present"): ("Ane Prove", "", "1990 – present", ""),
    ("Portrait|Name (born)|Term of office|Time in office", "|Ane Prove (born 1950)|1990–1995|5 years"): (
        "Ane Prove",
        "",
        "1990–1995",
        "",
    ),
    ("Name|Office", "Ane Prove (acting)|Director"): ("Ane Prove", "Director (acting)", "", ""),
    ("Nom|Pays|Mandat|Fonction", "Jean d’Essai|Mali|1990–1995|Directeur"): (
        "Jean d’Essai",
        "Directeur",
        "1990–1995",
        "Mali",
    ),
    ("Cargo|Nombre|País|Desde|Hasta", "Director|José Prueba|Perú|1990|1995"): (
        "José Prueba",
        "Director",
        "1990 – 1995",
        "Perú",
    ),
    ("Name|Land|Amtszeit", "Otto Probe|Mali|1990–1995"): ("Otto Probe", "", "1990–1995", "Mali"),
    ("Имя|Страна|Годы", "Иван Пробный|Мали|1990–1995"): ("Иван Пробный", "", "1990–1995", "Мали"),
    ("姓名|国籍|任期", "张三|中国|2007–2017"): ("张三", "", "2007–2017", "中国"),
    ("الاسم|البلد|الفترة", "فلان الفلاني|مصر|1945–1952"): ("فلان الفلاني", "", "1945–1952", "مصر"),
    ("", "1|Ane Prove|Norway|1990–1995"): ("Ane Prove", "", "1990–1995", "Norway"),
    ("", "1990–1995|Ane Prove|Director"): ("Ane Prove", "Director", "1990–1995", ""),
}


def row(header: str, cells: str) -> list[tuple[str, str, str, str]]:
    found = read_person_row(header.split("|") if header else (), cells.split("|"))
    return [(each.name, each.title, each.period_words, each.country) for each in found]


@pytest.mark.parametrize(("header", "cells"), ROWS)
def test_a_row_is_read_by_its_columns_in_any_order(header: str, cells: str) -> None:
    assert row(header, cells) == [ROWS[header, cells]]


def test_a_cell_with_two_terms_is_two_tenures() -> None:
    assert row("Name|Term", "Sukarno|1990–1991<br>1995") == [
        ("Sukarno", "", "1990–1991", ""),
        ("Sukarno", "", "1995", ""),
    ]


def test_a_row_whose_first_cells_are_missing_is_read_by_the_others() -> None:
    assert row("Portrait|Name|Country|Term", "Ane Prove|Ireland|1995–1999") == [
        ("Ane Prove", "", "1995–1999", "Ireland")
    ]
    assert row("No.|Name|Country|Term", "Ireland|Ane Prove|1995–1999|x") == [("Ane Prove", "", "1995–1999", "Ireland")]


def test_a_vacant_office_in_a_table_is_a_gap() -> None:
    [gap] = read_person_row(("Name", "Term", "Notes"), ("Vacant", "1990–1991", "none chosen"))
    assert gap.is_gap and gap.period_words == "1990–1991" and gap.rest == "Vacant none chosen"


def test_notes_and_what_is_no_date_are_kept() -> None:
    [reading] = read_person_row(("No.", "Name", "Term", "Notes"), ("12", "Ane Prove", "1990–91 (resigned)", "A note"))
    assert (reading.period_words, reading.rest) == ("1990–91", "resigned A note")
    [reading] = read_person_row(("Name", "Term"), ("Ane Prove", "two winters"))
    assert (reading.period_words, reading.rest) == ("", "two winters")


def test_a_table_of_something_else_names_nobody() -> None:
    assert read_person_row(("Year", "Event"), ("1990", "A treaty is signed")) == ()
    assert columns_of(("Year", "Secretary-General")) == ("term", "name")


def test_an_office_a_header_or_what_is_no_name_is_no_person() -> None:
    assert read_person_row(("Name", "Country"), ("Name", "Country")) == ()
    assert [each.name for each in read_person_row(("Office", "Name"), ("Prime Minister", "Ane Prove"))] == ["Ane Prove"]
    assert read_person_row(("Group", "Coordinator", "Term"), ("Emergency Assistance", "Romania", "2023 – 2025")) == ()
    [reading] = read_person_row(("Year", "Chair", "Place"), ("1997", "Ane Prove", "Osloville"))
    assert (reading.name, reading.country, reading.rest) == ("Ane Prove", "", "Osloville")


@pytest.mark.parametrize(
    "name", ["World Logic Day", "Harbour Institute of Virology", "EU Member", "République Exemplaire"]
)
def test_a_column_of_names_may_name_something_else(name: str) -> None:
    assert read_person_row(("Year", "Name", "Country"), ("1990", name, "Mali")) == ()


def test_each_column_that_is_called_as_an_office_names_a_holder_of_it() -> None:
    found = read_person_row(("Years", "Chair", "Treasurer"), ("1990–95", "Ane Prove", "Ola Test"))
    assert [(each.name, each.title, each.period_words) for each in found] == [
        ("Ane Prove", "Chair", "1990–95"),
        ("Ola Test", "Treasurer", "1990–95"),
    ]


def test_an_office_before_the_name_in_its_cell_stands_with_the_office() -> None:
    [reading] = read_person_row(("Country", "Leader"), ("Samoa", "Prime Minister Henry Prove"))
    assert (reading.name, reading.title, reading.country) == ("Henry Prove", "Leader, Prime Minister", "Samoa")

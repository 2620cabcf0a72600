"""A line on people gives who held which office and when, in any layout; a line that names nobody gives nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.document import Influence, Role
from organizations.dossier.intake import read_source
from organizations.dossier.intake.lines.people import is_overlooked, read_people
from organizations.dossier.intake.lines.tenures import PersonReading
from organizations.dossier.names import bare_name
from organizations.dossier.offices import is_office
from organizations.dossier.period import parse_period
from organizations.dossier.text import grammar

Read = tuple[str, str, str, str]

LINES: dict[str, Read | list[Read]] = {
    "Ane Prove: Director, 1990–1995 (Mali)": ("Ane Prove", "Director", "1990–1995", "Mali"),
    "- **Ane Prove**: Director, 1990–1995 (Mali)": ("Ane Prove", "Director", "1990–1995", "Mali"),
    "**Ane Prove** – Chair (2019–present)": ("Ane Prove", "Chair", "2019–present", ""),
    "**Ane Prove:** Chair, since 2019": ("Ane Prove", "Chair", "since 2019", ""),
    "[Ane Prove](https://example.org/a_(b)) — Chair": ("Ane Prove", "Chair", "", ""),
    "* Ane B. Prove, October 1945 – April 1948": ("Ane B. Prove", "", "October 1945 – April 1948", ""),
    "Ane Prove (Italy): February 1958 – May 1959": ("Ane Prove", "", "February 1958 – May 1959", "Italy"),
    "Ane Prove (Italy), 1958–1959": ("Ane Prove", "", "1958–1959", "Italy"),
    "Ane Prove (Italy) 1958–1959": ("Ane Prove", "", "1958–1959", "Italy"),
    "Ane Prove (1958 – 1959)": ("Ane Prove", "", "1958 – 1959", ""),
    "Ane Prove (Director, 1990–1995, Mali)": ("Ane Prove", "Director", "1990–1995", "Mali"),
    "1958–1959: Ane Prove": ("Ane Prove", "", "1958–1959", ""),
    "1958–1959 – Ane Prove, Director": ("Ane Prove", "Director", "1958–1959", ""),
    "1959 Ane Prove (Denmark)": ("Ane Prove", "", "1959", "Denmark"),
    "1961 Ane Prove (United Kingdom; acting)": ("Ane Prove", "acting", "1961", "United Kingdom"),
    "3. Ane Prove | Director | 1990–1995": ("Ane Prove", "Director", "1990–1995", ""),
    "Ane Prove | Norway | 1990": ("Ane Prove", "", "1990", "Norway"),
    "Mr. D. de G. Prove, The Netherlands (2000)": ("Mr. D. de G. Prove", "", "2000", "The Netherlands"),
    "Ane Prove\tDirector\t1990–1995": ("Ane Prove", "Director", "1990–1995", ""),
    "Ane Prove, acting, 2001": ("Ane Prove", "acting", "2001", ""),
    "ليلى حداد: المديرة العامة منذ 2019 (الأردن)": ("ليلى حداد", "المديرة العامة", "منذ 2019", "الأردن"),
    "Ane Prove (Director-elect)": ("Ane Prove", "Director-elect", "", ""),
    "Ane Prove de Cuesta of Peru (1982–1991)": ("Ane Prove de Cuesta", "", "1982–1991", "Peru"),
    "**Ane Prove** 🇳🇴 (1990–1995) – Chair": ("Ane Prove", "Chair", "1990–1995", ""),
    "🇳🇴 Ane Prove, 1990–1995": ("Ane Prove", "", "1990–1995", ""),
    "Theresa May, 2016–2019": ("Theresa May", "", "2016–2019", ""),
    "Theresa May 2016–2019": ("Theresa May", "", "2016–2019", ""),
    "Ane Prove: Legal adviser, office 12, 995": ("Ane Prove", "Legal adviser, office 12, 995", "", ""),
    "Ane Prove: Budget holder (250)": ("Ane Prove", "Budget holder (250)", "", ""),
    "H.E. Dr. Ane Prove, KBE: Chair, 1990": ("H.E. Dr. Ane Prove, KBE", "Chair", "1990", ""),
    "Prof. Dr. h.c. Ane Prove, 1990": ("Prof. Dr. h.c. Ane Prove", "", "1990", ""),
    "Lord Prove of Port Example, 1999–2003": ("Lord Prove of Port Example", "", "1999–2003", ""),
    "Omar al-Prove (Oman), 1990": ("Omar al-Prove", "", "1990", "Oman"),
    "Seán Ó Prove: Director, 1990": ("Seán Ó Prove", "Director", "1990", ""),
    "Jean d’Essai : Président, 1990": ("Jean d’Essai", "Président", "1990", ""),
    "Ane van der Prove, 1990": ("Ane van der Prove", "", "1990", ""),
    "J.-B. Muñoz-Prove: Director, 1990": ("J.-B. Muñoz-Prove", "Director", "1990", ""),
    "张三: 总干事, 2007–2017 (中国)": ("张三", "总干事", "2007–2017", "中国"),
    "张三，总干事，2007–2017": ("张三", "总干事", "2007–2017", ""),
    "Ane Prove: Director, 1972-73, 1975-76 and 1982": [
        ("Ane Prove", "Director", "1972-73", ""),
        ("Ane Prove", "Director", "1975-76", ""),
        ("Ane Prove", "Director", "1982", ""),
    ],
    "Ane Prove: Director, 1990–1995; President, 1996–2000": [
        ("Ane Prove", "Director", "1990–1995", ""),
        ("Ane Prove", "President", "1996–2000", ""),
    ],
    "Ane Prove (1990–1995), Otto Essai (1995–2001)": [
        ("Ane Prove", "", "1990–1995", ""),
        ("Otto Essai", "", "1995–2001", ""),
    ],
    "Ane Prove 1990–1995; Otto Essai 1995–2001": [
        ("Ane Prove", "", "1990–1995", ""),
        ("Otto Essai", "", "1995–2001", ""),
    ],
    "A Prove and B Essai": [("A Prove", "", "", ""), ("B Essai", "", "", "")],
    "Co-chairs: Ane Prove & Otto Essai (2010)": [
        ("Ane Prove", "Co-chair", "2010", ""),
        ("Otto Essai", "Co-chair", "2010", ""),
    ],
}

OFFICES = {
    "Secretary General: {} (2014–2024)": ("Secretary General", "Ane Prove"),
    "Deputy Secretary-General – {}, 2014–2024": ("Deputy Secretary-General", "Ane Prove"),
    "First Vice-Chair: {}, 2014–2024": ("First Vice-Chair", "Ane Prove"),
    "Head of the Middle East Desk: {} (2014–2024)": ("Head of the Middle East Desk", "Ane Prove"),
    "Secretary-General {} (2014–2024)": ("Secretary-General", "Ane Prove"),
    "Directeur général : {} (2014–2024)": ("Directeur général", "Aimée d’Essai"),
    "Secrétaire générale adjointe : {} (2014–2024)": ("Secrétaire générale adjointe", "Aimée d’Essai"),
    "Director Ejecutivo: {} (2014–2024)": ("Director Ejecutivo", "José de la Prueba"),
    "Secretário-Geral: {} (2014–2024)": ("Secretário-Geral", "João da Prova"),
    "Generalsekretär: {} (2014–2024)": ("Generalsekretär", "Otto von Probe"),
    "Stellvertretende Vorsitzende: {} (2014–2024)": ("Stellvertretende Vorsitzende", "Eva Probe"),
    "Segretario generale: {} (2014–2024)": ("Segretario generale", "Ugo Di Prova"),
    "Генеральный секретарь: {} (2014–2024)": ("Генеральный секретарь", "Иван Пробный"),
    "Заместитель Генерального секретаря: {} (2014–2024)": ("Заместитель Генерального секретаря", "Иван Пробный"),
    "秘书长：{}（2014–2024）": ("秘书长", "李四"),
    "副秘书长{}（2014–2024）": ("副秘书长", "王小明"),
    "الأمين العام: {} (2014–2024)": ("الأمين العام", "فلان الفلاني"),
}

NOBODY = [
    "",
    "... The issue at stake here is another",
    "Founding Influence: Western Allied states",
    "United States (1998–2000)",
    "South Africa: Chair, 2010",
    "Norway, 1990",
    "Соединенные Штаты, 1990",
    "Western Donors: Norway, 1990",
    "الدول المؤسسة: مصر والعراق",
    "创始国: 中国、法国",
    "Leadership trends show strong representation from Western political circles.",
    "Ane Prove led the organization from 1990 to 1995.",
    "Board of Directors: twelve states",
    "\\Ane Prove: a ship, 1990",
    "1990–1995",
]

GAPS = ["Chair: vacant (1995–1997)", "1995–1997: Vacant", "Vacant, 1995–1997", "Chair – vacant, 1995–1997"]


def fields(reading: PersonReading) -> Read:
    return reading.name, reading.title, reading.period_words, reading.country


OF_A_DEPARTMENT = {
    "Director (Operations): Ane Prove, 1990–1995": "Director (Operations)",
    "Ane Prove, Director (Field Services), 1990–1995": "Director (Field Services)",
    "Ane Prove – Deputy Director (Operations) (1990–1995)": "Deputy Director (Operations)",
    "1990–1995: Ane Prove, Director (Operations)": "Director (Operations)",
    "Deputy Director (Field Services) Ane Prove, 1990–1995": "Deputy Director (Field Services)",
}


@pytest.mark.parametrize("line", OF_A_DEPARTMENT)
def test_a_department_behind_an_office_is_no_country(line: str) -> None:
    (reading,) = read_people(line)
    assert (reading.name, reading.title, reading.country) == ("Ane Prove", OF_A_DEPARTMENT[line], "")


@pytest.mark.parametrize("line", ["Ane Prove (Logistics), 1990–1995", "Ane Prove: Director, 1990–1995 (Logistics)"])
def test_what_may_be_a_country_and_is_none_that_is_known_is_a_guess(line: str) -> None:
    (reading,) = read_people(line)
    assert (reading.country, reading.certain) == ("Logistics", False)


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("Vacant until 1932", "until 1932"),
        ("Office vacant since May 1950", "since May 1950"),
        ("Vakant bis 1932", "bis 1932"),
        ("vacant from 1930 to 1932", "from 1930 to 1932"),
    ],
)
def test_a_vacancy_ends_or_begins_as_it_is_written(line: str, period: str) -> None:
    (gap,) = read_people(line)
    assert gap.is_gap and gap.period_words == period and period not in gap.rest


@pytest.mark.parametrize("office", ["", " – President"])
@pytest.mark.parametrize(
    "told",
    [
        ". A sailor by trade.",
        ". He was succeeded by Ida Berg in 1950.",
        ": built the second harbour in 1944",
        ", who built the second harbour in 1944",
        " – resigned after a strike in 1950",
    ],
)
def test_what_is_told_behind_dates_in_brackets_changes_none_of_them(office: str, told: str) -> None:
    (reading,) = read_people(f"Jan Olsen{office} (1942–1950){told}")
    assert (reading.name, reading.title, reading.period_words) == ("Jan Olsen", office.removeprefix(" – "), "1942–1950")
    assert not reading.certain and reading.rest.split()[-1].strip(".") == told.split()[-1].strip(".")


@pytest.mark.parametrize(
    ("line", "tenures"),
    [
        ("Jan Olsen (1890–1960), President 1942–1950", [("Jan Olsen", "1942–1950")]),
        (
            "Jan Olsen (1942–1950) and Ida van den Berg, 1950–60",
            [("Jan Olsen", "1942–1950"), ("Ida van den Berg", "1950–60")],
        ),
        ("Jan Olsen (1942–1950), Norway", [("Jan Olsen", "1942–1950")]),
    ],
)
def test_dates_in_brackets_may_be_a_life_or_those_of_the_first_of_two(
    line: str, tenures: list[tuple[str, str]]
) -> None:
    assert [(each.name, each.period_words) for each in read_people(line)] == tenures


def test_an_office_that_is_vacant_in_brackets_is_a_gap() -> None:
    (reading,) = read_people("Secretary-General (vacant), 1990–1991")
    assert (reading.is_gap, reading.title, reading.period_words) == (True, "Secretary-General", "1990–1991")


@pytest.mark.parametrize("line", LINES)
def test_a_line_is_read_in_any_layout(line: str) -> None:
    expected = LINES[line]
    assert [fields(each) for each in read_people(line)] == (expected if isinstance(expected, list) else [expected])


@pytest.mark.parametrize("line", OFFICES)
def test_an_office_at_the_head_turns_the_reading_round(line: str) -> None:
    office, name = OFFICES[line]
    assert [fields(each) for each in read_people(line.format(name))] == [(name, office, "2014–2024", "")]


@pytest.mark.parametrize("line", NOBODY)
def test_what_names_nobody_gives_nobody(line: str) -> None:
    assert read_people(line) == ()


@pytest.mark.parametrize(
    "line",
    [
        "12–13 October 1998, Antalya",  # where they met
        "1995: Madrid",
        "World Poetry Day: 21 March",
        "Democratic Republic of Congo (2008)",
        "Wuhan Microbiology Laboratory, 1956",
        "Международная конференция: 1990–1995",
        "Conferenza Nazionale (1990–1995)",
    ],
)
def test_a_place_a_day_or_an_institution_is_no_person(line: str) -> None:
    assert [each.name for each in read_people(line) if each.name] == []


def test_a_single_name_is_a_person_beside_an_office_or_a_span_of_years() -> None:
    lines = ("Sukarno, President (1950)", "Pelé, 1950–1967", "Suharto, since 1968", "Susan Montag, 1950–1960")
    assert [each.name for line in lines for each in read_people(line)] == ["Sukarno", "Pelé", "Suharto", "Susan Montag"]


@pytest.mark.parametrize("line", GAPS)
def test_a_vacant_office_is_a_gap_and_no_person(line: str) -> None:
    [gap] = read_people(line)
    assert gap.is_gap and gap.name == "" and gap.period_words == "1995–1997" and "vacant" in gap.rest.casefold()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Sukarno: President, 1945–1967", "Sukarno"),
        ("Sukarno (1945–1967)", "Sukarno"),
        ("Prove, Jan, 1990–1995", "Prove, Jan"),
        ("Ane Prove (b. 1950): Director, 1990–1995", "Ane Prove"),
        ("Ane Prove (1950–2010): Director, 1990–1995", "Ane Prove"),
        ("Ane Prove, Freedonia, 1990", "Ane Prove"),
        ("Norway: Ane Prove, 1990", "Ane Prove"),
        ("Ane Prove of Norway, 1990", "Ane Prove"),
        ("Ane Prove and Otto Essai (1990–1995)", "Ane Prove"),
        ("\\\\Sukarno: President", "Sukarno"),
    ],
)
def test_what_could_be_meant_otherwise_is_a_guess(line: str, name: str) -> None:
    reading = read_people(line)[0]
    assert (reading.name, reading.certain) == (name, line.startswith("\\"))


def test_no_word_of_a_line_is_lost() -> None:
    [reading] = read_people("[Ane Prove](https://example.org) (b. 1950): Director, 1990–1995 (Mali)[2]")
    assert fields(reading) == ("Ane Prove", "Director", "1990–1995", "Mali")
    assert reading.rest == "b. 1950 https://example.org [2]"


NAMES = st.sampled_from(
    ["Ane Prove", "H.E. Ane Prove, KBE", "Omar al-Prove", "Sukarno", "张三", "Иван Пробный", "A of B"]
)
TITLES = st.sampled_from(["", "Director", "Chair (acting)", "Head of Aid (Asia)", "Chair, 1951", "长", "Aide – Legal"])
DATES = st.sampled_from(["", "1990", "1990–1995", "since 2019", "May 1990 – June 1995", "1990-91 and 1995", "995"])
COUNTRIES = st.sampled_from(["", "Mali", "United Kingdom; acting", "“Bill”", "250"])
LAYOUTS = st.sampled_from(
    ["{n}: {t}, {d} ({c})", "{d}: {n} ({c})", "{t}: {n} ({d})", "{n} ({c}), {d}", "{n} – {t} ({d})"]
)


@given(LAYOUTS, NAMES, TITLES, DATES, COUNTRIES)
def test_what_is_read_is_read_back_from_the_canonical_text(layout: str, n: str, t: str, d: str, c: str) -> None:
    line = layout.format(n=n, t=t, d=d, c=c)
    for each in read_people(line):
        office = grammar.join_office(each.title, each.period_words, each.country)
        assert grammar.split_office(office) == (each.title, each.period_words, each.country)


@given(st.text(alphabet="AÉb张 ()[],;:–—-|.*_\\1990&", max_size=60))
def test_any_line_is_answered(line: str) -> None:
    assert all(each.name or each.is_gap or each.rest for each in read_people(line))


def test_a_long_line_is_answered_at_once() -> None:
    assert read_people("Ane Prove, 1990; " * 100_000) == ()
    assert len(read_people("Ane Prove, 1990; " * 100)) == 100


def test_a_name_is_known_by_what_stands_between_its_titles() -> None:
    assert bare_name("H.E. Dr. Ane Prove, KBE") == "Ane Prove"
    assert bare_name("Jack Ma") == "Jack Ma" and bare_name("Ane Prove MA") == "Ane Prove"
    assert bare_name("Lord Prove") == "Lord Prove" and bare_name("Ane Prove, Jr.") == "Ane Prove"


@pytest.mark.parametrize(
    "name", ["Amy Pope", "John Major", "Edith Head", "Ban Ki-moon", "Ane Leiter", "王小明", "U Thant"]
)
def test_a_name_like_an_office_stays_a_name(name: str) -> None:
    assert not is_office(name)


def test_a_canonical_line_that_hides_dates_or_a_name_is_overlooked() -> None:
    def role(title: str, period: str = "") -> Role:
        return Role(key="r", person="x", name="Ane Prove", title=title, period=parse_period(period) if period else None)

    assert is_overlooked(role("Director, 1972-73, 1975-76 and 1982"))
    assert not is_overlooked(role("Director", "1990"))
    assert is_overlooked(Influence(key="i", label="Sukarno", text="President, 1945–1967"))
    assert not is_overlooked(Influence(key="i", label="Founding Influence", text="Western states, 1951"))


def test_a_picture_before_a_name_is_no_part_of_it() -> None:
    [reading] = read_people("👤🏽 **Ane Prove** – Director (1949–1960)")
    assert fields(reading) == ("Ane Prove", "Director", "1949–1960", "")


def test_a_department_behind_an_office_without_dates_is_no_country() -> None:
    [reading] = read_people("Jan Muster: Director (Operations)")
    assert fields(reading) == ("Jan Muster", "Director, Operations", "", "") and not reading.certain


DOUBTFUL = {
    "1995 May Anna Berg": ("Anna Berg", "", "1995 May", ""),
    "1995 May Berg": ("May Berg", "", "1995", ""),
    "Anna May 1995": ("Anna May", "", "1995", ""),
    "Head of Works Ane Maria Prove": ("Maria Prove", "Head of Works Ane", "", ""),
    "Ane Prove: Otto Essai, 1990–1995": ("Ane Prove", "Otto Essai", "1990–1995", ""),
    "Otto Essai (* 1931; † 2019), President 1960–1970": ("Otto Essai", "President", "1960–1970", ""),
}


@pytest.mark.parametrize("line", DOUBTFUL)
def test_a_line_that_may_be_read_otherwise_is_a_guess(line: str) -> None:
    (reading,) = read_people(line)
    assert fields(reading) == DOUBTFUL[line]
    assert not reading.certain


@pytest.mark.parametrize(
    ("line", "office", "country"),
    [
        ("2001–2010 Director Ane Prove", "Director", ""),
        ("2001-2010: Generaldirektorin Ane Prove (Norwegen)", "Generaldirektorin", "Norwegen"),
        ("2001–2010, Treasurer, Ane Prove", "Treasurer", ""),
    ],
)
def test_an_office_may_stand_between_dates_and_name(line: str, office: str, country: str) -> None:
    (found,) = read_people(line)
    assert (found.name, found.title, found.country, found.rest) == ("Ane Prove", office, country, "")
    assert found.period_words.startswith("2001")


@pytest.mark.parametrize(
    "line",
    [
        "Northern Region: Director, 2001–2010",
        "Executive Team: Director, 2001–2010",
        "Leadership Team",
        "Young Professionals Network – Coordinator, 2019",
        "Región Norte: Directora, 2001–2010",
        "Équipe juridique : Directeur, 2001–2010",
        "Unità legale: Direttore, 2001–2010",
        "Referat Recht: Leiter, 2001–2010",
        "Отдел кадров: директор, 2001–2010",
    ],
)
def test_a_part_of_an_organization_is_no_person(line: str) -> None:
    reading = read_source(f"# Lake Council\n\n## Key people\n\n- {line}\n- Jan Muster: Director, 2010–2012\n")
    names = [claim.name for _section, claim in reading.dossier.items() if isinstance(claim, Role)]
    assert names == ["Jan Muster"]
    assert "no-person" in [notice.message.code for notice in reading.notices]


@pytest.mark.parametrize(
    ("line", "titles"),
    [
        ("Jan Muster and Eva Stein: Co-directors, 2001", ["Co-directors", "Co-directors"]),
        ("Jan Muster, Ana Ruiz y Eva Stein: Copresidentes (2001–2003)", ["Copresidentes"] * 3),
        ("Jan Muster, Eva Stein (Deputy)", ["", "Deputy"]),
    ],
)
def test_an_office_of_many_is_that_of_all_who_are_named(line: str, titles: list[str]) -> None:
    text = f"# Lake Council\n\n## Key people\n\n- {line}\n- Ole Berg: Director, 1990–1992\n"
    roles = [claim for _section, claim in read_source(text).dossier.items() if isinstance(claim, Role)]
    assert [role.title for role in roles] == [*titles, "Director"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ana Ruiz y Eva Stein: Presidentas, 2001", ["Ana Ruiz", "Eva Stein"]),
        ("Anna Bianchi e Luigi Neri: Copresidenti, 2001–2003", ["Anna Bianchi", "Luigi Neri"]),
        ("Santiago Ramón y Cajal: Presidente, 2001–2003", ["Santiago Ramón y Cajal"]),
        ("José Ortega y Gasset: Presidente, 2001–2003", ["José Ortega y Gasset"]),
    ],
)
def test_two_people_are_not_one_name(line: str, names: list[str]) -> None:
    readings = read_people(line)
    assert [each.name for each in readings] == names
    assert all(each.certain == (len(names) == 1) for each in readings)

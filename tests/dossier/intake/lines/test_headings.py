"""Which section a heading opens: known words for sure, words like them as a guess, other headings none."""

import pytest

from organizations.dossier.document import SectionKind
from organizations.dossier.intake.lines.headings import kind_of_heading

CERTAIN = {
    SectionKind.TIMELINE: (
        "TIMELINE:|## 1. Timeline|II. Chronology|A) Key Dates|**Timeline**|📅 Timeline|[Timeline](#timeline)"
        "|Timeline[1]|Timeline¹|Timeline of the Organization|Timeline of NATO|NATO Timeline|Timeline (1949–2020)"
        "|Timeline: 1949–2020|1.2 Timeline|Section 3: Timeline|Chapter IV – Chronology|The Timeline|— Timeline —"
        "|Timeline [edit]"
        "|Chronologie|Dates clés|Cronología|Línea de tiempo|Cronologia|Linha do Tempo|Zeitleiste|ZEITTAFEL"
        "|Linea del tempo"
        "|Хронология|Ключевые даты:|التسلسل الزمني|الجدول الزمني:|大事记|一、大事记|时间线|2、年表"
        "|Chronologie de l’organisation"
    ),
    SectionKind.PEOPLE: (
        "KEY FİGURES|Key People|Key People of the Organization|Personnes clés|Personas clave|Pessoas-chave|Führung"
        "|Persone chiave|Руководство|Ключевые лица|القيادة|الشخصيات الرئيسية|主要人物|领导人"
    ),
    SectionKind.SNAPSHOT: "At a Glance|Steckbrief|En bref|Datos clave|Fatos essenciais|In breve|Справка|لمحة|基本信息",
    SectionKind.PROGRAMS: "Programmes|Programmes clés|Programas|Programme|Programmi|Программы|البرامج|主要项目",
    SectionKind.INTERSECTIONS: "Intersections with the Bank|Schnittstellen|Intersecciones",
}
GUESSED = {
    SectionKind.TIMELINE: (
        "History|Background|Milestones|Career Timeline|Histoire|Historique|Geschichte|Storia|История|التاريخ|历史|Hitos"
        "|History and background|History of the Organization|A Brief History|Timeline of Reforms|3. History|Marcos"
    ),
    SectionKind.PEOPLE: (
        "Leadership and staff|Directors-General|Key People & Institutions|Former Secretaries-General"
        "|Presidents of the Bank|Secrétaires généraux|Directores Generales|Generalsekretäre"
        "|Генеральные секретари|历任秘书长"
        "|Key People (selected)|List of General Secretaries|List of presidents"
    ),
    SectionKind.PROGRAMS: "Activities|Projects|Activités|Proyectos|Aktivitäten|Деятельность|活动|Main Activities",
    SectionKind.PRESSURE_POINTS: "Criticism|Criticism and controversies|Critiques|Críticas|Критика|批评|التحديات",
}
NONE = (
    "Board of Directors|Head office|Role of the Secretary-General|Offices|"
    "Members|See also|References|Structure|External links|Membership|Mandate|Funding|Areas of Work|Contents|Notes"
    "|Rights of Young People|Membres|Siehe auch|Литература|参考文献|المراجع|1949|—||📅|12. |Chapter 3"
    "|The history that nobody wrote down in the eleven years of the war and after"
)


def pairs(table: dict[SectionKind, str]) -> list[tuple[str, SectionKind]]:
    return [(heading, kind) for kind, headings in table.items() for heading in headings.split("|")]


@pytest.mark.parametrize(("heading", "kind"), pairs(CERTAIN))
def test_known_words_open_their_section_whatever_stands_around_them(heading: str, kind: SectionKind) -> None:
    reading = kind_of_heading(heading)
    assert reading and (reading.kind, reading.certain) == (kind, True)


@pytest.mark.parametrize(("heading", "kind"), pairs(GUESSED))
def test_words_like_those_of_a_section_are_offered_as_it(heading: str, kind: SectionKind) -> None:
    reading = kind_of_heading(heading)
    assert reading and (reading.kind, reading.certain) == (kind, False)


@pytest.mark.parametrize("heading", NONE.split("|"))
def test_other_headings_open_no_known_section(heading: str) -> None:
    assert kind_of_heading(heading) is None


def test_a_heading_of_any_length_is_answered_at_once() -> None:
    assert kind_of_heading("Timeline " * 100_000) is None

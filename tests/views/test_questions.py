"""Questions that people ask of the dossiers, as they type them: what must be among the first three answers.

Forty from the start; others of students, journalists and analysts, and of people who ask in other languages.
"""

import re

import pytest
from django.test import Client

from tests.responses import body

ANSWER = re.compile(r'<h2 class="small"[^>]*>\s*<a href="([^"]+)"')
FIRST = 3

QUESTIONS = [
    # the name of something
    ("IOM", "/organizations/iom/"),
    ("unhcr", "/organizations/unhcr/"),
    ("International Labour Organization", "/organizations/ilo/"),
    ("kofi annan", "/people/kofi-annan/"),
    ("guterres", "/people/antonio-guterres/"),
    ("hammarskjold", "/people/dag-hammarskjold/"),
    ("cold war", "/eras/cold-war/"),
    ("returns", "/themes/returns/"),
    # who
    ("who led IOM in 2010", "iom#role-william-lacy-swing"),
    ("who leads IOM", "iom#role-amy-pope"),
    ("head of ILO in 1950", "ilo#role-david-a-morse"),
    ("secretary general 1965", "un#role-u-thant"),
    ("UNHCR high commissioner 1990s", "unhcr#role-sadako-ogata"),
    ("directors general of the ILO", "ilo#role-gilbert-f-houngbo"),
    ("IOM director general 2020", "iom#role-antonio-vitorino"),
    ("who was head of the united nations during the cold war", "un#role-javier-perez-de-cuellar"),
    # when
    ("when was ILO founded", "ilo#fact-founded"),
    ("IOM founded", "iom#fact-founded"),
    ("un 1948", "un#event-universal-declaration-of-human-rights"),
    ("refugee convention 1951", "unhcr#event-the-refugee-convention"),
    ("when did IOM join the UN", "iom#event-integration-into-the-un-system"),
    ("ILO 1940-1945", "ilo#event-the-years-in-montreal"),
    ("unhcr in the 1980s", "unhcr#event-camps-of-the-cold-war"),
    ("china seat UN", "un#event-the-seat-of-china"),
    ("when did the US leave the ILO", "ilo#event-the-united-states-leaves-and-comes-back"),
    # where, how many, what
    ("where is UNHCR based", "unhcr#fact-headquarters"),
    ("UN headquarters", "un#fact-headquarters"),
    ("how many members does the ILO have", "ilo#fact-members"),
    ("UNHCR nobel prize", "unhcr#fact-awards"),
    ("iom mandate", "iom#fact-core-mandate-official"),
    ("how is UNHCR funded", "unhcr#pressure-point-voluntary-funding"),
    ("ILO child labor convention", "ilo#event-worst-forms-of-child-labour"),
    ("UN peacekeeping programs", "un#program-peacekeeping"),
    ("rohingya libya evacuation", "iom#program-crisis-evacuations"),
    # slips, beginnings, other forms of a word
    ("assited voluntary return", "iom#program-assisted-voluntary-return-reintegration-avrr"),
    ("pérez de cuellar", "/people/javier-perez-de-cuellar/"),
    ("evacuating conflict zones", "iom#program-crisis-evacuations"),
    ("statelessness campaign", "unhcr#program-ending-statelessness"),
    ("border externalisation", "iom#event-externalized-borders"),
    ("the right to strike", "ilo#pressure-point-dispute-over-the-right-to-strike"),
]


OTHERS = [
    # students
    ("current secretary general of the UN", "un#role-antonio-guterres"),
    ("first director general of the ILO", "ilo#role-edward-j-phelan"),
    ("last high commissioner for refugees", "unhcr#role-filippo-grandi"),
    ("who came after Kofi Annan", "un#role-kofi-annan"),
    ("what does IOM do", "/organizations/iom/"),
    ("what is the mandate of the UN", "un#fact-core-mandate-official"),
    ("history of the ILO", "ilo#event-founded-with-the-peace"),
    ("why was UNHCR created", "unhcr#fact-founded"),
    ("year ILO was created", "ilo#fact-founded"),
    ("how many countries are in the UN", "un#fact-members"),
    ("member states IOM", "iom#fact-members"),
    ("did the UN win the nobel prize", "un#fact-awards"),
    ("IOM vs UNHCR", "/organizations/iom/"),
    ("list of UN secretaries general", "un#role-antonio-guterres"),
    ("secretary-general from Egypt", "un#role-boutros-boutros-ghali"),
    ("how old is the United Nations", "un#fact-founded"),
    ("who founded the ILO", "ilo#fact-founded"),
    # journalists
    ("UN boss 2005", "un#role-kofi-annan"),
    ("chief of UNHCR", "unhcr#role-filippo-grandi"),
    ("IOM chief 2019", "iom#role-antonio-vitorino"),
    ("UNHCR 2001-05 head", "unhcr#role-ruud-lubbers"),
    ("criticism of UNHCR", "unhcr#pressure-point-voluntary-funding"),
    ("IOM controversies", "iom#pressure-point-offshore-detention-externalization"),
    ("offshore detention Nauru", "iom#pressure-point-offshore-detention-externalization"),
    ("what happened in 1971 at the UN", "un#event-the-seat-of-china"),
    ("UN events 2015", "un#event-sustainable-development-goals"),
    ("IOM HQ", "iom#fact-headquarters"),
    ("in which city is the ILO", "ilo#fact-headquarters"),
    ("when did Guterres become secretary general", "un#role-antonio-guterres"),
    ("Lubbers UNHCR", "unhcr#role-ruud-lubbers"),
    ("veto security council", "un#pressure-point-the-veto"),
    ("early 1990s UNHCR high commissioner", "unhcr#role-sadako-ogata"),
    ("US withdrawal from ILO", "ilo#event-the-united-states-leaves-and-comes-back"),
    # analysts
    ("funding gaps un", "un#pressure-point-budgets-and-arrears"),
    ("displaced persons data platform", "iom#program-migration-data-policy-support"),
    ("IOM UN system 2016 join", "iom#event-integration-into-the-un-system"),
    ("labour statistics database", "ilo#program-ilostat"),
    ("american director general", "iom#role-amy-pope"),
    ("acountabilty gaps IOM", "iom#pressure-point-accountability-transparency-gaps"),
    ("repatraition voluntary", "unhcr#program-voluntary-repatriation"),
    # other languages
    ("qui dirigeait UNHCR en 2003", "unhcr#role-ruud-lubbers"),
    ("Qui est le directeur général de l'ILO ?", "ilo#role-gilbert-f-houngbo"),
    ("siège de UNHCR", "unhcr#fact-headquarters"),
    ("combien de membres a l'UN", "un#fact-members"),
    ("¿Quién dirigió IOM en 2010?", "iom#role-william-lacy-swing"),
    ("¿Cuándo se fundó ILO?", "ilo#fact-founded"),
    ("sede de la IOM", "iom#fact-headquarters"),
    ("quem liderou UNHCR na década de 1990", "unhcr#role-sadako-ogata"),
    ("quando foi fundada a ILO", "ilo#fact-founded"),
    ("wer leitete die IOM 2010", "iom#role-william-lacy-swing"),
    ("Generalsekretär UN 1965", "un#role-u-thant"),
    ("wann wurde die ILO gegründet", "ilo#fact-founded"),
    ("chi guidava UNHCR nel 1980", "unhcr#role-poul-hartling"),
    ("dove si trova la sede della IOM", "iom#fact-headquarters"),
    ("кто возглавлял IOM в 2010 году", "iom#role-william-lacy-swing"),
    ("когда основана ILO", "ilo#fact-founded"),
    ("генеральный секретарь UN с 1992 по 1996", "un#role-boutros-boutros-ghali"),
    ("من قاد IOM في عام 2010", "iom#role-william-lacy-swing"),
    ("متى تأسست ILO", "ilo#fact-founded"),
    ("مقر UNHCR", "unhcr#fact-headquarters"),
    ("谁在2010年领导IOM？", "iom#role-william-lacy-swing"),
    ("ILO何时成立", "ilo#fact-founded"),
    ("UN秘书长1965年", "un#role-u-thant"),
    ("IOM总部在哪里", "iom#fact-headquarters"),
]


def answers(page: str) -> list[str]:
    """What a page of results leads to, in its order."""
    return [
        url.removeprefix("/organizations/").replace("/#", "#") if "#" in url else url for url in ANSWER.findall(page)
    ]


def test_there_are_forty_and_others() -> None:
    assert (len(dict(QUESTIONS)), len(dict(OTHERS))) == (40, 64)


@pytest.mark.parametrize(("question", "answer"), QUESTIONS + OTHERS)
def test_the_answer_is_among_the_first_three(all_dossiers: None, client: Client, question: str, answer: str) -> None:
    assert answer in answers(body(client.get("/explore/", {"q": question})))[:FIRST]

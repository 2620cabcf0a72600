"""Forty questions that people ask of the dossiers, as they type them: what must be among the first three answers."""

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


def answers(page: str) -> list[str]:
    """What a page of results leads to, in its order."""
    return [
        url.removeprefix("/organizations/").replace("/#", "#") if "#" in url else url for url in ANSWER.findall(page)
    ]


def test_there_are_forty() -> None:
    assert len(dict(QUESTIONS)) == 40


@pytest.mark.parametrize(("question", "answer"), QUESTIONS)
def test_the_answer_is_among_the_first_three(all_dossiers: None, client: Client, question: str, answer: str) -> None:
    assert answer in answers(body(client.get("/explore/", {"q": question})))[:FIRST]

"""Every code that the value may give has a sentence, which names what the code comes with, in the reader's language."""

import json
from collections.abc import Collection, Mapping

import pytest
from django.utils import translation

from organizations.dossier.changes.evidence import PARAMETERS as EVIDENCE
from organizations.dossier.changes.replacing import Unreplaced
from organizations.dossier.characters import NAMES
from organizations.dossier.checks import CHECKS
from organizations.dossier.evidence.changing import Unadded
from organizations.dossier.evidence.pasted import PROBLEMS
from organizations.dossier.messages import Fault, Message, as_json, from_json
from organizations.dossier.notes import PARAMETERS as NOTES
from organizations.dossier.period import PeriodError, parse_period
from organizations.dossier.text.errors import IN_TEXT, DossierError
from organizations.dossier.text.reading import NOTICES
from organizations.drawing.names import PARAMETERS as PICTURES
from organizations.publishing.workflow import UNEXPECTED
from organizations.wording import sentence
from organizations.wording.sentences import SENTENCES

FAMILIES: dict[str, Mapping[str, Collection[str]]] = {
    **{fault.__name__: fault.parameters for fault in Fault.__subclasses__()},
    "places": {IN_TEXT: ("line", "column", "reason")},
    "characters": dict.fromkeys(NAMES, ("number",)),
    "notices": NOTICES,
    "evidence": EVIDENCE,
    "notes": NOTES,
    "pictures": PICTURES,
    "sources": PROBLEMS,
    "failures": {UNEXPECTED: ("error",)},
    "checks": {check.name: check.parameters for check in CHECKS.values()},
}
PARAMETERS = {code: set(named) for family in FAMILIES.values() for code, named in family.items()}


class Asked(dict[str, int]):
    """Details of any name, which knows what was asked of it."""

    def __getitem__(self, name: str) -> int:
        self.setdefault(name, 2)
        return 2


def named_in(code: str) -> set[str]:
    asked = Asked()
    str(SENTENCES[code] % asked)
    return set(asked) - {"examples"}


def test_every_code_has_a_sentence_and_every_sentence_a_code():
    assert set(SENTENCES) == set(PARAMETERS)
    assert sum(map(len, FAMILIES.values())) == len(PARAMETERS)


@pytest.mark.parametrize("code", sorted(PARAMETERS))
def test_a_sentence_names_what_its_code_comes_with(code):
    assert named_in(code) == PARAMETERS[code]
    assert "%" not in sentence(Message(code, dict.fromkeys(PARAMETERS[code], 2)))


def test_a_fault_comes_with_what_its_sentence_names():
    with pytest.raises(ValueError, match="nothing-left names"):
        Unreplaced("nothing-left", words="more")
    with pytest.raises(KeyError):
        Unadded("no-such-code")


def test_a_message_within_a_message_is_said_in_its_place():
    error = DossierError("period", reason=Message("reversed-period", {"words": "1970–1951"}), line=3, column=5)
    assert sentence(error.placed) == "line 3, column 5: “1970–1951” ends before it begins"


def test_counts_are_grouped_and_years_are_not():
    assert sentence(Message("too-many-bytes", {"size": 2_500_000, "max_size": 1})).startswith("2,500,000 bytes")
    assert sentence(Message("far-future", {"year": "2991"})).startswith("It begins in 2991")


def test_a_sentence_is_in_the_language_of_its_reader(german):
    with pytest.raises(PeriodError) as refusal:
        parse_period("31 February 2015")
    assert sentence(refusal.value.message) == "Februar 2015 hat 28 Tage, keinen 31."
    with translation.override("en"):
        assert sentence(refusal.value.message) == "February 2015 has 28 days, there is no day 31"


def test_details_are_kept_as_json_and_come_back():
    details = {"words": "a", "count": 2, "reason": Message("character", {"character": Message("noncharacter")})}
    message = Message("not-read-back", details)
    assert from_json(json.loads(json.dumps(as_json(message)))) == message

"""A sentence that was said is kept: for what it names, and in its language."""

import pytest
from django.utils.translation import override

from organizations.dossier.messages import Message
from organizations.wording import sentence, sentences


def test_each_number_and_each_language_has_a_sentence_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sentences.SENTENCES, "in-month", "%(month)s: %(number)s")

    def said(month: int, number: int) -> str:
        return sentence(Message("in-month", {"month": month, "number": number}))

    assert [said(3, 2), said(3, 5), said(5, 2), said(3, 2)] == ["March: 2", "March: 5", "May: 2", "March: 2"]
    with override("de"):
        assert said(3, 2) == "März: 2"
    assert said(3, 2) == "March: 2"


def test_messages_that_are_equal_are_one_key() -> None:
    one, other = Message("a", {"b": 1, "c": Message("d")}), Message("a", {"c": Message("d"), "b": 1})
    assert {one: "said"}[other] == "said"

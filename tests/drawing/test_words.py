"""What a picture says: in English, or in the language of the functions it was given."""

from datetime import date

import pytest

from organizations import speech
from organizations.drawing import leadership, timeline
from tests.drawing.spans import span

TODAY = date(2024, 7, 1)


@pytest.fixture
def in_german(monkeypatch: pytest.MonkeyPatch) -> None:
    german = {"%(period)s: not recorded": "%(period)s: nicht verzeichnet", "%(number)s event": "%(number)s Ereignis"}
    monkeypatch.setattr(speech, "_lent", {})
    speech.speak(lambda said: german.get(said, said), lambda one, many, number: german.get(one, one))


def test_it_says_how_many_there_are() -> None:
    assert 'aria-label="Timeline: 1 event, 1951"' in timeline([span("1951")], [], [], TODAY)


@pytest.mark.usefixtures("in_german")
def test_it_speaks_the_language_that_it_was_given() -> None:
    assert "1 Ereignis, 1951" in timeline([span("1951")], [], [], TODAY)
    assert "nicht verzeichnet" in leadership([span("1951–1960")], 1951, TODAY)

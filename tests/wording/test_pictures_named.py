"""What pictures are called, in the reader's language."""

from tests.drawing.spans import TODAY, leadership, spans, timeline


def test_a_picture_says_how_many_there_are() -> None:
    assert 'aria-label="Timeline: 1 event, 1951"' in timeline(spans("1951"), [], [], TODAY)


def test_a_picture_is_called_in_the_language_of_its_reader(german: None) -> None:
    assert "1 Ereignis, 1951" in timeline(spans("1951"), [], [], TODAY)
    assert "nicht verzeichnet" in leadership(spans("1951–1960"), 1951, TODAY)

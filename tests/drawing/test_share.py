"""The picture that is shown where a dossier is shared: of the size that is said, with no word that it cannot write."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from organizations.drawing import Shared, share
from organizations.drawing.share import MARGIN, PAPER, STRIP_TOP, WIDTH, is_writable
from tests.drawing.spans import span

TODAY = date(2026, 1, 1)


def drawn(name: str, acronym: str = "", sentence: str = "", *, is_right_to_left: bool = False) -> Image.Image:
    events = [span("1951–1970"), span("1960s"), span("2016")]
    shared = Shared(name, acronym, sentence, "Edition 1", "example.org", events, is_right_to_left)
    picture = Image.open(BytesIO(share(shared, TODAY)))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    return picture.convert("RGB")


def words_of(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """The box around the name and the sentence."""
    area = (MARGIN // 2, 0, WIDTH - MARGIN // 2, STRIP_TOP)
    paper = Image.new("RGB", picture.size, PAPER)
    return ImageChops.difference(picture, paper).convert("L").point(lambda v: 255 * (v > 40)).crop(area).getbbox()


@pytest.mark.parametrize("words", ["Société Générale", "Организация", "Οργανισμός", "ארגון", "المنظمة الدولية"])
def test_what_the_fonts_can_write_is_written(words: str) -> None:
    assert is_writable(words) and words_of(drawn(words))


@pytest.mark.parametrize("words", ["国际移民组织", "अंतर्राष्ट्रीय", "🌍"])
def test_what_they_cannot_write_is_left_out_and_the_acronym_stands_for_a_name(words: str) -> None:
    assert not is_writable(words)
    assert words_of(drawn(words, sentence=words)) is None
    assert words_of(drawn(words, "IOM", words)) == words_of(drawn("IOM"))


@pytest.mark.parametrize("words", ["Words " * 5000, "x" * 5000, "", " \n "])
def test_words_of_any_length_stay_within(words: str) -> None:
    box = words_of(drawn(words, sentence=words))
    assert box is None or (box[2] <= WIDTH - MARGIN and box[3] < STRIP_TOP)


def test_words_from_right_to_left_begin_on_the_right() -> None:
    left, _, right, _ = words_of(drawn("منظمة", is_right_to_left=True)) or (0, 0, 0, 0)
    assert left > WIDTH / 2 and right > WIDTH - 2 * MARGIN

"""Words in lines: nothing is wider than its room, nothing is lost but behind an ellipsis."""

from hypothesis import given
from hypothesis import strategies as st

from organizations.drawing.labels import lines_of, room
from organizations.drawing.marks import NARROW, Lanes, words_of

WORDS = st.text(st.sampled_from("abc def ghi 國際移民組織 عربي-\xa0"), max_size=120)


def test_words_are_broken_between_them():
    assert lines_of("26 June 1945 The Charter Is Signed", 210) == ["26 June 1945 The Charter Is", "Signed"]


def test_long_words_take_the_lines_they_need():
    lines = lines_of("1992–1996 Boutros Boutros-Ghali, Secretary-General", 200)
    assert lines == ["1992–1996 Boutros", "Boutros-Ghali,", "Secretary-General"]


def test_what_needs_a_fifth_line_is_cut_short():
    assert lines_of("one two three four five six seven eight nine", 60)[2:] == ["four five", "six se…"]


def test_words_without_spaces_are_broken_anywhere():
    assert lines_of("國際移民組織", 30) == ["國際", "移民", "組織"]


def test_a_long_word_does_not_leave_its_first_letter_behind():
    assert lines_of("1971–1972 Pneumonoultramicroscopic", 95)[0] == "1971–1972"
    assert lines_of("1971 Pneumonoultramicroscopic", 95)[0].startswith("1971 Pneu")


def test_a_period_is_not_broken():
    lines = words_of("c. 1995–early 2000s", "A long name of what happened", Lanes(1))
    assert lines[0].replace("\xa0", " ").startswith("c. 1995–early 2000s")


@given(WORDS, st.integers(30, 300))
def test_no_line_is_wider_than_its_room(text, width):
    lines = lines_of(text, width)
    assert 1 <= len(lines) <= 4 and all(room(line) <= width for line in lines)
    if not lines[-1].endswith("…"):
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(WORDS, st.integers(1, 60))
def test_however_many_bars_stand_side_by_side_words_have_room(text, lanes):
    assert Lanes(lanes).words <= NARROW / 2

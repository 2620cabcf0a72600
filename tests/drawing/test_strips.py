"""The strips of a list, and the ruler above them."""

import re

import pytest

from organizations.drawing import Axis, axis_of, ruler
from tests.drawing.spans import TODAY, spans, strip, tree

AXIS = Axis(1950, 2030, 10)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        (["1951", "since 2016"], "2 events, 1951 to present"),
        (["1951"], "1 event, 1951"),
        (["until 1970", "1980s"], "2 events, up to 1989"),
    ],
)
def test_a_strip_says_in_words_what_it_shows(words, label):
    drawing = tree(strip(spans(*words), AXIS, TODAY))
    assert (drawing.get("role"), drawing.get("aria-label"), drawing.get("height")) == ("img", label, "24")


def test_a_strip_has_no_links_and_nothing_dated_has_no_strip():
    assert "<a" not in strip(spans("1951"), AXIS, TODAY)
    assert strip([], AXIS, TODAY) == ""


def test_strips_of_a_page_share_their_axis():
    one, other = (strip(spans(words), AXIS, TODAY) for words in ("1951", "since 2016"))
    assert re.findall(r'class="g" d="[^"]+"', one) == re.findall(r'class="g" d="[^"]+"', other)


def test_points_bars_and_what_is_uncertain_are_a_path_each():
    paths = tree(strip(spans("1990", "1951–1970s", "2000s"), AXIS, TODAY)).findall(".//path")
    assert [path.get("class") for path in paths] == ["g", "f", "b", "p"]


def test_two_hundred_claims_stay_within_the_line():
    drawing = strip(spans(*["1951–2020"] * 200), AXIS, TODAY)
    ys = [float(y) for y in re.findall(r"M[\d.]+ ([\d.]+)H", drawing)]
    assert len(ys) == 200 and 0 < min(ys) <= max(ys) < 24


def test_the_ruler_names_the_years_of_the_axis():
    texts = [text.text for text in tree(ruler(AXIS)).iter("text")]
    assert texts == [str(year) for year in AXIS.ticks()]


def test_several_open_ends_in_one_place_have_one_arrow():
    claims = spans("since 1990", "since 2000")
    assert strip(claims, axis_of(claims, TODAY), TODAY).count('class="a"') == 2

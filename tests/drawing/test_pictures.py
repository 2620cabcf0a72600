"""Timelines, terms of office and comparisons as SVG."""

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.drawing import Era, Row
from tests.drawing.spans import ERAS, TODAY, comparison, height, leadership, links, span, spans, timeline, tree

IOM = spans("1951–1970s", "1980s–1990s", "2000s", "2016", "2016–Present")
TENURES = spans("2008–2018", "2018–2023", "since 2023")
MANY = spans(*(f"{1950 + at % 70}–{1955 + at % 70 + at % 9}" for at in range(200)))
HOSTILE = ["<script>alert(1)</script>", '" onload="x', "a & b", "it's", "\x00\x0b\ud800", "]]>", "國際移民", ""]


def names(svg: str) -> list[str]:
    return [link.get("aria-label", "") for link in links(svg)]


def test_every_mark_leads_to_its_claim_and_says_what_it_is():
    svg = timeline(IOM, ERAS, TENURES, TODAY)
    assert [link.get("href") for link in links(svg)] == [each.href for each in [*IOM, *TENURES]]
    assert names(svg) == [each.text for each in [*IOM, *TENURES]]
    assert [link.findtext("title") for link in links(svg)] == names(svg)


def test_marks_come_in_the_order_of_time():
    assert names(timeline(IOM[::-1], [], [], TODAY)) == names(timeline(IOM, [], [], TODAY))


def test_a_timeline_says_what_it_shows_and_is_no_image():
    drawing = tree(timeline(IOM, ERAS, TENURES, TODAY))[0]
    assert drawing.get("role") == "group"
    assert drawing.get("aria-label") == "Timeline: 5 events and 3 terms of office, 1951 to present"


def test_a_single_year_is_a_point_and_a_span_is_a_bar():
    one, other = (link.findall("*[@class]") for link in links(timeline(spans("1951", "1960–1970"), [], [], TODAY)))
    assert [(each.tag, each.get("class")) for each in one][-2:] == [("circle", "p"), ("text", "r m")]
    assert ("rect", "b") in [(each.tag, each.get("class")) for each in other]


def test_a_fuzzy_end_is_faded_and_framed_with_dashes_behind_what_is_certain():
    link = links(timeline(spans("1951–1970s"), [], [], TODAY))[0]
    frame, faded, certain = link.findall("rect[@class]")[1:]
    assert [each.get("class") for each in (frame, faded, certain)] == ["o", "f", "d"]
    assert faded.get("fill") == "url(#teo)"
    assert float(certain.get("width", "")[:-1]) + float(faded.get("width", "")[:-1]) == pytest.approx(
        float(frame.get("width", "")[:-1]), abs=0.02
    )


def test_a_decade_alone_is_only_a_frame():
    link = links(timeline(spans("1980s"), [], [], TODAY))[0]
    assert [each.get("class") for each in link.findall("rect")] == ["h", "u"]


@pytest.mark.parametrize(("words", "arrows"), [("since 1990", 1), ("until 1990", 1), ("1990–2000", 0)])
def test_an_open_end_has_an_arrow(words, arrows):
    assert timeline(spans(words), [], [], TODAY).count('class="a"') == arrows


def test_gradients_are_there_exactly_where_they_are_used():
    for words in ("1951", "1951–1970s", "1950s–1970", "since 1950s", "1950s–1970s"):
        svg = comparison([Row("One", spans(words), []), Row("Two", [], spans(words))], [], TODAY)
        assert set(re.findall(r"url\(#(\w+)\)", svg)) == set(re.findall(r'Gradient id="(\w+)"', svg))


def test_no_marks_are_no_picture():
    assert timeline([], ERAS, [], TODAY) == leadership([], None, TODAY) == comparison([], ERAS, TODAY) == ""
    assert comparison([Row("One", [], [])], ERAS, TODAY) == ""


def test_one_event_and_two_hundred_stay_within_a_screen():
    assert height(timeline(spans("1951"), ERAS, [], TODAY)) < 100
    assert height(timeline(MANY, ERAS, TENURES, TODAY)) <= 480
    assert len(links(timeline(MANY, ERAS, TENURES, TODAY))) == 203


def test_fifteen_hundred_that_all_overlap_still_do():
    assert height(timeline(spans(*["1951–2020"] * 1000), ERAS, spans(*["1951–2020"] * 500), TODAY)) <= 480


def test_years_nobody_is_recorded_for_are_drawn_and_said():
    gap = tree(leadership(TENURES, 1951, TODAY)).find(".//g[@role='img']")
    assert gap is not None and gap.get("aria-label") == gap.findtext("text") == "1951–2008: not recorded"
    assert "not recorded" not in leadership(spans("since 1951"), 1951, TODAY)


def test_a_dossier_without_terms_shows_that_none_is_recorded():
    svg = leadership([], 1951, TODAY)
    assert "1951–present: not recorded" in svg and links(svg) == []


def test_the_axis_of_leadership_reaches_today_where_nobody_is_recorded_today():
    assert ">2020<" in leadership(spans("1990–1995"), 1990, TODAY)


PERIODS = st.sampled_from(["1951", "1960–1970", "2008–2018", "1980s–1990s", "since 2023", "until 1970", "since 2031"])
DATED = st.lists(PERIODS, max_size=4).map(lambda periods: spans(*periods))


@given(DATED, DATED, st.sampled_from([None, 1919, 1951, 2020, 2030]))
def test_what_is_not_recorded_stays_on_the_axis(some, terms, since):
    rows = [Row("One", some, terms, since), Row("Other", terms, some, 1945)]
    svgs = (
        timeline(some, ERAS, terms, TODAY, since=since),
        leadership(terms, since, TODAY),
        comparison(rows, ERAS, TODAY),
    )
    for gap in (gap for svg in svgs if svg for gap in tree(svg).findall(".//g[@role='img']/rect")):
        start, width = (float(gap.get(name, "").removesuffix("%")) for name in ("x", "width"))
        assert 0 <= start <= start + width <= 100


def test_the_axis_of_a_timeline_reaches_today_where_nobody_is_recorded_today():
    assert ">2020<" in timeline(spans("1951"), [], spans("1990–1995"), TODAY)


def test_eras_are_bands_that_meet_and_do_not_speak():
    svg = timeline(spans("1951", "since 2000"), ERAS, [], TODAY)
    behind = tree(svg).find(".//g[@aria-hidden='true']")
    assert behind is not None
    bands = [(g.findtext("title"), g.find("rect")) for g in behind.findall("g")]
    assert [name for name, _ in bands] == ["Cold War", "Globalization", "Pandemic"]
    first, second = (rect for _, rect in bands[:2])
    end = float(first.get("x")[:-1]) + float(first.get("width")[:-1])
    assert end == pytest.approx(float(second.get("x")[:-1]), abs=0.02)


def test_an_era_too_short_for_its_name_keeps_it_as_a_title():
    eras = [Era("A name much longer than its short era is wide", date(1990, 1, 1), date(1991, 1, 1))]
    behind = tree(timeline(spans("1951", "since 2000"), eras, [], TODAY)).find(".//g[@class='e']")
    assert behind is not None and behind.findtext("title") and behind.find("text") is None


def test_eras_outside_of_the_axis_are_not_drawn():
    assert "Cold War" not in timeline(spans("1815"), ERAS, [], TODAY)


def test_compared_organizations_stand_below_one_another_on_one_axis():
    svg = comparison([Row("IOM", IOM, TENURES), Row("Other", spans("1990"), []), Row("None", [], [])], ERAS, TODAY)
    groups = [g.get("aria-label") for g in tree(svg).findall(".//g[@role='group']")]
    assert groups == [
        "IOM: 5 events and 3 terms of office, 1951 to present",
        "IOM: terms of office",
        "Other: 1 event, 1990",
        "None: nothing dated",
    ]
    assert svg.count('class="k"') == 1


def test_a_comparison_shows_the_years_nobody_is_recorded_for_up_to_today():
    svg = comparison([Row("IOM", IOM, TENURES, 1951), Row("Past", [], spans("1990–1995"), 1980)], ERAS, TODAY)
    assert [gap.get("aria-label") for gap in tree(svg).findall(".//g[@role='img']")] == [
        "1951–2008: not recorded",
        "1980–1990: not recorded",
        "1995–present: not recorded",
    ]
    assert "not recorded" not in comparison([Row("None", IOM, [], 1951)], ERAS, TODAY)


def test_labels_stand_in_nobodys_way():
    """Within a lane, marks and their labels do not meet at the width from which the labels are seen."""
    lanes: dict[str, list[tuple[float, float]]] = {}
    for link in links(timeline(spans("1951", "1953", "1960", "1990–1995", "1996", "since 2016"), [], [], TODAY)):
        text = link.find("text")
        assert text is not None and text.get("class", "")[-1] == "m"
        x, px = float(text.get("x", "")[:-1]), len(text.text or "") * 7 / 5.6
        stretch = (x - px, x) if text.get("class", "")[0] == "l" else (x, x + px)
        lanes.setdefault(link.get("transform", ""), []).append(stretch)
    for stretches in lanes.values():
        stretches.sort()
        assert all(one[1] <= other[0] for one, other in pairwise(stretches))


@pytest.mark.parametrize("words", HOSTILE)
def test_titles_are_only_ever_text(words):
    hostile = [span("1951–1970s", words, f"#{words}", words)]
    era = [Era(words, date(1900, 1, 1), None)]
    for svg in (timeline(hostile, era, hostile, TODAY), comparison([Row(words, hostile, hostile)], era, TODAY)):
        assert {element.tag for element in tree(svg).iter()} <= TAGS
        assert {name for element in tree(svg).iter() for name in element.keys()} <= ATTRIBUTES  # noqa: SIM118


@given(st.text(max_size=60), st.sampled_from(["1951", "1980s", "since 1990", "until 1970s", "c. 1995–2001"]))
def test_whatever_is_said_the_picture_is_whole(words, period):
    svg = timeline([span(period, words, f"#{words}", words)], [], [], TODAY)
    assert {element.tag for element in tree(svg).iter()} <= TAGS


def test_nothing_needs_a_style_or_a_script():
    svg = timeline(MANY, ERAS, TENURES, TODAY) + comparison([Row("IOM", IOM, TENURES)], ERAS, TODAY)
    assert not re.search(r"style|<script| on[a-z]+=", svg)


TAGS = {"div", "svg", "g", "a", "title", "rect", "circle", "path", "text", "defs", "linearGradient", "stop"}
ATTRIBUTES = {"class", "role", "aria-label", "aria-hidden", "href", "transform", "id", "fill", "offset", "stop-opacity"}
ATTRIBUTES |= {"x", "y", "x1", "x2", "cx", "dx", "d", "width", "height"}

"""Timelines, terms of office and comparisons as SVG."""

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.drawing import Era, Row
from organizations.drawing.marks import NARROW
from tests.drawing.spans import (
    ERAS,
    TODAY,
    comparison,
    height,
    leadership,
    links,
    rows,
    span,
    spans,
    timeline,
    tree,
    words,
)

IOM = spans("1951–1970s", "1980s–1990s", "2000s", "2016", "2016–Present")
TENURES = spans("2008–2018", "2018–2023", "since 2023")
MANY = spans(*(f"{1950 + at % 70}–{1955 + at % 70 + at % 9}" for at in range(200)))
HOSTILE = ["<script>alert(1)</script>", '" onload="x', "a & b", "it's", "\x00\x0b\ud800", "]]>", "國際移民", ""]


def shapes(svg: str) -> list[list[str | None]]:
    """The shapes of each mark, but for what takes the finger."""
    drawn = {"rect", "circle", "path"}
    return [[each.get("class") for each in link if each.tag in drawn][1:] for link in links(svg)]


def legend(svg: str) -> list[str]:
    return ["".join(entry.itertext()).strip() for entry in tree(svg).iter("li")]


def test_every_mark_leads_to_its_claim_and_says_what_it_is():
    svg = timeline(IOM, ERAS, TENURES, TODAY)
    assert [link.get("href") for link in links(svg)] == [each.href for each in [*IOM, *TENURES]]
    assert [words(link) for link in links(svg)] == [f"{each.period} {each.label}" for each in [*IOM, *TENURES]]


def test_what_has_no_room_for_all_its_words_says_them_to_those_who_ask():
    link = links(timeline([span("1951", "A very long name " * 9)], [], [], TODAY))[0]
    assert words(link).endswith("…")
    assert link.get("aria-label") == link.findtext("title") == f"1951 {'A very long name ' * 9}".strip()


def test_marks_come_in_the_order_of_time():
    found = [words(link) for link in links(timeline(IOM[::-1], [], [], TODAY))]
    assert found == [words(link) for link in links(timeline(IOM, [], [], TODAY))]


def test_a_timeline_says_what_it_shows_and_is_no_image():
    drawing = tree(timeline(IOM, ERAS, TENURES, TODAY))
    assert drawing.get("role") == "group"
    assert drawing.get("aria-label") == "Timeline: 5 events and 3 terms of office, 1951 to present"
    assert [(svg.get("role"), svg.get("aria-label")) for svg in drawing.findall("div/div/svg")] == [
        ("group", "Events"),
        ("group", "Terms of office"),
    ]


@pytest.mark.parametrize(
    ("period", "drawn"),
    [
        ("1951", ["p"]),
        ("1960–1970", ["b"]),
        ("1951–1970s", ["b", "u"]),
        ("1950s–1970", ["u", "b"]),
        ("1980s", ["u"]),
        ("since 1990", ["b", "b"]),
        ("until 1990", ["b", "b"]),
    ],
)
def test_a_point_a_bar_what_is_uncertain_and_what_is_open_have_shapes_of_their_own(period, drawn):
    assert shapes(timeline(spans(period), [], [], TODAY)) == [drawn]


@pytest.mark.parametrize(
    ("period", "meaning"),
    [
        ("1951", []),
        ("1960–1970", []),
        ("1980s", ["not known to the year"]),
        ("since 1990", ["goes on"]),
        ("until 1990", ["began earlier"]),
        ("AD 1 – AD 33", []),
    ],
)
def test_the_legend_explains_the_shapes_there_are(period, meaning):
    assert legend(timeline(spans(period), [], [], TODAY)) == meaning


def test_the_legend_tells_terms_from_events_where_they_stand_together():
    assert "a term of office" in legend(comparison([Row("IOM", IOM, TENURES)], [], TODAY))
    assert "a term of office" not in legend(timeline(IOM, [], TENURES, TODAY))


def test_no_marks_are_no_picture():
    assert timeline([], ERAS, [], TODAY) == leadership([], None, TODAY) == comparison([], ERAS, TODAY) == ""
    assert comparison([Row("One", [], [])], ERAS, TODAY) == ""


@pytest.mark.parametrize("number", [1, 40, 200, 3000])
def test_however_many_there_are_each_mark_has_a_row_with_its_words(number):
    svg = timeline(spans(*(f"{1950 + at % 70}–{1955 + at % 70 + at % 9}" for at in range(number))), ERAS, [], TODAY)
    assert height(svg) < 1300
    found = [rows(link) for link in links(svg)]
    assert all(one[1] <= other[0] + 0.1 for one, other in pairwise(found))
    assert all(words(link) for link in links(svg)) and 1 <= len(found) <= 40


def test_too_many_to_name_are_counted():
    svg = timeline(spans(*(f"{1950 + at % 70}" for at in range(200))), [], [], TODAY)
    assert [words(link) for link in links(svg)][:2] == ["1950–1959 30 events", "1960–1969 30 events"]


def test_fifteen_hundred_that_all_overlap_still_stand_apart():
    svg = timeline(spans(*["1951–2020"] * 1000), ERAS, spans(*["1951–2020"] * 500), TODAY)
    assert [words(link) for link in links(svg)] == ["1951 1,000 events", "1951 500 terms of office"]


CLOSE = st.sampled_from(["1951", "1951–1970", "1970", "since 1960", "1980s", "until 1970"])


@given(st.lists(CLOSE, min_size=1, max_size=30))
def test_no_bar_meets_another(periods):
    """In px across and down, of one column: a bar may only touch the next."""
    taken: list[tuple[float, float, float, float]] = []
    for link in links(timeline(spans(*periods), ERAS, [], TODAY)):
        top = rows(link)[0]
        for each in link.findall("rect"):
            if each.get("class") != "h":
                x, y, width, high = (float(each.get(name, "")) for name in ("x", "y", "width", "height"))
                taken.append((x, x + width, top + y, top + y + high))
    for at, (left, right, above, below) in enumerate(taken):
        for other in taken[:at]:
            assert right <= other[0] or left >= other[1] or below <= other[2] + 0.2 or above >= other[3] - 0.2


def test_years_nobody_is_recorded_for_are_drawn_and_said():
    svg = leadership(TENURES, 1951, TODAY)
    assert ">1951–2008: not recorded<" in svg and legend(svg) == ["goes on", "nothing recorded"]
    assert "not recorded" not in leadership(spans("since 1951"), 1951, TODAY)


def test_a_dossier_without_terms_shows_that_none_is_recorded():
    svg = leadership([], 1951, TODAY)
    assert "1951–present: not recorded" in svg and links(svg) == []


def test_the_axis_reaches_today_where_nobody_is_recorded_today():
    assert ">2020<" in leadership(spans("1990–1995"), 1990, TODAY)
    assert ">2020<" in timeline(spans("1951"), [], spans("1990–1995"), TODAY)


PERIODS = st.sampled_from(["1951", "1960–1970", "2008–2018", "1980s–1990s", "since 2023", "until 1970", "since 2031"])
DATED = st.lists(PERIODS, max_size=4).map(lambda periods: spans(*periods))


@given(DATED, DATED, st.sampled_from([None, 1919, 1951, 2020, 2030]))
def test_nothing_is_drawn_outside(some, terms, since):
    compared = [Row("One", some, terms, since), Row("Other", terms, some, 1945)]
    for svg in (
        timeline(some, ERAS, terms, TODAY, since=since),
        leadership(terms, since, TODAY),
        comparison(compared, ERAS, TODAY),
    ):
        for column in tree(svg).findall("div/div/svg") if svg else ():
            for group in column.iter():
                if group.get("transform"):
                    assert max(bottoms(group)) <= float(column.get("height", ""))
                assert float(group.get("x", "0")) < NARROW


def bottoms(group):
    """Where the parts of a mark or band end, in px."""
    top = rows(group)[0]
    for each in group.iter():
        if each.tag in {"rect", "text"}:
            yield top + float(each.get("y", "0")) + float(each.get("height", "8"))


def test_eras_are_bands_that_meet_are_named_and_do_not_speak():
    svg = timeline(spans("1951", "since 2000"), ERAS, [], TODAY)
    behind = tree(svg).find(".//g[@aria-hidden='true']")
    assert behind is not None
    bands = behind.findall("g")
    assert [words(g) for g in bands] == ["Cold War", "Globalization", "Pandemic"]
    end = rows(bands[0])[0] + float(bands[0].find("rect").get("height"))
    assert end == pytest.approx(rows(bands[1])[0], abs=0.2)


def test_an_era_of_a_year_is_named_too():
    eras = [Era("A name much longer than its short era is high", date(1990, 1, 1), date(1991, 1, 1))]
    band = tree(timeline(spans("1951", "since 2000"), eras, [], TODAY)).find(".//g[@class='e']")
    assert band is not None and words(band) == "A name much longer than its short era is high"


def test_eras_outside_of_the_axis_are_not_drawn():
    assert "Cold War" not in timeline(spans("1815"), ERAS, [], TODAY)


def test_compared_organizations_stand_side_by_side_on_one_scale():
    compared = [Row("IOM", IOM, TENURES, url="/iom/"), Row("Other", spans("1990"), []), Row("None", [], [])]
    svg = comparison(compared, ERAS, TODAY)
    columns = tree(svg).findall("div/div")
    assert [column.find("svg").get("aria-label") for column in columns] == [
        "IOM: 5 events and 3 terms of office, 1951 to present",
        "Other: 1 event, 1990",
        "None: nothing dated",
    ]
    assert columns[0].find("p/a").get("href") == "/iom/"
    years = [[(text.text, text.get("y")) for text in column.findall("svg/g/text")] for column in columns]
    assert years[0] == years[1] == years[2]


def test_a_comparison_shows_the_years_nobody_is_recorded_for_up_to_today():
    svg = comparison([Row("IOM", IOM, TENURES, 1951), Row("Past", [], spans("1990–1995"), 1980)], ERAS, TODAY)
    for gap in ("1951–2008", "1980–1990", "1995–present"):
        assert f">{gap}: not recorded<" in svg
    assert "not recorded" not in comparison([Row("None", IOM, [], 1951)], ERAS, TODAY)


@pytest.mark.parametrize("title", HOSTILE)
def test_titles_are_only_ever_text(title):
    hostile = [span("1951–1970s", title, f"#{title}")]
    era = [Era(title, date(1900, 1, 1), None)]
    for svg in (timeline(hostile, era, hostile, TODAY), comparison([Row(title, hostile, hostile)], era, TODAY)):
        assert {element.tag for element in tree(svg).iter()} <= TAGS
        assert {name for element in tree(svg).iter() for name in element.keys()} <= ATTRIBUTES  # noqa: SIM118


@given(st.text(max_size=60), st.sampled_from(["1951", "1980s", "since 1990", "until 1970s", "c. 1995–2001"]))
def test_whatever_is_said_the_picture_is_whole(title, period):
    svg = timeline([span(period, title, f"#{title}")], [], [], TODAY)
    assert {element.tag for element in tree(svg).iter()} <= TAGS


def test_nothing_needs_a_style_or_a_script():
    svg = timeline(MANY, ERAS, TENURES, TODAY) + comparison([Row("IOM", IOM, TENURES)], ERAS, TODAY)
    assert not re.search(r"style|<script| on[a-z]+=", svg)


TAGS = {"div", "p", "ul", "li", "svg", "g", "a", "title", "rect", "circle", "path", "text", "tspan"}
ATTRIBUTES = {"class", "role", "aria-label", "aria-hidden", "href", "transform", "x", "y", "cx", "cy", "r", "d"}
ATTRIBUTES |= {"width", "height"}

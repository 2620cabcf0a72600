"""The date at the head of a line: every separator, dress and language, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.intake.lines.date_heads import DateHead, Separator, date_head, with_year
from organizations.dossier.period import PeriodError, parse_period
from tests.dossier.strategies import ANY_PERIODS

SURE = """
1949: Treaty signed | 1949 | Treaty signed
1949 : Traité signé | 1949 | Traité signé
1952 – Two more states join | 1952 | Two more states join
1952—Two more join | 1952 | Two more join
1955 - Another state joins | 1955 | Another state joins
1955 -- Another state joins | 1955 | Another state joins
1951—Foundation: the committee meets | 1951 | Foundation: the committee meets
1980–present—Expansion | 1980–present | Expansion
1955-56 – Talks end in May | 1955-56 | Talks end in May
2017–: A mandate begins | 2017– | A mandate begins
1990–?: An office | 1990–? | An office
**1949**: Treaty signed | 1949 | Treaty signed
**1991–1999:** A long decade | 1991–1999 | A long decade
**4 April 1949** Treaty signed | 4 April 1949 | Treaty signed
__1949__ – Treaty | 1949 | Treaty
***1949*** – Treaty | 1949 | Treaty
**1949: Treaty signed** in Rome | 1949 | **Treaty signed** in Rome
**1949 – Treaty** signed | 1949 | **Treaty** signed
1949 – **Treaty** signed | 1949 | **Treaty** signed
1949: *Treaty* of [Rome](https://a.example) | 1949 | *Treaty* of [Rome](https://a.example)
[1949](https://a.example/1949_(year)) – Treaty | 1949 | Treaty
[1949](https://a.example) Treaty | 1949 | Treaty
[1949: Treaty](https://a.example) signed | 1949 | [Treaty](https://a.example) signed
📅 1949: Treaty | 1949 | Treaty
\u200e1949\u200f: Treaty | 1949 | Treaty
1863 (17 Feb): A committee | 1863 (17 Feb) | A committee
24 October 1945, 10:30: The charter | 24 October 1945, 10:30 | The charter
July 1–22, 1944: A conference | July 1–22, 1944 | A conference
Sept. 12, 2001 – An article | Sept. 12, 2001 | An article
In the 1990s: Growth | In the 1990s | Growth
before 1928: A predecessor | before 1928 | A predecessor
1948年4月7日：组织法生效 | 1948年4月7日 | 组织法生效
unclear date “Lent: 1944”: A session | unclear date “Lent: 1944” | A session
**Unclear date "Lent"** – A session | Unclear date "Lent" | A session
二〇〇八年四月七日：组织法 | 二〇〇八年四月七日 | 组织法
1995年—新总部启用 | 1995年 | 新总部启用
1er janvier 1948 : Entrée en vigueur | 1er janvier 1948 | Entrée en vigueur
seit 1990: Neue Aufgaben | seit 1990 | Neue Aufgaben
1991-oggi – Allargamento | 1991-oggi | Allargamento
4 апреля 1949 г. — Подписан договор | 4 апреля 1949 г. | Подписан договор
7 de abril de 1948: Constitución | 7 de abril de 1948 | Constitución
Março de 1975 – Acordo | Março de 1975 | Acordo
٧ أبريل ١٩٤٨: توقيع | ٧ أبريل ١٩٤٨ | توقيع
1945+: Membership | 1945+ | Membership
1951 → 1958 – Pilot wells | 1951 → 1958 | Pilot wells
1951 → Wells are dug | 1951 | Wells are dug
**2017–…** – A fund | 2017–… | A fund
2017... A fund | 2017 | A fund
2019年12月25日——新章程 | 2019年12月25日 | 新章程
June 1931: – the school burns | June 1931 | the school burns
1990: -5 degrees | 1990 | -5 degrees
1722: Easter Island reached | 1722 | Easter Island reached
1949 | 1949 |
**1944–1949** | 1944–1949 |
"""
GUESSED = """
(1934) it is rebuilt | 1934 | it is rebuilt
1722 Easter Island reached | 1722 | Easter Island reached
1957 Christmas Island is taken | 1957 | Christmas Island is taken
1919, a commission is created | 1919 | a commission is created
1919 A commission is created | 1919 | A commission is created
1949. Treaty signed | 1949 | Treaty signed
early 1990s. Reform begins | early 1990s | Reform begins
In 1973, a state joins the pact | In 1973 | a state joins the pact
In 1976 another leaves | In 1976 | another leaves
In the 1990s the fund grew | In the 1990s | the fund grew
By 2003 the fund had grown | By 2003 | the fund had grown
Since 1990, the fund | Since 1990 | the fund
On 25 November 1981 a summit ends | On 25 November 1981 | a summit ends
1946 On the proposal of two states | 1946 | On the proposal of two states
1949 (Washington): treaty | 1949 | (Washington): treaty
(1949) Treaty signed | 1949 | Treaty signed
1948. november a session was held | 1948. november | a session was held
17. 05. 2016 was a Tuesday | 17. 05. 2016 | was a Tuesday
1949–50th anniversary | 1949 | 50th anniversary
1945 توقيع الميثاق | 1945 | توقيع الميثاق
476: An empire ends | 476 | An empire ends
"""
NONE = """
1,200 delegates meet
1401 AH: a council
2490 BE a kingdom joins
BCE: the bank
2000 people were there
2000 delegates
1st Division
12 states sign
5 years later the fund closed
May the session open
March on Rome: a film
10:30: the session opens
9:30am to 12:30pm. On Monday the council meets
300: the number of delegates
100-200: range of the votes
1. An item
Treaty of Rome (1957)
The committee meets in 1949
Article 5: collective defence
1949th meeting
2000, 3000 and 4000 were counted
1984 by an author
Headquarters: Geneva
XX
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split(" |")] for line in table.strip().split("\n")]


@pytest.mark.parametrize(("line", "words", "rest"), rows(SURE), ids=[row[0] for row in rows(SURE)])
def test_a_date_with_a_mark_behind_it_is_sure(line: str, words: str, rest: str) -> None:
    head = date_head(line)
    assert head and (head.words, head.rest, head.certain) == (words, rest, True)


@pytest.mark.parametrize(("line", "words", "rest"), rows(GUESSED), ids=[row[0] for row in rows(GUESSED)])
def test_a_date_with_little_behind_it_is_a_guess(line: str, words: str, rest: str) -> None:
    head = date_head(line)
    assert head and (head.words, head.rest, head.certain) == (words, rest, False)


@pytest.mark.parametrize("line", NONE.strip().split("\n"))
def test_a_number_that_counts_something_is_no_date(line: str) -> None:
    assert date_head(line) is None


@pytest.mark.parametrize(
    ("line", "separator"),
    [
        ("1949: a", Separator.COLON),
        ("1949 – a", Separator.DASH),
        ("1949\ta", Separator.TAB),
        ("1949, a", Separator.COMMA),
        ("1949. A", Separator.STOP),
        ("1949 A", Separator.SPACE),
        ("1949", Separator.ALONE),
        ("1949\nA line below", Separator.ALONE),
    ],
)
def test_the_separator_is_named(line: str, separator: Separator) -> None:
    head = date_head(line)
    assert head and head.separator == separator


@pytest.mark.parametrize(
    ("line", "marks", "rest"),
    [
        ("1949:[1] Treaty signed[2]", "[1]", "Treaty signed[2]"),
        ("1950 [3]: Second", "[3]", "Second"),
        ("1950[^a]: Second", "[^a]", "Second"),
        ("1949¹²: Treaty", "¹²", "Treaty"),
        ("1949[1][2] – Treaty", "[1] [2]", "Treaty"),
    ],
)
def test_reference_marks_do_not_hide_a_date_and_are_kept(line: str, marks: str, rest: str) -> None:
    head = date_head(line)
    assert head and (head.words[:2], head.marks, head.rest) == ("19", marks, rest)


def test_a_link_of_a_date_is_kept() -> None:
    head = date_head("[4 April](https://a.example/4_(day)): A charter")
    assert head and (head.link, head.words, head.rest) == ("https://a.example/4_(day)", "4 April", "A charter")


YEARLESS = """
14 November – A programme starts | 14 November 1977 | 1977-11-14
12 April: The charter | 12 April 1977 | 1977-04-12
November 14: Opening | November 14, 1977 | 1977-11-14
14–16 November: A meeting | 14–16 November 1977 | 1977-11-14/1977-11-16
25 Dec–2 Jan: Recess | 1977 25 Dec–2 Jan | 1977-12-25/1978-01-02
March: The council meets | March 1977 | 1977-03
Spring: Talks | Spring 1977 | 1977-21
late March – Talks | late March 1977 | 1977-03~
4月7日：组织法 | 1977年4月7日 | 1977-04-07
1. Januar: Beginn | 1. Januar 1977 | 1977-01-01
7 апреля — Устав | 7 апреля 1977 | 1977-04-07
١٤ نوفمبر: افتتاح | ١٤ نوفمبر 1977 | 1977-11-14
14 November A programme starts | 14 November 1977 | 1977-11-14
"""


@pytest.mark.parametrize(("line", "words", "edtf"), rows(YEARLESS), ids=[row[0] for row in rows(YEARLESS)])
def test_a_date_without_a_year_is_lent_one(line: str, words: str, edtf: str) -> None:
    head = date_head(line)
    assert head and head.lacks_year
    assert (with_year(head, 1977), parse_period(with_year(head, 1977)).edtf) == (words, edtf)


def test_a_day_that_the_lent_year_has_not_is_told() -> None:
    head = date_head("29 February: A leap")
    assert head and with_year(head, 1976) == "29 February 1976"
    with pytest.raises(PeriodError):
        with_year(head, 1977)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("44 BCE: A ruler falls", "before-christ"),
        ("04/05/1990: Talks", "two-readings"),
        ("1970–1951: Backwards", "reversed-period"),
        ("31 February 2016 – Nothing", "no-such-day"),
        ("1972 and 1975: Two sessions", "several-periods"),
        ("the 90s: Growth", "no-century"),
        ("1992, 1996, 2000: Three bids", "several-periods"),
        ("1992, 1996 and 2000 – Three bids", "several-periods"),
    ],
)
def test_a_date_that_cannot_be_read_says_why(line: str, code: str) -> None:
    head = date_head(line)
    assert head and head.problem and head.problem.code == code


@given(
    ANY_PERIODS,
    st.sampled_from([": ", " – ", " — ", "\t", ":\n"]),
    st.sampled_from(["{}", "**{}**", "[{}](u)", "*{}*"]),
)
def test_any_period_is_found_in_any_dress(words: str, separator: str, dress: str) -> None:
    head = date_head(f"{dress.format(words)}{separator}Treaty signed")
    assert head and (head.words, head.rest, head.certain) == (words, "Treaty signed", True)


LINES = st.lists(
    st.sampled_from([*"*_[]()\\:–-., \t¹", "1949", "12", "April", "[1]", "](u)", "the", "Treaty", "年"]), max_size=12
)


@given(LINES.map("".join) | st.text(max_size=80))
def test_no_word_of_a_line_is_lost(line: str) -> None:
    head = date_head(line)
    if head:
        text = "".join([head.words, head.marks, head.link, head.rest])
        assert sorted(filter(str.isalnum, text)) >= sorted(filter(str.isalnum, line))
        assert isinstance(head, DateHead)

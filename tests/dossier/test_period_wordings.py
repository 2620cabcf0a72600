"""Periods as real texts write them: layouts, languages, scripts, and what is said where two readings are possible."""

from datetime import date

import pytest
from babel import Locale

from organizations.dossier.messages import Message
from organizations.dossier.period import ambiguity, looks_like_period, parse_period
from organizations.dossier.period.vocabulary import MONTHS, PHRASES, Word, pieces, plain
from organizations.dossier.text.grammar import event_head, split_office
from organizations.dossier.text.parser import read
from organizations.wording import sentence

SAME_DAYS = """
1973: In 1973 | the year 1973 | 1973年 | 1973 г. | عام 1973 | ١٩٧٣ | １９７３ | १९७३ | \u200e1973\u200f
1944-04: 一九四四年四月 | 1944年四月
1944-04: April 1944 | 1944 April | 1944 (April) | Apr. 1944 | avril 1944 | abril de 1944 | aprile 1944
1944-04: апрель 1944 | апреля 1944 года | أبريل 1944 | نيسان 1944 | 1944年4月 | 1944年四月 | 04.1944 | 4/1944
1944-04: en abril de 1944
1944-07-01/1944-07-22: July 1–22, 1944 | July 1-22, 1944 | 1–22 July 1944 | 1st–22nd July 1944
1944-07-01/1944-07-22: 1944, 1–22 July | 1944 (1-22 July) | 1944 (1er-22 juillet)
1944-07-01/1944-07-22: 1944 July 1–22 | July 1 to July 22, 1944 | 1.–22. Juli 1944
1944-07-01/1944-07-22: du 1er au 22 juillet 1944 | 1944 (July 1–22) | July 1-22 1944
1946-09-27/1946-10-05: September 27–October 5, 1946 | 27 September – 5 October 1946 | 27 Sept.–5 Oct. 1946
1946-09-27/1946-10-05: dal 27 settembre al 5 ottobre 1946 | с 27 сентября по 5 октября 1946
2015-12-25/2016-01-02: 25 Dec–2 Jan 2016 | December 25–January 2, 2016 | 25 Dec 2015–2 Jan 2016
2015-12-25/2016-01-02: 2015 Dec 25–Jan 2
1969-05-26: 26th May 1969 | 26 May, 1969 | May 26th, 1969 | Monday, 26 May 1969 | On 26 May 1969
1969-05-26: the 26th of May 1969 | 26.05.1969 | 26. 5. 1969 | 26/05/1969 | 05/26/1969 | 26. Mai 1969
1969-05-26: 26 mai 1969 | 26 de mayo de 1969 | 26 de maio de 1969 | 26 maggio 1969 | 26 мая 1969 г.
1969-05-26: 26 مايو 1969 | ٢٦ مايو ١٩٦٩ | 1969年5月26日 | 1969-05-26 | 26 May 1969, 10:30
1969-05-26: 1969 – 26 May | 1969 — 26 mai
1969-05-26: 26 May 1969 at 10.30 p.m. | 1969-05-26T10:30:00Z | 1969 (26 May) | 1969/05/26
1948-01-01: 一九四八年一月一日
1948-01-01: 1er janvier 1948 | 1. Januar 1948 | 1º de janeiro de 1948 | 1 gennaio 1948 | 1948年1月1日
1948-01-01: 1. Jänner 1948
1943-12: Christmas 1943 | At Christmas 1943 | Christmas Eve, 1943 | Noël 1943
1943-12: Navidad de 1943 | Weihnachten 1943 | Natale 1943
1943-21: Easter 1943 | Easter Monday, 1943 | Pâques 1943 | Pascua de 1943 | Ostern 1943 | Pasqua 1943 | Пасха 1943
1943-01: New Year 1943 | New Year’s Day 1943
1951/1958: 1951 → 1958 | 1951 -> 1958 | 1951=>1958 | 1951...1958 | 1951 … 1958 | 1951 → 58
1951/..: 1951 → now | 1951 -> today | 1951 → | 1951–… | 1951 - ... | 1951—...
199X~: 1990年代初期 | 1990年代前期 | early 1990s
199X: 1990s | 1990’s | the 1990s | In the 1990s | années 1990 | les années 1990 | década de 1990 | anni 1990
199X: 1990er Jahre | 1990-е годы | 1990年代
197X/198X: 1970s–80s | 1970s and 1980s | 1970s to the 1980s | 1970er und 1980er Jahre
19XX: 二十世纪 | 二十世紀
19XX: 20th century | twentieth century | the 20th Century | XXe siècle | siglo XX | século XX | XX secolo
19XX: 20. Jahrhundert | XX век | القرن العشرين | القرن 20 | 20世纪 | 二十世纪
18XX/19XX: 19th–20th century | 19th and 20th centuries | 19th century–20th century
1999/2000: 1999–00 | 1999-00 | 1999/00 | 1999–2000 | 1999/2000
1939/1945: 1939–45 | 1939-45 | 1939–1945 | from 1939 to 1945 | de 1939 à 1945 | von 1939 bis 1945
1939/1945: dal 1939 al 1945 | de 1939 a 1945 | с 1939 по 1945 год | من 1939 إلى 1945 | 1939年至1945年
1939/1945: 从1939年到1945年 | 1939 - 1945
1990/..: 1990+ | 1990-attuale | 1990 – en cours
2008: 二〇〇八年 | 二零零八年
2031-12-31: 二〇三一年十二月三十一日
1990/..: since 1990 | from 1990 | 1990– | 1990-present | 1990 onwards | from 1990 onwards | from 1990 on
1990/..: 1990 to date | seit 1990 | ab 1990 | depuis 1990 | desde 1990 | dal 1990 | 1990-oggi | с 1990
1990/..: 1990 – настоящее время | منذ 1990 | 1990年以来 | 1990年至今 | 1990 – aujourd’hui | 1990 bis heute
1990/..: 1990–hoje | 1990–actualidad
../1960: -1960 | fino 1960
../1960: until 1960 | –1960 | bis 1960 | jusqu’en 1960 | hasta 1960 | até 1960 | fino al 1960 | до 1960
../1960: حتى 1960
[..1959]: ante 1960 | before 1960 | prior to 1960 | avant 1960 | vor 1960 | antes de 1960 | prima del 1960 | قبل 1960
[..1959]: 1960年以前
[1990..]: after 1989 | après 1989 | nach 1989 | después de 1989 | depois de 1989 | dopo il 1989 | после 1989
[1990..]: بعد 1989
[..2003]: by 2003 | By 2003 | no later than 2003
[1960..1965]: between 1960 and 1965 | entre 1960 et 1965 | zwischen 1960 und 1965 | tra il 1960 e il 1965
[1960..1965]: entre 1960 y 1965 | между 1960 и 1965 | between 1960–65
[1863,1864]: 1863 or 1864 | 1863 ou 1864 | 1863 oder 1864 | 1863 или 1864
1990/: 1990–?
1968-21: Spring 1968 | Spring of 1968 | printemps 1968 | Frühjahr 1968 | primavera de 1968 | весна 1968
1968-21: 1968年春
1968-24: Winter 1968 | Winter 1968–69 | Winter 1968/69 | hiver 1968
2008-35: Q3 2008 | 2008 Q3 | 3Q 2008 | third quarter of 2008 | 3e trimestre 2008 | 3. Quartal 2008
2008-35: III квартал 2008
2010-40: H1 2010 | first half of 2010 | 1. Halbjahr 2010 | первая половина 2010 | 2010年上半年
2019/2020: 2019/20 | FY 2019/20 | 2019–20 | fiscal year 2019/20
2009/2010: FY 2009-10 | fiscal year 2009-10 | exercice 2009-10
1950~: c. 1950 | c.1950 | ca 1950 | about 1950 | vers 1950 | um 1950 | около 1950 | 约1950年 | 1950~ | ~1950
1950~: FY 1950
1964?: 1964? | 1964 (?) | probably 1964
0476: AD 476 | 476 AD | 476 CE | A.D. 476 | 476 | 476 n. Chr. | 476 ap. J.-C.
1914/1918: 1914–8 | 1914–18
"""
"""In each line an EDTF string, and words for the same days."""

PAIRS = [
    (line.split(": ")[0], words) for line in SAME_DAYS.strip().split("\n") for words in line.split(": ")[1].split(" | ")
]


@pytest.mark.parametrize(("edtf", "words"), PAIRS, ids=[words for _, words in PAIRS])
def test_other_words_for_the_same_days(edtf: str, words: str) -> None:
    period = parse_period(words)
    assert (period.edtf, period.words) == (edtf, words)
    assert looks_like_period(words) or words == "476"


PARTS = [
    ("early 2008", "2008-01-01", "2008-04-30"),
    ("mid-2008", "2008-05-01", "2008-08-31"),
    ("late 2008", "2008-09-01", "2008-12-31"),
    ("end of 1990", "1990-09-01", "1990-12-31"),
    ("fin 1990", "1990-09-01", "1990-12-31"),
    ("Ende 1990", "1990-09-01", "1990-12-31"),
    ("конец 1990 года", "1990-09-01", "1990-12-31"),
    ("beginning of 1950", "1950-01-01", "1950-04-30"),
    ("late March 1990", "1990-03-21", "1990-03-31"),
    ("first half of the 1990s", "1990-01-01", "1994-12-31"),
    ("second half of the 19th century", "1850-01-01", "1899-12-31"),
    ("primera mitad del siglo XX", "1900-01-01", "1949-12-31"),
    ("Mid-1970's", "1974-01-01", "1976-12-31"),
    ("1990年代初", "1990-01-01", "1993-12-31"),
    ("early to mid-1990s", "1990-01-01", "1996-12-31"),
    ("20世纪60年代", "1960-01-01", "1969-12-31"),
    ("1st century", "0001-01-01", "0099-12-31"),
    ("30–100 AD", "0030-01-01", "0100-12-31"),
    ("October 1945 – April 1948", "1945-10-01", "1948-04-30"),
    ("Spring–Summer 1968", "1968-03-01", "1968-08-31"),
    ("winter 1968", "1968-12-01", "1969-02-28"),
]


@pytest.mark.parametrize(("words", "first", "last"), PARTS, ids=[words for words, *_ in PARTS])
def test_parts_of_a_year_a_decade_or_a_century(words: str, first: str, last: str) -> None:
    assert parse_period(words).reach == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("words", "era"), [("before 1928", "1900–1910"), ("after 1989", "since 2000"), ("1990–?", "1995")]
)
def test_some_time_before_or_after_is_certain_of_no_shorter_stretch(words: str, era: str) -> None:
    first, last = parse_period(era).reach
    assert parse_period(words).overlap(first, last) == "possible"


TWO_READINGS = [
    ("2008-12", "read as December 2008; for the years 2008 to 2012 write “2008–2012”"),
    ("1901-02", "read as February 1901"),
    ("1912-12", None),
    ("1998-02", "read as February 1998; for the years 1998 to 2002"),
    ("2001-21", "read as spring 2001; for the years 2001 to 2021"),
    ("1914-21", "read as the years 1914 to 1921; for the part of a year write “spring 1914”"),
    ("2001-34", "read as second quarter of 2001"),
    ("1914-33", "read as the years 1914 to 1933"),
    ("2008/09", "read as the years 2008 and 2009; for a month write “September 2008”"),
    ("2008/12", "read as December 2008"),
    ("since 2008-12", "read as December 2008"),
    ("476", "read as a year"),
    ("1955-56", None),
    ("1944-04", None),
    ("1939–45", None),
    ("2008–12", None),
    ("2004-06~", None),
    ("1951", None),
]


@pytest.mark.parametrize(("words", "reason"), TWO_READINGS, ids=[words for words, _ in TWO_READINGS])
def test_what_can_be_read_in_two_ways_is_told(words: str, reason: str | None) -> None:
    doubt = ambiguity(words)
    assert isinstance(doubt, Message) == (reason is not None)
    assert doubt is None or str(reason) in sentence(doubt)


def test_a_text_whose_date_has_two_readings_is_read_with_a_notice() -> None:
    reading = read("A Body\n\n\nTimeline\n\n2008-12: A session\n\nKey People\n\n  • Ada Example: Chair, 1998-02")
    assert [(notice.line, notice.message.code) for notice in reading.notices] == [
        (6, "month-or-years"),
        (10, "month-or-years"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "300: the number of delegates",
        "100-200: range of the votes",
        "10:30: the session opens",
        "1,200: the votes",
        "5: five",
    ],
)
def test_a_count_or_a_time_of_day_opens_no_event(line: str) -> None:
    assert event_head(line) is None


@pytest.mark.parametrize(
    "line", ["476: An empire ends", "24 October 1945, 10:30: The charter", "1944 (July): A conference"]
)
def test_an_early_year_or_a_time_of_day_behind_a_date_opens_an_event(line: str) -> None:
    assert event_head(line) == tuple(line.rsplit(": ", 1))


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("Chair, April 7, 1948", ("Chair", "April 7, 1948", "")),
        ("Chair, July 1–22, 1944 (Kenya)", ("Chair", "July 1–22, 1944", "Kenya")),
        ("Legal adviser, office 12, 995", ("Legal adviser, office 12, 995", "", "")),
        ("Budget holder (250)", ("Budget holder (250)", "", "")),
        ("Chair of 12, 1995", ("Chair of 12", "1995", "")),
    ],
)
def test_an_office_ends_where_its_period_begins(words: str, office: tuple[str, str, str]) -> None:
    assert split_office(words) == office


@pytest.mark.parametrize(
    "code", ["en", "fr", "es", "pt", "de", "it", "ru", "ar", "ar_LB", "ar_DZ", "ar_MA", "zh", "de_AT"]
)
@pytest.mark.parametrize("width", ["wide", "abbreviated"])
@pytest.mark.parametrize("context", ["format", "stand-alone"])
def test_months_are_those_of_the_common_locale_data(code: str, width: str, context: str) -> None:
    for number, name in Locale.parse(code).months[context][width].items():
        assert parse_period(f"{name} 1944").edtf == f"1944-{number:02}"


def test_no_name_of_a_month_stands_for_two() -> None:
    for names in MONTHS.values():
        for number, name in enumerate(names.split(), start=1):
            phrase = tuple(pieces(plain(name.replace("_", " "))))
            assert name == "-" or (phrase, (Word.MONTH, number)) in PHRASES[phrase[0]]

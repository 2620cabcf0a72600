"""What is read of a source's words: every identifier, date and label, and nothing that only resembles one."""

from datetime import date

import pytest

from organizations.dossier.evidence.references import Reference, identity_of, names_a_work, read_reference

GEIGER = (
    "M. Geiger and A. Pécoud, The Politics of International Migration Management (Palgrave, 2010), "
    "ISBN 978-0-230-27258-3."
)


def read(text: str, *fields: str) -> tuple[object, ...]:
    reference = read_reference(text)
    return tuple(getattr(reference, field) for field in fields)


def test_a_citation_says_its_year_its_address_and_the_day_it_was_read():
    text = "IOM, Constitution (Geneva, 1953; amended 2013), https://www.iom.int/constitution (accessed 3 May 2024)."
    assert read(text, "year", "url", "read_on") == (1953, "https://www.iom.int/constitution", "3 May 2024")
    assert read_reference(text).words == text


def test_labelled_lines_add_what_the_words_do_not_say():
    text = f"""{GEIGER}
    Author: Geiger, Martin; Pécoud, Antoine
    Title: The Politics of International Migration Management
    Publisher: Palgrave
    Page: 3–5
    Quote: “managing migration”
    Kept: copy.pdf (sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08)"""
    assert read(text, "authors", "publisher", "pages", "quote", "kept") == (
        ("Geiger, Martin", "Pécoud, Antoine"),
        "Palgrave",
        "3–5",
        "managing migration",
        "copy.pdf",
    )
    assert read(text, "title", "year", "isbn") == (
        "The Politics of International Migration Management",
        2010,
        "9780230272583",
    )
    assert read_reference(text).sha256.startswith("9f86d081")


def test_nobody_is_guessed_to_be_the_author():
    assert read(GEIGER, "authors", "title", "publisher") == ((), "", "")


def test_a_copy_in_an_archive_says_what_it_is_of_and_when_it_was_made():
    kept = "https://web.archive.org/web/20240503120000/https://www.iom.int/member-states"
    assert read(f"IOM\nKept: {kept}", "archive_url", "captured_on", "url") == (
        kept,
        date(2024, 5, 3),
        "https://www.iom.int/member-states",
    )
    assert read("IOM https://archive.ph/AbC12", "archive_url", "url") == ("https://archive.ph/AbC12", "")
    assert read("https://web.archive.org/web/2024/iom.int/x", "url", "captured_on") == ("http://iom.int/x", None)


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("See https://x/a_(b)).", "https://x/a_(b)"),
        ("(https://x.org/a).", "https://x.org/a"),
        ("<https://x.org/a?b=c&d=%20>,", "https://x.org/a?b=c&d=%20"),
        ("“https://x.org/a”", "https://x.org/a"),
        ("at www.iom.int/about;", "https://www.iom.int/about"),
        ("HTTPS://X.org", "HTTPS://X.org"),
        ("http://[", ""),
        ("https://", ""),
        ("mail@www.iom.int", ""),
        ("https://" + "a" * 3000, ""),
    ],
)
def test_an_address_ends_before_the_marks_of_its_sentence(words, address):
    assert read_reference(words).url == address


@pytest.mark.parametrize(
    ("words", "doi"),
    [
        ("doi:10.1000/ABC-1.", "10.1000/abc-1"),
        ("(https://doi.org/10.1000/abc(1)).", "10.1000/abc(1)"),
        ("http://dx.doi.org/10.1000%2Fabc?utm_source=x", "10.1000/abc"),
        ("DOI 10.1000.10/123456", "10.1000.10/123456"),
        (
            "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2.",
            "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2",
        ),
        ("10.5/abc", ""),
        ("rose by 110.1000/2", ""),
        ("https://example.org/10.1000/abc", ""),
    ],
)
def test_a_doi_is_read_however_it_is_written(words, doi):
    assert read_reference(words).doi == doi


@pytest.mark.parametrize(
    ("words", "isbn"),
    [
        ("ISBN 978-0-230-27258-3", "9780230272583"),
        ("ISBN-13: 978 0 230 27258 3.", "9780230272583"),
        ("ISBN 0-230-27258-4", "9780230272583"),
        ("ISBN-10: 080442957X,", "9780804429573"),
        ("9780230272583", "9780230272583"),
        ("ISBN 978-0-230-27258-4", ""),
        ("0230272584", ""),
        ("call 0041 22 717 9111", ""),
    ],
)
def test_an_isbn_is_one_if_its_check_digit_says_so(words, isbn):
    assert read_reference(words).isbn == isbn


@pytest.mark.parametrize(
    "symbol",
    [
        "A/RES/71/1",
        "A/71/296",
        "S/RES/1325 (2000)",
        "A/HRC/44/5/Add.1",
        "E/CN.4/2000/3",
        "ST/SGB/2003/13",
        "A/810",
        "CCPR/C/21/Rev.1/Add.13",
        "FCCC/CP/2015/10/Add.1",
        "A/RES/217 A (III)",
        "A/RES/ES-11/1",
        "A/C.3/71/L.5",
        "S/PV.4213",
        "S/2004/616",
        "A/CONF.231/3",
        "HRI/GEN/1/Rev.9",
        "E/2019/30",
        "TD/B/66/4",
        "DP/2019/1",
    ],
)
def test_symbols_of_documents_of_the_united_nations_are_read(symbol):
    assert read_reference(f"UN, Something, {symbol}, para. 2.").symbol == symbol
    assert read_reference(f"({symbol})").symbol == symbol
    assert read_reference(f"https://undocs.org/en/{symbol.replace(' ', '')}").symbol.replace(" ", "") == symbol.replace(
        " ", ""
    )


@pytest.mark.parametrize(
    "words",
    [
        "https://x.org/A/RES/71/1",
        "1/2",
        "and/or",
        "A/4",
        "S/2 of it",
        "N/A",
        "A/B/1",
        "24/7",
        "x/A/RES/71/1",
        "AA/RES/71/1",
        "A/RES/",
        "a/res/71/1",
        "file:A/RES/71/1",
        "E/S",
        "paper of A/3 size",
        "T/5",
    ],
)
def test_an_address_path_or_a_fraction_is_no_symbol(words):
    assert read_reference(words).symbol == ""


@pytest.mark.parametrize(
    ("words", "said", "year"),
    [
        ("Letter to the editors, 3 May 2024.", "3 May 2024", 2024),
        ("IOM, Report (Geneva, May 2019)", "May 2019", 2019),
        ("Reuters, 2024-05-03, https://x.org/1999/12", "2024-05-03", 2024),
        ("SZ, 13.05.2024, S. 3", "13.05.2024", 2024),
        ("The World in 1914 (London, 1999)", "1999", 1999),
        ("Events of 1994. Geneva, 2001", "2001", 2001),
        ("Migration, 1951–1970 (1988), pp. 1990–2010", "1988", 1988),
        ("Security Council, S/RES/1325 (2000)", "2000", 2000),
        ("Annual Report, p. 1998", "", None),
        ("Accessed 3 May 2024", "", None),
        ("“Agenda 2030”, 2015", "2015", 2015),
        ("no date, 2,000 copies", "", None),
    ],
)
def test_the_date_is_that_of_the_work(words, said, year):
    assert read(words, "date", "year") == (said, year)


@pytest.mark.parametrize(
    ("words", "read_on"),
    [
        ("retrieved on May 3, 2024, from https://x.org", "May 3, 2024"),
        ("(last accessed: 2024-05-03)", "2024-05-03"),
        ("abgerufen am 3. Mai 2024", "3. Mai 2024"),
        ("consulté le 3 mai 2024", "3 mai 2024"),
        ("(дата обращения: 13.05.2024)", "13.05.2024"),
        ("访问日期：2024年5月3日", "2024年5月3日"),
        ("accessed the archive in person", ""),
        ("x\nRead: 3 May 2024", "3 May 2024"),
        ("x\nREAD : 3 May 2024", "3 May 2024"),
    ],
)
def test_the_day_it_was_read_is_found_in_nine_languages(words, read_on):
    assert read_reference(words).read_on == read_on


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("IOM, “Member States”. https://x.org", "Member States"),
        ("IOM, “Member States,” 2020", "Member States"),
        ("OIM, « États membres », 2020", "États membres"),
        ("IOM, „Mitgliedstaaten“, 2020", "Mitgliedstaaten"),
        ("IOM, ‘IOM’s members’, 2020", "IOM’s members"),
        ("IOM, Constitution, art. 1: “humane and orderly”", ""),
        ("IOM, Constitution (“humane and orderly”)", ""),
        ("IOM’s and UNHCR’s report", ""),
    ],
)
def test_a_title_stands_in_quotation_marks_and_a_quote_behind_a_colon(words, title):
    assert read_reference(words).title == title


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("doi:10.1000/ABC", "https://doi.org/10.1000/abc"),
        ("A/RES/71/1, 2016", "https://undocs.org/en/A/RES/71/1"),
        ("S/RES/1325 (2000)", "Resolution S/RES/1325"),
        ("ISBN 0-230-27258-4", "ISBN 978-0-230-27258-3"),
        ("https://www.IOM.int:443/a/?utm_source=x&fbclid=y#top", "http://iom.int/a"),
        ("https://x.org/?b=2&a=1", "https://x.org?a=1&b=2"),
        ("https://x.org/%7Ea/%c3%a9", "https://x.org/~a/é"),
        ("IOM\nKept: https://web.archive.org/web/20240503/https://iom.int/x", "https://iom.int/x"),
    ],
)
def test_two_ways_to_name_a_work_are_one_identity(one, other):
    assert identity_of(read_reference(one)) == identity_of(read_reference(other)) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.org/a", "https://x.org/A"),
        ("https://x.org/?id=1", "https://x.org/?id=2"),
        ("https://x.org:8080/", "https://x.org/"),
        ("A/RES/71/1", "A/RES/71/11"),
        ("A chapter, ISBN 9780230272583\nIn: A book", "ISBN 9780230272583"),
    ],
)
def test_other_works_have_another_identity(one, other):
    assert identity_of(read_reference(one)) != identity_of(read_reference(other))


def test_a_work_is_named_by_an_address_an_identifier_a_year_or_a_quote():
    assert all(map(names_a_work, map(read_reference, ["x https://x.org", "A/RES/71/1", "IOM, 1991", "x\nQuote: y"])))
    assert not names_a_work(read_reference("IOM, somewhere"))
    assert not names_a_work(Reference())
    assert read_reference("") == Reference()

"""Sources, and the marks that cite them, in texts of any hand: kept, and nothing else is read because of them."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.document import Dossier, Event, Role, Section, SectionKind, Source
from organizations.dossier.evidence.labels import labels_of, sources_of, text_of_entry
from organizations.dossier.evidence.marks import marks_in, tail_marks, without_marks
from organizations.dossier.evidence.references import read_reference
from organizations.dossier.intake import NO_CHOICES, read_source, write_source
from organizations.dossier.intake.choices import Choice, ChoiceKind, Choices
from organizations.dossier.intake.formats.sources import blocks_of
from organizations.dossier.intake.reader import read_blocks
from organizations.dossier.text.parser import parse
from organizations.dossier.text.reading import Reading
from organizations.dossier.text.writer import wording, write
from tests.dossier.intake.formats.test_odt import odt
from tests.dossier.intake.hands import LAYOUTS, codes_of, sections_of
from tests.dossier.intake.packages import R, docx, p
from tests.dossier.intake.test_reader_properties import EVENTS, PEOPLE

TEXT = """# Harbour League{0}

## Timeline

- **1949** – Treaty signed{0}
- 1951: Seat moves to Oslo{1}

In Oslo it sat.{1}

## Snapshot{1}

- Members: 175{0}

## Key People

- Ada Lund: Chair, 1990–1995 (Mali){1}

## {2}

{3}
"""
ENTRIES = "1. IOM, Constitution (Geneva, 1953).\n2. IOM, “Member States”.\n   Read: 3 May 2024"


def _read(text: str, choices: Choices = NO_CHOICES) -> Reading:
    """The reading of a text by its blocks, whatever its parser would say."""
    return read_blocks(blocks_of(text).blocks, choices)


def _cited(dossier: Dossier) -> list[tuple[str, list[str]]]:
    """What each claim says, and which sources the marks behind its line cite."""
    labels = labels_of(dossier)
    names = {source.key: source.citation.split(",")[0] for source in sources_of(dossier)}
    return [
        (
            str(getattr(claim, "title", "") or getattr(claim, "value", "")),
            [names[use.source] for mark in found for use in mark.uses],
        )
        for _section, claim in dossier.items()
        if not isinstance(claim, Source) and (found := tail_marks(claim.marks, labels))
    ]


@pytest.mark.parametrize(
    "heading", ["Sources", "References", "Quellen", "Notes", "Fuentes", "Fonti", "Источники", "参考文献", "المصادر"]
)
def test_a_section_that_names_sources_is_their_list(heading: str) -> None:
    dossier = read_source(TEXT.format("[1]", "[2, p. 3]", heading, ENTRIES)).dossier
    assert [(source.mark, source.citation, source.details) for source in sources_of(dossier)] == [
        ("1.", "IOM, Constitution (Geneva, 1953).", ""),
        ("2.", "IOM, “Member States”.", "Read: 3 May 2024"),
    ]
    assert sections_of(dossier)[-1] == ("sources", heading)


@pytest.mark.parametrize(
    ("one", "two", "entries"),
    [
        ("[1]", "[2]", "[1] One, a.\n[2] Two, b."),
        ("[1]", "[2]", "- [1] One, a.\n- [2] Two, b."),
        ("[1]", "[2]", "1. One, a.\n2. Two, b."),
        ("[1]", "[2]", "1) One, a.\n\n2) Two, b."),
        ("[^a]", "[^b]", "[^a]: One, a.\n\n[^b]: Two, b."),
        (" [1]", " [see 2, p. 3]", "[1]: One, a.\n[2]: Two, b."),
        ("\\[1\\]", " \\[2, p. 3\\]", "\\[1\\] One, a.\n\n\\[2\\] Two, b."),
        ("［1］", "［2］", "［1］One, a.\n［2］Two, b."),
    ],
)
def test_marks_behind_lines_are_kept_and_cite(one: str, two: str, entries: str) -> None:
    dossier = read_source(TEXT.format(one, two, "Sources", entries)).dossier
    assert _cited(dossier) == [
        ("Treaty signed", ["One"]),
        ("Seat moves to Oslo", ["Two"]),
        ("175", ["One"]),
        ("Chair", ["Two"]),
    ]
    marks = dossier.of_kind(SectionKind.SNAPSHOT).marks
    assert marks and dossier.sections[0].items[1].body == f"In Oslo it sat.{marks}"
    assert dossier.name == "Harbour League"
    assert wording(parse(write(dossier))) == wording(dossier)


def test_each_block_is_accounted_for() -> None:
    reading = read_source(TEXT.format("[1]", "[2]", "Sources", ENTRIES))
    became = [(outcome.became, outcome.lines.first) for outcome in reading.outcomes]
    assert became[-4:] == [("heading", 18), ("source", 20), ("source", 21), ("source", 22)]
    assert "".join(outcome.text for outcome in reading.outcomes).count("[") == 7


def test_a_numbered_list_that_nothing_cites_stays_text() -> None:
    dossier = read_source(TEXT.format("", "", "Notes", "1. A first remark.\n2. A second.")).dossier
    assert sections_of(dossier)[-1] == ("other", "Notes")
    assert dossier.sections[-1].text == "1. A first remark.\n2. A second."


def test_without_a_list_brackets_stay_as_they_are() -> None:
    text = TEXT.format("[1]", "[2]", "Origins", "It began small.[1]")
    assert not any(getattr(claim, "marks", "") for _section, claim in read_source(text).dossier.items())


def test_notes_need_no_heading_and_may_stand_anywhere() -> None:
    text = "# League\n\n## Timeline\n\n1949: Treaty signed[^a]\n\n[^a]: The treaty,\n    art. 3.\n\n1951: Seat moves\n"
    dossier = read_source(text).dossier
    assert [(each.mark, each.citation, each.details) for each in sources_of(dossier)] == [
        ("[^a]:", "The treaty,", "art. 3.")
    ]
    assert [event.title for event in dossier.sections[0].items] == ["Treaty signed", "Seat moves"]


def test_definitions_of_links_are_sources_and_their_links_have_an_address() -> None:
    text = "# League\n\nIt is one.[1]\n\n## Timeline\n\n1949: Treaty signed [1], [2]\n\nAs [they][2] say.\n\n"
    reading = read_source(text + "[1]: https://one.example\n[2]: <https://two.example> (Two)\n", format="markdown")
    labels = labels_of(reading.dossier)
    event = reading.dossier.sections[0].items[0]
    assert event.title == "Treaty signed"
    assert [use.label for mark in tail_marks(event.marks, labels) for use in mark.uses] == ["1", "2"]
    assert event.body == "As [they](https://two.example) say."
    assert wording(parse(write(reading.dossier))) == wording(reading.dossier)


@pytest.mark.parametrize(("one", "two"), [("¹", "²"), ("<sup>1</sup>", "<sup>[2](#fn2)</sup>")])
def test_raised_numbers_cite_notes(one: str, two: str) -> None:
    text = (
        TEXT.format("", "", "Notes", "1. One, a.\n2. Two, b.")
        .replace("signed", f"signed.{one}")
        .replace("Oslo\n", f"Oslo{two}\n")
    )
    dossier = read_source(text).dossier
    assert _cited(dossier) == [("Treaty signed.", ["One"]), ("Seat moves to Oslo", ["Two"])]


def test_an_entry_that_is_wrapped_is_one_line() -> None:
    long = "1. IOM, The Constitution of the International Organization for\n"
    long += "   Migration, with the rules.\n   Read: 3 May 2024"
    dossier = read_source(TEXT.format("[1]", "[1]", "Sources", long)).dossier
    assert [source.citation[-30:] for source in sources_of(dossier)] == ["for Migration, with the rules."]


def test_a_label_that_comes_twice_is_reported() -> None:
    reading = read_source(TEXT.format("[1]", "[2]", "Sources", "[1] One.\n[1] Another.\n[2] Two."))
    assert codes_of(reading) == ["source-twice"]


def test_numbers_in_parentheses_are_marks_once_a_person_says_that_there_is_a_list() -> None:
    text = TEXT.format(" (1)", "(2)", "Sources", ENTRIES)
    reading = _read(text)
    assert "marks-in-parentheses" in codes_of(reading) and not sources_of(reading.dossier)
    heading = next(each for each in reading.outcomes if each.text == "Sources")
    reading = _read(text, Choices((Choice(ChoiceKind.SECTION, heading.block, "sources"),)))
    assert [cited for _claim, cited in _cited(reading.dossier)] == [["IOM"], ["IOM"], ["IOM"], ["IOM"]]
    assert "marks-in-parentheses" not in codes_of(reading)
    assert "marks-in-parentheses" not in codes_of(_read(TEXT.format(" (1)", "", "Sources", ENTRIES)))


def test_lists_under_each_section_whose_numbers_begin_anew_stay_text_and_are_reported() -> None:
    text = "# League\n\n## Timeline\n\n1949: Treaty signed[1]\n\n### Notes\n\n[1] One, a.\n\n"
    reading = read_source(text + "## Key Programs\n\n### Lights\n\nIt lights.[1]\n\n### Notes\n\n[1] Two, b.\n")
    assert not sources_of(reading.dossier)
    assert "numbers-restart" in codes_of(reading)
    assert "Treaty signed[1]" in write(reading.dossier)


def test_words_of_a_source_are_plain() -> None:
    entries = "[1]Of *Ports*, 1999\\. [here](https://a.example/x_(y))\n[2]Two, b."
    dossier = read_source(TEXT.format("[1]", "[2]", "Sources", entries), format="markdown").dossier
    assert [source.citation for source in sources_of(dossier)] == [
        "Of Ports, 1999. here (https://a.example/x_(y))",
        "Two, b.",
    ]


def test_a_person_may_say_that_it_is_no_list() -> None:
    text = TEXT.format("[1]", "[2]", "Sources", ENTRIES)
    heading = next(each for each in _read(text).outcomes if each.text == "Sources")
    dossier = _read(text, Choices((Choice(ChoiceKind.SECTION, heading.block, "other"),))).dossier
    assert sections_of(dossier)[-1] == ("other", "Sources")


def test_notes_of_a_word_file_are_sources() -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = p("Harbour League", '<w:pStyle w:val="Title"/>') + p("Timeline") + p("1949: Treaty signed", runs=note)
    body += p("1951: Seat moves")
    dossier = read_source(docx(body, footnotes=f'<w:footnote w:id="2">{p("The treaty, art. 3.")}</w:footnote>')).dossier
    assert _cited(dossier) == [("Treaty signed", ["The treaty"])]


PAGE = """<h1>Harbour League</h1><p>It is a league.{0}</p><h2>Timeline</h2>
<ul><li>1949: Treaty signed{0}</li><li>1951: Seat moves to Oslo{1}</li></ul>{2}"""
CITED = [("Treaty signed", ["One"]), ("Seat moves to Oslo", ["Two"])]


@pytest.mark.parametrize(
    ("mark", "notes"),
    [
        (
            '<sup><a href="#fn{0}">{0}</a></sup>',
            '<section><hr><ol><li id="fn1">One, a.<a href="#fnref1">↩︎</a></li>'
            '<li id="fn2"><p>Two, b.</p></li></ol></section>',
        ),
        (
            '<sup class="reference" id="cite_ref-{0}"><a href="#cite_note-{0}">[{0}]</a></sup>',
            '<h2>References</h2><ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink"><b>'
            '<a href="#cite_ref-1">^</a></b></span> One, a.</li><li id="cite_note-2">'
            '<a href="#cite_ref-2"><sup>a</sup></a> Two, b.</li></ol>',
        ),
        (
            '<a href="#_ftn{0}" name="_ftnref{0}">[{0}]</a>',
            '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> One, a.</p></div>'
            '<div id="ftn2"><p><a href="#_ftnref2" name="_ftn2">[2]</a> Two, b.</p></div>',
        ),
        (" [{0}]", "<h2>Sources</h2><ol><li>One, a.</li><li>Two, b.</li></ol>"),
        (  # Google Docs
            '<sup><a href="#ftnt{0}" id="ftnt_ref{0}">[{0}]</a></sup>',
            '<hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;One, a.</span></p></div>'
            '<div><p><a href="#ftnt_ref2" id="ftnt2">[2]</a> Two, b.</p></div>',
        ),
        (  # Substack
            '<a class="footnote-anchor" id="footnote-anchor-{0}" href="#footnote-{0}">{0}</a>',
            '<div><a id="footnote-1" href="#footnote-anchor-1">1</a><div><p>One, a.</p></div></div>'
            '<div><a id="footnote-2" href="#footnote-anchor-2">2</a><div><p>Two, b.</p></div></div>',
        ),
        (  # as a browser saves a page
            '<sup><a href="https://x.example/page#fn{0}">{0}</a></sup>',
            '<p id="fn1"><sup>1</sup> One, a. <a href="https://x.example/page#r1">↩</a></p><p id="fn2">(2) Two, b.</p>',
        ),
        (
            '<sup><a href="#fn{0}">{0}</a></sup>',
            '<p><a name="fn1"></a>1. One, a.</p><p>\n<span id="fn2"></span>[2] Two, b.</p>',
        ),
        ('<sup><a href="#f{0}">†</a></sup>', '<p id="f1">† One, a.</p><p id="f2">† Two, b.</p>'),
        ("<sup>{0}</sup>", "<h3>Notes</h3><ol><li>One, a.</li><li>Two, b.</li></ol>"),
    ],
)
def test_notes_of_a_page_are_sources(mark: str, notes: str) -> None:
    reading = read_source(PAGE.format(mark.format(1), mark.format(2), notes), format="html")
    assert _cited(reading.dossier) == CITED
    assert [source.citation for source in sources_of(reading.dossier)] == ["One, a.", "Two, b."]
    assert [outcome.became for outcome in reading.outcomes].count("source") == 2
    assert wording(parse(write(reading.dossier))) == wording(reading.dossier)


def test_several_notes_in_one_place_are_all_cited() -> None:
    both = '<sup><a href="#fn1">1</a>, <a href="#fn2">2</a></sup>'
    notes = '<ol><li id="fn1">One, a.</li><li id="fn2"><i>Ibid.</i>, p. 5.</li></ol>'
    dossier = read_source(PAGE.format("", both, notes), format="html").dossier
    assert _cited(dossier) == [("Seat moves to Oslo", ["One", "One"])]
    [mark] = tail_marks(dossier.sections[0].items[1].marks, labels_of(dossier))[1:]
    assert mark.uses[0].locator == "p. 5"
    raised = PAGE.format("", "<sup>1–2</sup>", "<h2>Notes</h2><ol><li>One, a.</li><li>Two, b.</li></ol>")
    assert _cited(read_source(raised, format="html").dossier) == [("Seat moves to Oslo", ["One", "Two"])]


def test_a_page_of_wikipedia_keeps_the_place_in_a_source() -> None:
    mark = '<sup class="reference"><a href="#cite_note-1">[1]</a></sup><sup class="reference"><span>: 3 </span></sup>'
    notes = '<ol><li id="cite_note-1"><b>^</b> <cite class="citation book">One, a. <i>Title</i>.</cite></li></ol>'
    dossier = read_source(PAGE.format("", mark, notes), format="html").dossier
    assert dossier.sections[0].items[1].marks == "[^1: 3]"
    assert [source.citation for source in sources_of(dossier)] == ["One, a. Title."]


def test_an_anchor_behind_words_is_no_note() -> None:
    page = PAGE.format('<sup><a href="#here">1</a></sup>', "", '<p>Words <a id="here"></a>here.</p>')
    dossier = read_source(page, format="html").dossier
    assert not sources_of(dossier)
    assert "Words here." in write(dossier)


def test_a_number_that_leads_elsewhere_in_a_page_is_no_mark() -> None:
    page = PAGE.format("", "", '<p><a href="#p2">2</a> km<sup>2</sup></p><div id="p2">Page</div>')
    dossier = read_source(page, format="html").dossier
    assert dossier.of_kind(SectionKind.SOURCES) is None
    assert "2 km²" in dossier.sections[0].items[1].body


def test_references_of_a_wiki_page_are_sources() -> None:
    text = "'''Harbour League''' is a league.<ref>Zero.</ref>\n\n== Timeline ==\n"
    text += "* 1949: Treaty signed<ref name=a>One, a.</ref>\n"
    text += "* 1951: Seat moves to Oslo<ref>Two, b.</ref>\n\n== References ==\n{{reflist}}\n"
    dossier = read_source(text, format="wiki", choices=Choices(name="Harbour League")).dossier
    assert _cited(dossier) == CITED
    assert sections_of(dossier) == [("timeline", "Timeline"), ("sources", "References")]


def test_what_templates_of_a_wiki_cite_are_sources() -> None:
    book = "{{cite book |last1=Geiger |first1=M. |title=One |year=2010 |isbn=978-0-230-27258-3 |oclc=7 |ref=harv}}"
    text = "'''Harbour League''' is a league.<ref name=a />\n\n== Timeline ==\n"
    text += (
        "* 1949: Treaty signed{{sfn|Lund|1999|pp=4–5}}{{rp|6}}\n* 1951: Seat moves{{efn|In Oslo.}}{{citation needed}}\n"
    )
    text += f"* 1952: Again<ref name=b />{{{{rp|9}}}}\n\n== References ==\n<references>\n<ref name=b>{book}</ref>\n"
    text += "<ref name=a>One, a.</ref>\n</references>\n"
    reading = read_source(text, format="wiki", choices=Choices(name="Harbour League"))
    dossier = reading.dossier
    assert codes_of(reading) == []
    assert [event.title for event in dossier.sections[0].items] == ["Treaty signed", "Seat moves", "Again"]
    assert [event.marks for event in dossier.sections[0].items] == ["[^2: 6]", "[^3][citation needed]", "[^4: 9]"]
    assert [source.citation for source in sources_of(dossier)] == [
        "One, a.",
        "Lund 1999, pp. 4–5",
        "In Oslo.",
        "M. Geiger, One (2010), ISBN 9780230272583, 7",
    ]
    assert read_reference(text_of_entry(sources_of(dossier)[3])).authors == ("Geiger, M.",)


def test_references_with_the_same_words_are_one_source() -> None:
    text = "'''League''' is one.<ref>One, a.</ref>\n\n== Timeline ==\n* 1949: Treaty<ref>One, a.</ref>\n"
    dossier = read_source(text, format="wiki", choices=Choices(name="Harbour League")).dossier
    assert _cited(dossier) == [("Treaty", ["One"])]
    assert len(sources_of(dossier)) == 1


def test_raised_numbers_and_signs_of_a_word_file_are_marks() -> None:
    def raised(text: str) -> str:
        return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>{text}</w:r>'

    sign = raised('<w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t>')
    body = p("Harbour League", '<w:pStyle w:val="Title"/>') + p("Timeline") + p("1949: Treaty signed", runs=sign)
    link = f'<w:hyperlink {R} r:id="r1"><w:r><w:t>here</w:t></w:r></w:hyperlink>'
    note = f'<w:footnote w:id="2">{p("* One, a, ", runs=link)}</w:footnote>'
    rels = '<Relationship Id="r1" Target="https://of-another-part.example/"/>'
    dossier = read_source(docx(body, footnotes=note, rels=rels)).dossier
    assert _cited(dossier) == CITED[:1]
    assert [source.citation for source in sources_of(dossier)] == ["One, a, here"]

    typed = p("1951: Seat moves to Oslo", runs=raised("<w:t>1,</w:t>") + raised("<w:t>2</w:t>"))
    end = p("Notes") + p("1. One, a.") + p("2. Two, b.")
    dossier = read_source(docx(p("Harbour League") + p("Timeline") + typed + end)).dossier
    assert _cited(dossier) == [("Seat moves to Oslo", ["One", "Two"])]


def test_notes_of_a_writer_file_are_sources() -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>One, a.</text:p></text:note-body>"
    )
    body = "<text:h>Harbour League</text:h><text:h>Timeline</text:h>"
    body += f"<text:p>1949: Treaty signed{note}</text:note></text:p><text:p>1951: Seat moves</text:p>"
    assert _cited(read_source(odt(body)).dossier) == CITED[:1]


def test_a_mark_without_a_source_is_text_and_reported() -> None:
    reading = read_source(TEXT.format("[1]", "[7]", "Sources", "[1] One, a."))
    assert set(codes_of(reading)) == {"no-source"}
    assert [event.title for event in reading.dossier.sections[0].items] == ["Treaty signed", "Seat moves to Oslo[7]"]


# -- whatever the style ---------------------------------------------------------------------------------------------

STYLES = {
    "bracket": ("[{0}]", "\n## Sources\n\n[1] One, a.\n[2] Two, b.\n"),
    "numbered": (" [{0}]", "\n## References\n\n1. One, a.\n2. Two, b.\n"),
    "note": ("[^{0}]", "\n[^1]: One, a.\n\n[^2]: Two, b.\n"),
    "raised": ("{1}", "\n## Notes\n\n1. One, a.\n2. Two, b.\n"),
    "located": (" [see {0}, p. 3][but see {0}: 4]", "\n## Sources\n\n- [1] One, a.\n- [2] Two, b.\n"),
}


def _said(sections: Sequence[Section], dossier: Dossier) -> list[tuple[object, ...]]:
    """What sections say: keys, periods, people and words, without marks."""
    labels = labels_of(dossier)
    found: list[tuple[object, ...]] = []
    for section in sections:
        if section.kind == SectionKind.SOURCES:
            continue
        found.append((section.key, section.kind, section.heading, without_marks(section.text, labels)))
        for claim in section.items:
            period = claim.period if isinstance(claim, Event | Role) else None
            names = ("person", "name", "title", "country", "label", "value", "text", "body")
            words = [without_marks(getattr(claim, name, ""), labels) for name in names]
            found.append((claim.key, period, *words))
    return found


@given(st.sampled_from(sorted(STYLES)), st.sampled_from(sorted(LAYOUTS)), EVENTS, PEOPLE, st.data())
def test_marked_texts_are_read_as_those_without_marks(
    style: str, layout: str, events: list[tuple[str, str]], people: str, data: st.DataObject
) -> None:
    form, listed = STYLES[style]
    marks = [form.format(number, "⁰¹²"[number]) for number in (1, 2)]

    is_raised = style == "raised"  # behind a figure no raised number is a mark

    def marked(text: str, *, may_be_raised: bool = True) -> str:
        return text + data.draw(st.sampled_from(["", *(marks if may_be_raised or not is_raised else [])]))

    def written(events: Sequence[tuple[str, str]], people: str, headings: Sequence[str]) -> str:
        title, first, second = headings
        return f"# {title}\n\n## {first}\n\n{LAYOUTS[layout](events)}\n\n## {second}\n\n{people}\n"

    headings = ["Harbour League (HAL)", "Timeline", "Key People"]
    plain = _read(written(events, people, headings)).dossier
    with_marks = [(marked(date, may_be_raised=False), marked(text)) for date, text in events]
    with_marks[0] = (events[0][0], events[0][1] + marks[0])
    people = re.sub(r"(?m)(?<=\S)$|(?<=Berg)|(?<=Lund)", lambda _end: marked("", may_be_raised=False), people)
    dossier = _read(written(with_marks, people, [marked(heading) for heading in headings]) + listed).dossier
    assert (dossier.name, dossier.acronym) == (plain.name, plain.acronym)
    assert _said(dossier.sections, dossier) == _said(plain.sections, plain)
    assert len(sources_of(dossier)) == 2
    assert not any(
        marks_in(claim.title, labels_of(dossier)) for _s, claim in dossier.items() if isinstance(claim, Event)
    )
    assert wording(parse(write(dossier))) == wording(dossier)
    assert wording(read_source(write_source(dossier)).dossier) == wording(dossier)

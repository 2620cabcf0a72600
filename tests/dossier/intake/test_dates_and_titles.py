"""Timelines as pages set them: days below their year, a title above its date or below it, dates in aligned columns."""

import pytest

from organizations.dossier.document import Event
from organizations.dossier.intake import read_source, write_source
from organizations.dossier.intake.lines.headings import kind_of_heading
from organizations.dossier.text.writer import write

Told = tuple[str, str]


def events_of(text: str, file_name: str = "lakes.md") -> list[Told]:
    """The events of a text, which say the same when they are written and read again: EDTF and title of each."""
    dossier = read_source(text, file_name=file_name).dossier
    assert write(read_source(write_source(dossier)).dossier) == write(dossier)
    events = [claim for _section, claim in dossier.items() if isinstance(claim, Event)]
    return [(event.period.edtf, event.title) for event in events]


def test_days_below_their_year_are_read_as_german_writes_them() -> None:
    text = (
        "Seebund – Chronik\n\n1950\n\n25.6.\nBeginn der Verhandlungen\n\n3. 11. – Der Vertrag wird unterzeichnet\n\n"
        "1949\n\n7.1.\nErste Sitzung in Genf\n\nJuni\nZwei Mitglieder treten bei\n\n4.2. - 11.2.\nKonferenz in Jalta\n"
    )
    assert events_of(text, "chronik.txt") == [
        ("1950-06-25", "Beginn der Verhandlungen"),
        ("1950-11-03", "Der Vertrag wird unterzeichnet"),
        ("1949-01-07", "Erste Sitzung in Genf"),
        ("1949-06", "Zwei Mitglieder treten bei"),
        ("1949-02-04/1949-02-11", "Konferenz in Jalta"),
    ]


@pytest.mark.parametrize("heading", ["2.3. Budget", "1.2. Timeline of loans", "10.2. Annex"])
def test_the_number_of_a_heading_is_no_day(heading: str) -> None:
    text = f"# Lake Council\n\n## Timeline\n\n1949: Treaty signed\n\n1950: Two more join\n\n## {heading}\n\nWords.\n"
    dossier = read_source(text, file_name="lakes.md").dossier
    assert [section.heading for section in dossier.sections] == ["Timeline", heading]


def test_a_decade_over_its_years_is_no_event() -> None:
    text = "Lake Council\n\nTimeline\n\n1941 – 1950\n\n1950\n\nMay\nTreaty signed\n\n1949\n\nJune\nTalks begin\n"
    [section] = read_source(text, file_name="lakes.txt").dossier.sections
    assert [(event.title, event.subheading) for event in section.items] == [
        ("Treaty signed", "1941 – 1950 › 1950"),
        ("Talks begin", "1949"),
    ]


ITEMS = """History of the Lake Council

• Council formed
  Jun 28, 1919
  Twelve states sign.
• First secretary
  Feb 1, 1946
  Ada Berg of Norway takes office.
• Council dissolved
  May 1970
  Its ports join others.
"""
HEADINGS = """# Lake Council

## History

### Council formed
28 June 1919

Twelve states sign.

### First secretary
1 February 1946

Ada Berg of Norway takes office.

### Council dissolved
May 1970

Its ports join others.
"""
BOLD = """<h1>Lake Council</h1><h2>Milestones</h2><ul>
<li><b>Council formed</b><span class="date">28 June 1919</span><p>Twelve states sign.</p></li>
<li><b>First secretary</b><time>1 February 1946</time><p>Ada Berg of Norway takes office.</p></li>
<li><b>Council dissolved</b><span>May 1970</span><p>Its ports join others.</p></li></ul>
"""


@pytest.mark.parametrize(("text", "file_name"), [(ITEMS, "a.txt"), (HEADINGS, "a.md"), (BOLD, "a.html")])
def test_a_title_stands_above_its_date(text: str, file_name: str) -> None:
    dossier = read_source(text, file_name=file_name).dossier
    [section] = dossier.sections
    events = [(event.period.edtf, event.title, event.body) for event in section.items]
    assert events == [
        ("1919-06-28", "Council formed", "Twelve states sign."),
        ("1946-02-01", "First secretary", "Ada Berg of Norway takes office."),
        ("1970-05", "Council dissolved", "Its ports join others."),
    ]
    assert dossier.introduction == ""


def test_one_heading_above_a_date_stays_a_heading() -> None:
    text = "# Lake Council\n\n## History\n\n### Beginnings\n\n1919\n\nTwelve states sign.\n\n1946: A secretary comes.\n"
    assert events_of(text) == [("1919", "Twelve states sign."), ("1946", "A secretary comes.")]


def test_a_title_in_bold_stands_below_its_date() -> None:
    values = {"1972": "First congress", "1980": "Strike of the pilots", "1991": "New seat"}
    items = (
        f'<div><span class="year">{year}</span><div><strong>{title}</strong><br>In Oslo.</div></div>'
        for year, title in values.items()
    )
    assert events_of(f"<h1>Lake Council</h1>{''.join(items)}", "a.html") == list(values.items())


def test_spaces_within_a_date_cost_no_section() -> None:
    text = "Lake Council\n\n25 Jan  1919: Talks begin\n14 Feb   1919: A draft\n28 Jun  1919  CE – Treaty signed\n"
    assert events_of(text, "a.txt") == [
        ("1919-01-25", "Talks begin"),
        ("1919-02-14", "A draft"),
        ("1919-06-28", "Treaty signed"),
    ]


@pytest.mark.parametrize("words", ["4-IV-1951", "4.IV.1951", "4/IV/1951", "4 IV 1951"])
def test_a_month_in_roman_numerals(words: str) -> None:
    assert events_of(f"Liga\n\nCronología\n\n{words}: Firma\n1952: Entrada en vigor\n", "a.txt")[0] == (
        "1951-04-04",
        "Firma",
    )


@pytest.mark.parametrize(
    ("sentences", "titles"),
    [
        (("1931 wurde der Bund gegründet.", "1939–1945 ruhte die Arbeit."), ("wurde der Bund", "ruhte die Arbeit")),
        (("1931 nasce la Lega a Genova.", "1946 entra il Belgio."), ("nasce la Lega", "entra il Belgio")),
        (("1931 se funda la Liga.", "1946 ingresa Chile."), ("se funda la Liga", "ingresa Chile")),
        (("1931 naît la Ligue à Berne.", "1946 adhère la Suisse."), ("naît la Ligue", "adhère la Suisse")),
    ],
)
def test_a_year_may_begin_a_sentence_whose_verb_follows(sentences: tuple[str, str], titles: tuple[str, str]) -> None:
    text = f"Liga\n\nTimeline\n\n{sentences[0]}\n{sentences[1]}\n\n2000 people came to the feast.\n"
    events = events_of(text, "a.txt")
    assert [edtf[:4] for edtf, _title in events] == ["1931", sentences[1][:4]]
    assert [title.startswith(words) for (_edtf, title), words in zip(events, titles, strict=True)] == [True, True]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Cronologia essenziale", "timeline"),
        ("Cronología detallada", "timeline"),
        ("Chronologie sommaire", "timeline"),
        ("Краткая история", "timeline"),
        ("Хронология событий союза", "timeline"),
        ("Presidenti emeriti", "people"),
        ("Kurzporträt", "snapshot"),
        ("组织简介", "snapshot"),
    ],
)
def test_an_adjective_behind_a_heading_leaves_it_what_it_is(heading: str, kind: str) -> None:
    found = kind_of_heading(heading)
    assert found and found.kind.value == kind


def test_years_below_a_heading_are_an_event_each_without_blank_lines() -> None:
    text = "Hafenbund\n\nGeschichte\n1931 wurde er gegründet.\n1939–1945 ruhte die Arbeit.\n1946 nahm er sie auf.\n"
    assert [edtf for edtf, _title in events_of(text, "a.txt")] == ["1931", "1939/1945", "1946"]


@pytest.mark.parametrize("heading", ["End", "Beginning", "Fin", "Anfang"])
def test_a_part_of_no_year_is_no_date(heading: str) -> None:
    text = f"# Lake Council\n\n## Timeline\n\n1919: Signed\n\n**{heading}**\n\n1946: Dissolved\n"
    assert events_of(text) == [("1919", "Signed"), ("1946", "Dissolved")]


def test_a_part_with_its_text_is_of_the_year_above() -> None:
    text = "# Lakes\n\n## Timeline\n\n- 1977\n  - Early – Talks begin\n  - 14 May – Signed\n- 1980: Seat moves\n"
    assert [title for _edtf, title in events_of(text)] == ["Talks begin", "Signed", "Seat moves"]

"""The reading desk: a source beside what was understood of it; what an editor says about it is read at once."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from organizations.admin.tools.importing import source_of
from organizations.dossier.document import Event, SectionKind
from organizations.dossier.text.writer import write
from organizations.importing import carry_out, choices_for, plan_import
from organizations.importing.kept import read_kept
from organizations.models import ImportDraft, Organization, Person, TimelineEvent
from organizations.store import dump_dossier
from organizations.wording import difference
from tests.support.responses import body

Form = dict[str, list[str]]
IMPORT = "admin:organizations_organization_import"
CHRONOLOGY = """# Harbour League

A league of harbours that was made up for this test.

## Odds and ends

Some words about boats.

The docks were closed.

## Timeline

- **1951** – Eleven harbours sign a charter
- **1957** – The secretariat moves to Northport

## Leadership

- Ann Lee: Director (2004–2014)
- Board of Harbours: seven members
"""

GERMAN = """Hafenbund (HB)

Der Bund der Häfen wurde für diese Prüfung erfunden und hat seinen Sitz in einem Hafen an der See.

Zeitleiste

1951: Gründung

Elf Häfen unterzeichnen die Charta.
"""


@pytest.fixture
def desk(vocabulary: None, editor: Client) -> str:
    """The address of the reading desk for a chronology."""
    return start(editor, CHRONOLOGY)


def start(client: Client, text: str, **data: Any) -> str:
    response = client.post(reverse(IMPORT), {"text": text, **data})
    assert response.status_code == 302, body(response)
    return str(response["Location"])


def draft() -> ImportDraft:
    return ImportDraft.objects.get()


def block_of(words: str) -> str:
    """The name of the block that begins with the words."""
    reading = source_of(draft()).read(draft().chosen)
    return next(each.block for each in reading.outcomes if words in each.text)


def read_again(client: Client, desk: str, form_of: Callable[[str, str], Form], **answers: str) -> str:
    """The page after something was said: `section`, `date` or `name` of a block, as a browser sends it."""
    block = block_of(answers.pop("block"))
    form = form_of(body(client.get(f"{desk}?block={block}")), "reading")
    answers = {f"{kind}:{block}": value for kind, value in answers.items()}
    response = client.post(desk, {**form, **answers, "apply": block})
    assert response.status_code == 302, body(response)
    assert response["Location"].endswith(f"#b-{block}") or block not in response["Location"]
    return body(client.get(response["Location"]))


def test_what_was_found_is_counted_above_and_nothing_is_saved(desk: str, editor: Client) -> None:
    page = body(editor.get(desk))
    for words in ("2 events", "1 person", "1 section kept as text", "lines to look at"):
        assert words in page
    assert not Organization.objects.exists()


def test_every_block_is_shown_with_what_it_became_and_how_sure_that_is(desk: str, editor: Client) -> None:
    page = body(editor.get(desk))
    for words in ("Some words about boats.", "Eleven harbours sign a charter", "guessed", "sure", "kept as text"):
        assert words in page


def test_a_heading_may_be_said_to_be_another_section(desk: str, editor: Client, form_of: Any) -> None:
    page = read_again(editor, desk, form_of, block="Odds and ends", section="programs")
    assert "“Odds and ends”, line 5: programs" in page
    assert "section kept as text" not in page


def test_what_was_said_is_undone_one_by_one(desk: str, editor: Client, form_of: Any) -> None:
    read_again(editor, desk, form_of, block="Odds and ends", section="programs")
    read_again(editor, desk, form_of, block="Eleven harbours", date="1952")
    names = [f"{each.kind.value}:{each.block}" for each in draft().chosen.chosen]
    form = form_of(body(editor.get(desk)), "reading")
    editor.post(desk, {**form, "undo": names[0]})
    assert [f"{each.kind.value}:{each.block}" for each in draft().chosen.chosen] == names[1:]
    page = body(editor.get(desk))
    assert "1 section kept as text" in page
    assert "date: 1952" in page


def test_a_date_may_be_given_and_taken_away(desk: str, editor: Client, form_of: Any) -> None:
    assert "date: 1952" in read_again(editor, desk, form_of, block="Eleven harbours", date="1952")
    assert "no event" in read_again(editor, desk, form_of, block="Eleven harbours", date="")


UNREAD = CHRONOLOGY.replace("- **1957**", "- **31 February 1955** – The docks are closed\n- **1957**")


def test_a_date_that_cannot_be_read_is_answered_first(vocabulary: None, editor: Client, form_of: Any) -> None:
    desk = start(editor, UNREAD)
    page = body(editor.get(desk))
    form = form_of(page, "reading")
    assert "1 line to answer first" in page
    assert form[f"date:{block_of('31 February')}"] == ["31 February 1955"]
    refused = body(editor.post(f"{desk}changes/", {**form, "apply": "1"}))
    assert "has to be answered first" in refused
    assert not Organization.objects.exists()
    page = read_again(editor, desk, form_of, block="31 February", date="28 February 1955")
    assert "to answer first" not in page
    assert "3 events" in page


def test_a_date_that_cannot_be_read_may_be_no_date_at_all(vocabulary: None, editor: Client, form_of: Any) -> None:
    desk = start(editor, UNREAD)
    assert "to answer first" not in read_again(editor, desk, form_of, block="31 February", date="")


def test_a_date_that_cannot_be_read_may_be_kept_as_written(vocabulary: None, editor: Client, form_of: Any) -> None:
    desk = start(editor, UNREAD)
    form = form_of(body(editor.get(desk)), "reading")
    editor.post(f"{desk}changes/", {**form, "keep_unread": "1", "apply": "1"})
    assert "31 February 1955" in write(dump_dossier(Organization.objects.get()))


def test_what_is_no_date_is_given_back_with_the_reason(vocabulary: None, editor: Client, form_of: Any) -> None:
    desk = start(editor, UNREAD)
    name = f"date:{block_of('31 February')}"
    form = form_of(body(editor.get(desk)), "reading")
    page = body(editor.post(desk, {**form, name: "30 February 1955", "apply": "all"}))
    assert "“30 February 1955”: February 1955 has 28 days" in page
    assert form_of(page, "reading")[name] == ["30 February 1955"]
    assert draft().chosen.chosen == ()


def test_what_two_editors_say_at_once_is_kept_of_both(desk: str, editor: Client, form_of: Any) -> None:
    odd, sent = block_of("Odd"), block_of("Eleven")
    form = form_of(body(editor.get(f"{desk}?block={sent}")), "reading")
    editor.post(desk, {**form, f"section:{odd}": "programs", "language": "fr", "name": "Port League", "apply": odd})
    editor.post(desk, {**form, f"date:{sent}": "1952", "apply": sent})
    assert {each.value for each in draft().chosen.chosen} == {"programs", "1952"}
    assert (draft().name, draft().language) == ("Port League", "fr")


def test_a_form_that_is_sent_as_it_is_says_nothing(desk: str, editor: Client, form_of: Any) -> None:
    block = block_of("Eleven harbours")
    form = form_of(body(editor.get(f"{desk}?block={block}")), "reading")
    editor.post(desk, {**form, "apply": "all"})
    assert draft().chosen.chosen == ()
    assert draft().name == ""


@pytest.mark.parametrize("odd", [{"section:none-1": "timeline"}, {"section:{}": "nonsense"}, {"last:{}": "x"}])
def test_what_no_page_asked_is_not_taken(desk: str, editor: Client, odd: dict[str, str]) -> None:
    block = block_of("Odds and ends")
    editor.post(desk, {name.replace("{}", block): value for name, value in odd.items()})
    assert draft().chosen.chosen == ()


def test_the_name_and_the_dossier_may_be_said(desk: str, editor: Client, form_of: Any) -> None:
    other = Organization.objects.create(slug="port", name="Port", title="Port")
    form = form_of(body(editor.get(desk)), "reading")
    editor.post(desk, {**form, "name": "League of Harbours", "organization": other.name, "apply": "all"})
    assert (draft().name, draft().organization) == ("League of Harbours", other)
    assert "Show what changes" in body(editor.get(desk))


def test_a_language_is_recognised_and_stays_a_guess_until_somebody_confirms_it(
    vocabulary: None, editor: Client, form_of: Any
) -> None:
    desk = start(editor, GERMAN)
    page = body(editor.get(desk))
    assert (
        '<option value="" selected>Recognised: German – Deutsch</option>' in page and "look whether it is right" in page
    )
    assert "recognised by its words" in body(editor.post(desk + "changes/", {"show": "1"}))
    editor.post(desk, {**form_of(page, "reading"), "language": "de"})
    page = body(editor.get(desk))
    assert '<option value="de" selected>German – Deutsch</option>' in page and "look whether" not in page


@pytest.mark.parametrize(("chosen", "kept"), [("", "de"), ("pt-BR", "pt-BR")])
def test_a_dossier_is_made_in_the_language_that_was_said_or_recognised(
    vocabulary: None, editor: Client, form_of: Any, chosen: str, kept: str
) -> None:
    desk = start(editor, GERMAN)
    editor.post(desk, {**form_of(body(editor.get(desk)), "reading"), "language": chosen})
    editor.post(desk + "changes/", {**form_of(body(editor.get(desk + "changes/")), "apply"), "apply": "1"})
    assert Organization.objects.get().language == kept


def test_a_language_that_is_not_recognised_is_asked_for(desk: str, editor: Client) -> None:
    assert "No language was recognised: say which it is." in body(editor.get(start(editor, "Фонд\n\nХронология\n")))


def test_a_dossier_keeps_its_language_until_another_is_chosen(vocabulary: None, editor: Client, form_of: Any) -> None:
    carry_out(plan_import(GERMAN, language="fr"))
    carry_out(plan_import(GERMAN))
    assert Organization.objects.get().language == "fr"
    assert difference(plan_import(GERMAN, language="de").differences[0]) == "language changed"


def test_a_dossier_is_made_as_it_was_read_at_last(desk: str, editor: Client, form_of: Any) -> None:
    read_again(editor, desk, form_of, block="Eleven harbours", date="1952")
    form = form_of(body(editor.get(desk)), "reading")
    created = editor.post(f"{desk}changes/", {**form, "apply": "1"})
    assert created.status_code == 302
    organization = Organization.objects.get()
    assert organization.name == "Harbour League"
    timeline = dump_dossier(organization).of_kind(SectionKind.TIMELINE)
    assert timeline and [claim.period.words for claim in timeline.items if isinstance(claim, Event)] == ["1952", "1957"]
    assert not ImportDraft.objects.exists()


def test_what_is_said_and_not_sent_yet_is_read_first(desk: str, editor: Client, form_of: Any) -> None:
    block = block_of("Odds and ends")
    form = form_of(body(editor.get(desk)), "reading")
    response = editor.post(f"{desk}changes/", {**form, f"section:{block}": "programs", "apply": "1"})
    assert response["Location"].startswith(desk)
    assert [each.value for each in draft().chosen.chosen] == ["programs"]
    assert not Organization.objects.exists()


def test_a_page_that_shows_an_older_reading_does_nothing(desk: str, editor: Client, form_of: Any) -> None:
    old = form_of(body(editor.get(desk)), "reading")
    read_again(editor, desk, form_of, block="Eleven harbours", date="1952")
    page = body(editor.post(f"{desk}changes/", {"seen": old["seen"], "apply": "1"}))
    assert "changed meanwhile" in page
    assert not Organization.objects.exists()


def test_what_was_chosen_is_kept_for_a_new_edition(desk: str, editor: Client, form_of: Any) -> None:
    read_again(editor, desk, form_of, block="Odds and ends", section="programs")
    form = form_of(body(editor.get(desk)), "reading")
    editor.post(f"{desk}changes/", {**form, "apply": "1"})
    organization = Organization.objects.get()
    assert [each.value for each in choices_for(organization).chosen] == ["programs"]
    again = start(editor, CHRONOLOGY.replace("Northport", "Southport"))
    assert "“Odds and ends”, line 5: programs" in body(editor.get(again))
    changes = body(editor.post(f"{again}changes/"))
    assert "Southport" in changes
    assert "Odds and ends" not in changes


def test_the_same_source_again_changes_nothing(desk: str, editor: Client, form_of: Any) -> None:
    form = form_of(body(editor.get(desk)), "reading")
    editor.post(f"{desk}changes/", {**form, "apply": "1"})
    again = start(editor, CHRONOLOGY)
    assert "Nothing has changed." in body(editor.post(f"{again}changes/"))


TABLE = "Year,Headline\n1951,Eleven harbours sign a charter\n1957,A move\n"


def test_a_name_that_is_only_guessed_has_to_be_said(vocabulary: None, editor: Client, form_of: Any) -> None:
    desk = start(editor, "", file=SimpleUploadedFile("events.csv", TABLE.encode()))
    form = form_of(body(editor.get(desk)), "reading")
    assert form["name"] == [""]
    assert "answered first" in body(editor.post(f"{desk}changes/", {**form, "apply": "1"}))
    editor.post(desk, {**form, "name": "Events", "apply": "all"})
    editor.post(f"{desk}changes/", {**form_of(body(editor.get(desk)), "reading"), "apply": "1"})
    assert Organization.objects.get().name == "Events"


def test_a_source_without_a_name_asks_for_it(vocabulary: None, editor: Client, form_of: Any) -> None:
    page = body(editor.post(reverse(IMPORT), {"text": TABLE}))
    assert "give its name" in page
    desk = start(editor, TABLE, name="Harbour League")
    page = body(editor.get(desk))
    assert "2 events" in page
    editor.post(f"{desk}changes/", {**form_of(page, "reading"), "apply": "1"})
    assert Organization.objects.get().name == "Harbour League"


def test_a_name_that_is_taken_away_is_asked_for_again(vocabulary: None, editor: Client, form_of: Any) -> None:
    desk = start(editor, TABLE, name="Harbour League")
    form = form_of(body(editor.get(desk)), "reading")
    assert "give its name" in body(editor.post(desk, {**form, "name": "", "apply": "all"}))
    assert draft().name == "Harbour League"


def test_a_source_that_cannot_be_read_any_more_leads_to_the_start(desk: str, editor: Client) -> None:
    ImportDraft.objects.update(source=b"One\0word")
    assert editor.get(desk)["Location"] == reverse(IMPORT)


def test_a_misspelt_date_is_asked_for_by_the_words_it_has(vocabulary: None, editor: Client, form_of: Any) -> None:
    desk = start(editor, CHRONOLOGY.replace("- **1957**", "- 2 Febuary 1955 – A fire\n- **1957**"))
    page = body(editor.get(desk))
    assert "did you mean “2 February 1955”?" in page
    assert ["2 Febuary 1955"] in form_of(page, "reading").values()


def test_what_a_slip_most_likely_means_is_taken_with_one_click(vocabulary: None, editor: Client, form_of: Any) -> None:
    desk = start(editor, CHRONOLOGY.replace("**1957**", "2 Febuary 1957"))
    page = body(editor.get(desk))
    (name, value) = re.findall(r'<button type="submit" name="(date:[^"]+)" value="([^"]+)"', page)[0]
    form = form_of(page, "reading")
    editor.post(desk, {**form, name: [*form[name], value]})
    assert [(each.kind, each.value) for each in draft().chosen.chosen] == [("date", "2 February 1957")]


def test_old_imports_are_removed_when_a_new_one_begins(desk: str, editor: Client) -> None:
    ImportDraft.objects.update(changed_at=timezone.now() - timedelta(days=31))
    start(editor, CHRONOLOGY)
    assert ImportDraft.objects.count() == 1


def test_an_import_is_found_again_and_may_be_thrown_away(desk: str, editor: Client) -> None:
    assert desk in body(editor.get(reverse(IMPORT)))
    editor.post(f"{desk}forget/")
    assert not ImportDraft.objects.exists()
    assert editor.get(desk)["Location"] == reverse(IMPORT)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ({"text": "# Harbour League\n\n## Timeline\n\n- 1949: Founded"}, "Harbour League"),
        ({"html": "<style>p { color: red }</style><!-- a --><h1>Vik &amp; Sons</h1><p>A firm.</p>"}, "Vik &amp; Sons"),
        ({"text": "1949: Founded\n1952: Two join", "name": "Harbour League"}, "Harbour League"),
        ({"text": "# " + "Harbour " * 20 + "\n\n1949: Founded"}, "Harbour " * 9 + "Harbour…"),
    ],
)
def test_an_import_is_listed_by_its_name_or_its_first_words(
    vocabulary: None, editor: Client, sent: dict[str, str], shown: str
) -> None:
    editor.post(reverse(IMPORT), {**sent, "apply": "1"})
    assert f">{shown}</a>" in body(editor.get(reverse(IMPORT)))


def test_a_dossier_is_named_by_hand_and_an_unknown_one_told(desk: str, editor: Client, form_of: Any) -> None:
    form = form_of(body(editor.get(desk)), "reading")
    result = body(editor.post(desk, {**form, "organization": "Nobody", "apply": "all"}))
    assert "There is no dossier of this name." in result
    assert draft().organization is None


def test_a_reading_that_nobody_changed_is_not_made_again(desk: str, editor: Client) -> None:
    editor.get(desk)
    before = read_kept.cache_info()
    editor.get(desk)
    assert (read_kept.cache_info().hits, read_kept.cache_info().misses) == (before.hits + 1, before.misses)


@pytest.mark.slow
def test_the_reading_of_a_source_of_any_size_is_kept(vocabulary: None, editor: Client) -> None:
    desk = start(
        editor, "# Long League\n\n## Timeline\n\n" + "\n".join(f"- {1800 + at}: {'Ports, ' * 250}" for at in range(200))
    )
    before = read_kept.cache_info()
    assert "Long League" in body(editor.get(desk))
    assert "Long League" in body(editor.get(desk))
    assert read_kept.cache_info().misses <= before.misses + 1


def test_what_was_said_is_read_once(desk: str, editor: Client, form_of: Any) -> None:
    read_kept.cache_clear()
    assert "date: 1952" in read_again(editor, desk, form_of, block="Eleven harbours", date="1952")
    assert read_kept.cache_info().misses == 2, "as the source came, and as it is read now"


def test_a_source_is_read_once_from_its_start_until_a_dossier_is_made(
    vocabulary: None, editor: Client, form_of: Any
) -> None:
    read_kept.cache_clear()
    desk = start(editor, CHRONOLOGY)
    form = form_of(body(editor.get(desk)), "reading")
    editor.post(f"{desk}changes/", {**form, "apply": "1", "keep_unread": "1"})
    assert Organization.objects.exists()
    assert read_kept.cache_info().misses == 1


@pytest.mark.parametrize("page", ["", "changes/", "forget/"])
def test_who_may_not_import_sees_no_source(desk: str, viewer: Client, page: str) -> None:
    assert viewer.get(desk + page).status_code == 403
    assert viewer.post(desk + page).status_code == 403


LONG = "# Long League\n\n## Timeline\n\n" + "".join(
    f"- **{1000 + at % 1000}** – Event number {at}\n" for at in range(2000)
)


@pytest.mark.slow
def test_a_long_chronology_is_shown_page_by_page(
    vocabulary: None, editor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    desk = start(editor, LONG)
    with django_assert_num_queries(9):
        page = body(editor.get(desk))
    assert "2000 events" in page
    assert len(page) < 300_000
    last = body(editor.get(f"{desk}?page=99"))
    assert "Event number 1999" in last
    assert "Event number 1999" not in page


@pytest.mark.slow
def test_long_stretches_that_need_nobody_are_folded_and_can_be_asked(vocabulary: None, editor: Client) -> None:
    desk = start(editor, LONG)
    block = block_of("Event number 150")
    assert '<details class="stretch guessed">' in body(editor.get(desk))
    page = body(editor.get(f"{desk}?block={block}"))
    assert '<details class="stretch guessed" open>' in page
    assert f'name="date:{block}"' in page


@pytest.mark.slow
def test_a_dossier_says_what_the_desk_showed(vocabulary: None, editor: Client, form_of: Any) -> None:
    desk = start(editor, LONG)
    editor.post(f"{desk}changes/", {**form_of(body(editor.get(desk)), "reading"), "apply": "1"})
    assert TimelineEvent.objects.count() == 2000


def test_a_name_may_be_that_of_another_person(desk: str, editor: Client, form_of: Any) -> None:
    Person.objects.create(slug="ann-lee", name="Ann Lee")
    assert "a person whom the site knows" in body(editor.get(desk))
    assert "another person than" in read_again(editor, desk, form_of, block="Ann Lee", name="another")
    editor.post(f"{desk}changes/", {**form_of(body(editor.get(desk)), "reading"), "apply": "1"})
    assert set(Person.objects.values_list("slug", "name")) == {("ann-lee", "Ann Lee"), ("ann-lee-2", "Ann Lee")}
    again = start(editor, CHRONOLOGY)
    assert "Nothing has changed." in body(editor.post(f"{again}changes/"))

"""A source of any format comes in: read, put right at two places, made, published, read, exported, imported again."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from organizations.models import Organization
from tests.dossier.intake.packages import docx, p

IMPORT = "/admin/organizations/organization/import/"
MARKDOWN = """# Harbour League

A league of harbours that was made up for this page.

## Odds and ends

1. Joint patrols

   Boats of two harbours at a time.

## How it came about

- **1951** – Eleven harbours sign a charter
- **31 February 1957** – The secretariat moves to Northport
- **1984** – Fees are doubled

## Leadership

- Ann Lee: Director (2004–2014)
"""
HTML = """<html><body><h1>Harbour League</h1><p>A league of harbours that was made up for this page.</p>
<h2>Odds and ends</h2><ol><li>Joint patrols<p>Boats of two harbours at a time.</p></li></ol>
<h2>How it came about</h2><ul><li><b>1951</b> – Eleven harbours sign a charter</li>
<li><b>31 February 1957</b> – The secretariat moves to Northport</li><li><b>1984</b> – Fees are doubled</li></ul>
<h2>Leadership</h2><ul><li>Ann Lee: Director (2004–2014)</li></ul></body></html>"""
CSV = """Year,Month,Day,Headline,Text
1951,,,Eleven harbours sign a charter,All of them small.
1957,2,,The secretariat moves to Northport,By boat.
1984,,,Fees are doubled,
"""


def begin(page: Page) -> None:
    page.get_by_role("button", name="Show how it is read").click()
    page.get_by_role("heading", name="The source, and what it became").wait_for()
    page.wait_for_load_state()  # before its scripts are there, a page that is sent is a new one


def paste(page: Page, kind: str, words: str, plain: str) -> None:
    """What somebody copied elsewhere, pasted with the keyboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(
        """([kind, words, plain]) => navigator.clipboard.write([new ClipboardItem({
            [kind]: new Blob([words], {type: kind}), "text/plain": new Blob([plain], {type: "text/plain"}),
        })])""",
        [kind, words, plain],
    )
    page.locator("#id_text").focus()
    page.keyboard.press("Control+V")


def block(page: Page, words: str) -> str:
    """The selector of the block that shows the words."""
    return f"#{page.locator('.blocks > li', has_text=words).first.get_attribute('id')}"


def put_right(page: Page) -> None:
    """Say what the odd heading is, and when the secretariat moved."""
    page.evaluate("window.isSame = true")
    odd = page.locator(block(page, "Odds and ends"))
    odd.get_by_label("This is").select_option("programs")
    odd.get_by_role("button", name="Read again").click()
    expect(page.locator(".chosen")).to_contain_text("“Odds and ends”")
    answer_date(page)
    assert page.evaluate("window.isSame") is True


def answer_date(page: Page) -> None:
    date = page.locator(block(page, "The secretariat moves")).get_by_label("Date", exact=True)
    date.fill("28 February 1957")
    date.press("Enter")
    expect(page.locator(".chosen")).to_contain_text("date: 28 February 1957")
    expect(page.locator(".counts")).not_to_contain_text("answer first")


def make_and_publish(page: Page) -> None:
    page.get_by_role("button", name="Create dossier").click()
    page.get_by_text("Readers see it when it is published").wait_for()
    page.get_by_role("link", name="Publish", exact=True).first.click()
    page.get_by_role("button", name="Publish").last.click()
    page.get_by_text("Published").first.wait_for()


def assert_read_and_imported_again(page: Page, tmp_path: Path) -> None:
    """Readers find what was put right; the exported text says the same when it is imported again."""
    organization = Organization.objects.get()
    page.goto(f"/organizations/{organization.slug}/")
    expect(page.locator("main")).to_contain_text("28 February 1957")
    expect(page.locator("main")).to_contain_text("The secretariat moves to Northport")
    text = io.StringIO()
    call_command("export_dossier", organization.slug, stdout=text)
    path = tmp_path / "exported.txt"
    path.write_text(text.getvalue(), "utf-8")
    page.goto(IMPORT)
    page.locator("#id_file").set_input_files(path)
    begin(page)
    page.get_by_role("button", name="Show what changes").click()
    page.get_by_text("Nothing has changed.").wait_for()


def test_a_markdown_chronology_is_pasted_and_put_right(
    vocabulary: None, page: Page, log_in: Callable[[str], None], axe: Callable[[], list[str]], tmp_path: Path
) -> None:
    log_in("Publisher")
    page.goto(IMPORT)
    paste(page, "text/html", f"<pre>{MARKDOWN}</pre>", MARKDOWN)
    begin(page)
    put_right(page)
    assert axe() == []
    make_and_publish(page)
    assert_read_and_imported_again(page, tmp_path)


@pytest.mark.slow
def test_a_page_that_is_pasted_keeps_its_headings_and_lists(
    vocabulary: None, page: Page, log_in: Callable[[str], None], axe: Callable[[], list[str]], tmp_path: Path
) -> None:
    log_in("Publisher")
    page.goto(IMPORT)
    paste(page, "text/html", HTML, "Harbour League\nOdds and ends\nHow it came about")
    expect(page.get_by_text("Kept of what you pasted: 4 headings, 5 list items")).to_be_visible()
    assert axe() == []
    begin(page)
    put_right(page)
    make_and_publish(page)
    assert_read_and_imported_again(page, tmp_path)


def test_what_was_pasted_is_plain_once_it_is_edited(
    vocabulary: None, page: Page, log_in: Callable[[str], None]
) -> None:
    log_in("Editor")
    page.goto(IMPORT)
    paste(page, "text/html", HTML, "Harbour League")
    page.get_by_role("button", name="Take the plain text only").click()
    expect(page.locator("#id_html")).to_have_value("")
    page.locator("#id_text").fill("")
    paste(page, "text/html", HTML, "Harbour League")
    page.keyboard.type("!")
    expect(page.get_by_text("Plain text, as it stands here.")).to_be_visible()
    begin(page)
    expect(page.locator(".blocks")).not_to_contain_text("Odds and ends")


@pytest.mark.slow
def test_a_saved_page_is_uploaded(vocabulary: None, page: Page, log_in: Callable[[str], None], tmp_path: Path) -> None:
    (tmp_path / "league.html").write_text(HTML, "utf-8")
    log_in("Publisher")
    page.goto(IMPORT)
    page.locator("#id_file").set_input_files(tmp_path / "league.html")
    begin(page)
    put_right(page)
    make_and_publish(page)
    assert_read_and_imported_again(page, tmp_path)


WORD = docx(
    p("Harbour League", '<w:pStyle w:val="Title"/>')
    + p("A league of harbours that was made up for this page.")
    + p("Odds and ends", '<w:pStyle w:val="Heading1"/>')
    + p("1. Joint patrols")
    + p("How it came about", '<w:pStyle w:val="Heading1"/>')
    + p("1951 – Eleven harbours sign a charter")
    + p("31 February 1957 – The secretariat moves to Northport")
    + p("1984 – Fees are doubled")
    + p("Leadership", '<w:pStyle w:val="Heading1"/>')
    + p("Ann Lee: Director (2004–2014)"),
    styles='<w:style w:styleId="Title"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>',
)


@pytest.mark.slow
def test_a_word_file_is_uploaded(vocabulary: None, page: Page, log_in: Callable[[str], None], tmp_path: Path) -> None:
    (tmp_path / "league.docx").write_bytes(WORD)
    log_in("Publisher")
    page.goto(IMPORT)
    page.locator("#id_file").set_input_files(tmp_path / "league.docx")
    begin(page)
    put_right(page)
    make_and_publish(page)
    assert_read_and_imported_again(page, tmp_path)


@pytest.mark.slow
def test_a_table_is_dropped_and_named(
    vocabulary: None, page: Page, log_in: Callable[[str], None], tmp_path: Path
) -> None:
    log_in("Publisher")
    page.goto(IMPORT)
    expect(page.locator("#id_file_helptext")).to_contain_text("drop it here")
    files = page.evaluate_handle(
        """text => {
            const files = new DataTransfer();
            files.items.add(new File([text], "league.csv", {type: "text/csv"}));
            return files;
        }""",
        CSV,
    )
    page.dispatch_event("#incoming", "drop", {"dataTransfer": files})
    expect(page.get_by_text("File: league.csv")).to_be_visible()
    page.get_by_label("Name of the organization").fill("Harbour League")
    begin(page)
    page.get_by_role("link", name="Change line 3").click()
    answer_date(page)
    make_and_publish(page)
    assert_read_and_imported_again(page, tmp_path)


@pytest.fixture
def without_script(page: Page, log_in: Callable[[str], None]) -> Page:
    log_in("Editor")
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    return page


@pytest.mark.slow
def test_the_desk_works_without_script(vocabulary: None, without_script: Page) -> None:
    page = without_script
    page.goto(IMPORT)
    page.locator("#id_text").fill(MARKDOWN)
    begin(page)
    odd = block(page, "Odds and ends")
    page.locator(odd).get_by_label("This is").select_option("programs")
    page.locator(odd).get_by_role("button", name="Read again").click()
    page.wait_for_url(f"**{odd}")
    expect(page.locator(".chosen")).to_contain_text("“Odds and ends”")
    answer_date(page)
    page.get_by_role("link", name="Change line 13").click()
    expect(page.locator(block(page, "Eleven harbours")).get_by_label("Date", exact=True)).to_have_value("1951")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.locator(".chosen li")).to_have_count(1)
    page.get_by_role("button", name="Create dossier").click()
    page.get_by_text("Readers see it when it is published").wait_for()


def test_questions_open_in_place_and_what_was_typed_elsewhere_stays(
    vocabulary: None, page: Page, log_in: Callable[[str], None]
) -> None:
    log_in("Editor")
    page.goto(IMPORT)
    page.locator("#id_text").fill(MARKDOWN)
    begin(page)
    date = page.locator(block(page, "The secretariat moves")).get_by_label("Date", exact=True)
    date.fill("1 March 1957")
    page.get_by_role("link", name="Change line 13").click()
    opened = page.locator(block(page, "Eleven harbours")).get_by_label("Date", exact=True)
    expect(opened).to_be_focused()
    expect(date).to_have_value("1 March 1957")
    opened.fill("1952")
    opened.press("Enter")
    expect(page.locator(".chosen li")).to_have_count(2)

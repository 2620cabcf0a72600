"""What is said where a request cannot be taken: plain words, and what to do."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from dossier_site.refusals import MAX_BODY, bad_request
from tests.support.responses import body


def refusal(response, status=413):
    page = body(response, status)
    assert "Nothing was saved" in page and "Go back in your browser" in page
    return page


def test_a_form_with_too_many_fields_says_so_in_words(editor, url, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
    page = refusal(editor.post(url, {f"f{number}": "" for number in range(2_001)}))
    assert "more than 2,000 fields" in page
    assert "what you typed is still there" in page


def test_a_form_that_is_too_large_says_so_in_words(editor, url):
    assert "10 MB of words" in refusal(editor.post(url, {"introduction": "x" * 10_000_001}))


def test_too_many_files_are_told_in_words(editor, url, settings, tmp_path):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 1
    (tmp_path / "a.txt").write_text("a")
    with (tmp_path / "a.txt").open() as one, (tmp_path / "a.txt").open() as other:
        assert "More than 1 files" in refusal(editor.post(url, {"a": one, "b": other}))


@pytest.mark.parametrize("length", [str(MAX_BODY + 1), "9" * 30])
def test_a_request_that_says_it_is_huge_is_not_read_at_all(client, db, length):
    response = client.generic("POST", reverse("markdown_upload"), b"", CONTENT_LENGTH=length)
    refusal(response)


@pytest.mark.parametrize("length", ["", "x", "-1", "²"])
def test_a_length_that_is_none_is_no_fault(client, db, length):
    assert client.generic("GET", reverse("admin:login"), b"", CONTENT_LENGTH=length).status_code == 200


def test_the_page_needs_nothing_of_the_request(rf: RequestFactory):
    page = refusal(bad_request(rf.get("/", headers={"host": "evil.example"}), ValueError()), 400)
    assert "not one that this site's own pages send" in page.replace("&#x27;", "'")

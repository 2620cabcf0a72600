"""What editors say of a person: dates, a line, a picture, what they are listed as."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image

from organizations.models import Person, Revision
from tests.support.responses import body

DESCRIBED = {"picture_text": "A man at a desk", "picture_credit": "US Navy, public domain"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def swing(iom) -> Person:
    return Person.objects.get(slug="william-lacy-swing")


def png() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return SimpleUploadedFile("a.png", out.getvalue(), "image/png")


def save(client: Client, person: Person, **changes: object) -> HttpResponse:
    values = {"name": person.name, "slug": person.slug, **person.profile, **changes}
    response = client.post(reverse("admin:organizations_person_change", args=[person.pk]), values)
    person.refresh_from_db()
    return response


def test_the_page_says_what_somebody_is_listed_as_by_guess(swing, as_member):
    page = body(as_member("Editor").get(reverse("admin:organizations_person_change", args=[swing.pk])))
    assert "“Swing, William Lacy”" in page


def test_dates_and_a_line_are_kept_without_a_revision_of_any_dossier(swing, as_member):
    values = {"born": "11 September 1934", "died": "13 June 2021", "biography": "An American diplomat."}
    assert save(as_member("Editor"), swing, **values).status_code == 302
    assert swing.profile == values
    assert Revision.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"born": "long ago"}, "cannot be read as a period"),
        ({"born": "1934", "died": "1921"}, "Nobody dies before they are born."),
    ],
)
def test_dates_that_are_none_are_refused(swing, as_member, fields, error):
    assert error in body(save(as_member("Editor"), swing, **fields))
    assert swing.profile == {}


def test_a_picture_is_drawn_anew_and_named_by_the_site(swing, as_member, client, media):
    save(as_member("Editor"), swing, new_picture=png(), **DESCRIBED)
    assert re.fullmatch(r"[0-9a-f]{32}\.png", swing.picture)
    assert client.get(reverse("picture", args=[swing.picture]))["Content-Type"] == "image/png"
    page = body(as_member("Publisher").get(reverse("admin:organizations_person_change", args=[swing.pk])))
    assert f'<img src="/media/pictures/{swing.picture}" alt="A man at a desk"' in page


def test_a_picture_needs_a_description_and_a_credit(swing, as_member, media):
    assert body(save(as_member("Editor"), swing, new_picture=png())).count("A picture needs it.") == 2
    assert (swing.picture, list(media.rglob("*.*"))) == ("", [])


def test_what_is_no_picture_is_refused(swing, as_member, media):
    file = SimpleUploadedFile("a.png", b"<svg onload='alert(1)'/>", "image/png")
    assert "Only JPEG, PNG and WebP images" in body(save(as_member("Editor"), swing, new_picture=file, **DESCRIBED))
    assert swing.picture == ""


def test_a_picture_is_taken_off(swing, as_member):
    editor = as_member("Editor")
    save(editor, swing, new_picture=png(), **DESCRIBED)
    assert "A picture needs it." in body(save(editor, swing, picture_text=""))
    save(editor, swing, without_picture="on", picture_text="", picture_credit="")
    assert swing.profile == {}


def test_the_list_says_that_details_wait_to_be_published(swing, as_member):
    people = reverse("admin:organizations_person_changelist")
    publisher = as_member("Publisher")
    assert "readers see eras, themes, search rules, related organizations and details of people as they are" in body(
        publisher.get(people)
    )
    save(publisher, swing, biography="A <b>diplomat</b>.")
    assert "Unpublished changes" in body(publisher.get(people))
    asked = body(publisher.get(reverse("admin:organizations_vocabulary_publish")))
    assert "Person “William Lacy Swing”" in asked
    assert "A &lt;b&gt;diplomat&lt;/b&gt;." in asked

"""Copies of sources: kept as they were sent, seen by editors, by readers only while they are free."""

import re
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageFile

from organizations.admin.copies import MAX_BYTES, plain_name
from organizations.backup import restore, write_backup
from organizations.backup.rows import empty, tables
from organizations.dossier.evidence.duplicates import with_one_source
from organizations.dossier.text.parser import parse
from organizations.dossier.text.writer import write
from organizations.editing.copies import CopyInUse, delete_copy
from organizations.media import names
from organizations.models import Fact, Organization, PublishedCopy, PublishedSource, Source, SourceCopy
from organizations.publishing import publish, rebuild_sources, withdraw
from organizations.store import dump_dossier
from tests.admin.test_uploads import BACKEND, SVG, bomb, picture
from tests.support.responses import body
from tests.support.s3 import bucket_server

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
BOOK = "M. Geiger, Migration Management (Palgrave, 2010), ISBN 978-0-230-27258-3"
HASH = sha256(PDF).hexdigest()


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def fact(iom):
    return Fact.objects.get(organization=iom, key="headquarters")


@pytest.fixture
def add(editor, form_of, fact):
    """A function: a file, what else is typed -> the response to the button that adds the source with its copy."""

    def sent(content=PDF, name="Minutes [1].PDF", kind="application/pdf", source=BOOK, **typed):
        url = reverse("admin:organizations_fact_source", args=[fact.pk])
        form = form_of(body(editor.get(url)), "add-source")
        file = SimpleUploadedFile(name, content, kind)
        return editor.post(url, {**form, "source": source, **typed, "copy": file, "apply": "1"})

    return sent


def kept(media: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in media.rglob("*") if path.is_file()}


def freed(client: Client, **typed: str) -> SourceCopy:
    """The copy, after somebody saved its page with these boxes."""
    copy = SourceCopy.objects.get()
    url = reverse("admin:organizations_sourcecopy_change", args=[copy.pk])
    client.post(url, {"rights": "Official document", **typed})
    copy.refresh_from_db()
    return copy


def source_page(client: Client) -> str:
    return body(client.get(PublishedSource.objects.get(text__contains="Geiger").get_absolute_url()))


@pytest.mark.slow
def test_a_file_is_kept_to_the_byte_and_its_source_names_it(add, iom, media, editor):
    assert add(rights="© Palgrave").status_code == 302
    assert kept(media) == {f"{HASH}.pdf": PDF}
    copy = SourceCopy.objects.get()
    assert (copy.name, copy.type, copy.size, copy.rights) == (
        "Minutes (1).pdf",
        "application/pdf",
        len(PDF),
        "© Palgrave",
    )
    assert (copy.is_free, copy.kept_by.username) == (False, "editor")
    assert f"[1] {BOOK}\n    Kept: Minutes (1).pdf (sha256 {HASH})\n" in write(dump_dossier(iom))
    page = body(editor.get(reverse("admin:organizations_sourcecopy_change", args=[copy.pk])))
    assert "Migration Management" in page and f"/admin/organizations/sourcecopy/{copy.pk}/file/" in page


def test_editors_take_it_as_it_was_sent_and_nobody_else(add, editor):
    add()
    url = reverse("admin:organizations_sourcecopy_file", args=[SourceCopy.objects.get().pk])
    response = editor.get(url)
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="Minutes (1).pdf"'
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in response["Cache-Control"] and "private" in response["Cache-Control"]
    assert Client().get(url).status_code == 302
    nobody = Client()
    nobody.force_login(User.objects.create_user("new", is_staff=True), backend=BACKEND)
    assert nobody.get(url).status_code == 403


@pytest.mark.slow
def test_a_copy_is_kept_in_a_bucket_and_taken_from_it(add, iom, as_member, client, settings, monkeypatch):
    with bucket_server() as server:
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "tests")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "tests")
        options = {"bucket_name": "copies", "endpoint_url": server.url, "region_name": "us-east-1"}
        bucket = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
        settings.STORAGES = {**settings.STORAGES, "default": bucket}
        assert add().status_code == 302
        assert server.files == {f"copies/{HASH}.pdf": PDF}
        copy = freed(as_member("Publisher"), is_free="on")
        publish(Organization.objects.get(pk=iom.pk))
        assert b"".join(client.get(copy.get_absolute_url()).streaming_content) == PDF
        Source.objects.filter(organization=iom).update(details="")
        publish(Organization.objects.get(pk=iom.pk))
        delete_copy(copy)
        assert server.files == {} and client.get(copy.get_absolute_url()).status_code == 404


@pytest.mark.slow
def test_the_same_bytes_are_kept_once(add, iom, media):
    add(rights="© Palgrave")
    assert add(name="again.pdf", source="Another book (1999)", rights="mine").status_code == 302
    assert (list(kept(media)), SourceCopy.objects.get().rights) == ([f"{HASH}.pdf"], "© Palgrave")
    assert write(dump_dossier(iom)).count(HASH) == 2


@pytest.mark.slow
def test_a_source_that_is_listed_already_gets_the_copy_and_is_not_listed_twice(add, iom):
    add()
    assert add(picture(), "page.png", place="p. 3").status_code == 302
    text = write(dump_dossier(iom))
    assert text.count("Palgrave") == 1 and text.count("Kept: ") == 2


def test_a_copy_stays_with_a_form_that_is_shown_again(add, iom, editor, form_of, fact, media):
    page = body(add(source="Somebody said so"))
    assert "Nothing was added yet" in page and "The copy is kept: Minutes (1).pdf" in page
    again = editor.post(
        reverse("admin:organizations_fact_source", args=[fact.pk]), {**form_of(page, "add-source"), "apply": "1"}
    )
    assert again.status_code == 302 and HASH in write(dump_dossier(iom))


@pytest.mark.slow
def test_a_copy_is_kept_of_a_source_that_is_listed(add, editor, form_of, iom):
    add()
    source = Source.objects.get(organization=iom)
    assert f'href="/admin/organizations/source/{source.pk}/copy/"' in body(
        editor.get(reverse("admin:organizations_source_change", args=[source.pk]))
    )
    url = reverse("admin:organizations_source_copy", args=[source.pk])
    form = form_of(body(editor.get(url)), "keep-copy")

    def sent(content):
        return editor.post(url, {**form, "copy": SimpleUploadedFile("scan.jpg", content), "apply": "1"})

    assert sent(picture("JPEG")).status_code == 302
    assert "Copy “scan.jpg” kept of: M. Geiger" in str(iom.revisions.first().whole_note)
    assert "has this copy already" in body(sent(picture("JPEG")))
    assert "This field is required" in body(editor.post(url, {**form, "apply": "1"}))
    source.delete()
    assert sent(picture("WEBP")).status_code == 404


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<!doctype html><script>alert(1)</script>", "a.pdf"),
        (b"<html>%PDF-1.7\n%%EOF", "a.pdf"),
        (b"%PDF-1.7\n" + b"x" * 4000, "cut.pdf"),
        (b"%PDF-9\n%%EOF", "a.pdf"),
        (SVG, "a.svg"),
        (SVG, "a.png"),
        (picture("GIF"), "a.gif"),
        (picture("TIFF"), "a.png"),
        (b"PK\x03\x04" + b"\0" * 100, "a.docx"),
        (b"\x89PNG\r\n\x1a\n<script>alert(1)</script>", "a.png"),
        (picture()[:-20], "cut.png"),
        (bomb(20_000), "bomb.png"),
        (bomb(4_900), "bomb.png"),
        (PDF + b"\0" * MAX_BYTES, "large.pdf"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_such_file_is_refused_with_its_reason_and_not_kept(add, media, monkeypatch, content, name):
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda image: pytest.fail("it was unpacked"))
    page = body(add(content, name))
    assert re.search("Only PDF, PNG|too many pixels|damaged|more than 10 MB", page)
    assert kept(media) == {} and not SourceCopy.objects.exists() and not Source.objects.exists()


@pytest.mark.parametrize(("kind", "type_"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp")])
def test_what_it_is_its_content_says_and_not_its_name(add, media, kind, type_):
    content = picture(kind)
    assert add(content, "page.html", "text/html").status_code == 302
    assert SourceCopy.objects.get().type == type_ and list(kept(media).values()) == [content]
    assert SourceCopy.objects.get().name.startswith("page.html.")


def test_what_is_two_things_at_once_is_sent_as_the_one_and_never_shown(add, editor, media):
    out = BytesIO(b"")
    out.write(b"%PDF-1.7\n<script>alert(1)</script>\n")
    with ZipFile(out, "a") as archive:
        archive.writestr("index.html", "<script>alert(1)</script>")
    out.write(b"%%EOF")
    assert add(out.getvalue()).status_code == 302
    response = editor.get(reverse("admin:organizations_sourcecopy_file", args=[SourceCopy.objects.get().pk]))
    assert response["Content-Disposition"].startswith("attachment") and response["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Minutes [1].PDF", "Minutes (1).pdf"),
        ("../../etc/passwd", "etc-passwd.pdf"),
        ("a.html", "a.html.pdf"),
        ("zones.¹\u202egnp.pdf", "zones.1-gnp.pdf"),
        ('`rm` $(x) "q" <b>\r\nX: y.pdf', "rm- -(x) -q- -b---X- y.pdf"),
        ("الدستور.pdf", "الدستور.pdf"),
        ("....", "copy.pdf"),
        ("x" * 500, f"{'x' * 80}.pdf"),
    ],
)
def test_the_name_of_a_file_is_plain(name, plain):
    assert plain_name(name, SourceCopy.Type.PDF) == plain


@pytest.mark.slow
def test_readers_see_a_copy_while_it_is_free_and_its_source_is_published(add, iom, as_member, client):
    add()
    publisher = as_member("Publisher")
    copy = freed(publisher, is_free="on")
    url = copy.get_absolute_url()
    assert copy.is_free and client.get(url).status_code == 404
    publish(Organization.objects.get(pk=iom.pk))
    page = source_page(client)
    assert f'href="{url}"' in page and HASH in page and "Official document" in page and "PDF" in page
    data = f"{PublishedSource.objects.get(text__contains='Geiger').get_absolute_url().rstrip('/')}.json"
    (text,) = client.get(data).json()["copies"]
    assert text == {
        "url": f"http://testserver{url}",
        "name": copy.name,
        "type": "application/pdf",
        "size": len(PDF),
        "sha256": HASH,
        "rights": "Official document",
    }
    response = client.get(url)
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment") and "sandbox" in response["Content-Security-Policy"]
    assert not response.cookies
    assert client.get(url, headers={"if-none-match": response["ETag"]}).status_code == 304
    assert client.get(url.replace(".pdf", ".png")).status_code == 404
    freed(publisher)
    assert client.get(url, headers={"if-none-match": response["ETag"]}).status_code == 404
    assert url not in source_page(client) and client.get(data).json()["copies"] == []
    freed(publisher, is_free="on")
    withdraw(Organization.objects.get(pk=iom.pk))
    assert client.get(url).status_code == 404


def test_only_who_publishes_makes_a_copy_free_and_every_editor_takes_it_back(add, iom, as_member, editor):
    add()
    assert not freed(editor, is_free="on").is_free
    publisher = as_member("Publisher")
    assert not freed(publisher, rights="", is_free="on").is_free  # it does not say why
    assert freed(publisher, is_free="on").is_free
    assert not freed(editor).is_free
    with pytest.raises(IntegrityError), transaction.atomic():
        SourceCopy.objects.update(rights="", is_free=True)


@pytest.mark.slow
def test_a_copy_goes_with_its_file_but_not_while_a_source_names_it(add, iom, editor, media):
    add()
    copy = SourceCopy.objects.get()
    (media / "copies" / f"{'a' * 64}.pdf").write_bytes(b"left by a process that was killed")
    delete = reverse("admin:organizations_sourcecopy_delete", args=[copy.pk])
    assert "a source names it" in body(editor.get(delete))
    editor.post(delete, {"post": "yes"})
    with pytest.raises(CopyInUse):
        delete_copy(copy)
    publish(Organization.objects.get(pk=iom.pk))
    Source.objects.filter(organization=iom).update(details="")
    assert "a source names it" in body(editor.get(delete))  # a published one
    publish(Organization.objects.get(pk=iom.pk))
    assert not PublishedCopy.objects.exists() and HASH in str(kept(media))
    editor.post(delete, {"post": "yes"})
    assert not SourceCopy.objects.exists() and kept(media) == {}


@pytest.mark.slow
def test_a_backup_holds_the_copies(add, media, settings, tmp_path):
    add()
    write_backup(tmp_path / "site.zip")
    empty(tables(apps))
    settings.MEDIA_ROOT = tmp_path / "other"
    restore(tmp_path / "site.zip")
    assert kept(tmp_path / "other") == {f"{HASH}.pdf": PDF} and SourceCopy.objects.get().file in names()


@pytest.mark.slow
def test_a_copy_that_is_deleted_while_a_backup_is_written_is_named_when_it_is_restored(
    add, media, settings, tmp_path, monkeypatch
):
    add()
    listed = names()
    monkeypatch.setattr("organizations.media.names", lambda: listed)
    (media / listed[0]).unlink()
    write_backup(tmp_path / "site.zip")
    monkeypatch.undo()
    empty(tables(apps))
    settings.MEDIA_ROOT = tmp_path / "other"
    assert restore(tmp_path / "site.zip").missing == (f"copies/{HASH}.pdf (Minutes (1).pdf)",)


@pytest.mark.slow
def test_published_copies_are_made_anew_from_the_editions(add, iom):
    add()
    publish(Organization.objects.get(pk=iom.pk))
    assert PublishedCopy.objects.get().sha256 == HASH and rebuild_sources(check=True) == 0
    PublishedCopy.objects.all().delete()
    assert rebuild_sources() == 1 and PublishedCopy.objects.get().sha256 == HASH


def test_of_two_entries_that_become_one_the_copies_stay():
    text = f"T\n\nIt is.[1][2]\n\n\nSources\n\n[1] A book (1990).\n[2] A book (1990)\n    Kept: a.pdf (sha256 {HASH})"
    dossier = parse(text)
    first, second = (source.key for source in dossier.sections[-1].items)
    assert write(with_one_source(dossier, first, second)).count(HASH) == 1


def test_a_picture_is_not_drawn_anew(add, media):
    out = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "as it was"
    Image.new("RGB", (9, 9)).save(out, "JPEG", exif=exif.tobytes())
    add(out.getvalue(), "a.jpg")
    assert b"as it was" in next(iter(kept(media).values()))

"""Preview and pictures: for the staff only, and none of the known attacks on django-markdownx gets through."""

import errno
import os
import re
import struct
import time
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFile

from dossier_site.storage import MAX_PART_AGE, PART
from organizations.admin.uploads import MAX_BYTES, MAX_SIDE, UploadError, clean_image
from organizations.markup import MAX_LENGTH
from tests.support.responses import body

PREVIEW = "/admin/markdown/preview/"
UPLOAD = "/admin/markdown/upload/"
BACKEND = "django.contrib.auth.backends.ModelBackend"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **more: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **more)
    return out.getvalue()


def bomb(side: int) -> bytes:
    """A PNG of a few bytes whose head promises side × side pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def send(client: Client, content: bytes, name: str = "a.png", kind: str = "image/png"):
    return client.post(UPLOAD, {"image": SimpleUploadedFile(name, content, kind)})


def url_in(response) -> str:
    assert response.status_code == 200, response.content
    return re.fullmatch(r"!\[\]\((/media/pictures/[0-9a-f]{32}\.\w+)\)", response.json()["image_code"])[1]


def kept(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


# -- who --------------------------------------------------------------------------------------------------------


def test_a_stranger_gets_neither_preview_nor_upload(db, client, media):
    response = client.post(PREVIEW, {"content": "# One"})
    assert "<h" not in body(response, 403)
    assert send(client, picture()).status_code == 403
    assert kept(media) == []


def test_an_account_without_staff_status_gets_neither(db, client, media):
    client.force_login(User.objects.create_user("reader"), backend=BACKEND)
    assert client.post(PREVIEW, {"content": "# One"}).status_code == 403
    assert send(client, picture()).status_code == 403
    assert kept(media) == []


def test_a_member_without_a_group_uploads_nothing(db, client, media):
    client.force_login(User.objects.create_user("new", is_staff=True), backend=BACKEND)
    assert send(client, picture()).status_code == 403
    assert kept(media) == []


def test_both_need_the_token_of_the_form(member, media):
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(member("Editor"), backend=BACKEND)
    assert forged.post(PREVIEW, {"content": "# One"}).status_code == 403
    assert send(forged, picture()).status_code == 403
    assert kept(media) == []


@pytest.mark.parametrize("url", [PREVIEW, UPLOAD])
@pytest.mark.parametrize("method", ["get", "put", "delete", "head"])
def test_both_only_take_posts(editor, url, method):
    assert getattr(editor, method)(url).status_code == 405


def test_markdownxs_own_views_are_nowhere(client, db):
    views = [str(pattern.lookup_str) for pattern in get_resolver().url_patterns if hasattr(pattern, "lookup_str")]
    assert not any("markdownx" in view for view in views)
    for url in ("/markdownx/markdownify/", "/markdownx/upload/", "/admin/markdownx/upload/"):
        assert client.post(url).status_code in (302, 404)


# -- preview ----------------------------------------------------------------------------------------------------


def test_the_preview_is_what_the_page_will_show(editor):
    html = body(editor.post(PREVIEW, {"content": "# One\n\n*two* <script>alert(1)</script>"}))
    assert html == "<h3>One</h3>\n<p><em>two</em> &lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_the_preview_refuses_what_is_too_long(editor):
    response = editor.post(PREVIEW, {"content": "x" * (MAX_LENGTH + 1)})
    assert "too long" in body(response, 413)


@pytest.mark.parametrize("data", [{}, {"content": ""}, {"content": "\0"}])
def test_an_odd_preview_is_no_crash(editor, data):
    assert editor.post(PREVIEW, data).status_code == 200


# -- pictures ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "type_"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")])
def test_a_picture_is_kept_and_shown_to_everybody(editor, client, kind, type_):
    response = client.get(url_in(send(editor, picture(kind))))
    assert response["Content-Type"] == type_
    assert response["X-Content-Type-Options"] == "nosniff"
    assert Image.open(BytesIO(b"".join(response.streaming_content))).size == (40, 30)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (SVG, "a.svg", "image/svg+xml"),
        (SVG, "a.png", "image/png"),
        (b"<!doctype html><script>alert(1)</script>", "a.png", "image/png"),
        (b"<!doctype html><script>alert(1)</script>", "a.html", "text/html"),
        (b"GIF89a/*<svg onload=alert(1)>*/=1;", "a.gif", "image/gif"),
        (b"%PDF-1.4", "a.png", "image/png"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "a.png", "image/png"),
        (b"\x89PNG\r\n\x1a\n<script>alert(1)</script>", "a.png", "image/png"),
        (picture()[:60], "a.png", "image/png"),
        (picture("JPEG")[:300], "a.jpg", "image/jpeg"),
        (picture("GIF"), "a.gif", "image/gif"),
        (picture("BMP"), "a.png", "image/png"),
        (picture("TIFF"), "a.png", "image/png"),
        (b"", "a.png", "image/png"),
        (b"\0" * 100, "a.png", "image/png"),
    ],
)
def test_what_is_no_picture_is_refused_with_its_reason(editor, media, content, name, kind):
    response = send(editor, content, name, kind)
    assert response.status_code == 400
    assert re.search("Only JPEG, PNG and WebP|damaged|No image", response.json()["error"])
    assert kept(media) == []


@pytest.mark.parametrize("side", [5_001, 20_000, 100_000, 2**31 - 1])
def test_a_pixel_bomb_is_refused_before_it_is_unpacked(editor, media, side):
    response = send(editor, bomb(side))
    assert response.status_code == 400
    assert "too many pixels" in response.json()["error"]
    assert kept(media) == []


def test_a_few_bytes_that_promise_many_pixels_are_refused_before_they_are_unpacked(editor, media, monkeypatch):
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda image: pytest.fail("it was unpacked"))
    response = send(editor, bomb(4_900))
    assert (response.status_code, response.json()["error"]) == (400, "The image is damaged.")
    assert kept(media) == []


@pytest.mark.slow
def test_a_webp_may_have_fewer_pixels_for_its_decoder_takes_more_memory(editor, media, monkeypatch):
    content = picture("WEBP", (4_000, 3_001))
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda image: pytest.fail("it was unpacked"))
    assert "too many pixels" in send(editor, content).json()["error"]


@pytest.mark.parametrize(
    "error",
    [
        struct.error("unpack"),
        SyntaxError("broken"),
        OverflowError("too large"),
        IndexError("tile"),
        KeyError("x"),
        ValueError("bad"),
        OSError("broken data stream"),
        EOFError("no more"),
        zlib.error("incorrect header"),
        AttributeError("none"),
        MemoryError(),
        RecursionError("deep"),
        Image.DecompressionBombError("bomb"),
    ],
)
@pytest.mark.parametrize("where", ["open", "load"])
def test_whatever_a_decoder_raises_is_told_as_a_picture_that_is_not_taken(editor, media, monkeypatch, error, where):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(*((Image, "open") if where == "open" else (ImageFile.ImageFile, "load")), fail)
    response = send(editor, picture())
    assert response.status_code == 400
    assert re.search("damaged|too many pixels", response.json()["error"])
    assert kept(media) == []


@given(
    st.sampled_from([picture("PNG"), picture("JPEG"), picture("WEBP")]),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8),
    st.integers(0, 10_000),
)
def test_a_mangled_picture_is_taken_or_refused_and_nothing_else(content, changes, cut):
    mangled = bytearray(content)
    for at, byte in changes:
        mangled[at % len(mangled)] = byte
    with suppress(UploadError):
        clean_image(bytes(mangled[: max(cut % (2 * len(mangled)), 1)]))


def test_a_full_disk_is_told_and_leaves_nothing_behind(editor, media, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    response = send(editor, picture())
    assert response.status_code == 507
    assert response.json()["error"] == "The picture could not be kept: No space left on device."
    assert kept(media) == []


def test_a_picture_is_written_under_another_name_until_it_is_whole(editor, media, monkeypatch):
    seen = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: seen.append([path.suffix for path in kept(media)]))
    url_in(send(editor, picture()))
    assert seen == [[PART]]
    assert [path.suffix for path in kept(media)] == [".png"]


def test_what_a_killed_process_left_is_swept_away_by_the_next_upload(editor, media):
    folder = media / "pictures"
    folder.mkdir()
    old, new = folder / f"{'a' * 32}.part", folder / f"{'b' * 32}.part"
    for part in (old, new):
        part.write_bytes(b"half")
    os.utime(old, (0, time.time() - 2 * MAX_PART_AGE))
    url_in(send(editor, picture()))
    assert not old.exists() and new.exists()


def test_a_file_that_is_too_large_is_refused(editor, media):
    response = send(editor, picture() + b"\0" * MAX_BYTES)
    assert response.status_code == 400
    assert "more than 5 MB" in response.json()["error"]
    assert kept(media) == []


@pytest.mark.parametrize(
    "name", ["../../evil.png", "/etc/cron.d/evil.png", "..\\evil.png", "evil.php.png", "a.html", "x\0.png", "<b>.png"]
)
def test_the_name_of_the_file_counts_for_nothing(editor, media, name):
    url = url_in(send(editor, picture(), name))
    assert [path.parent for path in kept(media)] == [media / "pictures"]
    assert "evil" not in url and url.endswith(".png")


def test_nothing_else_that_the_file_held_is_kept(editor, media):
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    exif.get_ifd(0x8825)[1] = "N"
    for kind in ("JPEG", "PNG", "WEBP"):
        url_in(send(editor, picture(kind, exif=exif.tobytes()) + b"<script>alert(1)</script>"))
    assert len(kept(media)) == 3
    for path in kept(media):
        data = path.read_bytes()
        assert b"taken at home" not in data and b"<script>" not in data
        assert not Image.open(path).getexif()


def test_a_picture_that_was_turned_stays_upright(editor, media):
    exif = Image.Exif()
    exif[0x0112] = 6
    send(editor, picture("JPEG", exif=exif.tobytes()))
    assert Image.open(kept(media)[0]).size == (30, 40)


def test_a_large_picture_is_made_smaller(editor, media):
    send(editor, picture("JPEG", size=(4000, 1000)))
    assert Image.open(kept(media)[0]).size == (MAX_SIDE, MAX_SIDE // 4)


def test_modes_that_are_rare_are_taken(editor, media):
    for mode in ("1", "L", "LA", "P", "I;16", "RGBA"):
        out = BytesIO()
        Image.new(mode, (9, 9)).save(out, "PNG")
        url_in(send(editor, out.getvalue()))
    out = BytesIO()
    Image.new("CMYK", (9, 9)).save(out, "JPEG")
    url_in(send(editor, out.getvalue(), "a.jpg", "image/jpeg"))
    assert len(kept(media)) == 7


@pytest.mark.parametrize("field", [{}, {"image": "words"}, {"other": "x"}])
def test_an_upload_without_a_file_says_so(editor, field):
    response = editor.post(UPLOAD, field)
    assert response.status_code == 400
    assert response.json()["error"] == "No image was sent."


@pytest.mark.parametrize(
    "name",
    ["../settings.py", "..%2f..%2fmanage.py", f"{'a' * 32}.svg", f"{'a' * 32}.png", f"{'a' * 32}.html", "", "%00"],
)
def test_only_pictures_are_served_from_the_folder(client, db, media, name):
    (media / "pictures").mkdir()
    (media / "pictures" / f"{'a' * 32}.svg").write_bytes(SVG)
    (media / "pictures" / f"{'a' * 32}.html").write_bytes(SVG)
    assert client.get(f"/media/pictures/{name}").status_code == 404

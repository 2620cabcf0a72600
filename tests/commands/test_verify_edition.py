"""What was done to a sealed edition is named: by the command, and by sha256sum for what the manifest has."""

import hashlib
import os
import subprocess
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from organizations.exports.sealed.manifest import MANIFEST, SIGNATURE, write_manifest
from organizations.exports.sealed.signing import private_key, public_key
from organizations.models import Organization
from tests.support.sealed import build, key_in


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return key_in(tmp_path)


@pytest.fixture
def out(iom: Organization, tmp_path: Path, key: Path) -> Path:
    build(tmp_path / "edition", key=key)
    return tmp_path / "edition"


def findings(out: Path, capsys: pytest.CaptureFixture[str], **options: str) -> list[str]:
    with pytest.raises(CommandError, match="not the edition that was built"):
        call_command("verify_edition", str(out), **options)
    return capsys.readouterr().out.splitlines()


def test_a_whole_one_passes(out: Path, key: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_edition", str(out), key=public_key(private_key(key)))
    assert "Every file is as the manifest says." in capsys.readouterr().out


def test_the_key_may_be_a_file(out: Path, key: Path, tmp_path: Path) -> None:
    public = tmp_path / "public.pem"
    subprocess.run(["openssl", "pkey", "-in", key, "-pubout", "-out", public], check=True)
    call_command("verify_edition", str(out), key=str(public), verbosity=0)


def test_without_a_key_it_tells_what_that_is_worth(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_edition", str(out))
    assert "compare it with the site's About" in capsys.readouterr().out


def test_a_changed_byte_is_named(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = out / "organizations/iom/index.html"
    content = bytearray(path.read_bytes())
    content[1000] ^= 1
    path.write_bytes(content)
    assert findings(out, capsys) == ["changed: organizations/iom/index.html"]
    checked = subprocess.run(["sha256sum", "--quiet", "-c", MANIFEST], cwd=out, capture_output=True, text=True)
    assert "organizations/iom/index.html: FAILED" in checked.stdout


def test_missing_and_added_files_are_named(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (out / "about/index.html").unlink()
    (out / "organizations/new.html").write_text("new", "utf-8")
    (out / "people/.hidden").write_text("", "utf-8")
    assert findings(out, capsys) == [
        "missing: about/index.html",
        "added: organizations/new.html",
        "added: people/.hidden",
    ]


def test_a_file_that_became_a_link_is_named(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = out / "about/index.html"
    path.rename(tmp_path / "elsewhere.html")
    path.symlink_to(tmp_path / "elsewhere.html")
    assert findings(out, capsys) == ["changed: about/index.html"]


def test_a_file_that_became_a_pipe_is_named(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (out / "about/index.html").unlink()
    os.mkfifo(out / "about/index.html")
    os.mkfifo(out / "about/new.html")
    assert findings(out, capsys) == ["changed: about/index.html", "added: about/new.html"]


def test_a_manifest_that_is_a_link_is_told(out: Path, tmp_path: Path) -> None:
    (out / MANIFEST).rename(tmp_path / "elsewhere")
    (out / MANIFEST).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CommandError, match="is a link"):
        call_command("verify_edition", str(out))


def test_a_name_that_would_write_over_the_line_is_shown_by_its_escapes(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (out / "about/\x1b[2K").write_text("", "utf-8")
    (out / os.fsdecode(b"about/\xff")).write_text("", "utf-8")
    assert findings(out, capsys) == ["added: about/\\x1b[2K", "added: about/\\udcff"]


def test_no_file_outside_of_the_folder_is_looked_at(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "outside").write_text("secret", "utf-8")
    digest = hashlib.sha256(b"secret").hexdigest()
    with (out / MANIFEST).open("a", encoding="utf-8") as manifest:
        manifest.write(f"{digest}  ../outside\n{digest}  {tmp_path}/outside\n")
    assert [line for line in findings(out, capsys) if "outside" in line] == [
        "missing: ../outside",
        f"missing: {tmp_path}/outside",
    ]


def test_a_manifest_made_anew_is_not_signed(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (out / "about/index.html").write_text("forged", "utf-8")
    write_manifest(out)
    assert findings(out, capsys) == [f"wrong signature: {SIGNATURE}"]


def test_one_signed_by_another_key_is_refused(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = public_key(private_key(key_in(tmp_path, "other.pem")))
    assert findings(out, capsys, key=other) == [f"wrong signature: {SIGNATURE}"]


def test_a_signature_that_is_gone_is_named(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (out / SIGNATURE).unlink()
    assert findings(out, capsys) == [f"missing: {SIGNATURE}"]


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=MANIFEST):
        call_command("verify_edition", str(tmp_path))


def test_a_manifest_that_is_none_is_told(out: Path) -> None:
    (out / MANIFEST).write_text("nonsense\n", "utf-8")
    with pytest.raises(CommandError, match="not a line of a manifest"):
        call_command("verify_edition", str(out))


def test_a_key_that_is_none_is_told(out: Path) -> None:
    with pytest.raises(CommandError, match="no public key"):
        call_command("verify_edition", str(out), key="nonsense")

"""One state of the site, built into an edition on two machines that have little in common: the same manifest."""

import subprocess
import sys

import pytest

from organizations.exports.sealed.manifest import MANIFEST
from tests.support.databases import PostgreSQL
from tests.support.serving import ROOT, environment, prepare

pytestmark = pytest.mark.slow
URL = "https://dossiers.example.org"


def manage(settings, *arguments, umask=0o022):
    command = [sys.executable, "manage.py", *map(str, arguments), "--verbosity=0"]
    done = subprocess.run(command, cwd=ROOT, env=settings, umask=umask, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def other(tmp_path):
    """The settings of a machine with PostgreSQL, another clock, language and place, and another order of its sets."""
    server = PostgreSQL()
    folder = tmp_path / "elsewhere" / "deep"
    folder.mkdir(parents=True)
    try:
        strange = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "7", "PYTHONUTF8": "0"}
        yield environment(folder, DATABASE_URL=server.start(), **strange)
    finally:
        server.stop()


def test_an_edition_has_the_same_manifest_on_both(request, tmp_path, other):
    if request.config.getoption("--postgresql"):
        pytest.skip("it has a server of its own: run without --postgresql")
    one = environment(tmp_path, TZ="UTC", LC_ALL="C.UTF-8", PYTHONHASHSEED="1")
    prepare(one)
    manage(one, "synthesize", 12)
    manage(one, "backup", tmp_path / "site.zip")
    manage(other, "migrate")
    manage(other, "restore", tmp_path / "site.zip")
    manage(one, "build_edition", tmp_path / "edition", "--url", URL, "--workers", 2)
    there = tmp_path / "elsewhere" / "of another name"
    manage(other, "build_edition", there, "--url", URL, "--workers", 1, umask=0o077)
    here, lines = [(folder / MANIFEST).read_text("utf-8").splitlines() for folder in (tmp_path / "edition", there)]
    assert len(here) > 100 and lines == here

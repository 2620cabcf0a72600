"""What the documents name is there: files, commands, targets of make, headings; and what deploy/ holds runs."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.support.serving import environment, prepare, served, wait_for

DOCUMENTS = [*map(Path, ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")), *Path("docs").glob("*.md")]
DEPLOYED = [each for each in Path("deploy").iterdir() if each.is_file()]
FENCES = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)


def anchors_of(text):
    """The anchors that GitHub gives to the headings of a document."""
    headings = re.findall(r"^#+ (.+)$", FENCES.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_link_leads_somewhere(document):
    text = re.sub(r"(`+).*?\1", "", FENCES.sub("", document.read_text("utf-8")))
    for target in re.findall(r"\]\((?!https?:|mailto:)([^)\s]+)\)", text):
        name, _mark, anchor = target.partition("#")
        path = document.parent / name if name else document
        assert path.exists(), target
        assert not anchor or anchor in anchors_of(path.read_text("utf-8")), target


@pytest.mark.parametrize("document", [*DOCUMENTS[:3], *DOCUMENTS[4:], *DEPLOYED, Path("compose.yaml")], ids=str)
def test_every_command_that_is_named_is_one(document):
    text = document.read_text("utf-8")
    assert set(re.findall(r"(?:manage\.py|deploy/manage) ([a-z_]+)", text)) <= set(get_commands())
    targets = set(re.findall(r"^([a-z]+):.*## ", Path("Makefile").read_text("utf-8"), re.MULTILINE))
    code = "\n".join([*FENCES.findall(text), *re.findall("`[^`\n]+`", text)])
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", code, re.MULTILINE)) <= targets


@pytest.mark.parametrize("document", [*DOCUMENTS[:3], *DOCUMENTS[4:]], ids=str)
def test_every_file_that_is_named_is_there(document):
    rooms = ("", "organizations/")
    for name in re.findall(r"`((?:[\w.]+/)+[\w.]*)`", document.read_text("utf-8")):
        if name.split("/")[0] in {*map(str, Path("organizations").iterdir()), "tests", "docs", "deploy", "fixtures"}:
            assert any(Path(room + name).exists() for room in rooms), name


@pytest.mark.slow
def test_manage_has_the_environment_of_the_service(tmp_path):
    if not Path(".venv/bin/python").exists():
        pytest.skip("it runs the Python of .venv")
    (tmp_path / "env").write_text("SECRET_KEY='a $ecret of fifty characters that no shell has opened'\nDEBUG=0\n")
    show = "from django.conf import settings; print(settings.SECRET_KEY)"
    done = subprocess.run(
        [Path("deploy/manage").resolve(), "shell", "-v", "0", "--no-imports", "-c", show],
        cwd="/",
        env={"PATH": os.environ["PATH"], "DOSSIERS_ENV": str(tmp_path / "env")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "a $ecret of fifty characters that no shell has opened"


@pytest.mark.slow
def test_a_container_knows_whether_its_site_is_well(tmp_path):
    settings = environment(tmp_path, ALLOWED_HOSTS=".example.org, other.example", HTTPS="1", BEHIND_PROXY="1")
    prepare(settings)
    check = [sys.executable, "deploy/healthcheck.py"]
    with served(settings, tmp_path) as site:
        asked = {**settings, "PORT": str(site.port)}
        wait_for(lambda: subprocess.run(check, env=asked, stderr=subprocess.DEVNULL).returncode == 0, "health")
        assert subprocess.run(check, env={**asked, "ALLOWED_HOSTS": "nobody.example"}).returncode == 1
    assert subprocess.run(check, env=asked, stderr=subprocess.DEVNULL).returncode == 1


def test_every_path_that_make_tries_on_postgresql_is_there():
    # Where one is not, pytest-xdist runs none at all.
    # Of the environment only what finds make: a make that runs these tests hands on its variables, CI's another list.
    environ = {"PATH": os.environ["PATH"]}
    plan = subprocess.run(["make", "-n", "test"], env=environ, capture_output=True, text=True, check=True).stdout
    paths = re.findall(r"tests/[\w./]+", plan)
    assert len(paths) > 10
    assert [path for path in paths if not Path(path).exists()] == []


def pinned(name: str) -> dict[str, str]:
    """The version of each package of a file of requirements."""
    return dict(re.findall(r"^([\w.-]+)==(\S+)", Path(name).read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("more", sorted(map(str, Path().glob("requirements-*.txt"))))
def test_requirements_with_more_pin_all_that_the_site_needs(more):
    assert pinned("requirements.txt").items() <= pinned(more).items()

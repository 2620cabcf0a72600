"""Copies of the site with the lines that a page of the docs adds to it, and what a script says there."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).resolve().parents[2]
RUN = "import django, runpy, sys; django.setup(); runpy.run_path(sys.argv[1])"


def copied(folder: Path, page: str, heading: str) -> Path:
    """The folder, with the code of the site and the lines that stand under a heading of a page."""
    for name in ("organizations", "dossier_site", "templates", "static"):
        shutil.copytree(ROOT / name, folder / name)
    steps = (ROOT / page).read_text("utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    for diff in re.findall(r"^ *```diff\n(.*?)^ *```", steps, re.M | re.S):
        name, *hunks = re.split(r"^@@", dedent(diff).removeprefix("--- "), flags=re.M)
        path = folder / name.strip()
        for hunk in hunks:
            path.write_text(_applied(path.read_text("utf-8"), hunk), "utf-8")
    return folder


def _applied(text: str, hunk: str) -> str:
    """The text with the lines of a hunk put in behind its first line, which says where."""
    where, *lines = hunk.strip("\n").split("\n")
    old, new = ("\n".join(line[1:] for line in lines if line[:1] != other) for other in "+-")
    place = text.find(old, max(text.find(where.strip()), 0))
    assert place >= 0, f"the docs show lines that are not in the code any more:\n{old}"
    return text[:place] + new + text[place + len(old) :]


def told_in(copy: Path, script: str) -> dict[str, object]:
    """The JSON that a script beside this file prints in a copy of the site, on a database of its own."""
    settings = {"DJANGO_SETTINGS_MODULE": "dossier_site.settings", "DEBUG": "1", "SECRET_KEY": "x"}
    environment = {**os.environ, **settings, "DATABASE_URL": f"sqlite:///{copy}/db.sqlite3"}
    command = [sys.executable, "-c", RUN, Path(__file__).with_name(script)]
    answer = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    data: dict[str, object] = json.loads(answer.stdout)
    return data

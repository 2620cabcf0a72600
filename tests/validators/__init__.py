"""Validators that nobody here wrote: the W3C's Nu Html Checker, and IBM's Equal Access engine (`make validators`)."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_MODULES = Path(__file__).parent / "node_modules"
_ENGINE = _MODULES / "accessibility-checker-engine" / "ace.js"
_NU = _MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"


def nu_complaints(pages: Mapping[str, str], folder: Path) -> list[str]:
    """What the Nu Html Checker calls an error or warns of in pages, by their names; they are written to the folder."""
    names = {}
    for number, (name, html) in enumerate(pages.items()):
        path = folder / f"{number}.html"
        path.write_text(html, "utf-8")
        names[path.name] = name
    answer = subprocess.run(
        ["java", "-jar", _NU, "--format", "json", "--stdout", "--exit-zero-always", *sorted(folder.glob("*.html"))],
        capture_output=True,
        check=True,
        text=True,
    )
    return [
        f"{names[Path(each['url']).name]}: {each['message']} {each.get('extract', '')[:200]!r}"
        for each in json.loads(answer.stdout)["messages"]
    ]


def equal_access_violations(page: Page) -> list[dict[str, Any]]:
    """What IBM's engine calls a violation for sure; each has "ruleId", "message", "snippet" and the paths of "path"."""
    if not page.evaluate("'ace' in window"):
        page.evaluate(_ENGINE.read_text("utf-8"))
    report = page.evaluate("new ace.Checker().check(document, ['IBM_Accessibility'])")
    return [each for each in report["results"] if each["value"] == ["VIOLATION", "FAIL"]]

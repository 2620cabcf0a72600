"""manage.py makemessages: what the value names in English can be translated."""

import shutil
from pathlib import Path

import pytest
from django.core.management import call_command

from organizations.dossier.kinds import PUBLISHED, SECTIONS
from organizations.wording.names import _FIELDS


@pytest.mark.skipif(not shutil.which("xgettext"), reason="needs gettext's tools")
def test_the_labels_of_kinds_and_fields_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree("organizations/dossier", tmp_path / "dossier", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy("organizations/wording/names.py", tmp_path)
    (tmp_path / "locale").mkdir()
    monkeypatch.chdir(tmp_path)
    call_command("makemessages", locale=["de"], verbosity=0)
    found = (tmp_path / "locale/de/LC_MESSAGES/django.po").read_text("utf-8")
    kinds = [words for kind in PUBLISHED for words in (kind.label, kind.plural)]
    for words in (*_FIELDS.values(), *kinds, *(known.label for known in SECTIONS.values())):
        assert f'"{words}"' in found

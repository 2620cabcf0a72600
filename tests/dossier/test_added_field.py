"""A field is added to a copy of the site as CONTRIBUTING.md shows it: nothing else has to learn of it."""

from pathlib import Path

import pytest

from organizations.dossier.document import fingerprint, to_json
from organizations.dossier.text.parser import parse
from tests.dossier.copies import copied, told_in

TEXT = "A Body (AB)\n\n\nTimeline\n\n1951: Founding @ Geneva\n\nIt began."


@pytest.mark.slow
def test_a_field_is_carried_everywhere_by_what_contributing_shows(tmp_path: Path) -> None:
    result = told_in(copied(tmp_path, "CONTRIBUTING.md", "Adding a field"), "place_of_events.py")
    plain = parse(TEXT.replace(" @ Geneva", ""))
    assert result == {
        "text": TEXT,
        "json": "Geneva",
        "fingerprint of a dossier without places": fingerprint(to_json(plain)),
        "tables": "Bern",
        "compared": "Place of “Founding” changed from Geneva to Bern",
        "merged": "Bern",
        "asked": ["event “Founding”, place"],
        "replaced": "Bern",
        "restored": "Geneva",
        "moved": "It began.\n\nGeneva",
        "found": ["Geneva"],
        "on its page": True,
        "edited": True,
        "in its history": True,
    }

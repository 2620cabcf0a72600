"""A kind of claim is added to a copy of the site as the docs show it: nothing else has to learn of it."""

from pathlib import Path

import pytest

from tests.dossier.copies import copied, told_in

TEXT = "A Body (AB)\n\n\nKey Programs\n\n1. Aid\n\n\nPartnerships\n\n1. With states\n\nThey pay."


@pytest.mark.slow
def test_a_kind_is_known_everywhere_by_what_the_docs_show(tmp_path: Path) -> None:
    result = told_in(copied(tmp_path, "docs/extending.md", "a kind of claim"), "partnerships.py")
    assert result == {
        "text": TEXT,
        "running text is escaped": True,
        "tables": ["program", "partnership"],
        "compared": "1 partnership removed",
        "moved": ["partnerships aid", "partnerships with-states"],
        "found": ["partnership: With states"],
        "on its page": True,
        "follows moved claims": True,
        "to filter by": True,
        "edited with its dossier": True,
        "edited alone": True,
        "offered for what another hand wrote": True,
        "among the lists of the admin": True,
    }

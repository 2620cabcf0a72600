"""Small texts in many hands, a file each in `own_hands/`: the source, and below a line of equals signs its records."""

from pathlib import Path

import pytest

from organizations.dossier.intake import read_source
from tests.dossier.intake.hands import records_of

FOLDER = Path(__file__).parent / "own_hands"
MARK = "\n=====\n"


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_a_text_in_its_hand_becomes_these_records(path: Path) -> None:
    source, mark, records = path.read_text("utf-8").partition(MARK)
    assert mark, "a hand needs its records"
    assert records_of(read_source(source, file_name=path.name)) == records.splitlines()

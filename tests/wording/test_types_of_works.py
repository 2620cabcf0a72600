"""What a work is called: every type has its words, and a type of nobody's knowing its own."""

import pytest

from organizations.dossier.evidence.references import Reference
from organizations.dossier.evidence.work_types import WORK_TYPES
from organizations.wording.references import TYPES, type_name


def test_every_type_has_its_words() -> None:
    assert list(TYPES) == [each.words for each in WORK_TYPES]


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        (Reference(type="Report"), "report"),
        (Reference(type="article-journal"), "journal article"),
        (Reference(type="Aide-mémoire"), "Aide-mémoire"),
        (Reference(type="document"), "document"),
        (Reference(isbn="9780230272583"), "book"),
        (Reference(words="A letter (1951)."), ""),
    ],
)
def test_a_source_is_of_the_type_that_it_says_or_that_its_identifier_tells(reference: Reference, words: str) -> None:
    assert type_name(reference) == words

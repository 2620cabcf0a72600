"""A reader whose language is German."""

from collections.abc import Iterator

import pytest
from django.utils import translation
from django.utils.translation import trans_real

GERMAN: dict[str | tuple[str, int], str] = {
    "title": "Überschrift",
    ("fact", 0): "Angabe",
    ("fact", 1): "Angaben",
    ("%(number)s event", 0): "%(number)s Ereignis",
    "%(first)s–%(last)s: not recorded": "%(first)s–%(last)s: nicht verzeichnet",
    "%(kind)s “%(words)s” changed": "%(kind)s »%(words)s« geändert",
    "%(number)s %(kind)s added": "%(number)s %(kind)s dazu",
    "%(month)s %(year)s has %(last)s days, there is no day %(day)s": (
        "%(month)s %(year)s hat %(last)s Tage, keinen %(day)s."
    ),
}


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """German is active, with a few sentences of the site in it."""
    monkeypatch.setattr(trans_real, "_translations", {})
    catalog = vars(trans_real.translation("de"))["_catalog"]
    for english, words in GERMAN.items():
        catalog[english] = words
    with translation.override("de"):
        yield

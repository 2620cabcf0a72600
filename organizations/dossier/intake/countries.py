"""Names of countries in the languages that the site reads: they look like names of people, and are none."""

from functools import cache

from babel import Locale

from organizations.dossier.words import fold, languages


@cache
def _names() -> frozenset[str]:
    return frozenset(
        fold(name) for tag in languages() for code, name in Locale(tag).territories.items() if not code.isdigit()
    )


def is_country(words: str) -> bool:
    """Whether words are the name of a country: "South Africa", "the United States", "Côte d’Ivoire"."""
    folded = fold(words.strip(" .,;:"))
    return folded in _names() or folded.removeprefix("the ") in _names()

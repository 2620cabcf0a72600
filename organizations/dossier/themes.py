"""Themes that the words of a claim suggest."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from organizations.dossier.document import AnyClaim, Dossier, Themed
from organizations.dossier.fields import Form, fields_of

WORDED = (Form.LINE, Form.PROSE)


def with_suggested_themes(dossier: Dossier, words: Mapping[str, Iterable[str]]) -> Dossier:
    """The dossier with themes for each claim that has none yet. `words` maps a theme to what suggests it."""
    patterns = {theme: pattern_of(tuple(listed)) for theme, listed in words.items() if tuple(listed)}

    def themed(claim: AnyClaim) -> AnyClaim:
        if not isinstance(claim, Themed) or claim.themes:
            return claim
        text = "\n".join(getattr(claim, name) for name, meta in fields_of(type(claim)).items() if meta.form in WORDED)
        return replace(claim, themes=tuple(sorted(theme for theme, found in patterns.items() if found.search(text))))

    sections = (replace(section, items=tuple(themed(claim) for claim in section.items)) for section in dossier.sections)
    return replace(dossier, sections=tuple(sections))


@lru_cache
def pattern_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that finds any of the words, whole and in any case; "return*" finds "returning" too."""
    endings = (re.escape(word.removesuffix("*").strip()) + (r"\w*" if word.endswith("*") else "") for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(endings)})(?!\w)", re.I)

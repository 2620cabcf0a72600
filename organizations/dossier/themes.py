"""Themes that the words of a claim suggest: a suggestion says which words, and is no theme until somebody takes it."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from organizations.dossier.changes.compare import kind_of
from organizations.dossier.document import AnyClaim, Dossier, Themed
from organizations.dossier.fields import Form, fields_of
from organizations.dossier.words.recognition import likely_language

WORDED = (Form.LINE, Form.PROSE)
LANGUAGE = "en"
"""The language of the words that suggest themes: a text in another one has words that only look like them."""

Words = Mapping[str, Iterable[str]]
"""A theme's slug -> the words that suggest it."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A theme that a claim may be about, and the words in it that suggest so."""

    theme: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """A claim without a theme, its kind, and what its words suggest."""

    kind: str
    claim: Themed
    suggestions: tuple[Suggestion, ...]


def suggestions_of(claim: Themed, words: Words, language: str = LANGUAGE) -> tuple[Suggestion, ...]:
    """What the words of a claim suggest, by theme; nothing where its dossier or its text is in another language."""
    text = _text(claim)
    return () if _is_in_another(language, text) else tuple(_found(text, words))


def suggested(dossier: Dossier, words: Words) -> Iterator[Suggested]:
    """The claims without a theme whose words suggest one, in their order."""
    claims = [(section, claim) for section, claim in dossier.items() if isinstance(claim, Themed)]
    texts = [_text(claim) for _, claim in claims]
    if _is_in_another(dossier.language, "\n".join(texts)):
        return
    for (section, claim), text in zip(claims, texts, strict=True):
        found = () if claim.themes else tuple(_found(text, words))
        if found:
            yield Suggested(kind_of(claim, section), claim, found)


def with_themes(dossier: Dossier, chosen: Mapping[tuple[str, str], Collection[str]]) -> Dossier:
    """The dossier with more themes for claims, each named by its kind and key."""

    def themed(claim: AnyClaim, kind: str) -> AnyClaim:
        if not isinstance(claim, Themed) or not (more := chosen.get((kind, claim.key))):
            return claim
        return replace(claim, themes=tuple(sorted({*claim.themes, *more})))

    sections = (
        replace(section, items=tuple(themed(claim, kind_of(claim, section)) for claim in section.items))
        for section in dossier.sections
    )
    return replace(dossier, sections=tuple(sections))


def with_suggested_themes(dossier: Dossier, words: Words) -> Dossier:
    """The dossier with all that is suggested taken, for each claim that has no theme yet."""
    chosen = {
        (each.kind, each.claim.key): [suggestion.theme for suggestion in each.suggestions]
        for each in suggested(dossier, words)
    }
    return with_themes(dossier, chosen)


def _text(claim: Themed) -> str:
    return "\n".join(getattr(claim, name) for name, meta in fields_of(type(claim)).items() if meta.form in WORDED)


def _is_in_another(language: str, text: str) -> bool:
    return language.split("-")[0] != LANGUAGE or likely_language(text) not in ("", LANGUAGE)


def _found(text: str, words: Words) -> Iterator[Suggestion]:
    for theme, listed in sorted(words.items()):
        pattern = pattern_of(tuple(listed))
        if pattern and (found := tuple(dict.fromkeys(pattern.findall(text)))):
            yield Suggestion(theme, found)


@lru_cache
def pattern_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """A pattern that finds any of the words, whole and in any case; "return*" finds "returning" too. None of none."""
    if not words:
        return None
    endings = (re.escape(word.removesuffix("*").strip()) + (r"\w*" if word.endswith("*") else "") for word in words)
    # Not \b, which needs a letter at the ends of the words that it bounds.
    return re.compile(rf"(?<!\w)(?:{'|'.join(endings)})(?!\w)", re.I)

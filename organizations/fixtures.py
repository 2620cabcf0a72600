"""Fixtures built from the source texts and the vocabulary: the same bytes every time."""

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core import serializers
from django.db import models

from organizations.dossier.document import Dossier
from organizations.dossier.period import parse_period
from organizations.dossier.text.errors import DossierError
from organizations.dossier.text.parser import parse
from organizations.dossier.themes import with_suggested_themes
from organizations.models import Era, Person, SearchRule, Theme
from organizations.models.base import period_columns
from organizations.models.claims import Claim
from organizations.store import organization_of, people_of, rows_of
from organizations.wording import sentence


class BrokenText(ValueError):
    """The text of a fixture is no dossier; the message says which, where and why."""


def build(folder: Path) -> dict[Path, str]:
    """The fixture files that `folder` should hold, path -> content.

    Reads `vocabulary.toml` and `dossiers/*.txt` in it. Raises BrokenText, naming the file and the place in it.
    """
    vocabulary = tomllib.loads((folder / "vocabulary.toml").read_text(encoding="utf-8"))
    themes = themes_of(vocabulary)
    dossiers = {path.stem: _dossier(path, themes) for path in sorted((folder / "dossiers").glob("*.txt"))}
    people = people_of(dossiers.values())
    files = {
        folder / "vocabulary.json": _json(
            [*_plain(eras_of(vocabulary)), *_plain(themes), *_plain(rules_of(vocabulary))]
        )
    }
    for slug, dossier in dossiers.items():
        files[folder / f"{slug}.json"] = _json(_records(slug, dossier, people))
    return files


def eras_of(vocabulary: dict[str, Any]) -> list[Era]:
    """The unsaved eras of a vocabulary file."""
    return [
        Era(
            slug=era["slug"],
            name=era["name"],
            description=era["description"],
            position=position,
            **period_columns(parse_period(era["period"])),
        )
        for position, era in enumerate(vocabulary["eras"], start=1)
    ]


def themes_of(vocabulary: dict[str, Any]) -> list[Theme]:
    """The unsaved themes of a vocabulary file."""
    return [
        Theme(
            slug=theme["slug"],
            name=theme["name"],
            description=theme["description"],
            words="\n".join(theme["words"]),
            position=position,
        )
        for position, theme in enumerate(vocabulary["themes"], start=1)
    ]


def rules_of(vocabulary: dict[str, Any]) -> list[SearchRule]:
    """The unsaved search rules of a vocabulary file."""
    return [
        SearchRule(
            name=rule["name"],
            words="\n".join(rule["words"]),
            kinds=rule.get("kinds", []),
            first=rule.get("first", ""),
            stands_for=rule.get("stands_for", ""),
            order=rule.get("order", ""),
            position=position,
        )
        for position, rule in enumerate(vocabulary["search_rules"], start=1)
    ]


def words_of(themes: Iterable[Theme]) -> dict[str, list[str]]:
    """Theme slug -> the words that suggest it."""
    return {theme.slug: [word.strip() for word in theme.words.splitlines() if word.strip()] for theme in themes}


def _dossier(path: Path, themes: Iterable[Theme]) -> Dossier:
    try:
        return with_suggested_themes(parse(path.read_bytes()), words_of(themes))
    except DossierError as error:
        raise BrokenText(f"{path.name}: {sentence(error.placed)}") from error


def _records(slug: str, dossier: Dossier, people: dict[str, Person]) -> list[dict[str, Any]]:
    organization = organization_of(dossier, slug)
    own = [people[key] for key in people_of([dossier])]
    rows = rows_of(dossier, organization, people)
    themes = {id(record): slugs for record, slugs in rows.themes}
    records = _plain([organization, *own])
    for record in rows.records:
        columns = _plain([record])
        if isinstance(record, Claim):
            # A list each, as `loaddata` reads natural keys: the value of a many-to-many field is unknown to an unsaved
            # record.
            columns[0]["fields"]["themes"] = [[theme] for theme in themes[id(record)]]
        records += columns
    return records


def _plain(records: Iterable[models.Model]) -> list[dict[str, Any]]:
    """Records as loaddata reads them, without primary keys; many-to-many fields are left out."""
    plain: list[dict[str, Any]] = []
    for record in records:
        columns = [field.name for field in record._meta.concrete_fields]
        plain += serializers.serialize(
            "python", [record], fields=columns, use_natural_primary_keys=True, use_natural_foreign_keys=True
        )
    return plain


def _json(records: list[dict[str, object]]) -> str:
    # `str` for dates, which Django writes the same way; Unicode as it is, so that a diff can be read.
    return json.dumps(records, ensure_ascii=False, indent=2, default=str) + "\n"

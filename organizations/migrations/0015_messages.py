"""Notes that code made, failures and reasons become codes with what their sentences name; other words stay words."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

BATCH = 500
PLURALS = {
    "facts": "fact",
    "events": "event",
    "roles": "role",
    "influences": "influence",
    "programs": "program",
    "pressure points": "pressure point",
    "intersections": "intersection",
}
KIND = "|".join(PLURALS)
NOTES = (
    ("Imported", "imported"),
    ("Loaded from fixtures", "loaded"),
    ("Synthetic", "synthetic"),
    (r"Restored from revision (?P<number>\d+)", "restored"),
    (r"Replaced “(?P<words>[^“”]+)” by “(?P<by>[^“”]*)”, (?P<count>once|\d+ times)", "replaced"),
    (rf"Moved from (?P<kinds>{KIND}) to (?P<to_kinds>{KIND})", "moved-kind"),
    (rf"Moved from (?P<kinds>{KIND}) to (?P<to_kinds>{KIND}) of (?P<there>.+)", "moved-both"),
    (rf"Moved (?P<kinds>{KIND}) to (?P<there>.+)", "moved-dossier"),
    (r"Themes added: (?P<added>(?:(?!; themes removed: ).)+)", "themes-added"),
    (r"Themes removed: (?P<removed>.+)", "themes-removed"),
    (
        r"Themes added: (?P<added>(?:(?!; themes removed: ).)+); themes removed: (?P<removed>(?:(?!; themes removed: ).)+)",
        "themes-changed",
    ),
)
FAILURES = (
    (r"“(?P<name>[^“”]+)” is published under the address “(?P<slug>[\w-]+)”\.", "address-live"),
    (
        r"Readers know “(?P<name>[^“”]+)” by the address “(?P<slug>[\w-]+)”: its links would lead to another dossier\.",
        "address-left",
    ),
)
REASONS = (
    (r"the text of this dossier could not be read back: (?P<reason>.+)", "not-read-back"),
    (r"the text format cannot hold this part: the number of its sections", "unwritable-sections"),
    (r"the text format cannot hold this part: section “(?P<heading>[^“”]*)”", "unwritable-section"),
    (r"the text format cannot hold this part: section “(?P<heading>[^“”]*)”, “(?P<words>.*)”", "unwritable-item"),
    (
        r"the text format cannot hold this part: the (?P<field>title|name|acronym|headline|introduction|closing|language)"
        r" “(?P<words>.*)”",
        "unwritable-field",
    ),
)
"""English sentences, whole, and the code of each; a sentence that could be read in two ways is none of them."""


def message(sentences: tuple[tuple[str, str], ...], words: str) -> dict[str, Any] | None:
    """What an English sentence says, as JSON; None where it is somebody's own."""
    for pattern, code in sentences:
        found = re.fullmatch(pattern, words, re.DOTALL)
        if found:
            return {"code": code, "details": {name: detail(name, each) for name, each in found.groupdict().items()}}
    return None


def detail(name: str, words: str) -> str | int:
    if name == "count":
        return 1 if words == "once" else int(words.partition(" ")[0])
    return PLURALS[words] if name in ("kinds", "to_kinds") else words


def batches(rows: "models.QuerySet[Any]", *names: str) -> Iterator[list[Any]]:
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        yield list(rows.model._default_manager.filter(pk__in=keys[start : start + BATCH]).only("pk", *names))


def notes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What code noted on revisions and editions; a person's note stays as it is, behind what code noted before it."""
    revisions = apps.get_model("organizations", "Revision")._default_manager
    for name in ("note", "published_note"):
        said: dict[str, list[int]] = {}
        for pk, words in revisions.exclude(**{name: ""}).order_by().values_list("pk", name).iterator():
            if words in said or noted(words)[0]:
                said.setdefault(words, []).append(pk)
        for words, keys in said.items():
            found, rest = noted(words)
            for start in range(0, len(keys), BATCH):
                some = revisions.filter(pk__in=keys[start : start + BATCH])
                some.update(**{name: rest, f"{name}_message": found})
    reviews = apps.get_model("organizations", "Review")._default_manager
    reviews.filter(state="published", answer__in=["Imported", "Loaded from fixtures", "Synthetic"]).update(answer="")


def noted(words: str) -> tuple[dict[str, Any] | None, str]:
    """What code noted, and the words that somebody added."""
    first, mark, rest = words.partition("; ")
    if mark and first in ("Imported", "Loaded from fixtures"):
        return message(NOTES, first), rest
    return message(NOTES, words), ""


def failures(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Why appointments failed; what no code says is kept as it was said."""
    for batch in batches(apps.get_model("organizations", "Schedule")._default_manager.exclude(failed=""), "failed"):
        for each in batch:
            each.failure = message(FAILURES, each.failed) or {"code": "unexpected", "details": {"error": each.failed}}
            each.save(update_fields=["failure"])


def reasons(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Why dossiers have no text, where a check-up found so; what no code says stays in the words that it was said in."""
    checkups = apps.get_model("organizations", "Checkup")._default_manager.filter(impossible__gt=0)
    for batch in batches(checkups, "findings"):
        for checkup in batch:
            unwritable = [each for each in checkup.findings if each["check"] == "unwritable"]
            for finding in unwritable:
                said = finding["details"]["reason"]
                finding["details"]["reason"] = message(REASONS, said) or said
            if unwritable:
                checkup.save(update_fields=["findings"])


def run(take: Callable[[StateApps, BaseDatabaseSchemaEditor], None]) -> migrations.RunPython:
    return migrations.RunPython(take, migrations.RunPython.noop, elidable=True)


class Migration(migrations.Migration):
    dependencies = [("organizations", "0014_search_rows")]

    operations = [
        migrations.AddField("revision", "note_message", models.JSONField(editable=False, null=True)),
        migrations.AddField("revision", "published_note_message", models.JSONField(editable=False, null=True)),
        run(notes),
        migrations.RenameField("schedule", "failure", "failed"),
        migrations.AddField("schedule", "failure", models.JSONField(null=True)),
        run(failures),
        migrations.RemoveField("schedule", "failed"),
        run(reasons),
    ]

"""Words of a question may stand for others; a site that is in use is given the search rules that are new."""

import tomllib

from django.conf import settings
from django.db import migrations, models
from django.db.models import F

FIRST = settings.BASE_DIR / "fixtures" / "vocabulary.toml"


def add_rules(apps, schema_editor):
    """For editors and readers: rules that are new, and words that no rule has. What editors made of others stays."""
    if not apps.get_model("organizations", "PublishedTag").objects.exists():
        return
    rules = tomllib.loads(FIRST.read_text(encoding="utf-8"))["search_rules"]
    for model in ("SearchRule", "PublishedSearchRule"):
        rows = apps.get_model("organizations", model).objects
        there = {row.name: row for row in rows.all()}
        taken = {line.strip() for row in there.values() for line in row.words.splitlines()}
        last = max((row.position for row in there.values()), default=0)
        for position, rule in enumerate(rules, start=last + 1):
            if words := [word for word in rule["words"] if word not in taken]:
                row = there.get(rule["name"]) or rows.model(**rule | {"words": "", "position": position})
                row.words = "\n".join(filter(None, [row.words, *words]))
                row.save()
    apps.get_model("organizations", "SiteState").objects.update(version=F("version") + 1)


class Migration(migrations.Migration):
    dependencies = [("organizations", "0039_search_rules_in_nine_languages")]

    operations = [
        migrations.AddField("publishedsearchrule", "stands_for", models.CharField(blank=True, default=""), preserve_default=False),
        migrations.AddField(
            "searchrule",
            "stands_for",
            models.CharField(
                blank=True,
                default="",
                help_text="An acronym, a name or words of the dossiers that are meant: “UN” by “ONU”.",
                verbose_name="other words for",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(add_rules, migrations.RunPython.noop),
    ]

"""A search rule may say that the latest comes first, of any claims; a site in use is given the rules that are new."""

import tomllib

from django.conf import settings
from django.db import migrations, models
from django.db.models import F

FIRST = settings.BASE_DIR / "fixtures" / "vocabulary.toml"
MODELS = ("SearchRule", "PublishedSearchRule")
ORDERS = [
    ("", "the latest"),
    ("earliest", "the earliest"),
    ("newest", "the latest, of other claims too"),
    ("2", "the second"),
    ("3", "the third"),
    ("4", "the fourth"),
    ("5", "the fifth"),
    ("6", "the sixth"),
    ("7", "the seventh"),
    ("8", "the eighth"),
    ("9", "the ninth"),
    ("10", "the tenth"),
    ("longest", "the longest"),
    ("shortest", "the shortest"),
    ("next", "who came after the one who is named"),
    ("previous", "who came before the one who is named"),
]


def add_rules(apps, schema_editor):
    """For editors and readers: rules that are new, and words that no rule has. What editors made of others stays.

    A word that was left out, and asks for something now, is left out no longer.
    """
    if not apps.get_model("organizations", "PublishedTag").objects.exists():
        return
    rules = tomllib.loads(FIRST.read_text(encoding="utf-8"))["search_rules"]
    asking = {word for rule in rules if rule.keys() > {"name", "words"} for word in rule["words"]}
    for model in MODELS:
        rows = apps.get_model("organizations", model).objects
        for row in rows.filter(name="Left out"):
            row.words = "\n".join(line for line in row.words.splitlines() if line.strip() not in asking) or row.words
            row.save()
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
    dependencies = [("organizations", "0044_words_of_one_meaning")]

    operations = [
        migrations.AlterField(
            "searchrule",
            "order",
            models.CharField(
                blank=True,
                choices=ORDERS,
                default="",
                help_text="Which roles come first. Without kinds it counts only where other words ask for roles.",
                max_length=10,
                verbose_name="order of roles",
            ),
        ),
        migrations.RunPython(add_rules, migrations.RunPython.noop),
    ]

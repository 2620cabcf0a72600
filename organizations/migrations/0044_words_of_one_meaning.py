"""A site in use is given the search rules that are new; claims are found by the sources that they cite."""

import tomllib

from django.conf import settings
from django.db import migrations
from django.db.models import F, Max

# Today's code and not a copy of its state then: rows are compared with those that it makes from now on. A later one
# that adds a column which they are made of takes this step over, as this one did from 0039.
from organizations.publishing.search_index import BATCH, forget_claims, rows_of, write_rows

FIRST = settings.BASE_DIR / "fixtures" / "vocabulary.toml"
MODELS = ("SearchRule", "PublishedSearchRule")


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


def write(apps, schema_editor):
    claims = apps.get_model("organizations", "PublishedClaim").objects
    tags = apps.get_model("organizations", "PublishedClaimTag").objects.all()
    last = claims.aggregate(last=Max("pk"))["last"] or 0
    for first in range(1, last + 1, BATCH):
        rows = rows_of(claims.filter(pk__range=(first, first + BATCH - 1)), tags)
        forget_claims(list(rows))
        write_rows(rows)


class Migration(migrations.Migration):
    dependencies = [("organizations", "0043_whole_periods")]

    operations = [
        migrations.RunPython(add_rules, migrations.RunPython.noop),
        migrations.RunPython(write, migrations.RunPython.noop),
    ]

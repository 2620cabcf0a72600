"""Search rules say of which roles the earliest come first; terms of Arabic and Russian are written into the index.

The rules of other languages themselves come with a later migration, 0042.
"""

from django.db import migrations, models
from django.db.models import F, Max

# Today's code and not a copy of its state then: rows are compared with those that it makes from now on. A later one
# that adds a column which they are made of takes this step over, as this one did from 0027.
from organizations.publishing.search_index import BATCH, forget_claims, rows_of, write_rows


def write(apps, schema_editor):
    claims = apps.get_model("organizations", "PublishedClaim").objects
    tags = apps.get_model("organizations", "PublishedClaimTag").objects.all()
    last = claims.aggregate(last=Max("pk"))["last"] or 0
    for first in range(1, last + 1, BATCH):
        rows = rows_of(claims.filter(pk__range=(first, first + BATCH - 1)), tags)
        forget_claims(list(rows))
        write_rows(rows)
    apps.get_model("organizations", "SiteState").objects.update(version=F("version") + 1)


class Migration(migrations.Migration):
    dependencies = [("organizations", "0038_subheadings_of_events")]

    operations = [
        migrations.AddField("publishedsearchrule", "earliest", models.BooleanField(default=False)),
        migrations.AddField(
            "searchrule",
            "earliest",
            models.BooleanField(
                default=False,
                help_text="Of roles the earliest come first, not the latest.",
                verbose_name="earliest first",
            ),
        ),
        migrations.RunPython(write, migrations.RunPython.noop),
    ]

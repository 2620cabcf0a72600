"""Claims are found by the sources that they cite; the rules that were new come with 0045."""

from django.db import migrations
from django.db.models import Max

# Today's code and not a copy of its state then: rows are compared with those that it makes from now on. A later one
# that adds a column which they are made of takes this step over, as this one did from 0039.
from organizations.publishing.search_index import BATCH, forget_claims, rows_of, write_rows


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
        migrations.RunPython(write, migrations.RunPython.noop),
    ]

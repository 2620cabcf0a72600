"""The words of the index as they are written, for what is spelled almost like one of them."""

from django.db import migrations, models
from django.db.models import Max

# Today's code and not a copy of its state then, as in 0027.
from organizations.publishing.search_index import BATCH, learn_words


def learn(apps, schema_editor):
    claims = apps.get_model("organizations", "PublishedClaim").objects
    last = claims.aggregate(last=Max("pk"))["last"] or 0
    for first in range(1, last + 1, BATCH):
        learn_words(claims.filter(pk__range=(first, first + BATCH - 1)))


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0029_search_rules'),
    ]

    operations = [
        migrations.CreateModel(
            name='IndexedWord',
            fields=[
                ('word', models.CharField(primary_key=True, serialize=False)),
                ('backwards', models.CharField(db_index=True)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.RunPython(learn, migrations.RunPython.noop),
    ]

"""Search rules say of which roles the earliest come first.

The rules of other languages, and terms of Arabic and Russian in the index, come with a later migration, 0045.
"""

from django.db import migrations, models


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
    ]

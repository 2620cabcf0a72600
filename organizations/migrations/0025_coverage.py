"""How many claims of a dossier are sourced, kept with what the checks found."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0024_published_evidence"),
    ]

    operations = [
        migrations.AddField(
            model_name="checkup",
            name="claims",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="checkup",
            name="sourced",
            field=models.PositiveIntegerField(default=0),
        ),
    ]

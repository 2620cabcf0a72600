"""What checks find are errors and warnings."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organizations", "0016_plain_names")]

    operations = [
        migrations.RemoveIndex("checkup", "checkup_worst"),
        migrations.RenameField("checkup", "impossible", "errors"),
        migrations.RenameField("checkup", "missing", "warnings"),
        migrations.AddIndex("checkup", models.Index(fields=["-errors", "-warnings"], name="checkup_worst")),
    ]

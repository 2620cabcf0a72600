"""Claims in Russian are found by all forms of музей and идея."""

from importlib import import_module

from django.db import migrations

write = import_module("organizations.migrations.0044_words_of_one_meaning").write


class Migration(migrations.Migration):
    dependencies = [("organizations", "0047_text_of_findings")]

    operations = [
        migrations.RunPython(write, migrations.RunPython.noop),
    ]

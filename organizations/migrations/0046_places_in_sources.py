"""Claims are found by the places that they name in their sources, “Art. 27”; a site in use is given the rules that are new."""

from importlib import import_module

from django.db import migrations

# Each as it was for its own version: of today's code and today's first rules.
write = import_module("organizations.migrations.0044_words_of_one_meaning").write
add_rules = import_module("organizations.migrations.0045_latest_of_other_claims").add_rules


class Migration(migrations.Migration):
    dependencies = [("organizations", "0045_latest_of_other_claims")]

    operations = [
        migrations.RunPython(write, migrations.RunPython.noop),
        migrations.RunPython(add_rules, migrations.RunPython.noop),
    ]

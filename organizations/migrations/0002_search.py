"""Made the search index, in a form that 0014 has replaced: nothing is left to do here."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("organizations", "0001_initial")]

    operations = []

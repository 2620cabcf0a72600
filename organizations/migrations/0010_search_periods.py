"""Made the search index anew, in a form that 0014 has replaced: nothing is left to do here."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("organizations", "0009_mended")]

    operations = []

"""Words of a question may stand for others; the rules that are new come with a later migration, 0045."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organizations", "0039_search_rules_in_nine_languages")]

    operations = [
        migrations.AddField("publishedsearchrule", "stands_for", models.CharField(blank=True, default=""), preserve_default=False),
        migrations.AddField(
            "searchrule",
            "stands_for",
            models.CharField(
                blank=True,
                default="",
                help_text="An acronym, a name or words of the dossiers that are meant: “UN” by “ONU”.",
                verbose_name="other words for",
            ),
            preserve_default=False,
        ),
    ]

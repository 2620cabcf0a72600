"""Search rules say which of the roles come first, the second or the longest too; those of them that are new come with 0045."""

from django.db import migrations, models

MODELS = ("SearchRule", "PublishedSearchRule")
ORDERS = [
    ("", "the latest"),
    ("earliest", "the earliest"),
    ("2", "the second"),
    ("3", "the third"),
    ("4", "the fourth"),
    ("5", "the fifth"),
    ("6", "the sixth"),
    ("7", "the seventh"),
    ("8", "the eighth"),
    ("9", "the ninth"),
    ("10", "the tenth"),
    ("longest", "the longest"),
    ("shortest", "the shortest"),
    ("next", "who came after the one who is named"),
    ("previous", "who came before the one who is named"),
]


def keep_earliest(apps, schema_editor):
    for model in MODELS:
        apps.get_model("organizations", model).objects.filter(earliest=True).update(order="earliest")


class Migration(migrations.Migration):
    dependencies = [("organizations", "0041_what_the_admin_calls")]

    operations = [
        migrations.AddField(
            "publishedsearchrule", "order", models.CharField(blank=True, default="", max_length=10)
        ),
        migrations.AddField(
            "searchrule",
            "order",
            models.CharField(
                blank=True,
                choices=ORDERS,
                default="",
                help_text="Which roles come first. Without kinds it counts only where other words ask for roles.",
                max_length=10,
                verbose_name="order of roles",
            ),
        ),
        migrations.AlterField(
            "searchrule",
            "words",
            models.TextField(
                help_text="One question word or phrase a line: “who led”. “French = France” stands for other words itself.",
                verbose_name="words",
            ),
        ),
        migrations.RunPython(keep_earliest, migrations.RunPython.noop),
        migrations.RemoveField("publishedsearchrule", "earliest"),
        migrations.RemoveField("searchrule", "earliest"),
    ]

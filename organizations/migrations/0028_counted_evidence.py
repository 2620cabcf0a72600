"""Facets of what claims stand on, and with each published dossier how many of its claims are sourced."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from organizations.dossier.kinds import CLAIMS


def count(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    using = schema_editor.connection.alias
    claims = apps.get_model("organizations", "PublishedClaim").objects.using(using)
    of_one = claims.filter(organization=OuterRef("pk"), kind__in=[kind.name for kind in CLAIMS]).order_by()

    def counted(which: Q) -> Coalesce:
        found = of_one.values("organization").annotate(count=Count("pk", filter=which)).values("count")
        return Coalesce(Subquery(found), 0)

    apps.get_model("organizations", "PublishedOrganization").objects.using(using).update(
        counted_claims=counted(Q()), sourced_claims=counted(Q(evidence__sourced=True))
    )


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0027_search_terms"),
    ]

    operations = [
        migrations.AddField(
            model_name="publishedorganization",
            name="counted_claims",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="publishedorganization",
            name="sourced_claims",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="facetchunk",
            name="facet",
            field=models.CharField(
                choices=[
                    ("kind", "Kind"),
                    ("certain", "Certain"),
                    ("possible", "Possible"),
                    ("undated", "Undated"),
                    ("starts", "Starts"),
                    ("ends", "Ends"),
                    ("sourced", "Sourced"),
                    ("disputed", "Disputed"),
                    ("review", "Review"),
                    ("register", "Register"),
                    ("published", "Published"),
                    ("holding", "Holding"),
                    ("country", "Country"),
                ],
                max_length=10,
            ),
        ),
        migrations.RunPython(count, migrations.RunPython.noop, elidable=True),
    ]

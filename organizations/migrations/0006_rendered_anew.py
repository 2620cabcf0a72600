"""The words of published rows are rendered anew, so that a site that is upgraded tells the same as a fresh one."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import F

# Today's code and not a copy of it: what a page shows of a revision is what today's code makes of it.
from organizations.dossier.document import Role, from_json
from organizations.models import PublishedPerson
from organizations.publishing.projection import claims_of, organization_columns

BATCH = 200


def render_anew(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give each published claim the HTML and the words, and each organization the summary, of its revision."""
    publications = apps.get_model("organizations", "Publication")
    entries = apps.get_model("organizations", "Entry")
    for publication in publications.objects.select_related("revision").iterator(chunk_size=BATCH):
        dossier = from_json(publication.revision.data)
        people = {item.person: PublishedPerson() for _, item in dossier.items() if isinstance(item, Role)}
        rendered = {(claim.row.kind, claim.row.key): claim.row for claim in claims_of(dossier, people)}
        changed = []
        for row in entries.objects.filter(publication=publication).only("kind", "key", "html", "text"):
            today = rendered.get((row.kind, row.key))
            if today and (row.html, row.text) != (today.html, today.text):
                row.html, row.text = today.html, today.text
                changed.append(row)
        entries.objects.bulk_update(changed, ["html", "text"], batch_size=BATCH)
        publications.objects.filter(pk=publication.pk).update(summary=organization_columns(dossier)["summary"])
    apps.get_model("organizations", "SiteState").objects.update(version=F("version") + 1)


class Migration(migrations.Migration):
    dependencies = [("organizations", "0005_checks")]

    operations = [migrations.RunPython(render_anew, migrations.RunPython.noop, elidable=True)]

"""What readers see has plain names: PublishedOrganization, PublishedClaim, PublishedPerson, PublishedTag.

Tables and columns are renamed where they stand: Django's own operations would copy each table several times on SQLite.
"""

from django.db import migrations, models

MODELS = {
    "publication": "publishedorganization",
    "entry": "publishedclaim",
    "entryterm": "publishedclaimtag",
    "term": "publishedtag",
    "publicperson": "publishedperson",
    "removedterm": "removedtag",
}
COLUMNS = [
    ("publishedorganization", "claims", "claim_keys"),
    ("publishedclaim", "publication_id", "organization_id"),
    ("publishedclaimtag", "entry_id", "claim_id"),
    ("publishedclaimtag", "term_id", "tag_id"),
]
INDEXES = [
    ("publishedorganization", "publication_by_name", "published_by_name", ["sort_name", "id"]),
    ("publishedorganization", "publication_by_founding", "published_by_founding", ["founded", "sort_name", "id"]),
    ("publishedorganization", "publication_by_country", "published_by_country", ["country", "sort_name", "id"]),
    ("publishedclaim", "entry_by_kind", "publishedclaim_by_kind", ["kind", "id"]),
    ("publishedclaim", "entry_by_date", "publishedclaim_by_date", ["earliest", "id"]),
    ("publishedclaimtag", "entryterm_by_term", "publishedclaimtag_by_tag", ["tag", "claim", "certain"]),
]
CONSTRAINTS = [
    ("publishedclaim", "entry_key", "publishedclaim_key", ["organization", "kind", "key"]),
    ("publishedclaim", "entry_position", "publishedclaim_position", ["organization", "position"]),
    ("publishedclaimtag", "entryterm_once", "publishedclaimtag_once", ["claim", "tag"]),
    ("publishedtag", "term_slug", "publishedtag_slug", ["kind", "slug"]),
    ("removedtag", "removedterm_once", "removedtag_once", ["kind", "slug"]),
]
FORMER = {new: old for old, new in MODELS.items()}
KEYS = {"tag": "tag_id", "claim": "claim_id"}


def rename(apps, schema_editor):
    """Rename tables, columns, indexes and constraints. SQLite never asks for a constraint by its name."""
    for old, new in MODELS.items():
        schema_editor.execute(f"ALTER TABLE organizations_{old} RENAME TO organizations_{new}")
    for model, old, new in COLUMNS:
        schema_editor.execute(f"ALTER TABLE organizations_{model} RENAME COLUMN {old} TO {new}")
    if schema_editor.connection.vendor == "postgresql":
        for _model, old, new, _fields in INDEXES:
            schema_editor.execute(f"ALTER INDEX {old} RENAME TO {new}")
        for model, old, new, _fields in CONSTRAINTS:
            schema_editor.execute(f"ALTER TABLE organizations_{model} RENAME CONSTRAINT {old} TO {new}")
    else:
        for model, old, new, fields in INDEXES:
            columns = ", ".join(KEYS.get(name, name) for name in fields)
            schema_editor.execute(f"DROP INDEX {old}")
            schema_editor.execute(f"CREATE INDEX {new} ON organizations_{model} ({columns})")


def rename_content_types(apps, schema_editor):
    """Keep what refers to the models; their permissions, which nobody is given, are made anew after the migration."""
    types = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="organizations")
    permissions = apps.get_model("auth", "Permission").objects
    for old, new in MODELS.items():
        permissions.filter(content_type__in=types.filter(model=old)).delete()
        types.filter(model=old).update(model=new)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("organizations", "0015_messages"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(rename)],
            state_operations=[
                *[migrations.RemoveIndex(FORMER[model], old) for model, old, _new, _fields in INDEXES],
                *[migrations.RemoveConstraint(FORMER[model], old) for model, old, _new, _fields in CONSTRAINTS],
                migrations.RenameModel("Publication", "PublishedOrganization"),
                migrations.RenameModel("Entry", "PublishedClaim"),
                migrations.RenameModel("EntryTerm", "PublishedClaimTag"),
                migrations.RenameModel("Term", "PublishedTag"),
                migrations.RenameModel("PublicPerson", "PublishedPerson"),
                migrations.RenameModel("RemovedTerm", "RemovedTag"),
                migrations.RenameField("PublishedOrganization", "claims", "claim_keys"),
                migrations.RenameField("PublishedClaim", "publication", "organization"),
                migrations.RenameField("PublishedClaim", "terms", "tags"),
                migrations.RenameField("PublishedClaimTag", "entry", "claim"),
                migrations.RenameField("PublishedClaimTag", "term", "tag"),
                migrations.AlterModelOptions("PublishedClaim", {"ordering": ["organization", "position"]}),
                migrations.AlterField(
                    "PublishedClaim",
                    "organization",
                    models.ForeignKey("organizations.publishedorganization", models.CASCADE, related_name="claims"),
                ),
                migrations.AlterField(
                    "PublishedClaim",
                    "person",
                    models.ForeignKey(
                        "organizations.publishedperson", models.PROTECT, null=True, related_name="claims"
                    ),
                ),
                migrations.AlterField(
                    "PublishedClaim",
                    "tags",
                    models.ManyToManyField(
                        "organizations.publishedtag", through="organizations.PublishedClaimTag", related_name="claims"
                    ),
                ),
                migrations.AlterField(
                    "PublishedClaimTag",
                    "claim",
                    models.ForeignKey(
                        "organizations.publishedclaim", models.CASCADE, related_name="claim_tags", db_index=False
                    ),
                ),
                migrations.AlterField(
                    "PublishedClaimTag",
                    "tag",
                    models.ForeignKey(
                        "organizations.publishedtag", models.CASCADE, related_name="claim_tags", db_index=False
                    ),
                ),
                migrations.AlterField(
                    "PublishedOrganization",
                    "organization",
                    models.OneToOneField("organizations.organization", models.CASCADE, related_name="published"),
                ),
                *[
                    migrations.AddIndex(model, models.Index(fields=fields, name=new))
                    for model, _old, new, fields in INDEXES
                ],
                *[
                    migrations.AddConstraint(model, models.UniqueConstraint(fields=fields, name=new))
                    for model, _old, new, fields in CONSTRAINTS
                ],
            ],
        ),
        migrations.RunPython(rename_content_types, migrations.RunPython.noop),
    ]

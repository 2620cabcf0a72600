"""Addresses belong to publishing: the slugs that readers know, and whose they are, in place of those left on a save."""

from datetime import UTC, datetime

from django.db import migrations, models

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def working_keys(apps, using, kind):
    """Slug -> primary key in the working copy."""
    model = {"organization": "Organization", "person": "Person", "era": "Era", "theme": "Theme"}[kind]
    return dict(apps.get_model("organizations", model).objects.using(using).values_list("slug", "pk"))


def published_slugs(apps, using, kind):
    """Slug -> when it was published, of all that readers see."""
    get = lambda name: apps.get_model("organizations", name).objects.using(using)  # noqa: E731
    if kind == "organization":
        return dict(get("Publication").values_list("slug", "published_at"))
    state = get("SiteState").values_list("changed_at", flat=True).first() or LONG_AGO
    found = get("PublicPerson") if kind == "person" else get("Term").filter(kind=kind)
    return dict.fromkeys(found.values_list("slug", flat=True), state)


def rows_of(apps, using, former):
    """The unsaved rows of the slugs that readers know; `former` are (kind, slug, target) of those left on a save."""
    get = lambda name: apps.get_model("organizations", name).objects.using(using)  # noqa: E731
    Slug = apps.get_model("organizations", "PublishedSlug")
    rows = {}
    for kind in ("organization", "person", "era", "theme"):
        working = working_keys(apps, using, kind)
        left = {slug: target for of, slug, target in former if of == kind}
        owners = {}
        if kind == "organization":
            owners = dict(get("Withdrawal").values_list("slug", "organization"))
            owners |= dict(get("Publication").values_list("slug", "organization"))
        known = published_slugs(apps, using, kind)
        for slug in [*known, *owners, *left]:
            record = owners.get(slug) or owners.get(left.get(slug)) or working.get(left.get(slug, slug))
            if record and (kind, slug) not in rows:
                rows[kind, slug] = Slug(kind=kind, slug=slug, record=record, used_at=known.get(slug, LONG_AGO))
    return list(rows.values())


def keep(apps, schema_editor):
    using = schema_editor.connection.alias
    former = apps.get_model("organizations", "FormerAddress").objects.using(using)
    rows = rows_of(apps, using, former.values_list("kind", "slug", "target"))
    apps.get_model("organizations", "PublishedSlug").objects.using(using).bulk_create(rows, batch_size=500)


def leave(apps, schema_editor):
    using = schema_editor.connection.alias
    Former = apps.get_model("organizations", "FormerAddress")
    for kind in ("organization", "person", "era", "theme"):
        slugs = {pk: slug for slug, pk in working_keys(apps, using, kind).items()}
        there = published_slugs(apps, using, kind)
        known = apps.get_model("organizations", "PublishedSlug").objects.using(using).filter(kind=kind)
        Former.objects.using(using).bulk_create(
            Former(kind=kind, slug=slug, target=slugs[record])
            for slug, record in known.values_list("slug", "record")
            if slugs.get(record, slug) != slug and slug not in there
        )


class Migration(migrations.Migration):
    dependencies = [("organizations", "0007_facets")]

    operations = [
        migrations.CreateModel(
            name="PublishedSlug",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("organization", "Organization"), ("person", "Person"), ("era", "Era"), ("theme", "Theme")], max_length=20)),
                ("slug", models.SlugField(db_index=False, max_length=100)),
                ("record", models.PositiveBigIntegerField()),
                ("used_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["kind", "record"], name="publishedslug_by_record")],
                "constraints": [models.UniqueConstraint(fields=("kind", "slug"), name="publishedslug_once")],
            },
        ),
        migrations.RunPython(keep, leave),
        migrations.DeleteModel(name="FormerAddress"),
    ]

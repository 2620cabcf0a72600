"""What words of a question mean, in a table that editors extend; a site that is in use is given the first rules."""

import tomllib

import django.db.models.functions.text
from django.db import migrations, models
from django.apps import apps as installed
from django.conf import settings
from django.contrib.auth.management import create_permissions

GROUPS = ("Editor", "Publisher")
CODENAMES = ("add_searchrule", "change_searchrule", "delete_searchrule", "view_searchrule")
FIRST = settings.BASE_DIR / "fixtures" / "vocabulary.toml"


def grant(apps, schema_editor):
    # Django makes permissions when all migrations are done, which is too late for the groups.
    using = schema_editor.connection.alias
    create_permissions(installed.get_app_config("organizations"), verbosity=0, using=using, apps=apps)
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    found = permissions.filter(content_type__app_label="organizations", codename__in=CODENAMES)
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name__in=GROUPS):
        group.permissions.add(*found)


def add_first(apps, schema_editor):
    """The rules of the fixture, for editors and readers: of a site that is empty, the fixture brings them."""
    if not apps.get_model("organizations", "PublishedTag").objects.exists():
        return
    rules = tomllib.loads(FIRST.read_text(encoding="utf-8"))["search_rules"]
    later = {"order", "stands_for"}  # rules with these come with a later migration, as their columns do
    rules = [rule for rule in rules if not later & rule.keys()]
    for model in ("SearchRule", "PublishedSearchRule"):
        rows = apps.get_model("organizations", model).objects
        for position, rule in enumerate(rules, start=1):
            rows.create(**rule | {"words": "\n".join(rule["words"]), "position": position})
    apps.get_model("organizations", "SiteState").objects.update(version=models.F("version") + 1)


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0028_counted_evidence'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublishedSearchRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(unique=True)),
                ('words', models.TextField()),
                ('kinds', models.JSONField(default=list)),
                ('first', models.CharField(blank=True)),
                ('position', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'name'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SearchRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(unique=True, verbose_name='name')),
                ('words', models.TextField(help_text='One question word or phrase a line: “who led”.', verbose_name='words')),
                ('kinds', models.JSONField(blank=True, default=list, help_text='What they ask for. Without any they are left out.', verbose_name='kinds of claims')),
                ('first', models.CharField(blank=True, help_text='Words in the titles of the best answers: “founded”.', verbose_name='best answers')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'search rule',
                'verbose_name_plural': 'search rules',
                'ordering': ['position', 'name'],
            },
        ),
        migrations.AddIndex(
            model_name='publishedorganization',
            index=models.Index(django.db.models.functions.text.Upper('acronym'), name='published_by_acronym'),
        ),
        migrations.AddConstraint(
            model_name='searchrule',
            constraint=models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='searchrule_has_words'),
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
        migrations.RunPython(add_first, migrations.RunPython.noop),
    ]

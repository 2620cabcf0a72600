"""How organizations stand to each other: what their facts say, read from what is published, and what editors say."""

import django.db.models.deletion
from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from organizations.publishing.relations import renew_all

GROUPS = ("Editor", "Publisher")
CODENAMES = ("add_relation", "change_relation", "delete_relation", "view_relation")


def grant(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Django makes permissions when all migrations are done, which is too late for the groups.
    using = schema_editor.connection.alias
    create_permissions(installed.get_app_config("organizations"), verbosity=0, using=using, apps=apps)
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    found = permissions.filter(content_type__app_label="organizations", codename__in=CODENAMES)
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name__in=GROUPS):
        group.permissions.add(*found)


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    renew_all(apps.get_model("organizations", "PublishedClaim").objects.all())


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0036_import_language'),
    ]

    operations = [
        migrations.AddField(
            model_name='publishedorganization',
            name='related',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='publishedorganization',
            name='related_changes',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.CreateModel(
            name='PublishedMention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('key', models.CharField(db_index=True)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='organizations.publishedclaim')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('claim', 'key'), name='publishedmention_once')],
            },
        ),
        migrations.CreateModel(
            name='PublishedRelation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('predecessor', 'Preceded by'), ('successor', 'Followed by'), ('parent', 'Part of'), ('part', 'Its parts'), ('member', 'Its members'), ('member_of', 'Member of'), ('related', 'Related to'), ('people', 'People in both')], max_length=20, verbose_name='relation')),
                ('note', models.CharField(blank=True, help_text='Shown to readers.', verbose_name='note')),
                ('is_hidden', models.BooleanField(default=False, help_text='Takes away what was found in the dossiers, on both pages.', verbose_name='hidden')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization', verbose_name='organization')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization', verbose_name='other organization')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('organization', 'kind', 'other'), name='publishedrelation_once')],
            },
        ),
        migrations.CreateModel(
            name='Relation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('predecessor', 'Preceded by'), ('successor', 'Followed by'), ('parent', 'Part of'), ('part', 'Its parts'), ('member', 'Its members'), ('member_of', 'Member of'), ('related', 'Related to'), ('people', 'People in both')], max_length=20, verbose_name='relation')),
                ('note', models.CharField(blank=True, help_text='Shown to readers.', verbose_name='note')),
                ('is_hidden', models.BooleanField(default=False, help_text='Takes away what was found in the dossiers, on both pages.', verbose_name='hidden')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization', verbose_name='organization')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization', verbose_name='other organization')),
            ],
            options={
                'verbose_name': 'related organization',
                'verbose_name_plural': 'related organizations',
                'ordering': ['organization', 'kind', 'other'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'kind', 'other'), name='relation_once'), models.CheckConstraint(condition=models.Q(('organization', models.F('other')), _negated=True), name='relation_is_of_two')],
            },
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]

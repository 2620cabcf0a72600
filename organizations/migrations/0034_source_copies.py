"""Copies of sources that the site keeps; editors may keep, describe and delete them."""

import django.db.models.deletion
import django.utils.timezone
from django.apps import apps as installed
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

GROUPS = ("Editor", "Publisher")
CODENAMES = ("add_sourcecopy", "change_sourcecopy", "delete_sourcecopy", "view_sourcecopy")


def grant(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Django makes permissions when all migrations are done, which is too late for the groups.
    using = schema_editor.connection.alias
    create_permissions(installed.get_app_config("organizations"), verbosity=0, using=using, apps=apps)
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    found = permissions.filter(content_type__app_label="organizations", codename__in=CODENAMES)
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name__in=GROUPS):
        group.permissions.add(*found)


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0033_filed_people'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PublishedCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='copies', to='organizations.publishedorganization')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='copies', to='organizations.publishedsource')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('organization', 'source', 'sha256'), name='publishedcopy_once')],
            },
        ),
        migrations.CreateModel(
            name='SourceCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(editable=False, max_length=64, unique=True, verbose_name='SHA-256')),
                ('type', models.CharField(choices=[('application/pdf', 'PDF'), ('image/png', 'PNG'), ('image/jpeg', 'JPEG'), ('image/webp', 'WebP')], editable=False, max_length=20, verbose_name='type')),
                ('size', models.PositiveIntegerField(editable=False, verbose_name='size in bytes')),
                ('name', models.CharField(editable=False, verbose_name='name')),
                ('rights', models.CharField(blank=True, help_text='Whose it is and why it may be kept, as in “© IOM”, “CC BY 4.0”, “official document”.', verbose_name='rights')),
                ('is_free', models.BooleanField(default=False, help_text='Readers may take it from the page of its source. Say under “rights” why.', verbose_name='free for all to read')),
                ('kept_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='kept since')),
                ('kept_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kept by')),
            ],
            options={
                'verbose_name': 'kept copy',
                'verbose_name_plural': 'kept copies',
                'ordering': ['-kept_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('is_free', False), models.Q(('rights', ''), _negated=True), _connector='OR'), name='sourcecopy_says_why_it_is_free', violation_error_message='Say under “rights” why it is free.')],
            },
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]

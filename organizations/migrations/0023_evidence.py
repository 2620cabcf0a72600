"""Sources, and what claims say of those they stand on; editors may change them."""

import django.db.models.deletion
from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

GROUPS = ("Editor", "Publisher")
CODENAMES = ("add_source", "change_source", "delete_source", "view_source")


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
        ('organizations', '0022_contributions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(blank=True, help_text='Its name in addresses: given once, from the first wording, and never changed.', max_length=100, verbose_name='key')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='position')),
                ('first_line', models.PositiveIntegerField(blank=True, null=True, verbose_name='first line in the source')),
                ('last_line', models.PositiveIntegerField(blank=True, null=True, verbose_name='last line in the source')),
                ('mark', models.CharField(blank=True, help_text='What claims cite it by, as in “[3]”; left empty, it gets the next number.', verbose_name='mark')),
                ('citation', models.CharField(help_text='Who, what, where and when, as a reader would look it up; its address, DOI or ISBN is read from it.', verbose_name='citation')),
                ('details', models.TextField(blank=True, help_text='Further lines, as in “Read: 3 May 2024”, “Quote: “…””, “Kept: https://…”.', verbose_name='details')),
            ],
            options={
                'verbose_name': 'source',
                'verbose_name_plural': 'sources',
                'ordering': ['organization', 'position', 'id'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='fact',
            name='marks',
            field=models.CharField(blank=True, help_text='Which sources it stands on, as in “[2, p. 3] [as of June 2024] [assessment]”.', verbose_name='evidence'),
        ),
        migrations.AddField(
            model_name='fact',
            name='reply',
            field=models.TextField(blank=True, help_text='The organization’s answer, as in “Reply of IOM (3 May 2024): …”.', verbose_name='reply'),
        ),
        migrations.AddField(
            model_name='intersection',
            name='marks',
            field=models.CharField(blank=True, help_text='Which sources it stands on, as in “[2, p. 3] [as of June 2024] [assessment]”.', verbose_name='evidence'),
        ),
        migrations.AddField(
            model_name='intersection',
            name='reply',
            field=models.TextField(blank=True, help_text='The organization’s answer, as in “Reply of IOM (3 May 2024): …”.', verbose_name='reply'),
        ),
        migrations.AddField(
            model_name='pressurepoint',
            name='marks',
            field=models.CharField(blank=True, help_text='Which sources it stands on, as in “[2, p. 3] [as of June 2024] [assessment]”.', verbose_name='evidence'),
        ),
        migrations.AddField(
            model_name='pressurepoint',
            name='reply',
            field=models.TextField(blank=True, help_text='The organization’s answer, as in “Reply of IOM (3 May 2024): …”.', verbose_name='reply'),
        ),
        migrations.AddField(
            model_name='program',
            name='marks',
            field=models.CharField(blank=True, help_text='Which sources it stands on, as in “[2, p. 3] [as of June 2024] [assessment]”.', verbose_name='evidence'),
        ),
        migrations.AddField(
            model_name='program',
            name='reply',
            field=models.TextField(blank=True, help_text='The organization’s answer, as in “Reply of IOM (3 May 2024): …”.', verbose_name='reply'),
        ),
        migrations.AddField(
            model_name='role',
            name='marks',
            field=models.CharField(blank=True, help_text='Which sources it stands on, as in “[2, p. 3] [as of June 2024] [assessment]”.', verbose_name='evidence'),
        ),
        migrations.AddField(
            model_name='role',
            name='reply',
            field=models.TextField(blank=True, help_text='The organization’s answer, as in “Reply of IOM (3 May 2024): …”.', verbose_name='reply'),
        ),
        migrations.AddField(
            model_name='section',
            name='layout',
            field=models.CharField(blank=True, default='', editable=False),
        ),
        migrations.AddField(
            model_name='section',
            name='marks',
            field=models.CharField(blank=True, help_text='Which sources it stands on, as in “[2, p. 3] [as of June 2024] [assessment]”.', verbose_name='evidence'),
        ),
        migrations.AddField(
            model_name='timelineevent',
            name='marks',
            field=models.CharField(blank=True, help_text='Which sources it stands on, as in “[2, p. 3] [as of June 2024] [assessment]”.', verbose_name='evidence'),
        ),
        migrations.AddField(
            model_name='timelineevent',
            name='reply',
            field=models.TextField(blank=True, help_text='The organization’s answer, as in “Reply of IOM (3 May 2024): …”.', verbose_name='reply'),
        ),
        migrations.AlterField(
            model_name='section',
            name='heading',
            field=models.CharField(blank=True, verbose_name='heading'),
        ),
        migrations.AlterField(
            model_name='section',
            name='kind',
            field=models.CharField(choices=[('snapshot', 'snapshot'), ('timeline', 'timeline'), ('people', 'people'), ('programs', 'programs'), ('pressure_points', 'pressure points'), ('intersections', 'intersections'), ('sources', 'sources'), ('other', 'other')], default='other', max_length=20, verbose_name='kind'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('heading', ''), _negated=True), ('kind', 'sources'), _connector='OR'), name='section_has_heading', violation_error_message='A section needs a heading.'),
        ),
        migrations.AddField(
            model_name='source',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='organizations.organization', verbose_name='organization'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.UniqueConstraint(fields=('organization', 'key'), name='source_key', violation_error_message='Another record of this dossier has this key.'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('citation', ''), _negated=True), name='source_has_citation'),
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]

"""Contributions of readers, and the editors' right to decide on them."""

import django.db.models.deletion
import django.utils.timezone
from django.apps import apps as installed
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

GROUPS = ("Editor", "Publisher")
CODENAMES = ("change_contribution", "delete_contribution", "view_contribution")


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
        ('organizations', '0021_theme_words_offer'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ContributionSalt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True)),
                ('salt', models.CharField(max_length=43)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim_kind', models.CharField(max_length=20, verbose_name='kind of claim')),
                ('claim_key', models.SlugField(db_index=False, max_length=120)),
                ('claim_words', models.CharField(verbose_name='claim')),
                ('type', models.CharField(choices=[('source', 'source'), ('correction', 'correction'), ('reply', 'reply of the organization')], max_length=10, verbose_name='type')),
                ('words', models.TextField(blank=True, verbose_name='words')),
                ('url', models.CharField(blank=True, verbose_name='address on the web')),
                ('quote', models.TextField(blank=True, verbose_name='quote')),
                ('place', models.CharField(blank=True, verbose_name='place')),
                ('name', models.CharField(blank=True, verbose_name='name')),
                ('is_credited', models.BooleanField(default=False, verbose_name='wishes to be credited')),
                ('email', models.CharField(blank=True, verbose_name='e-mail address')),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='sent')),
                ('sender', models.CharField(blank=True, editable=False, max_length=64)),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('token', models.CharField(editable=False, max_length=43, unique=True)),
                ('state', models.CharField(choices=[('waiting', 'waits for an editor'), ('accepted', 'accepted'), ('declined', 'declined'), ('answered', 'answered')], default='waiting', max_length=10, verbose_name='state')),
                ('response', models.TextField(blank=True, verbose_name='response')),
                ('confirmation', models.CharField(blank=True, verbose_name='confirmed')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to='organizations.organization', verbose_name='organization')),
                ('revision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contributions', to='organizations.revision')),
            ],
            options={
                'verbose_name': 'contribution',
                'verbose_name_plural': 'contributions',
                'ordering': ['sent_at', 'pk'],
                'default_permissions': ('change', 'delete', 'view'),
                'indexes': [models.Index(fields=['sent_at'], name='contribution_by_time'), models.Index(fields=['state', 'sent_at'], name='contribution_by_state')],
                'constraints': [models.UniqueConstraint(fields=('organization', 'claim_kind', 'claim_key', 'digest'), name='contribution_says_it_once'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'waiting')), models.Q(('state', 'waiting'), _negated=True), _connector='OR'), name='contribution_is_decided_once')],
            },
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]

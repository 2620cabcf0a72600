"""Imports in progress, and what was chosen for those that were carried out."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0018_site_lineage'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportChoices',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('choices', models.JSONField(default=list)),
                ('name', models.CharField(blank=True, verbose_name='name')),
                ('organization', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='import_choices', to='organizations.organization')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ImportDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('choices', models.JSONField(default=list)),
                ('name', models.CharField(blank=True, verbose_name='name')),
                ('source', models.BinaryField()),
                ('file_name', models.CharField(blank=True, max_length=255)),
                ('format', models.CharField(blank=True, max_length=20)),
                ('base', models.PositiveIntegerField(null=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='import_drafts', to='organizations.organization')),
            ],
            options={
                'ordering': ['-changed_at', '-pk'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['made_by', '-changed_at'], name='importdraft_latest')],
            },
        ),
    ]

"""The sources that published claims cite, each with an address, and the citations."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0025_coverage'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublishedSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True)),
                ('text', models.TextField(blank=True)),
                ('claims', models.PositiveIntegerField(default=0)),
                ('moved_to', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organizations.publishedsource')),
            ],
            options={
                'ordering': ['-claims', 'id'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('supports', 'supports'), ('mentions', 'mentions'), ('disputes', 'disputes')], max_length=10)),
                ('locator', models.CharField(blank=True)),
                ('quote', models.TextField(blank=True)),
                ('claim', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='organizations.publishedclaim')),
                ('source', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='organizations.publishedsource')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AddIndex(
            model_name='publishedsource',
            index=models.Index(fields=['-claims', 'id'], name='publishedsource_by_claims'),
        ),
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(fields=['source', 'claim'], name='citation_by_source'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(fields=('claim', 'source', 'role', 'locator'), name='citation_once'),
        ),
    ]

"""What readers see of sources: of each claim, and the list of a dossier."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0023_evidence'),
    ]

    operations = [
        migrations.AddField(
            model_name='publishedclaim',
            name='evidence',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='publishedorganization',
            name='sources',
            field=models.JSONField(blank=True, default=list),
        ),
    ]

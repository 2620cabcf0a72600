"""Whether the addresses of published sources still answer."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0031_cards'),
    ]

    operations = [
        migrations.AddField(
            model_name='publishedsource',
            name='checked_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='publishedsource',
            name='link',
            field=models.CharField(blank=True, choices=[('answers', 'answers'), ('gone', 'gone'), ('refuses', 'refuses programs'), ('fails', 'fails'), ('silent', 'no answer'), ('not-asked', 'not asked: not a public address')], max_length=10),
        ),
        migrations.AddField(
            model_name='publishedsource',
            name='link_since',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='publishedsource',
            name='link_status',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name='publishedsource',
            index=models.Index(fields=['link', '-claims', 'id'], name='publishedsource_by_link'),
        ),
    ]

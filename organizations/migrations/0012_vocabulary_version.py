

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0011_fingerprints'),
    ]

    operations = [
        migrations.AddField(
            model_name='sitestate',
            name='vocabulary',
            field=models.PositiveBigIntegerField(default=1),
        ),
    ]

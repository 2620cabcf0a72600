"""A date that was not understood is kept as it was written, without bounds."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0019_imports'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='era',
            name='era_period',
        ),
        migrations.RemoveConstraint(
            model_name='era',
            name='era_dated',
        ),
        migrations.RemoveConstraint(
            model_name='role',
            name='role_period',
        ),
        migrations.RemoveConstraint(
            model_name='timelineevent',
            name='timelineevent_period',
        ),
        migrations.AddConstraint(
            model_name='era',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('edtf', ''), ('end_earliest', None), ('end_latest', None), ('start_earliest', None), ('start_latest', None), ('open_end', False), ('open_start', False)), models.Q(models.Q(('period', ''), _negated=True), models.Q(('edtf', ''), _negated=True), models.Q(models.Q(('open_start', True), ('start_earliest', None)), models.Q(('open_start', False), ('start_earliest__lte', models.F('start_latest'))), _connector='OR'), models.Q(models.Q(('end_latest', None), ('open_end', True)), models.Q(('end_earliest__lte', models.F('end_latest')), ('open_end', False)), _connector='OR')), _connector='OR'), name='era_period', violation_error_message="The period's bounds do not belong to its words."),
        ),
        migrations.AddConstraint(
            model_name='era',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('edtf', ''), _negated=True), models.Q(('name', ''), _negated=True)), name='era_dated'),
        ),
        migrations.AddConstraint(
            model_name='role',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('edtf', ''), ('end_earliest', None), ('end_latest', None), ('start_earliest', None), ('start_latest', None), ('open_end', False), ('open_start', False)), models.Q(models.Q(('period', ''), _negated=True), models.Q(('edtf', ''), _negated=True), models.Q(models.Q(('open_start', True), ('start_earliest', None)), models.Q(('open_start', False), ('start_earliest__lte', models.F('start_latest'))), _connector='OR'), models.Q(models.Q(('end_latest', None), ('open_end', True)), models.Q(('end_earliest__lte', models.F('end_latest')), ('open_end', False)), _connector='OR')), _connector='OR'), name='role_period', violation_error_message="The period's bounds do not belong to its words."),
        ),
        migrations.AddConstraint(
            model_name='timelineevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('edtf', ''), ('end_earliest', None), ('end_latest', None), ('start_earliest', None), ('start_latest', None), ('open_end', False), ('open_start', False)), models.Q(models.Q(('period', ''), _negated=True), models.Q(('edtf', ''), _negated=True), models.Q(models.Q(('open_start', True), ('start_earliest', None)), models.Q(('open_start', False), ('start_earliest__lte', models.F('start_latest'))), _connector='OR'), models.Q(models.Q(('end_latest', None), ('open_end', True)), models.Q(('end_earliest__lte', models.F('end_latest')), ('open_end', False)), _connector='OR')), _connector='OR'), name='timelineevent_period', violation_error_message="The period's bounds do not belong to its words."),
        ),
    ]

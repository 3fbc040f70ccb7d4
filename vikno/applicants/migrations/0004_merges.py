"""Two records of one person become one, and can be two again."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applicants', '0003_ranges_instead_of_patterns'),
        ('territories', '0004_trigrams_without_a_queue'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.JSONField(default=dict, help_text='facts of the kept record before; emptied when undone')),
                ('kept_version', models.PositiveIntegerField()),
                ('moved', models.JSONField(default=dict, help_text='{word of a room: [keys of rows]}')),
                ('merged_at', models.DateTimeField()),
                ('merged_by_name', models.CharField(max_length=200)),
                ('undone_at', models.DateTimeField(null=True)),
                ('undone_by_name', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['-merged_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='applicant',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='applicants.applicant'),
        ),
        migrations.AddConstraint(
            model_name='applicant',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='merged_into_another'),
        ),
        migrations.AddField(
            model_name='merge',
            name='gone',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges_away', to='applicants.applicant'),
        ),
        migrations.AddField(
            model_name='merge',
            name='hromada',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit'),
        ),
        migrations.AddField(
            model_name='merge',
            name='kept',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='applicants.applicant'),
        ),
        migrations.AddField(
            model_name='merge',
            name='merged_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='merge',
            name='undone_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.UniqueConstraint(models.F('gone'), condition=models.Q(('undone_at__isnull', True)), name='merged_once'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(('kept', models.F('gone')), _negated=True), name='merge_of_two'),
        ),
    ]

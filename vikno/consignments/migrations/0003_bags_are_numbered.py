"""Bags take numbers from their own series; what was found and who signed is kept."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from vikno.common.rls import TenantPolicy


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('cases', '0002_second_lock'),
        ('consignments', '0002_second_lock'),
        ('documents', '0003_forms_never_change'),
        ('network', '0001_initial'),
        ('territories', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BagSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['hromada', 'year'],
            },
        ),
        migrations.AddField(
            model_name='bag',
            name='receipt_note',
            field=models.CharField(blank=True, max_length=300, verbose_name='примітка'),
        ),
        migrations.AddField(
            model_name='bag',
            name='receiver_name',
            field=models.CharField(blank=True, max_length=200, verbose_name='хто отримав'),
        ),
        migrations.AddField(
            model_name='bag',
            name='seal_was_intact',
            field=models.BooleanField(null=True, verbose_name='пломба ціла'),
        ),
        migrations.AddField(
            model_name='bagitem',
            name='stays_with',
            field=models.CharField(blank=True, choices=[('sender', 'у відправника'), ('courier', "у кур'єра")], max_length=10),
        ),
        migrations.AddField(
            model_name='custody',
            name='receiver_name',
            field=models.CharField(blank=True, max_length=200, verbose_name='хто отримав'),
        ),
        migrations.AddField(
            model_name='custody',
            name='recorded_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='custody',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='bag',
            constraint=models.UniqueConstraint(models.F('hromada'), models.F('origin_point'), models.F('origin_provider'), models.F('destination_point'), models.F('destination_provider'), condition=models.Q(('state', 'open')), name='one_open_bag_a_route', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='bag',
            constraint=models.UniqueConstraint(models.F('hromada'), models.F('seal'), condition=models.Q(('state__in', ['sealed', 'on_the_way'])), name='seal_on_one_bag'),
        ),
        migrations.AddConstraint(
            model_name='bag',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'on_the_way'), _negated=True), models.Q(('taken_at__isnull', False), ('taken_by__isnull', False)), _connector='OR'), name='bag_on_the_way_was_taken'),
        ),
        migrations.AddConstraint(
            model_name='bagitem',
            constraint=models.UniqueConstraint(models.F('case'), condition=models.Q(('state', 'expected')), name='case_in_one_bag_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='bagitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'damaged'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='damage_is_described'),
        ),
        migrations.AddConstraint(
            model_name='bagitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'missing'), models.Q(('stays_with', ''), _negated=True)), models.Q(models.Q(('state', 'missing'), _negated=True), ('stays_with', '')), _connector='OR'), name='missing_stays_with_somebody'),
        ),
        migrations.AddConstraint(
            model_name='custody',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='custody_period_in_order'),
        ),
        migrations.AddField(
            model_name='bagseries',
            name='hromada',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit'),
        ),
        migrations.AddConstraint(
            model_name='bagseries',
            constraint=models.UniqueConstraint(models.F('hromada'), models.F('year'), name='bag_series_once'),
        ),
        TenantPolicy("consignments_bagseries"),
    ]

"""Costs of points: seen by their own hromada, never changed."""

import django.db.models.deletion
from django.db import migrations, models

from vikno.common.rls import AppendOnly, TenantPolicy


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0004_provider_availability'),
        ('reporting', '0002_second_lock'),
        ('territories', '0004_trigrams_without_a_queue'),
    ]

    operations = [
        migrations.CreateModel(
            name='CostLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='рік')),
                ('number', models.PositiveSmallIntegerField(verbose_name='квартал')),
                ('kind', models.CharField(choices=[('staff', 'Персонал'), ('premises', 'Приміщення'), ('equipment', 'Обладнання'), ('other', 'Інше')], max_length=12, verbose_name='на що')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name='сума')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='документ')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('is_demo', models.BooleanField(default=False)),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.point')),
            ],
            options={
                'ordering': ['point', 'year', 'number', 'kind', '-pk'],
                'indexes': [models.Index(fields=['hromada', 'year', 'point', 'number', 'kind', '-id'], name='cost_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('amount__gte', 0), _connector='OR'), name='cost_not_negative'), models.CheckConstraint(condition=models.Q(('amount__isnull', True), models.Q(('source', ''), _negated=True), _connector='OR'), name='cost_has_a_source'), models.CheckConstraint(condition=models.Q(('number__range', (0, 4))), name='cost_of_a_quarter_or_year')],
            },
        ),
        TenantPolicy("reporting_costline"),
        AppendOnly("reporting_costline"),
    ]

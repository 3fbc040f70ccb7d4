"""Services that one turn of life asks for together."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0004_workflows'),
    ]

    operations = [
        migrations.CreateModel(
            name='EventBundle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40)),
                ('name', models.CharField(max_length=200, verbose_name='назва')),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('advice', models.CharField(blank=True, max_length=500, verbose_name='що сказати людині')),
                ('valid_from', models.DateField(verbose_name='діє з')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='діє до')),
                ('source', models.CharField(max_length=500, verbose_name='джерело')),
                ('is_confirmed', models.BooleanField(default=False, verbose_name='звірено на місці')),
                ('version', models.PositiveIntegerField(default=1)),
                ('edited_at', models.DateTimeField(null=True)),
                ('edited_by_name', models.CharField(blank=True, max_length=200)),
                ('life_event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bundles', to='catalogue.lifeevent')),
            ],
            options={
                'ordering': ['name', '-valid_from', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='BundleQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('code', models.SlugField(max_length=40)),
                ('text', models.CharField(max_length=300, verbose_name='питання')),
                ('text_en', models.CharField(blank=True, max_length=300)),
                ('bundle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='catalogue.eventbundle')),
            ],
            options={
                'ordering': ['bundle', 'order'],
            },
        ),
        migrations.CreateModel(
            name='BundleLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('gives', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=500), blank=True, default=list)),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='пояснення')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.publicservice')),
                ('question', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='catalogue.bundlequestion')),
                ('bundle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='catalogue.eventbundle')),
            ],
            options={
                'ordering': ['bundle', 'order'],
            },
        ),
        migrations.AddConstraint(
            model_name='eventbundle',
            constraint=models.UniqueConstraint(models.F('code'), models.F('valid_from'), name='bundle_once_a_date'),
        ),
        migrations.AddConstraint(
            model_name='eventbundle',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='bundle_period_in_order'),
        ),
        migrations.AddConstraint(
            model_name='eventbundle',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='bundle_gives_its_source'),
        ),
        migrations.AddConstraint(
            model_name='bundlequestion',
            constraint=models.UniqueConstraint(models.F('bundle'), models.F('order'), name='bundle_question_order_once'),
        ),
        migrations.AddConstraint(
            model_name='bundlequestion',
            constraint=models.UniqueConstraint(models.F('bundle'), models.F('code'), name='bundle_question_once'),
        ),
        migrations.AddConstraint(
            model_name='bundleline',
            constraint=models.UniqueConstraint(models.F('bundle'), models.F('order'), name='bundle_line_order_once'),
        ),
        migrations.AddConstraint(
            model_name='bundleline',
            constraint=models.UniqueConstraint(models.F('bundle'), models.F('service'), name='bundle_line_once'),
        ),
    ]

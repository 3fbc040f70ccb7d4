"""Periods of keeping, holds, acts of destruction; and the one change a printed form allows: its data are gone."""

import django.db.models.deletion
from django.db import migrations, models

from vikno.common.rls import TenantPolicy

TABLES = ("retentionrule", "hold", "destructionact", "destructionitem")
ONE_CHANGE = """
CREATE OR REPLACE FUNCTION documents_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.destroyed_at IS NULL AND NEW.destroyed_at IS NOT NULL AND NEW.destroyed_by_act <> '' AND NEW.data = '{}'::jsonb
     AND (to_jsonb(NEW) - 'data' - 'destroyed_at' - 'destroyed_by_act')
       = (to_jsonb(OLD) - 'data' - 'destroyed_at' - 'destroyed_by_act')
  THEN RETURN NEW; END IF;
  IF OLD.pdf_sha256 = '' AND NEW.pdf_sha256 <> ''
     AND (to_jsonb(NEW) - 'pdf_sha256' - 'engine') = (to_jsonb(OLD) - 'pdf_sha256' - 'engine')
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a document once kept is never changed';
END $$;
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'vikno_web')
THEN
  GRANT UPDATE (data, destroyed_at, destroyed_by_act) ON documents_generateddocument TO vikno_web;
  REVOKE UPDATE, DELETE ON documents_retentionrule, documents_destructionitem FROM vikno_web;
  REVOKE DELETE ON documents_hold, documents_destructionact FROM vikno_web;
END IF; END $$;
"""
NO_CHANGE = """
CREATE OR REPLACE FUNCTION documents_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.pdf_sha256 = '' AND NEW.pdf_sha256 <> ''
     AND (to_jsonb(NEW) - 'pdf_sha256' - 'engine') = (to_jsonb(OLD) - 'pdf_sha256' - 'engine')
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a document once kept is never changed';
END $$;
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'vikno_web')
THEN REVOKE UPDATE (data, destroyed_at, destroyed_by_act) ON documents_generateddocument FROM vikno_web; END IF; END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0005_event_bundles'),
        ('documents', '0009_more_papers'),
        ('territories', '0004_trigrams_without_a_queue'),
    ]

    operations = [
        migrations.AddField(
            model_name='generateddocument',
            name='destroyed_at',
            field=models.DateTimeField(help_text='the data are gone, the hash stays', null=True),
        ),
        migrations.AddField(
            model_name='generateddocument',
            name='destroyed_by_act',
            field=models.CharField(blank=True, max_length=40, verbose_name='акт про знищення'),
        ),
        migrations.CreateModel(
            name='DestructionAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, verbose_name='номер')),
                ('state', models.CharField(choices=[('requested', 'чекає затвердження'), ('carried_out', 'проведено'), ('rejected', 'відхилено')], default='requested', max_length=20, verbose_name='стан')),
                ('commission', models.JSONField(help_text='[{name, post}]')),
                ('requested_by_id', models.BigIntegerField()),
                ('requested_by_name', models.CharField(max_length=200)),
                ('requested_at', models.DateTimeField(verbose_name='складено')),
                ('decided_by_id', models.BigIntegerField(null=True)),
                ('decided_by_name', models.CharField(blank=True, max_length=200)),
                ('decided_at', models.DateTimeField(null=True, verbose_name='затверджено')),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.generateddocument')),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
            ],
            options={
                'ordering': ['-requested_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='DestructionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about_type', models.CharField(max_length=60)),
                ('about_id', models.CharField(max_length=60)),
                ('number_shown', models.CharField(max_length=40)),
                ('title', models.CharField(help_text='no word about the person', max_length=500)),
                ('rule', models.CharField(max_length=500)),
                ('keep_until', models.DateField(verbose_name='зберігати до')),
                ('files', models.JSONField(default=list, help_text='[{id, sha256, pages}]')),
                ('act', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='documents.destructionact')),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
            ],
            options={
                'ordering': ['act', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about_type', models.CharField(max_length=60)),
                ('about_id', models.CharField(max_length=60)),
                ('reason', models.CharField(max_length=300, verbose_name='чому')),
                ('placed_at', models.DateTimeField()),
                ('placed_by_id', models.BigIntegerField(null=True)),
                ('lifted_at', models.DateTimeField(null=True)),
                ('lifted_by_id', models.BigIntegerField(null=True)),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='RetentionRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(blank=True, max_length=40, verbose_name='№ статті')),
                ('title', models.CharField(max_length=300, verbose_name='що зберігають')),
                ('years', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='років')),
                ('source', models.CharField(max_length=300, verbose_name='джерело')),
                ('is_confirmed', models.BooleanField(default=False, verbose_name='звірено з актом')),
                ('valid_from', models.DateField(verbose_name='діє з')),
                ('recorded_by_id', models.BigIntegerField(null=True)),
                ('recorded_at', models.DateTimeField()),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.publicservice')),
            ],
            options={
                'ordering': ['service', '-valid_from', '-pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='destructionact',
            constraint=models.UniqueConstraint(models.F('hromada'), models.F('number'), name='act_number_once'),
        ),
        migrations.AddConstraint(
            model_name='destructionact',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by_id__isnull', True), models.Q(('decided_by_id', models.F('requested_by_id')), _negated=True), _connector='OR'), name='act_by_two_people'),
        ),
        migrations.AddConstraint(
            model_name='destructionact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'requested')), models.Q(models.Q(('state', 'requested'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='act_decided_has_its_time'),
        ),
        migrations.AddConstraint(
            model_name='destructionitem',
            constraint=models.UniqueConstraint(models.F('act'), models.F('about_type'), models.F('about_id'), name='item_once_in_an_act'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='hold_gives_its_reason'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.UniqueConstraint(models.F('hromada'), models.F('about_type'), models.F('about_id'), condition=models.Q(('lifted_at__isnull', True)), name='one_hold_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='retention_gives_its_source'),
        ),
        migrations.AddConstraint(
            model_name='retentionrule',
            constraint=models.UniqueConstraint(models.F('hromada'), models.F('service'), models.F('valid_from'), name='retention_once_a_day', nulls_distinct=False),
        ),
        *(TenantPolicy(f"documents_{name}") for name in TABLES),
        migrations.RunSQL(ONE_CHANGE, NO_CHANGE),
    ]

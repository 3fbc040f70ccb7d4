"""Files people bring: their own hromada only; a row once written is never removed."""

import django.db.models.deletion
from django.db import migrations, models

from vikno.common.rls import TenantPolicy

KEEP_ROWS = """
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'vikno_web')
THEN REVOKE DELETE ON documents_storedfile FROM vikno_web; END IF; END $$;
"""

class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0005_bill'),
        ('network', '0003_open_work'),
        ('territories', '0004_trigrams_without_a_queue'),
    ]

    operations = [
        migrations.AlterField(
            model_name='generateddocument',
            name='kind',
            field=models.CharField(choices=[('inventory', 'опис вхідного пакета документів'), ('progress_sheet', 'лист про проходження справи'), ('manifest', 'реєстр передачі'), ('journal', 'журнал реєстрації'), ('discrepancy', 'акт про розбіжності'), ('bill', 'рахунок на оплату'), ('notice', 'повідомлення'), ('receipt', 'розписка про прийняття'), ('payment_receipt', 'квитанція про сплату'), ('card', 'картка справи'), ('day_list', 'перелік справ за день'), ('destruction_act', 'акт про знищення'), ('blanks_report', 'звіт про бланки'), ('decision_notice', 'повідомлення про рішення')], max_length=30),
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('quarantine', 'чекає перевірки на віруси'), ('kept', 'зберігається'), ('refused', 'відхилено'), ('destroyed', 'знищено')], max_length=20, verbose_name='стан')),
                ('source', models.CharField(choices=[('upload', 'завантажено'), ('camera', 'сфотографовано'), ('scanner', 'сканер'), ('mail', 'електронна пошта'), ('api', 'інша система')], max_length=20, verbose_name='звідки')),
                ('original_name', models.CharField(help_text='text for the eye, never a path', max_length=255, verbose_name='назва')),
                ('storage_name', models.CharField(blank=True, max_length=32)),
                ('media_type', models.CharField(blank=True, max_length=40)),
                ('size', models.PositiveBigIntegerField(default=0, verbose_name='розмір')),
                ('pages', models.PositiveSmallIntegerField(default=0, verbose_name='сторінок')),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('received_sha256', models.CharField(max_length=64)),
                ('removed', models.PositiveIntegerField(default=0, help_text='things that act, taken out of a PDF')),
                ('refusal', models.CharField(blank=True, max_length=200, verbose_name='чому відхилено')),
                ('kept_at', models.DateTimeField(verbose_name='додано')),
                ('kept_by_id', models.BigIntegerField(null=True)),
                ('looked_at', models.DateTimeField(help_text='when the antivirus called it clean', null=True)),
                ('destroyed_at', models.DateTimeField(null=True)),
                ('destroyed_by_act', models.CharField(blank=True, max_length=40, verbose_name='акт про знищення')),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('point', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.point')),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['hromada', 'state', '-id'], name='file_by_state'), models.Index(fields=['hromada', 'received_sha256'], name='file_by_hash')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['quarantine', 'kept']), models.Q(('storage_name', ''), _negated=True), models.Q(('sha256', ''), _negated=True)), models.Q(('state__in', ['refused', 'destroyed']), ('storage_name', '')), _connector='OR'), name='file_has_bytes_while_kept'), models.CheckConstraint(condition=models.Q(models.Q(('destroyed_at__isnull', False), ('state', 'destroyed'), models.Q(('destroyed_by_act', ''), _negated=True)), models.Q(models.Q(('state', 'destroyed'), _negated=True), ('destroyed_at__isnull', True), ('destroyed_by_act', '')), _connector='OR'), name='file_destroyed_by_an_act'), models.UniqueConstraint(models.F('storage_name'), condition=models.Q(('storage_name', ''), _negated=True), name='file_storage_name_once')],
            },
        ),
        TenantPolicy("documents_storedfile"),
        migrations.RunSQL(KEEP_ROWS, migrations.RunSQL.noop),
    ]

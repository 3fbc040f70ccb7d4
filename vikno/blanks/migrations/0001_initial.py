"""The book of strict-accountability blanks."""

import django.contrib.postgres.constraints
import django.db.models.deletion
import vikno.blanks.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0009_second_lock_of_local_days'),
        ('documents', '0009_more_papers'),
        ('territories', '0004_trigrams_without_a_queue'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Stocktaking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('happened_on', models.DateField(verbose_name='дата')),
                ('commission', models.JSONField(default=list, help_text='names, as written')),
                ('lines', models.JSONField(default=list, help_text='[{kind, series, expected, counted, missing, extra}], spans')),
                ('note', models.CharField(blank=True, max_length=500)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('holder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.generateddocument')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-happened_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Keeper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.CharField(max_length=200, verbose_name='наказ або рішення')),
                ('valid_from', models.DateField(verbose_name='діє з')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='діє до')),
                ('recorded_at', models.DateTimeField()),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-valid_from', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='keeper_period_in_order'), models.CheckConstraint(condition=models.Q(('order', ''), _negated=True), name='keeper_has_an_order'), models.UniqueConstraint(models.F('hromada'), models.F('user'), condition=models.Q(('valid_to__isnull', True)), name='keeper_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Lot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('series', models.CharField(max_length=13)),
                ('first', models.PositiveIntegerField()),
                ('last', models.PositiveIntegerField()),
                ('spot', models.CharField(choices=[('outside', 'поза громадою'), ('store', 'у відповідальної особи'), ('holder', 'у виконавця'), ('used', 'використано'), ('spoiled', 'зіпсовано, зберігається'), ('returned', 'повернуто органу ДРАЦС'), ('destroyed', 'знищено'), ('missing', 'не виявлено')], max_length=20)),
                ('holder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
            ],
            options={
                'ordering': ['kind', 'series', 'first'],
                'indexes': [models.Index(fields=['hromada', 'holder', 'spot'], name='blank_lot_of_holder')],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('hromada', '='), ('kind', '='), ('series', '='), (vikno.blanks.models.NumberRange('first', 'last'), '&&')], name='blank_in_one_place'), models.CheckConstraint(condition=models.Q(models.Q(('holder__isnull', False), ('spot', 'holder')), ('spot', 'spoiled'), models.Q(models.Q(('spot', 'holder'), _negated=True), ('holder__isnull', True)), _connector='OR'), name='lot_names_its_holder')],
            },
        ),
        migrations.CreateModel(
            name='Movement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='вид бланка')),
                ('series', models.CharField(max_length=13, verbose_name='серія')),
                ('first', models.PositiveIntegerField(verbose_name='перший номер')),
                ('last', models.PositiveIntegerField(verbose_name='останній номер')),
                ('act', models.CharField(choices=[('received', 'отримано'), ('issued', 'видано виконавцеві'), ('handed_over', 'передано іншому виконавцеві'), ('given_back', 'здано відповідальній особі'), ('used', 'використано'), ('spoiled', 'зіпсовано'), ('returned', 'повернуто органу ДРАЦС'), ('destroyed', 'знищено'), ('missing', 'не виявлено'), ('found', 'знайдено')], max_length=20)),
                ('from_spot', models.CharField(choices=[('outside', 'поза громадою'), ('store', 'у відповідальної особи'), ('holder', 'у виконавця'), ('used', 'використано'), ('spoiled', 'зіпсовано, зберігається'), ('returned', 'повернуто органу ДРАЦС'), ('destroyed', 'знищено'), ('missing', 'не виявлено')], max_length=20)),
                ('to_spot', models.CharField(choices=[('outside', 'поза громадою'), ('store', 'у відповідальної особи'), ('holder', 'у виконавця'), ('used', 'використано'), ('spoiled', 'зіпсовано, зберігається'), ('returned', 'повернуто органу ДРАЦС'), ('destroyed', 'знищено'), ('missing', 'не виявлено')], max_length=20)),
                ('happened_on', models.DateField(verbose_name='дата')),
                ('party', models.CharField(blank=True, max_length=300, verbose_name='від кого або кому')),
                ('document', models.CharField(blank=True, max_length=300, verbose_name='документ')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='причина')),
                ('commission', models.JSONField(default=list, help_text='names, as written')),
                ('act_record', models.CharField(blank=True, max_length=100, verbose_name='актовий запис')),
                ('attempt', models.PositiveSmallIntegerField(default=0)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='blanks', to='cases.case')),
                ('from_holder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.generateddocument')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reverses', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversal', to='blanks.movement')),
                ('to_holder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stocktaking', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='blanks.stocktaking')),
            ],
            options={
                'ordering': ['-happened_on', '-pk'],
                'indexes': [models.Index(fields=['hromada', '-happened_on', '-id'], name='blank_movement_newest'), models.Index(fields=['hromada', 'kind', 'series', 'first'], name='blank_movement_by_number'), models.Index(condition=models.Q(('case__isnull', False)), fields=['hromada', 'case'], name='blank_of_case')],
                'constraints': [models.CheckConstraint(condition=models.Q(('first__gt', 0), ('last__gte', models.F('first'))), name='movement_numbers_in_order'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('act', 'received'), ('reverses__isnull', True)), expressions=[('hromada', '='), ('kind', '='), ('series', '='), ('attempt', '='), (vikno.blanks.models.NumberRange('first', 'last'), '&&')], name='blank_received_once'), models.UniqueConstraint(models.F('hromada'), models.F('kind'), models.F('series'), models.F('first'), models.F('attempt'), condition=models.Q(('act', 'used'), ('reverses__isnull', True)), name='blank_used_once'), models.CheckConstraint(condition=models.Q(models.Q(('act', 'used'), _negated=True), models.Q(('first', models.F('last')), models.Q(('case__isnull', False), models.Q(('act_record', ''), _negated=True), _connector='OR')), _connector='OR'), name='use_names_its_record'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('act__in', ['spoiled', 'missing']), _negated=True), ('reverses__isnull', True)), models.Q(('reason', ''), _negated=True), _connector='OR'), name='loss_and_correction_give_reason'), models.CheckConstraint(condition=models.Q(models.Q(('act__in', ['received', 'returned']), _negated=True), models.Q(models.Q(('document', ''), _negated=True), models.Q(('party', ''), _negated=True)), _connector='OR'), name='receipt_names_its_document'), models.CheckConstraint(condition=models.Q(models.Q(('from_spot', 'holder'), _negated=True), ('from_holder__isnull', False), _connector='OR'), name='movement_from_a_person'), models.CheckConstraint(condition=models.Q(models.Q(('to_spot', 'holder'), _negated=True), ('to_holder__isnull', False), _connector='OR'), name='movement_to_a_person')],
            },
        ),
    ]

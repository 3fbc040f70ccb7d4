"""Accounts, grounds, bills and their ledger."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0005_of_officer'),
        ('catalogue', '0003_confirmed_locally'),
        ('documents', '0005_bill'),
        ('territories', '0004_trigrams_without_a_queue'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Bill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(db_collation='C', max_length=14, unique=True, verbose_name='номер рахунка')),
                ('attempt', models.PositiveSmallIntegerField(default=0, help_text='how many bills of this cost were cancelled before')),
                ('exemption_proof', models.CharField(blank=True, max_length=200, verbose_name='чим підтверджено')),
                ('full_amount', models.DecimalField(decimal_places=2, max_digits=10)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='сума')),
                ('computed_from', models.JSONField(default=dict)),
                ('explanation', models.CharField(max_length=1000)),
                ('payer_name', models.CharField(max_length=400, verbose_name='платник')),
                ('recipient', models.CharField(blank=True, max_length=140)),
                ('edrpou', models.CharField(blank=True, max_length=8)),
                ('iban', models.CharField(blank=True, max_length=29)),
                ('purpose', models.CharField(blank=True, max_length=420)),
                ('code_format', models.CharField(choices=[('002', '002 — лише реквізити'), ('003', '003 — із забороною змінювати суму й отримувача')], default='002', max_length=3)),
                ('valid_until', models.DateField(null=True)),
                ('issued_on', models.DateField(verbose_name='виписано')),
                ('issued_at', models.DateTimeField()),
                ('issued_by_name', models.CharField(max_length=200)),
                ('is_demo', models.BooleanField(default=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bills', to='cases.case')),
                ('cost', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.cost')),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper_a4', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.generateddocument')),
                ('paper_a5', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.generateddocument')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.publicservice')),
            ],
            options={
                'ordering': ['-issued_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Cancellation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300, verbose_name='чому скасовано')),
                ('at', models.DateTimeField()),
                ('by_name', models.CharField(max_length=200)),
                ('bill', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='cancellation', to='payments.bill')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ExemptionGround',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='кого звільнено')),
                ('act', models.CharField(max_length=300, verbose_name='підстава: акт і стаття')),
                ('percent', models.PositiveSmallIntegerField(default=100, verbose_name='звільнено, %')),
                ('valid_from', models.DateField(verbose_name='діє з')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='діє до')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.publicservice')),
            ],
            options={
                'ordering': ['name', '-valid_from', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='bill',
            name='exemption',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='payments.exemptionground'),
        ),
        migrations.CreateModel(
            name='TreasuryAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='діє з')),
                ('recipient', models.CharField(max_length=140, verbose_name='отримувач')),
                ('edrpou', models.CharField(max_length=8, verbose_name='код ЄДРПОУ отримувача')),
                ('iban', models.CharField(max_length=29, verbose_name='рахунок IBAN')),
                ('purpose', models.CharField(max_length=300, verbose_name='призначення платежу')),
                ('code_format', models.CharField(choices=[('002', '002 — лише реквізити'), ('003', '003 — із забороною змінювати суму й отримувача')], default='002', max_length=3, verbose_name='QR-код на папері')),
                ('is_closed', models.BooleanField(default=False, verbose_name='рахунок закрито')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='звідки відомо')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.publicservice')),
            ],
            options={
                'ordering': ['-valid_from', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='bill',
            name='account',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='payments.treasuryaccount'),
        ),
        migrations.CreateModel(
            name='BillSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
            ],
            options={
                'ordering': ['hromada', 'year'],
                'constraints': [models.UniqueConstraint(models.F('hromada'), models.F('year'), name='bill_series_once')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('receipt', 'оплата'), ('receipt_reversed', 'запис про оплату виправлено'), ('refund', 'повернення'), ('refund_reversed', 'запис про повернення виправлено')], max_length=20)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='сума')),
                ('happened_on', models.DateField(verbose_name='дата')),
                ('channel', models.CharField(blank=True, choices=[('bank', 'банк'), ('post', 'пошта'), ('terminal', 'термінал')], max_length=10, verbose_name='де сплачено')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='номер квитанції')),
                ('code', models.CharField(blank=True, max_length=60, verbose_name='код квитанції')),
                ('key', models.CharField(blank=True, max_length=160)),
                ('attempt', models.PositiveSmallIntegerField(default=0)),
                ('ground', models.CharField(blank=True, max_length=300, verbose_name='підстава')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('bill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='payments.bill')),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reverses', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversal', to='payments.entry')),
            ],
            options={
                'verbose_name_plural': 'entries',
                'ordering': ['happened_on', 'pk'],
                'indexes': [models.Index(fields=['hromada', 'happened_on', 'id'], name='entry_by_day'), models.Index(fields=['bill'], name='entry_of_bill')],
                'constraints': [models.UniqueConstraint(models.F('hromada'), models.F('key'), models.F('attempt'), condition=models.Q(('key', ''), _negated=True), name='receipt_once'), models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('kind', 'receipt'), ('reverses__isnull', True), models.Q(('key', ''), _negated=True), models.Q(('channel', ''), _negated=True)), models.Q(('amount__lt', 0), ('kind', 'refund'), ('reverses__isnull', True), models.Q(('ground', ''), _negated=True)), models.Q(('amount__lt', 0), ('kind', 'receipt_reversed'), ('reverses__isnull', False), models.Q(('ground', ''), _negated=True)), models.Q(('amount__gt', 0), ('kind', 'refund_reversed'), ('reverses__isnull', False), models.Q(('ground', ''), _negated=True)), _connector='OR'), name='entry_is_of_its_kind')],
            },
        ),
        migrations.AddIndex(
            model_name='exemptionground',
            index=models.Index(fields=['hromada', 'valid_from'], name='exemption_by_day'),
        ),
        migrations.AddConstraint(
            model_name='exemptionground',
            constraint=models.CheckConstraint(condition=models.Q(('percent__range', (1, 100))), name='exemption_percent_in_range'),
        ),
        migrations.AddConstraint(
            model_name='exemptionground',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='exemption_period_in_order'),
        ),
        migrations.AddIndex(
            model_name='treasuryaccount',
            index=models.Index(fields=['hromada', 'service', '-valid_from', '-id'], name='account_of_service'),
        ),
        migrations.AddIndex(
            model_name='bill',
            index=models.Index(fields=['hromada', '-issued_on', '-id'], name='bill_newest'),
        ),
        migrations.AddIndex(
            model_name='bill',
            index=models.Index(fields=['hromada', 'case'], name='bill_of_case'),
        ),
        migrations.AddConstraint(
            model_name='bill',
            constraint=models.UniqueConstraint(models.F('case'), models.F('cost'), models.F('attempt'), name='one_live_bill_a_cost'),
        ),
        migrations.AddConstraint(
            model_name='bill',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0), ('full_amount__gt', 0), ('amount__lte', models.F('full_amount'))), name='bill_amount_in_order'),
        ),
        migrations.AddConstraint(
            model_name='bill',
            constraint=models.CheckConstraint(condition=models.Q(('amount', models.F('full_amount')), models.Q(('exemption__isnull', False), models.Q(('exemption_proof', ''), _negated=True)), _connector='OR'), name='bill_says_why_less'),
        ),
        migrations.AddConstraint(
            model_name='bill',
            constraint=models.CheckConstraint(condition=models.Q(('amount', 0), models.Q(('account__isnull', False), models.Q(('iban', ''), _negated=True), models.Q(('recipient', ''), _negated=True), models.Q(('purpose', ''), _negated=True)), _connector='OR'), name='bill_names_its_account'),
        ),
    ]

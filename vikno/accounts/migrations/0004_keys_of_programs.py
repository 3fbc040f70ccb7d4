"""Keys of programs, their uses, and receipts of operations carried out once."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from vikno.common.rls import TenantPolicy


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_counters_of_attempts'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='is_program',
            field=models.BooleanField(default=False, help_text='works by a key and never signs in', verbose_name='програма, а не людина'),
        ),
        migrations.CreateModel(
            name='ApiKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('holder', models.CharField(choices=[('device', 'пристрій'), ('organisation', 'система організації')], max_length=20, verbose_name='хто ним працює')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('ending', models.CharField(help_text='to tell one key from another by eye', max_length=4, verbose_name='останні знаки')),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('cases:read', 'читати справи'), ('cases:write', 'реєструвати й вести справи'), ('points:read', 'читати точки мережі'), ('points:write', 'додавати точки і змінювати їхній стан'), ('services:read', 'читати каталог послуг'), ('services:write', 'змінювати каталог послуг')], max_length=30), verbose_name='права')),
                ('issued_at', models.DateTimeField(verbose_name='видано')),
                ('expires_at', models.DateTimeField(verbose_name='діє до')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='відкликано')),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('membership', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='api_key', to='accounts.membership')),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-issued_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='KeyUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minute', models.DateTimeField()),
                ('calls', models.PositiveIntegerField()),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='accounts.apikey')),
            ],
            options={
                'ordering': ['key', 'minute'],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hromada_code', models.CharField(blank=True, max_length=19)),
                ('operation_id', models.UUIDField()),
                ('payload_hash', models.CharField(max_length=64)),
                ('status', models.PositiveSmallIntegerField(default=0)),
                ('answer', models.TextField(blank=True, help_text='sealed with the signing key')),
                ('recorded_at', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='apikey',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('issued_at'))), name='key_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='apikey',
            constraint=models.CheckConstraint(condition=models.Q(('scopes', []), _negated=True), name='key_opens_something'),
        ),
        migrations.AddConstraint(
            model_name='apikey',
            constraint=models.CheckConstraint(condition=models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', True), _connector='OR'), name='key_revoked_at_some_time'),
        ),
        migrations.AddConstraint(
            model_name='keyuse',
            constraint=models.UniqueConstraint(models.F('key'), models.F('minute'), name='key_use_once_a_minute'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.UniqueConstraint(models.F('hromada_code'), models.F('operation_id'), name='operation_once'),
        ),
        TenantPolicy('accounts_receipt', column='hromada_code'),
    ]

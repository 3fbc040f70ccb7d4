"""Who agreed to a link after the visit, and whether links go by themselves; shown to its own hromada only."""

import django.db.models.deletion
from django.db import migrations, models

from vikno.common.rls import TenantPolicy


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0018_words_of_destroyed_cases'),
        ('feedback', '0002_second_lock'),
        ('territories', '0004_trigrams_without_a_queue'),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('phone', 'телефоном'), ('email', 'електронною поштою'), ('sms', 'повідомленням SMS'), ('post', 'листом'), ('in_person', 'особисто')], max_length=20)),
                ('agreed_at', models.DateTimeField()),
                ('noted_by_name', models.CharField(max_length=200)),
                ('settled_at', models.DateTimeField(null=True)),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
            ],
            options={
                'ordering': ['agreed_at', 'pk'],
                'indexes': [models.Index(condition=models.Q(('settled_at__isnull', True)), fields=['hromada', 'agreed_at'], name='agreement_open')],
            },
        ),
        migrations.CreateModel(
            name='SendingRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='діє з')),
                ('is_on', models.BooleanField(verbose_name='надсилати')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
            ],
            options={
                'ordering': ['-valid_from', '-pk'],
                'indexes': [models.Index(fields=['hromada', '-valid_from', '-id'], name='sending_rule_newest')],
            },
        ),
        TenantPolicy("feedback_agreement"),
        TenantPolicy("feedback_sendingrule"),
    ]

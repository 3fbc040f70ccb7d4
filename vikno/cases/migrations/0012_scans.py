"""Files of cases, behind the second lock; when a case was destroyed, and by which act."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from vikno.common.rls import TenantPolicy


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0011_work_lists'),
        ('documents', '0006_files'),
        ('territories', '0004_trigrams_without_a_queue'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='destroyed_at',
            field=models.DateTimeField(help_text='what was personal is gone; the row stays for counts', null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='destroyed_by_act',
            field=models.CharField(blank=True, max_length=40, verbose_name='акт про знищення'),
        ),
        migrations.CreateModel(
            name='CaseScan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attached_at', models.DateTimeField(verbose_name='додано')),
                ('attached_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scans', to='cases.case')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('paper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='cases.casepaper')),
            ],
            options={
                'ordering': ['case', 'pk'],
                'constraints': [models.UniqueConstraint(models.F('case'), models.F('file'), name='file_once_in_a_case')],
            },
        ),
        TenantPolicy("cases_casescan"),
    ]

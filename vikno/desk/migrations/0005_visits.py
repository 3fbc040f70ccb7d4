"""A visit joins cases; a draft may ask for several services and knows which edit it is."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applicants', '0003_ranges_instead_of_patterns'),
        ('cases', '0009_second_lock_of_local_days'),
        ('catalogue', '0005_event_bundles'),
        ('desk', '0004_second_lock_of_filters'),
        ('documents', '0007_visits'),
        ('network', '0003_open_work'),
        ('territories', '0004_trigrams_without_a_queue'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='intakedraft',
            name='answers',
            field=models.JSONField(default=list, help_text="codes of the bundle's questions answered with yes"),
        ),
        migrations.AddField(
            model_name='intakedraft',
            name='bundle',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.eventbundle'),
        ),
        migrations.AddField(
            model_name='intakedraft',
            name='follows',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='followed_by', to='desk.intakedraft'),
        ),
        migrations.AddField(
            model_name='intakedraft',
            name='more',
            field=models.JSONField(default=list, help_text='keys of further services, in the order of asking'),
        ),
        migrations.AddField(
            model_name='intakedraft',
            name='revision',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='intakedraft',
            name='typed',
            field=models.JSONField(default=dict, help_text='what the screen saved by itself: {step, fields}'),
        ),
        migrations.AlterField(
            model_name='intakedraft',
            name='papers',
            field=models.JSONField(default=list, help_text='[{name, evidence_form, sheets, requirement_id, of}]'),
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('token', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('began_at', models.DateTimeField(verbose_name='почато')),
                ('applicant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applicants.applicant')),
                ('bundle', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.eventbundle')),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.point')),
                ('sheet_a4', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.generateddocument')),
                ('sheet_a5', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.generateddocument')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-began_at', 'token'],
            },
        ),
        migrations.AddField(
            model_name='intakedraft',
            name='visit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='desk.visit'),
        ),
        migrations.CreateModel(
            name='VisitCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='desk.visit')),
            ],
            options={
                'ordering': ['visit', 'order'],
            },
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(fields=['hromada', 'applicant', '-began_at'], name='visit_of_applicant'),
        ),
        migrations.AddConstraint(
            model_name='visitcase',
            constraint=models.UniqueConstraint(models.F('visit'), models.F('order'), name='visit_order_once'),
        ),
    ]

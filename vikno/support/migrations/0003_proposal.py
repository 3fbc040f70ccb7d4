"""A memorandum may follow a chosen proposal."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0002_calls_and_proposals'),
        ('support', '0002_second_lock'),
    ]

    operations = [
        migrations.AddField(
            model_name='memorandum',
            name='proposal',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memorandum', to='programmes.proposal'),
        ),
    ]

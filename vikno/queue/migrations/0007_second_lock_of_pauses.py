"""Standstills of a queue are shown to their own hromada only."""

from django.db import migrations

from vikno.common.rls import TenantPolicy


class Migration(migrations.Migration):
    dependencies = [("queue", "0006_queue_pauses")]

    operations = [TenantPolicy("queue_queuepause")]

"""Kiosks and their numbers are shown to their own hromada only."""

from django.db import migrations

from vikno.common.rls import TenantPolicy


class Migration(migrations.Migration):
    dependencies = [("queue", "0003_kiosks")]

    operations = [TenantPolicy("queue_kiosk"), TenantPolicy("queue_numberblock")]

"""Stopped services are shown to their own hromada only."""

from django.db import migrations

from vikno.common.rls import TenantPolicy


class Migration(migrations.Migration):
    dependencies = [("appointments", "0004_service_stops")]

    operations = [TenantPolicy("appointments_servicestop")]

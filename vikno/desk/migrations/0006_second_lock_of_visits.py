"""Visits are shown to their own hromada only."""

from django.db import migrations

from vikno.common.rls import TenantPolicy


class Migration(migrations.Migration):
    dependencies = [("desk", "0005_visits")]

    operations = [TenantPolicy("desk_visit"), TenantPolicy("desk_visitcase")]

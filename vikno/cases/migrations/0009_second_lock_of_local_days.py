"""Local days are shown to their own hromada only."""

from django.db import migrations

from vikno.common.rls import TenantPolicy


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_local_days")]

    operations = [TenantPolicy("cases_localdays")]

"""Saved filters are shown to their own hromada only."""

from django.db import migrations

from vikno.common.rls import TenantPolicy


class Migration(migrations.Migration):
    dependencies = [("desk", "0003_saved_filters")]

    operations = [TenantPolicy("desk_savedfilter")]

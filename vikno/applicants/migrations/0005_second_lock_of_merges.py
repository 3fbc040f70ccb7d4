"""Merges are shown to their own hromada only."""

from django.db import migrations

from vikno.common.rls import TenantPolicy


class Migration(migrations.Migration):
    dependencies = [("applicants", "0004_merges")]

    operations = [TenantPolicy("applicants_merge")]

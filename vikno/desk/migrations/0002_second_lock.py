"""Drafts of applications are shown to their own hromada only."""

from django.db import migrations

from vikno.common.rls import TenantPolicy


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_initial")]

    operations = [TenantPolicy("desk_intakedraft")]

"""Printed forms are shown to their own hromada only."""

from django.db import migrations

from vikno.common.rls import TenantPolicy


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [
        TenantPolicy("documents_generateddocument"),
    ]

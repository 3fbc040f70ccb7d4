"""Blanks are shown to their own hromada only, and what is written down is never changed."""

from django.db import migrations

from vikno.common.rls import AppendOnly, TenantPolicy

TABLES = ("keeper", "stocktaking", "movement", "lot")


class Migration(migrations.Migration):
    dependencies = [("blanks", "0001_initial"), ("common", "0001_extensions")]

    operations = [
        *(TenantPolicy(f"blanks_{name}") for name in TABLES),
        *(AppendOnly(f"blanks_{name}") for name in ("stocktaking", "movement")),
    ]

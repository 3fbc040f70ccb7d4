"""Interruptions are shown to their own hromada only; what was done is never changed."""

from django.db import migrations

from vikno.common.rls import AppendOnly, TenantPolicy

TABLES = (
    "interruption",
    "interruptionpoint",
    "pointhold",
    "interruptionservice",
    "interruptionbooking",
    "interruptionstep",
)


class Migration(migrations.Migration):
    dependencies = [("continuity", "0001_initial"), ("common", "0001_extensions")]

    operations = [
        *(TenantPolicy(f"continuity_{name}") for name in TABLES),
        AppendOnly("continuity_interruptionstep"),
    ]

"""The queue is shown to its own hromada only."""

from django.db import migrations

from vikno.common.rls import TenantPolicy

TABLES = (
    "queuerulerow", "priorityclass", "queueservice", "counter", "counterservice", "shift", "pause", "daynumbers",
    "ticket", "call", "consultation", "pressureentry",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("queue", "0001_initial"), ("common", "0001_extensions")]

    operations = [TenantPolicy(f"queue_{name}") for name in TABLES]

"""What people said is shown to their own hromada only; steps of complaints are never changed."""

from django.db import migrations

from vikno.common.rls import AppendOnly, TenantPolicy

TABLES = ("poster", "invitation", "answer", "complaint", "complaintevent", "actiontaken")


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_initial"), ("common", "0001_extensions")]

    operations = [
        *(TenantPolicy(f"feedback_{name}") for name in TABLES),
        AppendOnly("feedback_complaintevent"),
    ]

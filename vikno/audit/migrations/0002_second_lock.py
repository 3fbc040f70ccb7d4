"""The journal is shown to its own hromada only, and never changed."""

from django.db import migrations

from vikno.common.rls import AppendOnly, TenantPolicy


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        TenantPolicy("audit_journalentry", column="hromada_code"),
        AppendOnly("audit_journalentry"),
    ]

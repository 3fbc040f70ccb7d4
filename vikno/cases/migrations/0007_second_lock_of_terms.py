"""Changes of terms are shown to their own hromada only and never rewritten."""

from django.db import migrations

from vikno.common.rls import AppendOnly, TenantPolicy


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_term_changes")]

    operations = [TenantPolicy("cases_termchange"), AppendOnly("cases_termchange")]

"""Cases are shown to their own hromada only; what was done is never rewritten."""

from django.db import migrations

from vikno.common.rls import AppendOnly, TenantPolicy


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        TenantPolicy("cases_numberseries"),
        TenantPolicy("cases_case"),
        TenantPolicy("cases_casepaper"),
        TenantPolicy("cases_statuschange"),
        TenantPolicy("cases_decision"),
        TenantPolicy("cases_result"),
        AppendOnly("cases_statuschange"),
    ]

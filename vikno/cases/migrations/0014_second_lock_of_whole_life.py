"""Hearings, co-applicants and reminders are shown to their own hromada only; a reminder is never rewritten."""

from django.db import migrations

from vikno.common.rls import AppendOnly, TenantPolicy


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_whole_life")]

    operations = [
        TenantPolicy("cases_hearing"),
        TenantPolicy("cases_coapplicant"),
        TenantPolicy("cases_reminder"),
        AppendOnly("cases_reminder"),
    ]

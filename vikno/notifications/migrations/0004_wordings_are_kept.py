"""Wordings belong to their hromada and are added only: a message names the version it was written by."""

from django.db import migrations

from vikno.common.rls import AppendOnly, TenantPolicy


class Migration(migrations.Migration):
    dependencies = [("notifications", "0003_sending_and_wordings")]

    operations = [
        TenantPolicy("notifications_wording", column="hromada_code"),
        AppendOnly("notifications_wording"),
    ]

"""Messages to people are shown to their own hromada only."""

from django.db import migrations

from vikno.common.rls import TenantPolicy


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]

    operations = [
        TenantPolicy("notifications_message", column="hromada_code"),
    ]

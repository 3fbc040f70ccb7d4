"""Letters of people are shown to their own hromada only."""

from django.db import migrations

from vikno.common.rls import TenantPolicy


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0001_initial")]

    operations = [
        TenantPolicy("correspondence_letter", column="hromada_id"),
        TenantPolicy("correspondence_attachment", column="hromada_id"),
    ]

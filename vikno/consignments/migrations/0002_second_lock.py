"""Papers on their way are shown to their own hromada only."""

from django.db import migrations

from vikno.common.rls import TenantPolicy


class Migration(migrations.Migration):
    dependencies = [("consignments", "0001_initial")]

    operations = [
        TenantPolicy("consignments_bag"),
        TenantPolicy("consignments_bagitem"),
        TenantPolicy("consignments_custody"),
    ]

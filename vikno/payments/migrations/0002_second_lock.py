"""Money is shown to its own hromada only, and what is written down is never changed."""

from django.db import migrations

from vikno.common.rls import AppendOnly, TenantPolicy

KEPT_FOR_EVER = ("treasuryaccount", "exemptionground", "bill", "cancellation", "entry")


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]

    operations = [
        TenantPolicy("payments_billseries"),
        *(TenantPolicy(f"payments_{name}") for name in KEPT_FOR_EVER),
        *(AppendOnly(f"payments_{name}") for name in KEPT_FOR_EVER),
    ]

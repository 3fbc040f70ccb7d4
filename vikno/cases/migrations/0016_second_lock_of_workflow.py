"""Steps of a case and hand-overs are shown to their own hromada only."""

from django.db import migrations

from vikno.common.rls import TenantPolicy


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_workflow_and_transfers")]

    operations = [TenantPolicy("cases_casetask"), TenantPolicy("cases_casetransfer")]

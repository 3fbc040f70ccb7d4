"""Who was told of a change is the hromada's own matter: it says who has begun a proposal."""

from django.db import migrations

from vikno.common.rls import AppendOnly, TenantPolicy


class Migration(migrations.Migration):
    dependencies = [("programmes", "0004_notices_and_sweeps")]

    operations = [TenantPolicy("programmes_toldnotice"), AppendOnly("programmes_toldnotice")]

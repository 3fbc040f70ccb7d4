"""People are shown to their own hromada only."""

from django.db import migrations

from vikno.common.rls import TenantPolicy


class Migration(migrations.Migration):
    dependencies = [("applicants", "0001_initial")]

    operations = [
        TenantPolicy("applicants_surname"),
        TenantPolicy("applicants_applicant"),
        TenantPolicy("applicants_representative"),
    ]

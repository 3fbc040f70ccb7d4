"""A month that was published is never written otherwise: two editions of one month would tell their difference."""

from django.db import migrations

from vikno.common.rls import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("opendata", "0001_initial"), ("common", "0001_extensions")]

    operations = [AppendOnly("opendata_publishedmonth")]

"""What people could read is never changed afterwards."""

from django.db import migrations

from vikno.common.rls import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("announcements", "0001_initial"), ("common", "0001_extensions")]

    operations = [AppendOnly("announcements_version")]

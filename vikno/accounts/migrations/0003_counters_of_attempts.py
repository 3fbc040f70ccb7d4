"""The table behind Django's cache: counters of attempts that every server process shares.

Unlogged: after a crash the counters start anew, and each attempt costs no write-ahead log.
"""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("accounts", "0002_own_passwords_and_ended_roles"), ("common", "0001_extensions")]

    operations = [
        migrations.RunSQL(
            """
            CREATE UNLOGGED TABLE accounts_cache (
                cache_key varchar(255) NOT NULL PRIMARY KEY,
                value text NOT NULL,
                expires timestamp with time zone NOT NULL
            );
            CREATE INDEX accounts_cache_expires ON accounts_cache (expires);
            """,
            "DROP TABLE accounts_cache",
        ),
    ]

"""What was typed is shown to its own hromada only. What was signed is read across hromadas and written by one's own.

Nothing typed, signed or withdrawn is ever changed. Drafts are no rows at all: nobody else can see one.
"""

from django.db import migrations

from vikno.common.rls import TENANT_SETTING, AppendOnly, TenantPolicy


TABLES = ("typed", "signedreport", "withdrawal", "letterwish", "weekletter", "yearwords")


def _written_by_own(table: str) -> migrations.RunSQL:
    """Signed reports name no resident and are for the oblast and the country: reading is the policy of the room."""
    rule = f"hromada_id = current_setting('{TENANT_SETTING}', true)"
    return migrations.RunSQL(
        [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY read_by_all ON {table} FOR SELECT USING (true)",
            f"CREATE POLICY tenant ON {table} FOR INSERT WITH CHECK ({rule})",
        ],
        [
            f"DROP POLICY tenant ON {table}",
            f"DROP POLICY read_by_all ON {table}",
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ],
    )


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial"), ("common", "0001_extensions")]

    operations = [
        *(TenantPolicy(f"reporting_{name}") for name in ("typed", "letterwish", "weekletter", "yearwords")),
        _written_by_own("reporting_signedreport"),
        _written_by_own("reporting_withdrawal"),
        *(AppendOnly(f"reporting_{name}") for name in TABLES),
    ]

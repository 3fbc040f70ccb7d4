"""The second lock: row-level security, forced, on every table that carries a tenant.

The first lock is the explicit filter in the query. Together they cost 1.4–2.0 ms; the policy alone cost
22–53 ms, so a query never leans on it.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

TENANT_SETTING = "vikno.hromada_code"
PROGRAMME_SETTING = "vikno.organisation_id"


class _TableOperation(Operation):
    reversible = True
    reduces_to_sql = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The shape of the models does not change."""

    def _run(self, schema_editor: BaseDatabaseSchemaEditor, statements: list[str]) -> None:
        for statement in statements:
            schema_editor.execute(statement, params=None)


class TenantPolicy(_TableOperation):
    """Rows of a table are visible and writable only where `column` equals the bound tenant."""

    def __init__(self, table: str, column: str = "hromada_id") -> None:
        self.table, self.column = table, column

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        rule = f"{self.column} = current_setting('{TENANT_SETTING}', true)"
        self._run(
            schema_editor,
            [
                f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY",
                f"ALTER TABLE {self.table} FORCE ROW LEVEL SECURITY",
                f"CREATE POLICY tenant ON {self.table} USING ({rule}) WITH CHECK ({rule})",
            ],
        )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._run(
            schema_editor,
            [
                f"DROP POLICY tenant ON {self.table}",
                f"ALTER TABLE {self.table} NO FORCE ROW LEVEL SECURITY",
                f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY",
            ],
        )

    def describe(self) -> str:
        return f"Force row-level security on {self.table} by {self.column}"


class SharedPolicy(_TableOperation):
    """Rows belong to a hromada and are shared with the programme whose organisation is in `organisation`.

    Both read and write them; `shown` is a condition on the row (SQL) without which the programme does not see it:
    a draft of a hromada is nobody else's. Who may do what among those who see it decides the room.
    """

    def __init__(self, table: str, *, organisation: str = "organisation_id", shown: str = "true") -> None:
        self.table, self.organisation, self.shown = table, organisation, shown

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        own = f"hromada_id = current_setting('{TENANT_SETTING}', true)"
        theirs = f"{self.organisation}::text = current_setting('{PROGRAMME_SETTING}', true)"
        rule = f"({own}) OR ({theirs} AND ({self.shown}))"
        self._run(
            schema_editor,
            [
                f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY",
                f"ALTER TABLE {self.table} FORCE ROW LEVEL SECURITY",
                f"CREATE POLICY shared ON {self.table} USING ({rule}) WITH CHECK ({rule})",
            ],
        )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._run(
            schema_editor,
            [
                f"DROP POLICY shared ON {self.table}",
                f"ALTER TABLE {self.table} NO FORCE ROW LEVEL SECURITY",
                f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY",
            ],
        )

    def describe(self) -> str:
        return f"Force row-level security on {self.table}: a hromada and the programme it is shared with"


class WrittenByOwn(_TableOperation):
    """Rows that everybody reads, written by the bound tenant alone: what a hromada tells the public."""

    def __init__(self, table: str) -> None:
        self.table = table

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        rule = f"hromada_id = current_setting('{TENANT_SETTING}', true)"
        self._run(
            schema_editor,
            [
                f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY",
                f"ALTER TABLE {self.table} FORCE ROW LEVEL SECURITY",
                f"CREATE POLICY everybody ON {self.table} FOR SELECT USING (true)",
                f"CREATE POLICY own ON {self.table} USING ({rule}) WITH CHECK ({rule})",
            ],
        )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._run(
            schema_editor,
            [
                f"DROP POLICY own ON {self.table}",
                f"DROP POLICY everybody ON {self.table}",
                f"ALTER TABLE {self.table} NO FORCE ROW LEVEL SECURITY",
                f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY",
            ],
        )

    def describe(self) -> str:
        return f"Let everybody read {self.table} and its own hromada write"


class AppendOnly(_TableOperation):
    """Rows can be added and read, never changed or removed: by grant, and by a trigger behind it."""

    def __init__(self, table: str) -> None:
        self.table = table

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._run(
            schema_editor,
            [
                """
                CREATE OR REPLACE FUNCTION vikno_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
                """,
                f"""CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {self.table}
                FOR EACH ROW EXECUTE FUNCTION vikno_refuse_change()""",
                f"""DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'vikno_web')
                THEN REVOKE UPDATE, DELETE ON {self.table} FROM vikno_web; END IF; END $$""",  # noqa: S608  a table's own name
            ],
        )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._run(schema_editor, [f"DROP TRIGGER append_only ON {self.table}"])

    def describe(self) -> str:
        return f"Make {self.table} append-only"

"""Two database roles: the owner makes tables, the web role may only read and write rows.

The web role owns nothing, so forced row-level security holds it even where a query forgets its filter.
"""

from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models.signals import pre_migrate


def connect() -> None:
    """Listen to new connections and to migrations."""
    connection_created.connect(_set_timeout, dispatch_uid="vikno.statement_timeout")
    pre_migrate.connect(_grant_defaults, dispatch_uid="vikno.grants")


def grant_defaults(connection: BaseDatabaseWrapper, *, web_role: str) -> None:
    """Let the web role use every table and sequence the owner is going to make. Idempotent."""
    role = connection.ops.quote_name(web_role)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [web_role])
        if cursor.fetchone() is None:
            return
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        for statement in (
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
            f"GRANT USAGE, SELECT ON SEQUENCES TO {role}",
        ):
            cursor.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public {statement}")


def _grant_defaults(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    if settings.DATABASE_WEB_ROLE:
        grant_defaults(connections[using], web_role=settings.DATABASE_WEB_ROLE)


def _set_timeout(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if connection.settings_dict["USER"] != settings.DATABASE_WEB_ROLE:
        return  # the owner migrates and restores: work that may be long
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [settings.DATABASE_STATEMENT_TIMEOUT])

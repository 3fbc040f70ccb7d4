"""What a database holds, told in numbers: rows and a content hash of every table, to prove a copy whole."""

from typing import Any

import psycopg
import psycopg.sql

type Connection = psycopg.Connection[tuple[Any, ...]]
type Contents = dict[str, dict[str, str | int]]


def contents(connection: Connection) -> Contents:
    """Table → {"rows": …, "hash": …} as the connection's transaction sees them.

    The hash is the sum of 64-bit hashes of the rows as text: equal rows in any order give equal sums.
    """
    for setting in ("TimeZone TO 'UTC'", "DateStyle TO 'ISO'", "bytea_output TO 'hex'"):
        connection.execute(f"SET {setting}")
    return {name: _table(connection, name) for name in _tables(connection)}


def differences(before: Contents, after: Contents) -> list[str]:
    """Names of tables that are not the same in both."""
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


def _tables(connection: Connection) -> list[str]:
    rows = connection.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1"
    )
    return [str(row[0]) for row in rows.fetchall()]


def _table(connection: Connection, name: str) -> dict[str, str | int]:
    query = psycopg.sql.SQL(
        "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)::text FROM {} AS t"
    ).format(psycopg.sql.Identifier(name))
    row = connection.execute(query).fetchone()
    assert row is not None
    return {"rows": int(row[0]), "hash": str(row[1])}

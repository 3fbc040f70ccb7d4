"""Tables without what costs most while millions of rows are laid; everything is made anew and checks every row."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from bench.country.database import name_of, superuser

CASES: Final = (
    "applicants_surname", "applicants_applicant", "cases_case", "cases_casenumber", "cases_statuschange",
    "cases_casepaper", "cases_decision", "cases_result",
)  # fmt: skip
# Unique constraints first, then what refers to them.
_CONSTRAINTS: Final = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('f', 'u') ORDER BY contype DESC, conname
"""
_INDEXES: Final = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary
      AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('u', 'x'))
    ORDER BY 1
"""


@contextmanager
def bare(size: int, tables: tuple[str, ...]) -> Iterator[None]:
    """Foreign keys, unique constraints and indexes but primary keys are away, triggers of our own sleep.

    They are made by the superuser: an owner under forced row-level security checks a foreign key row by row, the
    superuser in one pass. Marks of what is to be counted are not written meanwhile: see `counts`.
    """
    with superuser(name_of(size)) as cursor:
        constraints, indexes = _taken_away(cursor, list(tables))
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    with superuser(name_of(size)) as cursor:
        cursor.execute("SET maintenance_work_mem = '1GB'; SET work_mem = '256MB'; SET synchronous_commit = off")
        for _name, rule in indexes:
            cursor.execute(rule)
        for table, name, rule in constraints:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {rule}")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _taken_away(cursor: Any, tables: list[str]) -> tuple[list[tuple[str, str, str]], list[tuple[str, str]]]:
    """Constraints (table, name, rule) and indexes (name, rule) as they were."""
    cursor.execute(_INDEXES, [tables])
    indexes = cursor.fetchall()
    cursor.execute(_CONSTRAINTS, [tables])
    constraints = cursor.fetchall()
    for table, name, _rule in reversed(constraints):
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for name, _rule in indexes:
        cursor.execute(f"DROP INDEX {name}")
    return constraints, indexes

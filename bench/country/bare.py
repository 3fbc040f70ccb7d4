"""Tables without what costs most while millions of rows are laid; everything is made anew and checks every row."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from bench.country.database import name_of, superuser

# Unique constraints first, then what refers to them.
_CONSTRAINTS: Final = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE conrelid = ANY(%s::regclass[]) AND contype::text = ANY(%s) ORDER BY contype DESC, conname
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
    with _without(size, tables, "fu", is_dropped=lambda _name, _rule: True):
        _turn(size, tables, "DISABLE")
        yield
        _turn(size, tables, "ENABLE")


@contextmanager
def unbound(size: int, tables: tuple[str, ...], *, kept: tuple[str, ...]) -> Iterator[None]:
    """Foreign keys are away and indexes that are neither unique nor `kept`: half of what counting a country costs."""
    with _without(size, tables, "f", is_dropped=lambda name, rule: "UNIQUE" not in rule and name not in kept):
        yield


@contextmanager
def _without(
    size: int, tables: tuple[str, ...], kinds: str, *, is_dropped: Callable[[str, str], bool]
) -> Iterator[None]:
    """Constraints of some kinds are away, and indexes by name and rule; then all are made again over what is there."""
    with superuser(name_of(size)) as cursor:
        constraints = _taken_away(cursor, tables, kinds)
        cursor.execute(_INDEXES, [list(tables)])
        indexes = [(name, rule) for name, rule in cursor.fetchall() if is_dropped(name, rule)]
        for name, _rule in indexes:
            cursor.execute(f"DROP INDEX {name}")
    yield
    with superuser(name_of(size)) as cursor:
        cursor.execute(_ROOM)
        for _name, rule in indexes:
            cursor.execute(rule)
        for table, name, rule in constraints:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {rule}")


def _turn(size: int, tables: tuple[str, ...], way: str) -> None:
    with superuser(name_of(size)) as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} {way} TRIGGER USER")


_ROOM: Final = "SET maintenance_work_mem = '1GB'; SET work_mem = '256MB'; SET synchronous_commit = off"


def _taken_away(cursor: Any, tables: tuple[str, ...], kinds: str) -> list[tuple[str, str, str]]:
    """Constraints as they were: table, name, rule."""
    cursor.execute(_CONSTRAINTS, [list(tables), list(kinds)])
    found: list[tuple[str, str, str]] = cursor.fetchall()
    for table, name, _rule in reversed(found):
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    return found

"""A database for each size in one cluster: made from the migrated empty one, entered, measured."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql

from config.environment import OWNER_ROLE, Environment
from vikno.operations.cluster import SUPERUSER, Cluster

_BYTES_A_CASE = 6_500  # with indexes, counts and what the journal of the database holds meanwhile
_TAKING = {
    "cases": ("cases_case", "cases_casenumber"),
    "steps": ("cases_statuschange",),
    "papers, decisions, results": ("cases_casepaper", "cases_decision", "cases_result"),
    "people": ("applicants_applicant", "applicants_surname"),
    "counts": ("indicators_daycount", "indicators_monthcount", "indicators_oblastcount"),
}


def name_of(size: int) -> str:
    return f"country_{size}"


def enter(size: int, *, timeout: str = "0") -> None:
    """From here on this process works with the database of a size, as the owner."""
    connections.close_all()
    settings.DATABASE_STATEMENT_TIMEOUT = timeout
    connection.settings_dict["NAME"] = name_of(size)


def make(size: int) -> None:
    """The database of a size: the one that was laid, with its new migrations, or an empty one."""
    enter(size)
    if _is_laid(size):
        call_command("migrate", verbosity=0)
        return
    _require_disk(size)
    named, owner = sql.Identifier(name_of(size)), sql.Identifier(OWNER_ROLE)
    with superuser("postgres") as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(named))
        cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE vikno OWNER {}").format(named, owner))


def _is_laid(size: int) -> bool:
    with superuser("postgres") as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name_of(size)])
        return cursor.fetchone() is not None and is_laid()


def is_laid() -> bool:
    """Whether the database entered was laid to its end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('laid.done') IS NOT NULL")
        found = bool(cursor.fetchone()[0])
    connections.close_all()
    return found


def seal() -> None:
    """Everything is laid and counted; whether it is right is not known yet."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE laid.done AS SELECT false AS is_right")


def is_right() -> bool:
    """Whether all that must hold of the database entered was seen to hold."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT is_right FROM laid.done")
        return bool(cursor.fetchone()[0])


def attest() -> None:
    """All that must hold was seen to hold."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE laid.done SET is_right = true")


@contextmanager
def superuser(database: str) -> Iterator[Any]:
    """A cursor that sees every row and may validate foreign keys in one pass; nothing is laid through it."""
    cluster = Cluster(Environment.read(dict(os.environ)))
    with cluster.connect(SUPERUSER, database) as line, line.cursor() as cursor:
        yield cursor


def taken() -> dict[str, float]:
    """Gigabytes on disk by kind of record, indexes included; «all» is the whole database, «indexes» all of them."""
    found = {}
    with connection.cursor() as cursor:
        for name, tables in _TAKING.items():
            cursor.execute(
                "SELECT sum(pg_total_relation_size(one::regclass)) FROM unnest(%s::text[]) AS one", [list(tables)]
            )
            found[name] = cursor.fetchone()[0]
        cursor.execute("SELECT pg_database_size(current_database()), sum(pg_relation_size(indexrelid)) FROM pg_index")
        found["all"], found["indexes"] = cursor.fetchone()
    return {name: round(float(size) / 1e9, 2) for name, size in found.items()}


def _require_disk(size: int) -> None:
    free = shutil.disk_usage(Environment.read(dict(os.environ)).home_folder).free
    if free < size * _BYTES_A_CASE:
        raise SystemExit(f"{size} cases need {size * _BYTES_A_CASE / 1e9:.0f} GB of disk, {free / 1e9:.0f} are free")


@contextmanager
def roomy() -> Iterator[None]:
    """While much is laid the cluster writes its journal in long strides and leaves vacuuming to us.

    Who asks finds the site's own settings.
    """
    with superuser("postgres") as cursor:
        for name, value in {"max_wal_size": "6GB", "checkpoint_timeout": "30min", "autovacuum": "off"}.items():
            cursor.execute(f"ALTER SYSTEM SET {name} = '{value}'")
        cursor.execute("SELECT pg_reload_conf()")
    try:
        yield
    finally:
        with superuser("postgres") as cursor:
            cursor.execute("ALTER SYSTEM RESET ALL")
            cursor.execute("SELECT pg_reload_conf()")

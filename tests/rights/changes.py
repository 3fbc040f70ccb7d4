"""Did anything change: counters of PostgreSQL first, and the content of every table when they have moved."""

import hashlib
from collections import defaultdict
from functools import cache

from django.db import connection, transaction

from tests.factories import FOREIGN, OWN
from vikno.common import tenancy

# Sessions and counters of attempts are not data: they live by the minute.
NOT_DATA = {"django_session", "accounts_cache", "accounts_attempt"}


class Watch:
    """Tables written to since it was made, by real content. Asked about a change, it takes everything since back."""

    def __init__(self, *, besides: tuple[str, ...] = ()) -> None:
        self.besides = NOT_DATA | set(besides)
        self.counters, self.since = _counters(), transaction.savepoint_create()

    def changed(self) -> set[str]:
        """Names of tables whose content differs now. Rolled back attempts do not count.

        Content is read only where a counter moved: now, and once more as it was before.
        """
        moved = {name for name, count in _counters().items() if count != self.counters.get(name)} - self.besides
        if not moved:
            return set()
        now = _content()
        transaction.savepoint_rollback(self.since)
        before = _content()
        return {name for name in moved if now.get(name) != before.get(name)}


def _counters() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables")
        return dict(cursor.fetchall())


def _content() -> dict[str, str]:
    """A hash of each table as every tenant sees it: policies hide rows even from the one who looks for changes."""
    seen: dict[str, list[str]] = defaultdict(list)
    before = tenancy.bound()
    with transaction.atomic(), connection.cursor() as cursor:
        for code in ("", OWN, FOREIGN):
            tenancy.bind(code)
            cursor.execute(_all_tables())
            for table, digest in cursor.fetchall():
                seen[table].append(digest)
        tenancy.bind(before)
    return {table: hashlib.sha256("".join(parts).encode()).hexdigest() for table, parts in seen.items()}


@cache
def _all_tables() -> str:
    """One question about every table: a question for each would take most of the suite's time."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    return " UNION ALL ".join(
        f"SELECT '{table}', coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM {table} t"  # noqa: S608
        for table in tables
    )

"""The bound tenant: whose rows this transaction may see."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from vikno.common.rls import TENANT_SETTING


def bind(hromada_code: str) -> None:
    """Show the database which hromada the current transaction works for.

    `hromada_code` is a КАТОТТГ code, or "" for nobody: then no tenant's row is visible. Valid until the end of
    the transaction (SET LOCAL), so a pooled connection cannot carry it to the next request.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("tenancy.bind outside a transaction would bind nothing")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [TENANT_SETTING, hromada_code])


def bound() -> str:
    """The code bound now, or ""."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [TENANT_SETTING])
        return str(cursor.fetchone()[0])


@contextmanager
def working_for(hromada_code: str) -> Iterator[None]:
    """One transaction bound to a hromada ("" = to nobody): the command line, jobs and the demo work so."""
    with transaction.atomic():
        bind(hromada_code)
        yield

"""The bound tenant: whose rows this transaction may see."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from psycopg.pq import TransactionStatus

from vikno.common.rls import PROGRAMME_SETTING, TENANT_SETTING


def bind(hromada_code: str) -> None:
    """Show the database which hromada the current transaction works for.

    `hromada_code` is a КАТОТТГ code, or "" for nobody: then no tenant's row is visible. Valid until the end of
    the transaction (SET LOCAL), so a pooled connection cannot carry it to the next request.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("tenancy.bind outside a transaction would bind nothing")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [TENANT_SETTING, hromada_code])


def bind_programme(organisation_id: int | None) -> None:
    """Show the database which programme's organisation the transaction works for besides; None: for none."""
    if not connection.in_atomic_block:
        raise RuntimeError("tenancy.bind_programme outside a transaction would bind nothing")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [PROGRAMME_SETTING, str(organisation_id or "")])


def bound() -> str:
    """The code bound now, or ""."""
    return _setting(TENANT_SETTING)


def bound_programme() -> int | None:
    """The organisation of the programme bound now, or None."""
    return int(_setting(PROGRAMME_SETTING) or 0) or None


def _setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [name])
        return str(cursor.fetchone()[0])


@contextmanager
def standing_in(hromada_code: str) -> Iterator[None]:
    """A part of a transaction works for a hromada ("" = for nobody), then what was bound before comes back.

    A stranger's request stands in for the point it asks about, a programme's for the hromada it writes to.
    """
    before = bound()
    if before == hromada_code:
        yield
        return
    bind(hromada_code)
    try:
        yield
    finally:
        if connection.connection.info.transaction_status != TransactionStatus.INERROR:  # else it rolls back, this too
            bind(before)


@contextmanager
def working_for(hromada_code: str) -> Iterator[None]:
    """One transaction bound to a hromada ("" = to nobody): the command line, jobs and the demo work so."""
    with transaction.atomic():
        bind(hromada_code)
        yield


@contextmanager
def working_for_programme(organisation_id: int) -> Iterator[None]:
    """One transaction bound to a programme and to no hromada: its jobs and the demo work so."""
    with transaction.atomic():
        bind("")
        bind_programme(organisation_id)
        yield

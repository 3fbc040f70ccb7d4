"""Heavy reads of the country go to a streaming copy of the database, where there is one.

The copy follows within moments. It knows no bound hromada, so only tables without a second lock may be read there.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from django.db import OperationalError, connections

log = logging.getLogger(__name__)
ALIAS: Final = "replica"
_is_read: ContextVar[bool] = ContextVar("replica.is_read", default=False)


@contextmanager
def read() -> Iterator[None]:
    """Inside, rows are read from the copy; without one nothing changes. What is written goes where it always does.

    A copy that does not answer is left alone: the first database has the same rows.
    """
    before = _is_read.set(_answers())
    try:
        yield
    finally:
        _is_read.reset(before)


def _answers() -> bool:
    """Whether there is a copy and it takes a connection. A kept connection is asked once: the copy may have died."""
    if ALIAS not in connections.settings:
        return False
    copy = connections[ALIAS]
    try:
        copy.ensure_connection()
        if not copy.is_usable():
            copy.close()
            copy.ensure_connection()
    except OperationalError:
        log.warning("The copy of the database does not answer; rows are read from the first one.")
        copy.close()
        return False
    return True


class Router:
    """Django asks it where to read; installed only where there is a copy."""

    def db_for_read(self, model: type[Any], **_hints: Any) -> str | None:
        return ALIAS if _is_read.get() else None

    def allow_relation(self, *_objects: Any, **_hints: Any) -> bool:
        return True  # both are one database

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool | None:
        return False if db == ALIAS else None

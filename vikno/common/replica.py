"""Heavy reads of the country go to a streaming copy of the database, where there is one.

The copy follows within moments. It knows no bound hromada, so only tables without a second lock may be read there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

ALIAS: Final = "replica"
_is_read: ContextVar[bool] = ContextVar("replica.is_read", default=False)


@contextmanager
def read() -> Iterator[None]:
    """Inside, rows are read from the copy; without one nothing changes. What is written goes where it always does."""
    before = _is_read.set(True)
    try:
        yield
    finally:
        _is_read.reset(before)


class Router:
    """Django asks it where to read; installed only where there is a copy."""

    def db_for_read(self, model: type[Any], **_hints: Any) -> str | None:
        return ALIAS if _is_read.get() else None

    def allow_relation(self, *_objects: Any, **_hints: Any) -> bool:
        return True  # both are one database

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool | None:
        return False if db == ALIAS else None

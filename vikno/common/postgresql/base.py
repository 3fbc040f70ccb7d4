"""Django's PostgreSQL, with moments read by the driver itself: a list of five hundred holds thousands of them.

Django puts a Python function behind the driver's loader, to name the zone of every moment; connections of this
installation speak UTC, and the driver says so itself, in a quarter of the time.
"""

from typing import Any, Final

from django.db.backends.postgresql import base
from psycopg import adapters
from psycopg.pq import Format

_MOMENT: Final = "timestamptz"
_LOADER: Final = adapters.get_loader(adapters.types[_MOMENT].oid, Format.TEXT)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django looks for it by this name in the module `base` of the ENGINE."""

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor, or one of the server under a name."""
        cursor = super().create_cursor(name)
        if self.timezone is not None and _LOADER is not None:
            cursor.adapters.register_loader(_MOMENT, _LOADER)
        return cursor

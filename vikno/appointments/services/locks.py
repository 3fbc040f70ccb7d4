"""One after another: whoever takes a time at a point, and whoever books by one contact.

The exclusion constraint alone keeps a resource from being booked twice; two inserts that meet in it may wait for each
other until the database kills one. The lock makes them queue instead. A refusal rolls back to its savepoint and lets go
at once, so losers do not hold up the rest. Order: contact, then point, then the chain of the journal.
"""

from django.db import connection

_CLASS = 0x564B424B  # "VKBK": the class of our advisory locks


def lock_point(point_id: int) -> None:
    """Until the end of the transaction or of the savepoint that is rolled back."""
    _lock(f"point.{point_id}")


def lock_contact(hromada_code: str, contact_key: str) -> None:
    _lock(f"contact.{hromada_code}.{contact_key}")


def _lock(what: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_CLASS, what])

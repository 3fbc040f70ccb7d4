"""What is laid once for the tests of a module, in a transaction around their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction


@contextmanager
def held(blocker: Any) -> Iterator[None]:
    """For a fixture of a module that has asked for `django_db_setup`. `blocker`: pytest-django's `django_db_blocker`.

    Every test of the module begins with what was laid here and undoes its own. No test of such a module may commit.
    """
    outer = transaction.atomic()
    outer._from_testcase = True  # durable transactions of what is tested are inside
    with blocker.unblock(), outer:
        yield
        transaction.set_rollback(True)

"""Lists of the whole country that a job would read anew for every hromada are read once while it runs.

Only for lists that belong to no hromada: rows behind a policy are never held. Outside `held` everything is read anew.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_held: ContextVar[dict[Hashable, Any] | None] = ContextVar("held", default=None)


@contextmanager
def held() -> Iterator[None]:
    """What `once` reads inside stays as it was read first, to the end of the block."""
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)


def once[T](key: Hashable, read: Callable[[], T]) -> T:
    """What `read` answers; inside `held` asked once for a key."""
    kept = _held.get()
    if kept is None:
        return read()
    if key not in kept:
        kept[key] = read()
    found: T = kept[key]
    return found

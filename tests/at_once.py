"""Several people at the same moment: real connections, real commits."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from vikno.common import tenancy


def all_at_once(act: Callable[[int], object], *, people: int, of: str, connections: int | None = None) -> list[object]:
    """Run `act` for everybody over so many connections (one each), each in its own transaction bound to a hromada.

    Answers results and refusals; a refusal carries `took`, seconds from the moment when all came, so waiting for a
    connection is in it.
    """
    crowd = min(people, connections or people)
    came: list[float] = []
    ready = threading.Barrier(crowd, action=lambda: came.append(time.perf_counter()))
    served = threading.local()

    def one(place: int) -> object:
        if not hasattr(served, "is_ready"):
            served.is_ready = ready.wait(timeout=30) is not None
        try:
            with tenancy.working_for(of):
                return act(place)
        except Exception as error:
            error.took = time.perf_counter() - came[0]  # type: ignore[attr-defined]
            return error

    def close(_place: int) -> None:
        connection.close()
        ready.wait(timeout=30)

    with ThreadPoolExecutor(crowd) as pool:
        results = list(pool.map(one, range(people)))
        list(pool.map(close, range(crowd)))
    return results


def kinds(results: list[object]) -> Counter[str]:
    """How many were done, and how many refused for which reason."""
    return Counter(type(result).__name__ if isinstance(result, Exception) else "done" for result in results)

"""One answer for all who ask the same at the same moment."""

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock


class Together[Key: Hashable, Answer]:
    """Whoever asks while an answer is being worked out waits for that one; nothing is kept once it is given.

    For questions only: the work of whoever came first must not wait for what those who came later hold.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._underway: dict[Key, Future[Answer]] = {}

    def answer(self, key: Key, work: Callable[[], Answer]) -> Answer:
        """What `work` gives, by this caller or by one who began it a moment before. Its error is theirs too."""
        with self._lock:
            found = self._underway.get(key)
            if found is None:
                mine: Future[Answer] = Future()
                self._underway[key] = mine
        return found.result() if found is not None else self._worked_out(key, mine, work)

    def _worked_out(self, key: Key, mine: Future[Answer], work: Callable[[], Answer]) -> Answer:
        try:
            mine.set_result(work())
        except BaseException as error:
            mine.set_exception(error)
        finally:
            with self._lock:
                del self._underway[key]
        return mine.result()

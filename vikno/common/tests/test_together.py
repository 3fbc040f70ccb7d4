"""Many ask the same: one works, all are answered; the next moment it is asked anew."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from vikno.common.together import Together


class Work:
    """Work that waits until it is let go, and counts how often it was begun."""

    def __init__(self) -> None:
        self.begun = 0
        self.go = threading.Event()

    def __call__(self) -> int:
        self.begun += 1
        assert self.go.wait(timeout=10)
        return self.begun


def test_whoever_asks_meanwhile_is_given_the_same_answer() -> None:
    together, work = Together[str, int](), Work()
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(together.answer, "а", work) for _ in range(8)]
        while work.begun == 0:
            time.sleep(0.001)
        time.sleep(0.05)  # the other seven ask while the first still works
        work.go.set()
        assert [each.result(timeout=10) for each in asked] == [1] * 8
    assert work.begun == 1


def test_an_answer_is_not_kept() -> None:
    together, work = Together[str, int](), Work()
    work.go.set()
    assert [together.answer("а", work), together.answer("а", work)] == [1, 2]


def test_another_question_does_not_wait() -> None:
    together, slow = Together[str, int](), Work()
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(together.answer, "а", slow)
        assert together.answer("б", lambda: 7) == 7
        slow.go.set()
        assert first.result(timeout=10) == 1


def test_an_error_is_told_and_forgotten() -> None:
    def fails() -> int:
        raise KeyError("а")

    together = Together[str, int]()
    with pytest.raises(KeyError):
        together.answer("а", fails)
    assert together.answer("а", lambda: 3) == 3

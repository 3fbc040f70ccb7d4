"""Where rows are read from."""

from types import SimpleNamespace

import pytest
from django.db import OperationalError

from vikno.common import replica
from vikno.common.replica import Router


class Copy:
    """A connection to the copy: alive, died since it was opened, or not to be reached at all."""

    def __init__(self, *, opens: bool, is_kept_alive: bool = True) -> None:
        self.opens, self.is_kept_alive, self.closed = opens, is_kept_alive, 0

    def ensure_connection(self) -> None:
        if not self.opens:
            raise OperationalError("connection refused")

    def is_usable(self) -> bool:
        return self.is_kept_alive

    def close(self) -> None:
        self.closed += 1
        if not self.is_kept_alive:
            self.opens = False


class Connections(dict[str, Copy]):
    settings = {"default": {}, "replica": {}}


def with_copy(monkeypatch: pytest.MonkeyPatch, copy: Copy) -> Router:
    monkeypatch.setattr(replica, "connections", Connections(replica=copy))
    return Router()


def test_only_what_asks_for_the_copy_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    router = with_copy(monkeypatch, Copy(opens=True))
    assert router.db_for_read(object) is None
    with replica.read():
        assert router.db_for_read(object) == "replica"
        with replica.read():
            pass
        assert router.db_for_read(object) == "replica"
    assert router.db_for_read(object) is None
    assert router.allow_migrate("replica", "indicators") is False
    assert router.allow_migrate("default", "indicators") is None


@pytest.mark.parametrize("copy", [Copy(opens=False), Copy(opens=True, is_kept_alive=False)])
def test_a_copy_that_does_not_answer_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, copy: Copy, caplog: pytest.LogCaptureFixture
) -> None:
    router = with_copy(monkeypatch, copy)
    with replica.read():
        assert router.db_for_read(object) is None
    assert "does not answer" in caplog.text
    assert copy.closed


def test_without_a_copy_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replica, "connections", SimpleNamespace(settings={"default": {}}))
    with replica.read():
        assert Router().db_for_read(object) is None

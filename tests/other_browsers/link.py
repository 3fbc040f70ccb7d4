"""The link between a browser and the site: cut, silent, stalled in the middle of an answer, mended; told to nobody."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final

_PIECE: Final = 65_536


class Link:
    """`http://localhost:port` leads to the site while the link stands; its address stays when it is cut."""

    def __init__(self, to: int) -> None:
        self._to, self._port = to, 0
        self._lines: list[socket.socket] = []
        self._carriers: list[threading.Thread] = []
        self._door: socket.socket | None = None
        self._is_silent = self._is_stalling = False
        self.mend()

    @property
    def url(self) -> str:
        return f"http://localhost:{self._port}"

    def mend(self) -> None:
        """The link is there."""
        self.cut()
        self._is_silent = self._is_stalling = False
        self._door = socket.create_server(("127.0.0.1", self._port))
        self._port = self._door.getsockname()[1]
        self._begin(self._let_in, self._door)

    def cut(self) -> None:
        """Nobody answers, and what was open is torn."""
        for line in filter(None, (self._door, *self._lines)):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        while self._carriers:
            self._carriers.pop().join(10)
        self._door = None

    def fall_silent(self) -> None:
        """Lines are taken, and nothing more is ever said on them."""
        self.mend()
        self._is_silent = True

    def stall(self) -> None:
        """Answers begin, and stop in the middle."""
        self.mend()
        self._is_stalling = True

    def _begin(self, carry: Callable[..., None], *given: socket.socket | None) -> None:
        carrier = threading.Thread(target=carry, args=given, daemon=True)
        self._carriers.append(carrier)
        carrier.start()

    def _let_in(self, door: socket.socket) -> None:
        with door, suppress(OSError):
            while True:
                near, _ = door.accept()
                self._lines.append(near)
                if self._is_silent:
                    self._begin(self._carry, near, None)
                    continue
                far = socket.create_connection(("127.0.0.1", self._to))
                self._lines.append(far)
                self._begin(self._carry, near, far)
                self._begin(self._carry_heads if self._is_stalling else self._carry, far, near)

    def _carry(self, one: socket.socket, other: socket.socket | None) -> None:
        with one, suppress(OSError):
            while piece := one.recv(_PIECE):
                if other:
                    other.sendall(piece)
            if other:
                other.shutdown(socket.SHUT_RDWR)

    def _carry_heads(self, far: socket.socket, near: socket.socket) -> None:
        with far, suppress(OSError):
            said = b""
            while piece := far.recv(_PIECE):
                rest = len(said)
                said += piece
                ends = said.find(b"\r\n\r\n") + 4
                if ends > 3:
                    near.sendall(said[rest : max(rest, ends)])
                    break
                near.sendall(piece)
            while far.recv(_PIECE):
                pass

"""The link between a browser and the site: it can be cut, fall silent, and come back. Nothing in the browser knows."""

import socket
import threading
from contextlib import suppress
from typing import Final

_PIECE: Final = 65_536


class Link:
    """`http://localhost:port` leads to the site while the link stands; its address stays when it is cut."""

    def __init__(self, to: int) -> None:
        self._to, self._port = to, 0
        self._lines: set[socket.socket] = set()
        self._door: socket.socket | None = None
        self._is_silent = False
        self.mend()

    @property
    def url(self) -> str:
        return f"http://localhost:{self._port}"

    def mend(self) -> None:
        """The link is there."""
        self.cut()
        self._is_silent = False
        self._door = socket.create_server(("127.0.0.1", self._port))
        self._port = self._door.getsockname()[1]
        threading.Thread(target=self._let_in, args=(self._door,), daemon=True).start()

    def cut(self) -> None:
        """Nobody answers, and what was open is torn."""
        if self._door:
            with suppress(OSError):
                self._door.shutdown(socket.SHUT_RDWR)
            self._door.close()
            self._door = None
        for line in list(self._lines):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def fall_silent(self) -> None:
        """Lines are taken, and nothing more is ever said on them."""
        self.mend()
        self._is_silent = True

    def _let_in(self, door: socket.socket) -> None:
        while True:
            try:
                near, _ = door.accept()
            except OSError:
                return
            self._lines.add(near)
            if not self._is_silent:
                far = socket.create_connection(("127.0.0.1", self._to))
                self._lines.add(far)
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while piece := one.recv(_PIECE):
                other.sendall(piece)
        for line in (one, other):
            self._lines.discard(line)
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        one.close()

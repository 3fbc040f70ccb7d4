"""A pretended clamd on a real socket: speaks the protocol, knows one virus, and can be away or talk nonsense."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vikno.documents.tests.hostile import EICAR


class Clamd:
    """`manner`: well, silent (hangs up), nonsense, or small (refuses long streams)."""

    def __init__(self, path: Path | None) -> None:
        self.manner, self.looks = "well", 0
        self.server = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
        self.server.bind(str(path) if path else ("127.0.0.1", 0))
        self.server.listen(8)
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()
        self.thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                caller, _ = self.server.accept()
            except OSError:
                return
            with caller:
                caller.settimeout(5)
                self._talk(caller)

    def _talk(self, caller: socket.socket) -> None:
        asked = caller.recv(10)
        if asked == b"zPING\0":
            caller.sendall(b"PONG\0")
            return
        assert asked == b"zINSTREAM\0", asked
        heard = bytearray()
        while length := struct.unpack(">I", _exactly(caller, 4))[0]:
            heard += _exactly(caller, length)
        self.looks += 1
        said = {
            "nonsense": b"HTTP/1.1 400 Bad Request\r\n",
            "silent": b"",
            "small": b"INSTREAM size limit exceeded. ERROR\0",
        }
        fair = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in heard else b"stream: OK\0"
        caller.sendall(said.get(self.manner, fair))


def _exactly(caller: socket.socket, length: int) -> bytes:
    heard = b""
    while len(heard) < length:
        piece = caller.recv(length - len(heard))
        if not piece:
            raise ConnectionError
        heard += piece
    return heard


@contextmanager
def clamd_on_loopback() -> Iterator[tuple[Clamd, str]]:
    """Over TCP, and the setting that names it."""
    server = Clamd(None)
    try:
        yield server, f"tcp://127.0.0.1:{server.server.getsockname()[1]}"
    finally:
        server.close()


@contextmanager
def clamd_at(path: Path) -> Iterator[Clamd]:
    server = Clamd(path)
    try:
        yield server
    finally:
        server.close()
        path.unlink(missing_ok=True)

"""The hook for a local antivirus: the protocol of clamd (INSTREAM) over a unix or TCP socket.

Off unless VIKNO_CLAMD names it. When it is named and does not answer, nothing passes: files wait in quarantine.
"""

import socket
import struct
from dataclasses import dataclass
from enum import StrEnum
from typing import IO, Final
from urllib.parse import urlsplit

from django.conf import settings

_PIECE: Final = 1 << 16
_CONNECT_SECONDS: Final = 3
_ANSWER_SECONDS: Final = 60
_LONGEST_ANSWER: Final = 4096


class Opinion(StrEnum):
    CLEAN = "clean"
    INFECTED = "infected"
    AWAY = "away"  # asked and not answered: says nothing about the file
    OFF = "off"


@dataclass(frozen=True)
class Verdict:
    opinion: Opinion
    virus: str = ""


def look(source: IO[bytes]) -> Verdict:
    """Ask the antivirus about a file, read from its beginning. Any failure is AWAY, never CLEAN."""
    if not settings.CLAMD:
        return Verdict(Opinion.OFF)
    source.seek(0)
    try:
        with _connected() as connection:
            return _read(_answer(connection, source))
    except (OSError, ValueError):
        return Verdict(Opinion.AWAY)


def answers() -> bool:
    """Whether it is there now: PING → PONG."""
    try:
        with _connected() as connection:
            connection.sendall(b"zPING\0")
            return connection.recv(_LONGEST_ANSWER).rstrip(b"\0\n") == b"PONG"
    except (OSError, ValueError):
        return False


def _connected() -> socket.socket:
    where = urlsplit(settings.CLAMD)
    if where.scheme == "unix":
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(_CONNECT_SECONDS)
        try:
            connection.connect(where.path)
        except OSError:
            connection.close()
            raise
    else:
        connection = socket.create_connection((where.hostname, where.port or 3310), timeout=_CONNECT_SECONDS)
    connection.settimeout(_ANSWER_SECONDS)
    return connection


def _answer(connection: socket.socket, source: IO[bytes]) -> bytes:
    connection.sendall(b"zINSTREAM\0")
    while piece := source.read(_PIECE):
        connection.sendall(struct.pack(">I", len(piece)) + piece)
    connection.sendall(struct.pack(">I", 0))
    said = b""
    while not said.endswith((b"\0", b"\n")) and len(said) < _LONGEST_ANSWER:
        piece = connection.recv(_LONGEST_ANSWER)
        if not piece:
            break
        said += piece
    return said


def _read(said: bytes) -> Verdict:
    words = said.rstrip(b"\0\n").decode(errors="replace").removeprefix("stream: ")
    if words == "OK":
        return Verdict(Opinion.CLEAN)
    if words.endswith(" FOUND"):
        return Verdict(Opinion.INFECTED, words.removesuffix(" FOUND")[:100])
    return Verdict(Opinion.AWAY)  # «size limit exceeded. ERROR», an empty answer, another program on that socket

"""A file on its way out: read piece by piece, closed with the answer."""

import os
from collections.abc import Iterator
from typing import IO, Final

_PIECE: Final = 64 * 1024


def pieces_of(file: IO[bytes]) -> tuple[int, Iterator[bytes]]:
    """Length of an open file, and its bytes. The caller may close its own file at once.

    What is returned closes itself, also when nobody reads it to the end: memory does not grow with the file.
    """
    file.flush()
    length, kept = file.seek(0, os.SEEK_END), os.dup(file.fileno())
    pieces = _read(kept)
    next(pieces)  # past the first, empty piece: a generator that was never begun would not close its file
    return length, pieces


def _read(file: int) -> Iterator[bytes]:
    place = 0
    try:
        yield b""
        while piece := os.pread(file, _PIECE, place):
            place += len(piece)
            yield piece
    finally:
        os.close(file)

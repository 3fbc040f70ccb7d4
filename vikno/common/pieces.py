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
    length = file.seek(0, os.SEEK_END)
    return length, pieces_between(file, 0, length)


def pieces_between(file: IO[bytes], start: int, end: int) -> Iterator[bytes]:
    """Bytes of an open file from one place up to another; the same promises."""
    pieces = _read(os.dup(file.fileno()), start, end)
    next(pieces)  # past the first, empty piece: a generator that was never begun would not close its file
    return pieces


def _read(file: int, place: int, end: int) -> Iterator[bytes]:
    try:
        yield b""
        while piece := os.pread(file, min(_PIECE, end - place), place):
            place += len(piece)
            yield piece
    finally:
        os.close(file)

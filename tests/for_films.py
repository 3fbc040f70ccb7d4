"""Video files by their bytes: a real one of slides, heads of others as programs write them."""

import struct
from functools import cache

from vikno.demo.film import slides


@cache
def webm(seconds: int = 3) -> bytes:
    """A film that browsers play."""
    return slides([(0, "Хто приймає?"), (2, "Скільки?")], seconds=seconds)


def mp4(
    *, codec: bytes = b"avc1", brand: bytes = b"isom", seconds: int = 90, version: int = 0, data: bytes = b"x" * 500
) -> bytes:
    """The boxes of an MP4 that are looked at, the list of pictures at the end as cameras leave it."""
    scale = 600
    if version:
        header = struct.pack(">B3xQQIQ", 1, 0, 0, scale, seconds * scale)
    else:
        header = struct.pack(">B3xIIII", 0, 0, 0, scale, seconds * scale)
    entry = box(b"stsd", struct.pack(">II", 0, 1) + box(codec, b"\0" * 78))
    track = box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", entry))))
    movie = box(b"moov", box(b"mvhd", header + b"\0" * 80) + track)
    return box(b"ftyp", brand + b"\0\0\2\0isom") + box(b"mdat", data) + movie


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content

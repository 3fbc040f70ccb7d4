"""What a video file is, by what stands in it: MP4 (ISO/IEC 14496-12) or WebM (RFC 9559), and how long it lasts.

Only heads of boxes and a few small ones are read, wherever they stand; what nobody's browser plays is refused.
"""

import struct
from collections.abc import Iterator
from math import ceil
from typing import IO, Final, NamedTuple

_MOST_BOXES: Final = 4000
_SMALL: Final = 4096
_PLAYED: Final = frozenset({b"avc1", b"avc3", b"av01", b"vp08", b"vp09"})
_PLAYED_WEBM: Final = frozenset({"V_VP8", "V_VP9", "V_AV1"})
_LONGEST: Final = 86_400
# EBML numbers with their marks, as they stand in a file.
_EBML, _DOC_TYPE, _SEGMENT, _CLUSTER = 0x1A45DFA3, 0x4282, 0x18538067, 0x1F43B675
_INFO, _SCALE, _DURATION = 0x1549A966, 0x2AD7B1, 0x4489
_TRACKS, _TRACK, _CODEC = 0x1654AE6B, 0xAE, 0x86


class Film(NamedTuple):
    """`seconds` is 0 where the file does not say."""

    media_type: str
    seconds: int


class NotPlayed(Exception):
    """It is no film, or none that browsers play."""


class _Box(NamedTuple):
    kind: bytes
    starts: int
    ends: int


class _Element(NamedTuple):
    number: int
    starts: int
    ends: int


def read(file: IO[bytes], size: int) -> Film:
    """Kind and length of an open file of `size` bytes. Raises NotPlayed."""
    file.seek(0)
    head = file.read(12)
    try:
        if head[4:8] == b"ftyp" and head[8:12] != b"qt  ":
            return _mp4(file, size)
        if head[:4] == _EBML.to_bytes(4):
            return _webm(file, size)
    except (struct.error, IndexError, ValueError, OverflowError) as damaged:
        raise NotPlayed from damaged
    raise NotPlayed


def _mp4(file: IO[bytes], size: int) -> Film:
    whole: dict[bytes, _Box] = {}
    for box in _boxes(file, 0, size):
        whole.setdefault(box.kind, box)
        if {b"moov", b"mdat"} <= set(whole):  # a live broadcast has thousands of parts after these
            break
    else:
        raise NotPlayed
    movie, seconds, codecs = whole[b"moov"], 0.0, set[bytes]()
    for box in _boxes(file, movie.starts, movie.ends):
        if box.kind == b"mvhd":
            seconds = _length_of(_small(file, box))
        elif box.kind == b"trak":
            codecs |= _codecs(file, box)
    if not codecs & _PLAYED:
        raise NotPlayed
    return Film("video/mp4", _whole_seconds(seconds))


def _length_of(header: bytes) -> float:
    """Of `mvhd`: a number of ticks and how many make a second; all ones where it is not known."""
    scale, ticks = struct.unpack(">IQ" if header[0] == 1 else ">II", header[20:32] if header[0] == 1 else header[12:20])
    is_known = scale and ticks not in (0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF)
    return ticks / scale if is_known else 0.0


def _codecs(file: IO[bytes], track: _Box) -> set[bytes]:
    """Names of the formats of samples of a track: trak → mdia → minf → stbl → stsd."""
    for kind in (b"mdia", b"minf", b"stbl", b"stsd"):
        inner = [box for box in _boxes(file, track.starts, track.ends) if box.kind == kind]
        if not inner:
            return set()
        track = inner[0]
    return {box.kind for box in _boxes(file, track.starts + 8, track.ends)}


def _boxes(file: IO[bytes], place: int, ends: int) -> Iterator[_Box]:
    """Boxes side by side. A size of 0 lasts to the end, of 1 stands after the name."""
    for _n in range(_MOST_BOXES):
        if place + 8 > ends:
            return
        file.seek(place)
        length, kind = struct.unpack(">I4s", file.read(8))
        head = 8
        if length == 1:
            (length,), head = struct.unpack(">Q", file.read(8)), 16
        length = length or ends - place
        if length < head or place + length > ends:
            raise NotPlayed  # cut off, or it lies about its size
        yield _Box(kind, place + head, place + length)
        place += length
    raise NotPlayed


def _small(file: IO[bytes], box: _Box | _Element) -> bytes:
    if box.ends - box.starts > _SMALL:
        raise NotPlayed
    file.seek(box.starts)
    return file.read(box.ends - box.starts)


def _webm(file: IO[bytes], size: int) -> Film:
    head, *rest = list(_elements(file, 0, size, until=_SEGMENT))
    names = {one.number: _small(file, one) for one in _elements(file, head.starts, head.ends)}
    if names.get(_DOC_TYPE, b"").rstrip(b"\0") != b"webm" or not rest or rest[-1].number != _SEGMENT:
        raise NotPlayed
    parts = {one.number: one for one in _elements(file, rest[-1].starts, rest[-1].ends, until=_CLUSTER)}
    if not {_INFO, _TRACKS, _CLUSTER} <= set(parts) or not _codecs_webm(file, parts[_TRACKS]) & _PLAYED_WEBM:
        raise NotPlayed
    told = {one.number: one for one in _elements(file, parts[_INFO].starts, parts[_INFO].ends)}
    scale = int.from_bytes(_small(file, told[_SCALE])) if _SCALE in told else 1_000_000
    length = _small(file, told[_DURATION]) if _DURATION in told else b""
    ticks = struct.unpack(">f" if len(length) == 4 else ">d", length)[0] if length else 0.0
    return Film("video/webm", _whole_seconds(ticks * scale / 1e9))


def _codecs_webm(file: IO[bytes], tracks: _Element) -> set[str]:
    return {
        _small(file, said).rstrip(b"\0").decode("ascii")
        for track in _elements(file, tracks.starts, tracks.ends)
        if track.number == _TRACK
        for said in _elements(file, track.starts, track.ends)
        if said.number == _CODEC
    }


def _elements(file: IO[bytes], place: int, ends: int, *, until: int = 0) -> Iterator[_Element]:
    """Elements side by side, `until` being the last that is looked at. An unknown length lasts to the end."""
    for _n in range(_MOST_BOXES):
        if place >= ends:
            return
        file.seek(place)
        raw = file.read(12)
        wide = 9 - raw[0].bit_length()
        number = int.from_bytes(raw[:wide])
        long = 9 - raw[wide].bit_length()
        length = int.from_bytes(raw[wide : wide + long]) & ((1 << 7 * long) - 1)
        starts = place + wide + long
        if length == (1 << 7 * long) - 1:
            length = ends - starts
        if wide > 4 or long > 8 or starts + length > ends:
            raise NotPlayed
        yield _Element(number, starts, starts + length)
        if number == until:
            return
        place = starts + length
    raise NotPlayed


def _whole_seconds(seconds: float) -> int:
    """Rounded up; NaN and what no recording lasts are refused."""
    if not 0 <= seconds <= _LONGEST:
        raise NotPlayed
    return ceil(seconds)

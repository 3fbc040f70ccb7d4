"""A film of slides for the demo, drawn by ourselves: WebM (RFC 9559) of whole pictures (VP8, as WebP keeps them).

No camera, no person, no sound and no program of video is needed; any minute of it opens, as its list of places says.
"""

import io
import struct
from collections.abc import Sequence
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from config.paths import PROJECT

WIDTH: Final = 480
HEIGHT: Final = 270
_FONTS: Final = PROJECT / "vikno" / "common" / "fonts"
_INK: Final = "#10242f"
_PAPER: Final = "#f4f8fa"
_TEAL: Final = "#0a5872"
_FRAME_MS: Final = 1000
_LINE: Final = 30


def slides(told: Sequence[tuple[int, str]], *, seconds: int) -> bytes:
    """A film of a second a picture. `told`: from which second on which words stand there."""
    frames = []
    for second in range(seconds):
        words = next((text for starts, text in reversed(told) if starts <= second), "")
        frames.append(_picture(words, second / seconds))
    return _film(frames)


def _picture(words: str, gone: float) -> bytes:
    """One picture: words on paper, below how much is gone."""
    made = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = ImageDraw.Draw(made)
    font = ImageFont.truetype(next(iter(sorted(_FONTS.glob("*.ttf")))), 24)
    pen.multiline_text((30, 70), _folded(words), fill=_INK, font=font, spacing=10)
    pen.rectangle((0, HEIGHT - 12, int(WIDTH * gone), HEIGHT), fill=_TEAL)
    packed = io.BytesIO()
    made.save(packed, "WEBP", quality=60, method=1)
    return _vp8_of(packed.getvalue())


def _folded(words: str) -> str:
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) > _LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def _vp8_of(webp: bytes) -> bytes:
    """The picture inside a simple WebP: RIFF, then the one part named VP8."""
    if webp[12:16] != b"VP8 ":
        raise ValueError("not a simple lossy picture")
    return webp[20 : 20 + int.from_bytes(webp[16:20], "little")]


def _film(frames: Sequence[bytes]) -> bytes:
    """Head, what it is, one track, a cluster a picture, the place of each."""
    head = _element(0x1A45DFA3, _number(0x4286, 1) + _number(0x42F7, 1) + _number(0x42F2, 4) + _number(0x42F3, 8)
        + _element(0x4282, b"webm") + _number(0x4287, 2) + _number(0x4285, 2))  # fmt: skip
    told = _number(0x2AD7B1, 1_000_000) + _element(0x4489, struct.pack(">d", len(frames) * _FRAME_MS))
    info = _element(0x1549A966, told + _element(0x4D80, b"Vikno") + _element(0x5741, b"Vikno"))
    size = _element(0xE0, _number(0xB0, WIDTH) + _number(0xBA, HEIGHT))
    track = _number(0xD7, 1) + _number(0x73C5, 1) + _number(0x83, 1) + _element(0x86, b"V_VP8") + size
    tracks = _element(0x1654AE6B, _element(0xAE, track))
    clusters = [
        _element(0x1F43B675, _number(0xE7, n * _FRAME_MS) + _element(0xA3, b"\x81\x00\x00\x80" + frame))
        for n, frame in enumerate(frames)
    ]
    before = info + tracks
    cues = _cues(clusters, starts=0)
    for _ in range(2):  # places depend on the length of their own list
        cues = _cues(clusters, starts=len(before) + len(cues))
    return head + _element(0x18538067, before + cues + b"".join(clusters))


def _cues(clusters: Sequence[bytes], *, starts: int) -> bytes:
    points, place = b"", starts
    for n, cluster in enumerate(clusters):
        where = _element(0xB7, _number(0xF7, 1) + _element(0xF1, place.to_bytes(4)))
        points += _element(0xBB, _element(0xB3, (n * _FRAME_MS).to_bytes(4)) + where)
        place += len(cluster)
    return _element(0x1C53BB6B, points)


def _number(name: int, value: int) -> bytes:
    return _element(name, value.to_bytes(max(1, (value.bit_length() + 7) // 8)))


def _element(name: int, content: bytes) -> bytes:
    marked = (len(content) | 1 << 56).to_bytes(8)  # the length always takes eight bytes
    return name.to_bytes((name.bit_length() + 7) // 8) + marked + content

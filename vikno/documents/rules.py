"""What a file is by its content, what its name may be, how large it may be. Pure decisions."""

import datetime as dt
import unicodedata
from enum import StrEnum
from typing import Final

MOST_BYTES: Final = 30 * 1024 * 1024
HEAD_BYTES: Final = 64  # enough to know a kind
_MOST_NAME: Final = 200
_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif"})


class MediaKind(StrEnum):
    """Kinds that are taken in."""

    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    PDF = "pdf"


def kind_of(head: bytes) -> MediaKind | None:
    """The kind a file has by its first bytes; None for all that is not taken in.

    The mark must be the very first thing: a PDF that begins with something else is two files in one.
    """
    if head.startswith(b"\xff\xd8\xff"):
        return MediaKind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return MediaKind.PNG
    if head.startswith((b"II*\x00", b"MM\x00*")):
        return MediaKind.TIFF
    if head.startswith(b"%PDF-"):
        return MediaKind.PDF
    return None


def is_heic(head: bytes) -> bool:
    """Photographs of telephones in a form that few programs open."""
    return head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS


def name_shown(name: str) -> str:
    """The name a file came with, as text for the eye only: no folders, no controls, no marks that turn text round.

    Never used to open anything. Longer ones are cut in the middle, so that the ending stays.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    kept = " ".join(kept.split()).strip(". ") or "без назви"
    if len(kept) <= _MOST_NAME:
        return kept
    half = _MOST_NAME // 2 - 1
    return f"{kept[:half]}…{kept[-half:]}"


def keep_until(closed_on: dt.date, *, years: int | None, counted_from: str) -> dt.date | None:
    """The last day of keeping; None for ever.

    `counted_from`: "next_january" counts whole years from 1 January of the year after, "day" from the day itself.
    """
    if years is None:
        return None
    if counted_from == "next_january":
        return dt.date(closed_on.year + years, 12, 31)
    try:
        return closed_on.replace(year=closed_on.year + years)
    except ValueError:  # 29 February
        return dt.date(closed_on.year + years, 2, 28)


def is_due(until: dt.date | None, *, today: dt.date) -> bool:
    """Whether the time of keeping has passed."""
    return until is not None and until < today


def act_number(year: int, serial: int) -> str:
    """`2026-007`."""
    return f"{year}-{serial:03d}"

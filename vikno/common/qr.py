"""QR codes of our numbers, and of payments.

Numbers are digits only: a scanner is a keyboard, and under a Ukrainian layout Latin letters arrive as Cyrillic.
A payment code is read by the camera of a banking application and holds a link.
"""

import functools
import io
import re
from typing import Any, Final

import segno

QUIET_ZONE: Final = 4  # modules of white around the code, ISO/IEC 18004
# НБУ decision 97 of 19.08.2025: versions 10 to 20, levels Q, M or L, the hryvnia sign in a white circle in the middle.
FIRST_VERSION, LAST_VERSION = 10, 20
_LEVELS: Final = ("q", "m", "l")
_SIGN_SHARE: Final = 0.17  # of the width: 2.3 % of the area, well inside what level L can repair
_SIGN: Final = "M34 34C38 16 66 18 66 36C66 52 34 48 34 64C34 82 62 84 66 66M24 44H76M24 56H76"


def qr_svg(digits: str) -> str:
    """SVG text of a code, quiet zone included; it has a viewBox and no size, so the page decides the size."""
    out = io.BytesIO()
    _code(digits).save(
        out, kind="svg", border=QUIET_ZONE, xmldecl=False, omitsize=True, svgclass=None, lineclass=None, nl=False
    )
    return out.getvalue().decode()


def link_svg(link: str) -> str:
    """SVG text of a link for the camera of a phone; sized by the page, like `qr_svg`. At most 300 characters."""
    if len(link) > 300:
        raise ValueError("a link of more than 300 characters makes a code that phones misread")
    out = io.BytesIO()
    segno.make_qr(link, error="m", boost_error=False).save(
        out, kind="svg", border=QUIET_ZONE, xmldecl=False, omitsize=True, svgclass=None, lineclass=None, nl=False
    )
    return out.getvalue().decode()


def qr_png(digits: str, *, scale: int = 8) -> bytes:
    """PNG of a code, quiet zone included; `scale` pixels a module."""
    out = io.BytesIO()
    _code(digits).save(out, kind="png", border=QUIET_ZONE, scale=scale)
    return out.getvalue()


def _code(digits: str) -> Any:
    if not re.fullmatch(r"[0-9]{1,40}", digits):
        raise ValueError(f"a code holds 1 to 40 digits, got {digits!r}")
    return segno.make_qr(digits, error="m", boost_error=False)


class CodeTooLong(ValueError):
    """A text that no code of the allowed versions holds."""


@functools.lru_cache(maxsize=64)  # 30 ms of work, asked for both sizes of a bill and again for its page
def payment_svg(link: str) -> str:
    """SVG text of a payment code with the hryvnia sign in its middle; sized by the page, like `qr_svg`.

    The strongest level that fits version 20; CodeTooLong when none does.
    """
    code = payment_code(link)
    out = io.BytesIO()
    code.save(out, kind="svg", border=QUIET_ZONE, xmldecl=False, omitsize=True, svgclass=None, lineclass=None, nl=False)
    drawn = out.getvalue().decode()
    width = code.symbol_size(border=QUIET_ZONE)[0]
    return drawn.removesuffix("</svg>") + _sign(width) + "</svg>"


def payment_code(link: str) -> Any:
    """The code itself: version and level are for tests."""
    for level in _LEVELS:
        try:
            found = segno.make_qr(link, error=level, boost_error=False)
        except segno.DataOverflowError:
            continue
        if int(found.version) < FIRST_VERSION:
            return segno.make_qr(link, error=level, version=FIRST_VERSION, boost_error=False)
        if int(found.version) <= LAST_VERSION:
            return found
    raise CodeTooLong(f"{len(link)} characters do not fit version {LAST_VERSION}")


def _sign(width: int) -> str:
    """A white circle and ₴ drawn by strokes: no font is asked for."""
    middle, radius = width / 2, round(width * _SIGN_SHARE / 2, 2)
    corner, scale = round(middle - radius * 0.8, 2), round(radius * 1.6 / 100, 4)
    return (
        f'<circle cx="{middle}" cy="{middle}" r="{radius}" fill="#fff"/>'
        f'<path transform="translate({corner} {corner}) scale({scale})" d="{_SIGN}" fill="none" stroke="#000" '
        f'stroke-width="9" stroke-linecap="round"/>'
    )

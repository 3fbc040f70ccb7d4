"""QR codes of our numbers.

Digits only: a scanner is a keyboard, and under a Ukrainian layout Latin letters arrive as Cyrillic.
"""

import io
import re
from typing import Any, Final

import segno

QUIET_ZONE: Final = 4  # modules of white around the code, ISO/IEC 18004


def qr_svg(digits: str) -> str:
    """SVG text of a code, quiet zone included; it has a viewBox and no size, so the page decides the size."""
    out = io.BytesIO()
    _code(digits).save(
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

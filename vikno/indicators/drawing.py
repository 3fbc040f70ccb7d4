"""A map of hromadas as a drawing (SVG): five shades, a key in words, no scripts. Also as a picture (PNG)."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

WIDTH: Final = 900
NARROW: Final = 420  # on a phone: the words of the key stay as large as the page's own
_ROW: Final = 28  # a line of the key
# From pale to dark, told apart in grey print too; what is not known is hatched.
SHADES: Final = ("#dcecee", "#a9d2d5", "#6bb1b6", "#2b8288", "#0b4f5c")
type Ring = Sequence[Sequence[float]]


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A hromada: its polygon (GeoJSON, WGS 84), its name and its value in words, its amount or None."""

    geometry: Mapping[str, Any]
    title: str
    amount: float | None


@dataclass(frozen=True, kw_only=True)
class Words:
    """What stands on the drawing: its title, and what a bound of a shade and a missing value are called."""

    title: str
    missing: str
    bounds: Sequence[str]


def bounds_of(amounts: Sequence[float]) -> list[float]:
    """Upper ends of at most five shades with about as many hromadas in each; equal amounts share a shade."""
    if not amounts:
        return []
    ordered = sorted(amounts)
    return sorted({ordered[math.ceil(len(ordered) * part / len(SHADES)) - 1] for part in range(1, len(SHADES) + 1)})


def draw(shapes: Sequence[Shape], bounds: Sequence[float], words: Words, *, width: int = WIDTH) -> str:
    """The drawing as a file of its own, so many units wide. Equirectangular, true in width at the middle latitude."""
    rings = [ring for shape in shapes for ring in _rings(shape.geometry)]
    west, east = min(x for ring in rings for x, _y in ring), max(x for ring in rings for x, _y in ring)
    south, north = min(y for ring in rings for _x, y in ring), max(y for ring in rings for _x, y in ring)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = width / max((east - west) * squeeze, 1e-9)
    height = (north - south) * scale
    place = _Place(west, north, scale * squeeze, scale)
    parts = [_area(shape, bounds, place) for shape in shapes]
    total = math.ceil(height) + _ROW * (len(bounds) + 2)
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {total}" width="{width}" height="{total}" '
            f'font-family="Noto Sans, sans-serif" font-size="18">',
            f"<title>{escape(words.title)}</title>",
            _HATCH,
            '<g stroke="#5b6f79" stroke-width="0.7" stroke-linejoin="round">',
            *parts,
            "</g>",
            *_key(words, math.ceil(height)),
            "</svg>",
        )
    )


_HATCH: Final = (
    '<defs><pattern id="none" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" '
    'fill="#fff"/><path d="M0 6L6 0" stroke="#9aa7ad"/></pattern></defs>'
)


@dataclass(frozen=True, slots=True)
class _Place:
    west: float
    north: float
    across: float
    down: float

    def path(self, ring: Ring) -> str:
        """One closed line; points that fall together are drawn once."""
        spots: list[str] = []
        for x, y in ring:
            spot = f"{(x - self.west) * self.across:.1f} {(self.north - y) * self.down:.1f}"
            if not spots or spots[-1] != spot:
                spots.append(spot)
        return "M" + "L".join(spots) + "Z"


def _rings(geometry: Mapping[str, Any]) -> Iterator[Ring]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for polygon in polygons:
        yield from polygon


def _area(shape: Shape, bounds: Sequence[float], place: _Place) -> str:
    line = "".join(place.path(ring) for ring in _rings(shape.geometry))
    marks = f'd={quoteattr(line)} fill={quoteattr(_fill(shape, bounds))} fill-rule="evenodd"'
    return f"<path {marks}><title>{escape(shape.title)}</title></path>"


def _fill(shape: Shape, bounds: Sequence[float]) -> str:
    if shape.amount is None:
        return "url(#none)"
    return shade(next(place for place, end in enumerate(bounds) if shape.amount <= end), len(bounds))


def shade(place: int, of: int) -> str:
    """Few shades lie far apart."""
    return SHADES[round(place * (len(SHADES) - 1) / max(of - 1, 1))]


def _key(words: Words, top: int) -> Iterator[str]:
    lines = [(shade(place, len(words.bounds)), text) for place, text in enumerate(words.bounds)]
    for place, (fill, text) in enumerate([*lines, ("url(#none)", words.missing)]):
        y = top + _ROW * (place + 1) - 8
        yield f'<rect x="1" y="{y}" width="26" height="16" fill="{fill}" stroke="#5b6f79"/>'
        yield f'<text x="36" y="{y + 14}" fill="#10242f">{escape(text)}</text>'

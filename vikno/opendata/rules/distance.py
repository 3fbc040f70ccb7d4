"""How far two places are."""

from math import asin, cos, radians, sin, sqrt
from typing import Final

_EARTH: Final = 6_371_008.8  # metres, mean radius


def metres(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Along a great circle between (latitude, longitude) and another, degrees.

    >>> round(metres((50.45, 30.52), (49.84, 24.03)) / 1000)
    467
    """
    north, south = radians(here[0]), radians(there[0])
    across = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(radians(there[1] - here[1]) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(across))

"""A small made-up country in the shape of the codifier. Names and codes are invented."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

CODIFIER_HEADER = (
    "Перший рівень", "Другий рівень", "Третій рівень", "Четвертий рівень", "Додатковий рівень",
    "Категорія об’єкта", "Назва об’єкта",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One row of a codifier file."""

    levels: tuple[str, ...]
    category: str
    name: str

    @property
    def code(self) -> str:
        return [level for level in self.levels if level][-1]

    @property
    def cells(self) -> tuple[str, ...]:
        return (*self.levels, *[""] * (5 - len(self.levels)), self.category, self.name)

    def but(self, **changes: object) -> "Line":
        return replace(self, **changes)


def code(oblast: int, raion: int = 0, hromada: int = 0, place: int = 0, district: int = 0, tail: int = 11111) -> str:
    """`UA` and 2+2+3+3+2+5 digits."""
    return f"UA{oblast:02}{raion:02}{hromada:03}{place:03}{district:02}{tail:05}"


LUHOVA = code(91)
BEREHOVA = code(92)
LUHIV_RAION = code(91, 1)
STEP_RAION = code(91, 2)
LUHIV_HROMADA = code(91, 1, 10)
IZHAKY_HROMADA = code(91, 1, 30)
STEP_HROMADA = code(91, 2, 10)
LUHIV = code(91, 1, 10, 10)
IZHAKY = code(91, 1, 30, 10)
IVANIVKA_OF_IZHAKY = code(91, 1, 30, 20)
IVANIVKA_OF_STEP = code(91, 2, 10, 20)
STEP = code(91, 2, 10, 10)
DZYGIVKA = code(91, 2, 10, 30)
PISKY_HROMADA = code(92, 1, 10)
PISKY = code(92, 1, 10, 10)
IVANIVKA_OF_PISKY = code(92, 1, 10, 20)
KRYNYTSIA = "UA99000000000011111"


def codifier_text(lines: Iterable[Line]) -> str:
    """The file as the ministry publishes it: `;` and CRLF."""
    rows = [CODIFIER_HEADER, *(line.cells for line in lines)]
    return "".join(";".join(row) + "\r\n" for row in rows)


def codifier_lines() -> list[Line]:
    """Two oblasts, three raions, four hromadas, homonyms, an apostrophe, ґ, a city with special status."""
    luhova, berehova = (LUHOVA,), (BEREHOVA,)
    luhiv_raion, step_raion, pisky_raion = (*luhova, LUHIV_RAION), (*luhova, STEP_RAION), (*berehova, code(92, 1))
    luhiv, izhaky = (*luhiv_raion, LUHIV_HROMADA), (*luhiv_raion, IZHAKY_HROMADA)
    step, pisky = (*step_raion, STEP_HROMADA), (*pisky_raion, PISKY_HROMADA)
    return [
        Line(luhova, "O", "Лугова"),
        Line(luhiv_raion, "P", "Лугівський"),
        Line(luhiv, "H", "Лугівська"),
        Line((*luhiv, LUHIV), "M", "Лугів"),
        Line((*luhiv, LUHIV, code(91, 1, 10, 10, 1)), "B", "Заводський"),
        Line((*luhiv, code(91, 1, 10, 20)), "C", "П’ятихатки"),
        Line(izhaky, "H", "Їжацька"),
        Line((*izhaky, IZHAKY), "T", "Їжаки "),
        Line((*izhaky, IVANIVKA_OF_IZHAKY), "C", "Іванівка"),
        Line(step_raion, "P", "Степовий"),
        Line(step, "H", "Степова"),
        Line((*step, STEP), "X", "Степ"),
        Line((*step, IVANIVKA_OF_STEP), "C", "Іванівка"),
        Line((*step, DZYGIVKA), "C", "Дзиґівка"),
        Line(berehova, "O", "Берегова"),
        Line(pisky_raion, "P", "Пісківський"),
        Line(pisky, "H", "Пісківська"),
        Line((*pisky, PISKY), "X", "Піски"),
        Line((*pisky, IVANIVKA_OF_PISKY), "C", "Іванівка"),
        Line((KRYNYTSIA,), "K", "Криниця"),
        Line((*[KRYNYTSIA] * 4, "UA99000000000122222"), "B", "Джерельний"),
    ]


# West, south, east, north of hromadas of the made-up country, side by side inside Ukraine.
SQUARES = {
    LUHIV_HROMADA: (30.0, 49.0, 30.5, 49.5),
    IZHAKY_HROMADA: (30.5, 49.0, 31.0, 49.5),
    STEP_HROMADA: (30.0, 49.5, 31.0, 50.0),
    PISKY_HROMADA: (31.0, 49.0, 32.0, 50.0),
    KRYNYTSIA: (32.0, 49.0, 32.2, 49.2),
}


def square(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    """A GeoJSON polygon."""
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(geometry: dict[str, Any] | None, **tags: str) -> dict[str, Any]:
    return {"type": "Feature", "properties": tags, "geometry": geometry}


def square_feature(code: str, west: float, south: float, east: float, north: float, **tags: str) -> dict[str, Any]:
    """A square with a code as OpenStreetMap spells the tag."""
    return feature(square(west, south, east, north), katotth=code, **tags)


def feature_collection(*features: dict[str, Any]) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}, ensure_ascii=False)

"""The invented land: an oblast that no codifier has (UA99), two hromadas, their villages and borders.

Long names, apostrophes, Ґ, Є, І and Ї are here on purpose: real lists have them.
"""

from dataclasses import dataclass

import shapely
from shapely.geometry import MultiPoint, Point, Polygon, mapping

OBLAST = "UA99000000000010001"
RAION = "UA99020000000020002"
HROMADA = "UA99020010000030003"
NEIGHBOUR = "UA99020030000040004"
_CENTRE = (49.32, 31.62)


@dataclass(frozen=True)
class Place:
    """A settlement: its tail in the codifier, category letter, name, people, and offset from the centre, km."""

    tail: int
    category: str
    name: str
    people: int
    east_km: float
    north_km: float

    @property
    def lat(self) -> float:
        return round(_CENTRE[0] + self.north_km / 111.2, 5)

    @property
    def lon(self) -> float:
        return round(_CENTRE[1] + self.east_km / 72.4, 5)


SETTLEMENTS = (
    Place(1, "X", "Вербопіль", 6240, 0.0, 0.0),
    Place(2, "C", "Кленова Балка", 1480, 9.5, 4.1),
    Place(3, "C", "Стара Криниця", 960, -8.2, 6.4),
    Place(4, "C", "Журавлине", 730, 14.0, -6.2),
    Place(5, "C", "Заріччя-П’ятихатки", 610, -13.1, -5.0),
    Place(6, "C", "Ґанівка", 540, 3.3, 13.6),
    Place(7, "C", "Їжакове", 480, -2.8, -12.7),
    Place(8, "C", "Єлисейки", 310, 18.9, 5.5),
    Place(9, "C", "Довге-Надрічне-Заозерне", 270, -19.5, 2.2),
    Place(10, "C", "Тополине", 190, 10.4, -14.3),
    Place(11, "C", "Підлісне", 140, -9.9, 15.8),
    Place(12, "C", "Нова Криниця", 90, -4.1, 8.0),
)
NEIGHBOUR_SETTLEMENTS = (
    Place(1, "M", "Озеринськ", 11300, 38.0, 3.0),
    Place(2, "C", "Ясенове Озеро", 820, 33.5, -7.5),
    Place(3, "C", "Кленова Балка", 410, 44.2, 9.1),
)


@dataclass(frozen=True)
class Further:
    """A hromada of another invented oblast, known by its centre alone: for calls of programmes."""

    oblast: str
    oblast_name: str
    hromada: str
    name: str
    settlement: str
    category: str
    people: int


_FURTHER_OBLASTS = (
    ("UA98", "Перелужська", (
        ("Калинівецька", "Калинівець", "X", 7_900), ("Соколодубська", "Соколодуб", "C", 5_300),
        ("Ясенівецька", "Ясенівець", "M", 16_400), ("Білоярівська", "Білоярівка", "C", 8_800),
        ("Глибокоярська", "Глибокий Яр", "X", 6_700),
    )),
    ("UA97", "Загірнянська", (
        ("Кам’янопільська", "Кам’янопіль", "M", 22_100), ("Верховодська", "Верховодка", "C", 4_900),
        ("Смереківська", "Смереків", "X", 9_600), ("Яворецька", "Яворець", "C", 5_800),
    )),
    ("UA96", "Степоградська", (
        ("Ковилянська", "Ковилянка", "X", 10_200), ("Тирсівська", "Тирсівка", "C", 7_100),
        ("Полиновецька", "Полиновець", "M", 13_900), ("Маківська", "Маківка", "C", 6_300),
        ("Вітрянська", "Вітряна", "C", 5_100),
    )),
)  # fmt: skip
FURTHER = tuple(
    Further(
        oblast=f"{start}0000000000{number:02d}000", oblast_name=oblast, name=name,
        hromada=f"{start}02{place:03d}00000{number:02d}{place:03d}", settlement=settlement, category=category,
        people=people,
    )
    for number, (start, oblast, listed) in enumerate(_FURTHER_OBLASTS, start=11)
    for place, (name, settlement, category, people) in enumerate(listed, start=1)
)  # fmt: skip


def code(place: Place, hromada: str = HROMADA) -> str:
    """The invented code of a settlement."""
    return f"{hromada[:9]}{place.tail:03d}00{hromada[14]}{place.tail:04d}"


def codifier_csv() -> str:
    """An edition of the codifier with the invented oblast alone."""
    header = (
        "Перший рівень;Другий рівень;Третій рівень;Четвертий рівень;Додатковий рівень;Категорія об’єкта;Назва об’єкта"
    )
    lines = [header, f"{OBLAST};;;;;O;Заозерська", f"{OBLAST};{RAION};;;;P;Вербопільський"]
    for hromada, name, places in _hromadas():
        lines.append(f"{OBLAST};{RAION};{hromada};;;H;{name}")
        lines += [f"{OBLAST};{RAION};{hromada};{code(p, hromada)};;{p.category};{p.name}" for p in places]
    for start, name in dict.fromkeys((one.oblast, one.oblast_name) for one in FURTHER):
        lines.append(f"{start};;;;;O;{name}")
        lines.append(f"{start};{_raion(start)};;;;P;{name.replace('ська', 'ський')}")
        for one in FURTHER:
            if one.oblast == start:
                lines.append(f"{start};{_raion(start)};{one.hromada};;;H;{one.name}")
                seat = f"{one.hromada[:9]}01000{one.hromada[14:16]}9{one.hromada[17:]}"
                lines.append(f"{start};{_raion(start)};{one.hromada};{seat};;{one.category};{one.settlement}")
    return "\r\n".join(lines) + "\r\n"


def boundaries() -> dict[str, object]:
    """GeoJSON of the two hromadas: the cells nearest to their settlements, cut to a rounded land."""
    places = MultiPoint([(p.lon, p.lat) for p in (*SETTLEMENTS, *NEIGHBOUR_SETTLEMENTS)])
    land = places.buffer(0.09, 12)
    cells = shapely.voronoi_polygons(places, extend_to=land)
    features = []
    for hromada, name, settlements in _hromadas():
        own = [cell for cell in cells.geoms if any(cell.contains(Point(p.lon, p.lat)) for p in settlements)]
        shape = shapely.union_all(own).intersection(land)
        features.append(_feature(hromada, name, shape))
    return {"type": "FeatureCollection", "features": features}


def population_csv() -> str:
    """People of the two hromadas."""
    lines = ["hromada_code,hromada_name,total_population_2022,urban_population_2022,urban_pct"]
    for hromada, name, places in _hromadas():
        total = sum(p.people for p in places)
        urban = sum(p.people for p in places if p.category in "MX")
        lines.append(f"{hromada},{name},{total},{urban},{urban / total:.4f}")
    lines += [f"{one.hromada},{one.name},{one.people},0,0.0000" for one in FURTHER]
    return "\n".join(lines) + "\n"


def _raion(oblast: str) -> str:
    return f"{oblast[:4]}0200000000{oblast[14:16]}900"


def _hromadas() -> tuple[tuple[str, str, tuple[Place, ...]], ...]:
    return (HROMADA, "Вербопільська", SETTLEMENTS), (NEIGHBOUR, "Озеринська", NEIGHBOUR_SETTLEMENTS)


def _feature(hromada: str, name: str, shape: Polygon) -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": {"katotth": hromada, "name": f"{name} громада", "boundary": "administrative"},
        "geometry": mapping(shapely.set_precision(shape, 0.0001)),
    }

"""The invented network: where each point stands, what it has, when it receives."""

from dataclasses import dataclass, field

from vikno.demo.places import SETTLEMENTS, Place
from vikno.network.enums import PointKind

_AT = {place.name: place for place in SETTLEMENTS}
_WEEK = (
    (1, "08:00", "17:00"),
    (2, "08:00", "17:00"),
    (3, "08:00", "17:00"),
    (4, "08:00", "20:00"),
    (5, "08:00", "16:00"),
)
_VILLAGE = tuple(
    (day, opens, closes) for day in (1, 3, 5) for opens, closes in (("09:00", "13:00"), ("14:00", "16:00"))
)
_MARKET = tuple((day, "08:30", "14:30") for day in (2, 4))


@dataclass(frozen=True)
class DemoPoint:
    """One point. `hours` are (weekday from 1, opens, closes); `share` is its part of all visits."""

    key: str
    kind: PointKind
    name: str
    place: Place
    street: str
    hours: tuple[tuple[int, str, str], ...]
    share: int
    equipment: tuple[str, ...] = ()
    ramp: bool = True
    phone: str = ""
    groups: tuple[str, ...] = field(default=())  # groups of services given; none named = all


_REMOTE = ("scanner", "printer", "register_access")
_SOCIAL = ("social", "residence", "veterans", "pension")

POINTS = (
    DemoPoint(
        "main", PointKind.MAIN, "ЦНАП Вербопільської громади, основний офіс", _AT["Вербопіль"], "вул. Соборна, 12",
        _WEEK, 44, ("passport_station", "id_reader", "card_terminal", *_REMOTE), phone="+380400000001",
    ),
    DemoPoint(
        "branch", PointKind.BRANCH, "Територіальний підрозділ у Кленовій Балці", _AT["Кленова Балка"],
        "вул. Шкільна, 3", _WEEK[:5], 16, ("id_reader", *_REMOTE), phone="+380400000002",
    ),
    DemoPoint(
        "remote-1", PointKind.REMOTE, "Віддалене робоче місце в селі Стара Криниця", _AT["Стара Криниця"],
        "вул. Центральна, 1", _VILLAGE, 9, _REMOTE, phone="+380400000003",
    ),
    DemoPoint(
        "remote-2", PointKind.REMOTE, "Віддалене робоче місце в селі Журавлине", _AT["Журавлине"], "вул. Лугова, 7",
        _VILLAGE, 7, _REMOTE, ramp=False, phone="+380400000004",
    ),
    DemoPoint(
        "remote-3", PointKind.REMOTE, "Віддалене робоче місце в селі Заріччя-П’ятихатки", _AT["Заріччя-П’ятихатки"],
        "вул. Надрічна, 22", _MARKET, 6, _REMOTE, phone="+380400000005",
    ),
    DemoPoint(
        "remote-4", PointKind.STAROSTA, "Старостинський пункт у селі Ґанівка", _AT["Ґанівка"], "пл. Миру, 1",
        _MARKET, 5, ("printer", "scanner"), ramp=False, phone="+380400000006", groups=_SOCIAL,
    ),
    DemoPoint(
        "remote-5", PointKind.REMOTE, "Віддалене робоче місце в селі Їжакове", _AT["Їжакове"], "вул. Садова, 15",
        _VILLAGE, 5, _REMOTE, phone="+380400000007",
    ),
    DemoPoint(
        "remote-6", PointKind.REMOTE, "Віддалене робоче місце в селі Довге-Надрічне-Заозерне",
        _AT["Довге-Надрічне-Заозерне"], "вул. Вишнева, 40", _MARKET, 3, ("printer",), ramp=False, phone="+380400000008",
    ),
    DemoPoint(
        "suitcase", PointKind.MOBILE_SUITCASE, "Мобільна валіза", _AT["Вербопіль"], "вул. Соборна, 12", (), 2,
        ("id_reader", *_REMOTE), groups=_SOCIAL,
    ),
    DemoPoint(
        "bus", PointKind.MOBILE_BUS, "Мобільний офіс «Соняшник»", _AT["Вербопіль"], "вул. Соборна, 12",
        ((2, "10:00", "15:00"), (4, "10:00", "15:00")), 3, ("id_reader", "card_terminal", *_REMOTE),
    ),
)  # fmt: skip

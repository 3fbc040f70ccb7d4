"""One row of the national register made into facts: what is said, what is not, and what cannot be so."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final

from vikno.common.text import clean, fold, is_blank
from vikno.network.rules.kinds import kind_of
from vikno.network.rules.timetables import Reading, parse_timetable

# Machine name (second header row) → title (first header row). The file may carry either row, or both.
COLUMNS: Final[Mapping[str, str]] = {
    "code": "Код",
    "name": "Назва центру",
    "address": "Адреса",
    "formation_form": "Форма утворення центру",
    "workers_total": "К-ть працівників",
    "square_total": "Площа відкритої частини центру",
    "state": "Статус",
    "web": "web site",
    "bus_100": "Наявність зупинок громадського транспорту в радіусі 100 м.",
    "free_parking": "Наявність безоплатної стоянки автотранспорту",
    "timetable": "Час прийому суб'єктів звернень",
    "tel_consul": "Консультування телефоном",
    "onl_consul": "Онлайн-консультування",
    "e_registr": "Здійснення попереднього запису на прийом",
    "bank_branc": "Наявність у ЦНАП відділення банку",
    "pay_card": "Оплата послуг банківською карткою",
    "pay_terminal": "Оплата послуг череж платіжний термінал",
    "add_serv": "Додаткові послуги",
    "free_wifi": "Вільний WI-FI",
    "self_serv": "Місця для самообслуговування",
    "sanit_room": "Наявність санітарної кімнати у центрі",
    "disability": (
        "Забезпечення умов для перебування та обслуговування в центрі осіб з інвалідністю "
        "та інших маломобільних груп населення"
    ),
    "pandus": "Пандус та сходи з поручнями",
    "dis_sanit": "Обладнана санітарна кімната",
    "braille_mat": "Матеріали надруковані шрифтом Брайля",
    "pram_place": "Місце для тимчасового розміщення дитячих колясок",
    "feedback_url": "Посилання на форму зворотнього зв’язку",
}  # fmt: skip
REQUIRED: Final = ("code", "name", "address")

# Column → item of `enums.AccessibilityItem`. «disability» is a claim in general and marks no item.
MARKS: Final[Mapping[str, str]] = {
    "bus_100": "bus_stop",
    "free_parking": "parking",
    "free_wifi": "wifi",
    "self_serv": "self_service",
    "sanit_room": "toilet_any",
    "pandus": "ramp",
    "dis_sanit": "toilet",
    "braille_mat": "braille",
    "pram_place": "pram_place",
}
# Column → kind of `catalogue.enums.EquipmentNeed`.
EQUIPMENT: Final[Mapping[str, str]] = {"pay_terminal": "card_terminal"}

_YES: Final = frozenset({"1", "true", "так", "є", "yes", "+", "наявний", "наявна", "наявне", "істина"})
_NO: Final = frozenset({"0", "false", "ні", "немає", "no", "відсутній", "відсутня", "відсутнє", "хибність"})
_STATES: Final[tuple[tuple[str, str], ...]] = (
    (r"тимчасов|призупин|зупинен|недіюч|недіє|не\s+діє|не\s+діюч|закрит|ліквід|припин|не\s+працю", "closed"),
    (r"обмеж", "restricted"),
    (r"зруйнован|знищен", "destroyed"),
    (r"\bдіюч|\bдіє\b|\bпрацює|\bвідкрит", "open"),
)
_PHONE_END: Final = re.compile(r"[;,\n]+|\s{2,}")
_URL: Final = re.compile(r"\S+\.\S{2,}")
_EMAIL: Final = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+")
PHONE_LENGTH: Final = 60
_MOST_STAFF: Final = 9_999
_MOST_AREA: Final = 999_999


class FaultKind(StrEnum):
    """Why the whole file is refused."""

    NO_NAME = "no_name"
    LONG_NAME = "long_name"
    BAD_CODE = "bad_code"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Fault:
    line: int
    kind: FaultKind
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A row as published: `cells` by machine name, trimmed of white space at the ends only."""

    line: int
    cells: Mapping[str, str]

    @property
    def code(self) -> str:
        return clean(self.cells["code"])

    @property
    def name(self) -> str:
        return clean(self.cells["name"])

    @property
    def address(self) -> str:
        return clean(self.cells["address"])

    @property
    def key(self) -> str:
        """What a row is known by from one edition to the next: its code, else name and address together."""
        return self.code or fingerprint(self.name, self.address)

    @property
    def number(self) -> int | None:
        return int(self.code) if self.code.isascii() and self.code.isdigit() else None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a row says of a point. None = not said. `questions` are values of `enums.RegisterQuestion`."""

    name: str
    kind: str
    address: str
    phones: tuple[str, ...]
    email: str
    website: str
    staff_total: int | None
    floor_area: Decimal | None
    state: str
    timetable_text: str
    timetable: Reading
    marks: Mapping[str, bool]
    equipment: Mapping[str, bool]
    questions: tuple[str, ...]


def fingerprint(name: str, address: str) -> str:
    """Key of a row without a code."""
    return f"{fold(name)}|{fold(address)}"


def faults_of(rows: Sequence[RegisterRow]) -> list[Fault]:
    """Rows for which no point can be made; any of them refuses the file."""
    return [*_faults_in_rows(rows), *_repetitions(rows)]


def _faults_in_rows(rows: Sequence[RegisterRow]) -> Iterator[Fault]:
    for row in rows:
        if not fold(row.name):
            yield Fault(row.line, FaultKind.NO_NAME)
        elif len(row.name) > 500:
            yield Fault(row.line, FaultKind.LONG_NAME, row.name[:60])
        if row.code and (len(row.code) > 40 or not re.fullmatch(r"[\w./-]+", row.code)):
            yield Fault(row.line, FaultKind.BAD_CODE, row.code[:60])


def _repetitions(rows: Sequence[RegisterRow]) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for row in rows:
        first = seen.setdefault(row.key, row.line)
        if first != row.line:
            yield Fault(row.line, FaultKind.REPEATED, f"{row.code or row.name[:60]} → {first}")


def facts_of(row: RegisterRow) -> Facts:
    """Read one row; nothing is guessed, zeros that cannot be are questions."""
    cells = row.cells
    staff, staff_doubt = _whole(cells.get("workers_total", ""))
    area, area_doubt = _area(cells.get("square_total", ""))
    state, state_doubt = _state(cells.get("state", ""))
    timetable_text = "" if is_blank(cells.get("timetable", "")) else cells["timetable"].strip()
    return Facts(
        name=row.name,
        kind=kind_of(row.name),
        address=row.address,
        phones=tuple(phones_of(cells.get("tel_consul", ""))),
        email=_found(_EMAIL, cells.get("onl_consul", "")),
        website=_found(_URL, cells.get("web", ""))[:300],
        staff_total=staff,
        floor_area=area,
        state=state,
        timetable_text=timetable_text,
        timetable=parse_timetable(timetable_text),
        marks={item: mark for column, item in MARKS.items() if (mark := yes_or_no(cells.get(column, ""))) is not None},
        equipment={
            kind: has for column, kind in EQUIPMENT.items() if (has := yes_or_no(cells.get(column, ""))) is not None
        },
        questions=tuple(filter(None, (staff_doubt, area_doubt, state_doubt))),
    )


def yes_or_no(cell: str) -> bool | None:
    """True, False, or None where the cell says neither."""
    word = clean(cell).lower().rstrip(".")
    return True if word in _YES else False if word in _NO else None


def phones_of(cell: str) -> list[str]:
    """Telephones of one cell, as written: separated by commas, semicolons, lines or wide gaps."""
    pieces = (clean(piece) for piece in _PHONE_END.split(cell.strip()))
    return [piece[:PHONE_LENGTH] for piece in pieces if sum(c.isdigit() for c in piece) >= 3]


def _found(shape: re.Pattern[str], cell: str) -> str:
    match = None if is_blank(cell) else shape.search(clean(cell))
    return match[0] if match else ""


def _whole(cell: str) -> tuple[int | None, str]:
    number, is_number = _number(cell)
    if number is None:
        return None, "" if is_number else "number_unclear"
    if number == 0:
        return None, "staff_zero"
    is_plausible = number == number.to_integral_value() and 0 < number <= _MOST_STAFF
    return (int(number), "") if is_plausible else (None, "number_unclear")


def _area(cell: str) -> tuple[Decimal | None, str]:
    number, is_number = _number(cell)
    if number is None:
        return None, "" if is_number else "number_unclear"
    if number == 0:
        return None, "area_zero"
    return (round(number, 1), "") if 0 < number <= _MOST_AREA else (None, "number_unclear")


def _number(cell: str) -> tuple[Decimal | None, bool]:
    """(value, whether the cell was understood); a blank is understood as nothing said."""
    if is_blank(cell):
        return None, True
    try:
        number = Decimal(clean(cell).replace(",", ".").replace(" ", ""))
    except InvalidOperation:
        return None, False
    return (number, True) if number.is_finite() else (None, False)


def _state(cell: str) -> tuple[str, str]:
    """A value of `enums.PointState`; "" where the register says nothing or says it unclearly."""
    if is_blank(cell):
        return "", ""
    word = clean(cell).lower()
    found = next((state for shape, state in _STATES if re.search(shape, word)), "")
    return found, "" if found else "state_unknown"

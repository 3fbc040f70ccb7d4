"""A fictional network in the database: the codifier of the rules' tests, one centre, two points, named people."""

import datetime as dt
from pathlib import Path
from typing import Any

import xlsxwriter

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.catalogue.enums import VersionStatus
from vikno.catalogue.models import PublicService, ServiceGroup, ServiceVersion
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.text import fold, sort_key
from vikno.network.enums import Cause, PointKind, PointState
from vikno.network.models import Centre, Offering, Point, PointStatus
from vikno.network.rules.register import COLUMNS
from vikno.network.tests.rules import gazetteers as g
from vikno.territories.models import Unit, UnitName

AT = dt.datetime(2026, 11, 16, 8, 30, tzinfo=dt.UTC)  # a Monday, 10:30 in Kyiv
TODAY = AT.date()
SINCE = dt.datetime(2026, 1, 5, 6, 0, tzinfo=dt.UTC)
SYSTEM = Actor.system()
HEADER = tuple(COLUMNS)


def codifier() -> None:
    """Units of the fictional gazetteer."""
    places = list(g.fictional()._places.values())
    Unit.objects.bulk_create(
        Unit(
            code=p.code, category=p.category, name=p.name, search_key=fold(p.name), sort_key=sort_key(p.name),
            oblast_id=p.oblast or None, raion_id=p.raion or None, hromada_id=p.hromada or None,
            first_seen_on=make.LONG_AGO,
        )
        for p in places
    )  # fmt: skip
    UnitName.objects.bulk_create(
        UnitName(unit_id=p.code, name=name, category=category, search_key=fold(name), valid_to=TODAY, source="test")
        for p in places
        for name, category in p.old_names
    )


def centre(hromada: str = g.KALYNA) -> Centre:
    return Centre.objects.get_or_create(hromada_id=hromada, defaults={"name": f"ЦНАП {hromada[-3:]}"})[0]


def point(name: str = "ВРМ Мак", *, hromada: str = g.KALYNA, settlement: str = g.MAK, **facts: Any) -> Point:
    """A point that has been open since long ago."""
    state = facts.pop("state", PointState.OPEN)
    made = Point.objects.create(
        centre=centre(hromada), name=name, search_key=fold(name), sort_key=sort_key(name), hromada_id=hromada,
        settlement_id=settlement, **{"kind": PointKind.REMOTE, **facts},
    )  # fmt: skip
    if state:
        PointStatus.objects.create(
            point=made, state=state, cause=Cause.PLANNED, starts_at=SINCE, reason="відкрито", recorded_at=SINCE
        )
    return made


def head(hromada: str = g.KALYNA) -> Actor:
    tenancy.bind(hromada)
    return make.actor(Role.HEAD, of=hromada)


def steward() -> Actor:
    tenancy.bind("")
    return make.actor(Role.STEWARD)


def group(code: str = "social") -> ServiceGroup:
    return ServiceGroup.objects.get_or_create(code=code, defaults={"name": code, "name_en": code})[0]


def service(code: str = "00034", *, of: str = "social", **version: Any) -> PublicService:
    """A published service."""
    made = PublicService.objects.create(
        code=code, group=group(of), name=f"Послуга {code}", search_key=fold(code), sort_key=sort_key(code)
    )
    ServiceVersion.objects.create(
        service=made, created_at=SINCE,
        **{"status": VersionStatus.PUBLISHED, "valid_from": make.LONG_AGO, **version},
    )  # fmt: skip
    return made


def offer(where: Point, what: PublicService, **facts: Any) -> Offering:
    return Offering.objects.create(point=where, service=what, **{"valid_from": make.LONG_AGO, **facts})


def row(code: int | str, name: str, address: str, **cells: Any) -> dict[str, Any]:
    """One row of a register file by machine names; what is not named is empty."""
    return {"code": code, "name": name, "address": address, "state": "Діючий", **cells}


def register_file(folder: Path, rows: list[dict[str, Any]], *, name: str = "register-2026-11-01.xlsx") -> Path:
    """An XLSX with two header rows, as the ministry publishes it."""
    path = folder / name
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, COLUMNS.values())
        sheet.write_row(1, 0, HEADER)
        for place, cells in enumerate(rows, start=2):
            for column, title in enumerate(HEADER):
                if cells.get(title) not in (None, ""):
                    sheet.write(place, column, cells[title])
    return path


TAIL = "Калинівська територіальна громада, Надрічанська область"
ROWS = [
    row(
        101, "Центр надання адміністративних послуг Калинівської міської ради", f"Травнева, 4, м. Калинів, {TAIL}",
        formation_form="структурний підрозділ", workers_total=9, square_total=95.5, web="https://cnap.example",
        timetable="пн: 8:00-17:00; вт: 8:00-20:00; ср: 8:00-17:00; чт: 8:00-17:00; пт: 8:00-16:00",
        tel_consul="(095) 000-00-01, (068) 000-00-02", onl_consul="cnap@example.org", pandus=True, braille_mat=False,
        pay_terminal=True, free_wifi=True,
    ),
    row(
        102, "ВРМ с. Великі Ставки ЦНАП Калинівської міської ради", "Миру, 1, Надрічанська область", workers_total=1,
        square_total=0, timetable="пн: 8:00-17:00; вт: 8:00-17:01; ср: 8:00-17:02; чт: 8:00-17:03",
        tel_consul="(095) 000-00-01, (068) 000-00-03",
    ),
    row(103, "ЦНАП Вербівської сільської ради", "Шкільна, 2, Надрічанська область", workers_total=0),
    row(104, "Віддалене робоче місце", "Лісова, 3, с. Самотнє, Надрічанська область", timetable="за домовленістю"),
    row(105, "ВРМ с. Мак", f"Садова, 5, с. Мак, {TAIL}", state="Тимчасово не працює"),
]  # fmt: skip

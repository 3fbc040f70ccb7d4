"""The national register at its size: import, repeated import, memory, the public list, the map, states of many points.

The codifier and 3,500 rows are generated: half of the rows remote workplaces, addresses with and without a hromada or
a settlement, homonyms, timetables in many spellings, short records. The share placed rightly is measured too: the
generator knows where it put each point. Seconds of the processor are told beside seconds of the clock.
"""

import datetime as dt
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlsxwriter

from bench.ground import say
from bench.territories import peak_megabytes, timed, write_codifier

ROWS = 3_500
AT = dt.datetime(2026, 11, 16, 8, 0, tzinfo=dt.UTC)
_TIMETABLES = (
    "пн: 8:00-17:00; вт: 8:00-20:00; ср: 8:00-17:00; чт: 8:00-17:00; пт: 8:00-16:00",
    "пн: 8.00-17.15; вт: 8.00-17.15; ср: 8.00-20.00; чт: 8.00-17.15; пт: 8.00-16.00; сб: -",
    "пн: з 8:00 - до 17:00; вт: з 8:00 - до 17:00; ср: з 8:00 - до 17:00; чт: з 8:00 - до 17:00; пт: з 8:00 - до 16:00",
    "пн-пт 8-30 до 17-00, обід 12-00 до 13-00", "пн: 8:00-17:00; вт: 8:00-17:01; ср: 8:00-17:02",
    "за домовленістю", "", "",
)  # fmt: skip
_KINDS = {"M": "м.", "X": "смт", "C": "с."}
_COUNCILS = {"M": "міської", "X": "селищної", "C": "сільської"}


def main() -> None:
    from vikno.common import tenancy

    chance = random.Random(2026)
    with tempfile.TemporaryDirectory() as folder:
        codifier, register = Path(folder) / "kodifikator-2025-05-16.csv", Path(folder) / "register-2026-11-01.xlsx"
        write_codifier(codifier, random.Random(2025))
        with tenancy.working_for(""):
            _take_codifier(codifier)
        truth = write_register(register, chance)
        say("register file", round(register.stat().st_size / 1e6, 2), "MB")
        _measure_import(register, truth)
    _measure_reading()


def _take_codifier(path: Path) -> None:
    from vikno.common.actors import Actor
    from vikno.territories.services import import_territories

    import_territories(path=path, edition_on=None, actor=Actor.system(), at=AT)


def _measure_import(path: Path, truth: dict[str, str]) -> None:
    from vikno.common import tenancy
    from vikno.common.actors import Actor
    from vikno.network.services import RegisterReport, import_network

    def take() -> RegisterReport:
        with tenancy.working_for(""):
            return import_network(path=path, edition_on=None, actor=Actor.system(), at=AT)

    before = time.process_time()
    seconds, report = timed(take)
    say("import of 3,500 rows", round(seconds, 2), "s", "≤ 20 s")
    say("import of 3,500 rows, our processor time", round(time.process_time() - before, 2), "s")
    say("peak memory", round(peak_megabytes(), 1), "MB", "≤ 300 MB")
    _measure_placement(truth)
    seconds, again = timed(take)
    say("import again, no change", round(seconds, 2), "s", "≤ 20 s")
    say("changed by the second import", again.counts["added"] + again.counts["changed"], "rows", "0")
    say("timetables left to a person", report.counts["timetables_queued"], "rows")


def _measure_placement(truth: dict[str, str]) -> None:
    from vikno.network.models import PlacementTask, Point

    placed = dict(Point.objects.exclude(settlement=None).order_by("pk").values_list("register_code", "settlement"))
    wrong = sum(truth[code] != settlement for code, settlement in placed.items())
    waiting = PlacementTask.objects.order_by("pk").values_list("point__register_code", "candidates")
    first = sum(bool(found) and found[0]["code"] == truth[code] for code, found in waiting)
    say("placed automatically", round(100 * len(placed) / len(truth), 1), "%")
    say("placed, or waiting with the right one first", round(100 * (len(placed) - wrong + first) / len(truth), 1), "%",
        "≥ 97 %")  # fmt: skip
    say("placed wrongly", wrong, "rows", "0")


def _measure_reading() -> None:
    from vikno.network import queries
    from vikno.portal import network_places as places

    every = queries.Filters()
    seconds, numbers = timed(lambda: places.found_points(every, at=AT, is_open_now=False))
    say("identifiers of the whole list", round(seconds * 1000), "ms")
    seconds, _ = timed(lambda: places.rows_of(numbers[:50], at=AT))
    say("a page of 50 points", round(seconds * 1000), "ms", "≤ 300 ms")
    seconds, _ = timed(lambda: places.found_points(every, at=AT, is_open_now=True))
    say("open now among all", round(seconds * 1000), "ms", "≤ 1000 ms")
    seconds, _ = timed(lambda: queries.point_state_now(numbers, AT))
    say("states of all points", round(seconds * 1000), "ms")
    seconds, _ = timed(lambda: places.shapes_of(numbers, at=AT))
    say("the map of the country", round(seconds * 1000), "ms")


def write_register(path: Path, chance: random.Random) -> dict[str, str]:
    """Write the file; answer where each row truly lies: register code → code of the settlement."""
    from vikno.network.rules.register import COLUMNS

    truth: dict[str, str] = {}
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, COLUMNS.values())
        sheet.write_row(1, 0, COLUMNS)
        for place, (settlement, cells) in enumerate(_rows(chance), start=2):
            truth[str(cells["code"])] = settlement
            for column, name in enumerate(COLUMNS):
                if cells.get(name, "") != "":
                    sheet.write(place, column, cells[name])
    return truth


def _rows(chance: random.Random) -> Iterator[tuple[str, dict[str, Any]]]:
    """Main offices first, then remote workplaces of random villages."""
    from vikno.territories.models import Unit

    settlements: dict[str, list[Any]] = {}
    living = Unit.objects.filter(category__in="MXC").exclude(hromada=None).select_related("hromada", "oblast")
    for unit in living.order_by("code"):
        settlements.setdefault(unit.hromada_id or "", []).append(unit)
    hromadas = sorted(settlements)
    for number in range(ROWS):
        members = settlements[hromadas[number % len(hromadas)]]
        is_main = number < len(hromadas)
        unit = members[0] if is_main else chance.choice(members)
        yield unit.pk, _row(chance, number, unit, members[0], is_main=is_main)


def _row(chance: random.Random, number: int, unit: Any, centre: Any, *, is_main: bool) -> dict[str, Any]:
    council = f"{unit.hromada.name[:-1]}ої {_COUNCILS[centre.category]} ради"
    where = f"{_KINDS[unit.category]} {unit.name}"
    name = f"Центр надання адміністративних послуг {council}" if is_main else f"ВРМ {where} ЦНАП {council}"
    parts = [f"Шевченка, {chance.randrange(1, 99)}", where, f"{unit.hromada.name} територіальна громада"]
    address = ", ".join([*parts[: 1 if chance.random() < 0.15 else 3], f"{unit.oblast.name} область"])
    cells: dict[str, Any] = {"code": 1000 + number, "name": name, "address": address, "state": "Діючий"}
    if chance.random() < 0.7:
        marks = {n: chance.random() < 0.5 for n in ("bus_100", "free_parking", "free_wifi", "pandus", "dis_sanit")}
        cells |= marks | {"workers_total": chance.randrange(0, 12), "square_total": chance.randrange(0, 200)}
        cells |= {"timetable": chance.choice(_TIMETABLES), "tel_consul": f"(0{number % 90 + 10}) {number:07}"}
    return cells


if __name__ == "__main__":
    main()

"""The public register, where it lies beside the checkout: figures, never rows."""

import csv
from pathlib import Path

import pytest

from vikno.common.tables import read_table
from vikno.network.rules.addresses import parse_address
from vikno.network.rules.gazetteer import Gazetteer, Place
from vikno.network.rules.kinds import kind_of
from vikno.network.rules.placement import Outcome, Placed, Undecided, place, with_neighbours
from vikno.network.rules.timetables import Absent, Question, Timetable, parse_timetable


def _edition(path: Path, delimiter: str) -> dict[str, tuple[str, str, list[str]]]:
    units = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file, delimiter=delimiter)
        next(rows)
        for row in rows:
            levels = [cell.strip() for cell in row[:5]]
            units[[code for code in levels if code][-1]] = (row[5].strip(), row[6].strip(), levels)
    return units


def gazetteer(folder: Path) -> Gazetteer:
    old = _edition(folder / "katottg" / "kodifikator-2022.3oblasts.csv", ",")
    new = _edition(folder / "katottg" / "kodifikator-2025-05-16.3oblasts.csv", ";")
    return Gazetteer(
        Place(
            code, category, name, *levels[:3],
            old_names=((old[code][1], old[code][0]),) if code in old and old[code][:2] != (category, name) else (),
        )
        for code, (category, name, levels) in new.items()
    )  # fmt: skip


@pytest.fixture(scope="module")
def rows(shared_data: Path) -> list[tuple[int, str, str, str]]:
    table = read_table(shared_data / "cnap" / "cnap-register-2023.3oblasts.xlsx", header=("code", "name", "address"))
    return [(int(r["code"]), r["name"], r["address"], r["timetable"]) for r in table.rows]


@pytest.fixture(scope="module")
def outcomes(shared_data: Path, rows: list[tuple[int, str, str, str]]) -> list[Outcome]:
    known = gazetteer(shared_data)
    return with_neighbours(
        [
            (code, place(parse_address(address), name=name, is_main=kind_of(name) == "main", gazetteer=known))
            for code, name, address, _ in rows
        ]
    )


def test_every_row_is_placed_or_waits_with_candidates(outcomes: list[Outcome]) -> None:
    placed = [o for o in outcomes if isinstance(o, Placed)]
    waiting = [o for o in outcomes if isinstance(o, Undecided)]
    assert len(outcomes) == 318
    assert len(placed) >= 281
    assert all(o.candidates for o in waiting)


def test_most_rows_are_remote_workplaces(rows: list[tuple[int, str, str, str]]) -> None:
    assert sum(kind_of(name) == "remote" for _, name, _, _ in rows) >= 185


def test_timetables_are_read_or_questioned_never_half_read(rows: list[tuple[int, str, str, str]]) -> None:
    read = [parse_timetable(text) for *_, text in rows]
    assert sum(isinstance(r, Timetable) for r in read) >= 205
    assert sum(isinstance(r, Question) and r.reason == "dragged" for r in read) == 3
    assert sum(isinstance(r, Absent) for r in read) == 110

"""Files of every kind go in whole or not at all, and come out again."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from vikno.operations.contents import Contents, contents
from vikno.operations.exchange import EXPORTS, IMPORTS
from vikno.operations.tests import papers

pytestmark = pytest.mark.django_db
type Terminal = Callable[..., tuple[int, str, str]]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    return papers.write_all(tmp_path)


def _held() -> Contents:
    return contents(connection.connection)  # what this very transaction sees


def _take(terminal: Terminal, kind: str, path: Path, *more: str) -> tuple[int, dict[str, Any], str]:
    code, out, err = terminal("import", kind, path, "--json", *more)
    return code, json.loads(out), err


def _take_before(terminal: Terminal, kind: str, files: dict[str, Path]) -> None:
    for earlier in papers.KINDS[: papers.KINDS.index(kind)]:
        if earlier in ("territories", "boundaries"):
            assert _take(terminal, earlier, files[earlier])[0] == 0


def test_every_kind_has_its_file() -> None:
    assert set(papers.KINDS) == set(IMPORTS)


def test_every_kind_is_taken_and_the_second_time_changes_nothing(terminal: Terminal, files: dict[str, Path]) -> None:
    for kind in papers.KINDS:
        before = _held()
        code, report, err = _take(terminal, kind, files[kind])
        assert code == 0, (kind, report, err)
        assert _held() != before, kind
        before = _held()
        assert _take(terminal, kind, files[kind])[0] == 0
        assert _held() == before, kind


@pytest.mark.parametrize("damage", papers.DAMAGES)
@pytest.mark.parametrize("kind", [kind for kind in papers.KINDS if kind != "boundaries"])
def test_a_damaged_file_is_refused_and_changes_nothing(
    terminal: Terminal, files: dict[str, Path], kind: str, damage: str
) -> None:
    _take_before(terminal, kind, files)
    spoilt = files[kind]
    spoilt.write_bytes(papers.DAMAGES[damage](spoilt.read_text(encoding="utf-8")))
    before = _held()
    code, report, err = _take(terminal, kind, spoilt)
    assert code == 2, report
    assert report
    assert len(err.strip()) > 20  # said in words too
    assert _held() == before


def test_cut_borders_are_refused(terminal: Terminal, files: dict[str, Path]) -> None:
    _take_before(terminal, "boundaries", files)
    path = files["boundaries"]
    path.write_bytes(path.read_bytes()[:-400])
    before = _held()
    assert _take(terminal, "boundaries", path)[0] == 2
    assert _held() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["territories", "absent.csv"], "Немає такого файлу"),
        (["territories", "."], "потрібен файл"),
        (["population", "people.csv", "--cards", "."], "--cards не стосується"),
        (["services", "services.csv", "--edition", "2026-01-01"], "--edition не стосується"),
        (["services", "services.csv", "--cards", "absent"], "Немає такого файлу чи теки: absent"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(
    terminal: Terminal, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    monkeypatch.chdir(files["services"].parent)
    code, out, err = terminal("import", *arguments)
    assert (code, out) == (2, "")
    assert words in err


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
def test_everything_comes_out_in_every_form(
    terminal: Terminal, files: dict[str, Path], tmp_path: Path, ending: str
) -> None:
    for kind in ("territories", "network", "services"):
        assert _take(terminal, kind, files[kind])[0] == 0
    for kind in EXPORTS:
        target = tmp_path / f"out.{ending}"
        target.write_text("what stood there before")
        code, out, err = terminal("export", kind, target, "--json")
        assert code == 0, err
        assert json.loads(out)["rows"] == _rows_in(target), kind
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def _rows_in(path: Path) -> int:
    if path.suffix == ".json":
        told = json.loads(path.read_text(encoding="utf-8-sig"))
        return len(told if isinstance(told, list) else told["services"])
    if path.suffix == ".csv":
        text = path.read_text(encoding="utf-8-sig")
        return sum(1 for _ in csv.reader(text.splitlines(keepends=True), delimiter=max(";,", key=text.count))) - 1
    from python_calamine import CalamineWorkbook

    return len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()) - 1


def test_an_exported_cell_is_never_a_formula(terminal: Terminal, files: dict[str, Path], tmp_path: Path) -> None:
    path = files["network"]
    path.write_text(
        path.read_text(encoding="utf-8").replace("ВРМ с. Журавлине;", "=cmd|'/c calc'!A1 ВРМ с. Журавлине;")
    )
    for kind in ("territories", "network"):
        assert _take(terminal, kind, files[kind])[0] == 0
    table = tmp_path / "out.csv"
    assert terminal("export", "network", table)[0] == 0
    text = table.read_text(encoding="utf-8-sig")
    assert "'=cmd" in text
    for row in csv.reader(text.splitlines(keepends=True), delimiter=max(";,", key=text.count)):
        assert not [cell for cell in row if cell.startswith(("=", "+", "@"))]


@pytest.mark.parametrize(("name", "words"), [("out.pdf", ".csv, .json або .xlsx"), ("absent/out.csv", "Немає такого")])
def test_an_export_that_cannot_be_is_refused(terminal: Terminal, tmp_path: Path, name: str, words: str) -> None:
    code, out, err = terminal("export", "territories", tmp_path / name)
    assert (code, out) == (2, "")
    assert words in err
    assert list(tmp_path.iterdir()) == []


REAL = {
    "territories": "katottg/kodifikator-2025-05-16.3oblasts.csv",
    "boundaries": "geo/raion-hromadas",
    "population": "population/hromada-population-2022.3oblasts.csv",
    "postcodes": "settlements/geonames-postal.3oblasts.txt",
    "stations": "demand/polling-stations-2019.3oblasts.csv",
    "network": "cnap/cnap-register-2023.3oblasts.xlsx",
    "services": "services/igov-services-2017.csv",
}


@pytest.mark.slow
def test_every_fitting_public_file_is_taken(terminal: Terminal, shared_data: Path) -> None:
    assert set(papers.KINDS) - set(REAL) == {"workflows"}  # nobody publishes technological cards as a table
    for kind in REAL:
        cards = ("--cards", str(shared_data / "services" / "info-html")) if kind == "services" else ()
        code, report, err = _take(terminal, kind, shared_data / REAL[kind], *cards)
        assert code == 0, (kind, report, err)
        before = _held()
        assert _take(terminal, kind, shared_data / REAL[kind], *cards)[0] == 0
        assert _held() == before, kind


@pytest.mark.parametrize("damage", papers.DAMAGES)
@pytest.mark.parametrize("kind", ["territories", "services"])
def test_a_damaged_public_file_is_refused(
    terminal: Terminal, shared_data: Path, tmp_path: Path, kind: str, damage: str
) -> None:
    text = (shared_data / REAL[kind]).read_text(encoding="utf-8-sig")
    spoilt = tmp_path / "spoilt.csv"
    spoilt.write_bytes(papers.DAMAGES[damage](text))
    before = _held()
    assert _take(terminal, kind, spoilt)[0] == 2
    assert _held() == before

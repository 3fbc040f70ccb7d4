"""The scanner's folder: by name, by code on the page, else to a person; nothing twice, nothing lost."""

import io
import os
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from vikno.cases import queries
from vikno.cases.scanner_folder import REFUSED, FolderReport, folder_of, take_folder
from vikno.cases.tasks import take_scanner_folders
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import AT, World
from vikno.common import tenancy
from vikno.common.qr import qr_png
from vikno.documents.models import StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings: Any, tmp_path: Path) -> World:
    settings.HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    return worlds.build()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    return made


def page(number: str = "", *, form: str = "PNG") -> bytes:
    """A sheet of A4 at 150 dots per inch with a code on it."""
    sheet = Image.new("L", (1240, 1754), 255)
    if number:
        with Image.open(io.BytesIO(qr_png(number, scale=6))) as code:
            sheet.paste(code.convert("L"), (980, 60))
    out = io.BytesIO()
    sheet.save(out, form)
    return out.getvalue()


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    before = time.time() - 60
    os.utime(path, (before, before))
    return path


def take(folder: Path, world: World, capture: Any) -> FolderReport:
    with capture(execute=True):
        return take_folder(folder=folder, point=world.main, at=AT)


def test_each_finds_its_case_or_waits_or_is_set_aside(
    world: World, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    named, coded, bound = (worlds.case_in(world) for _ in range(3))
    put(folder, f"скан {named.number_shown} ст1.png", page())
    put(folder, "SCAN0002.jpg", page(coded.number, form="JPEG"))
    put(folder, "SCAN0003.pdf", page(bound.number, form="PDF"))
    put(folder, "SCAN0004.png", page() + b" ")
    put(folder, "SCAN0005.png", page("2604179999997"))
    put(folder, "virus.exe", b"MZ")
    (folder / "ще пишеться.png").write_bytes(page(named.number))
    report = take(folder, world, django_capture_on_commit_callbacks)
    assert (report.attached, report.waiting, list(report.refused)) == (3, 2, ["virus.exe"])
    for case in (named, coded, bound):
        assert queries.scans_of(case).get().file.point == world.main
    assert queries.unsorted_files(world.officer).count() == 2
    assert sorted(path.name for path in folder.iterdir()) == sorted([REFUSED, "ще пишеться.png"])
    assert {path.name for path in (folder / REFUSED).iterdir()} == {"virus.exe", "virus.exe.txt"}


def test_a_folder_read_again_after_a_cut_gives_nothing_twice(
    world: World, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    case = worlds.case_in(world)
    content = page(case.number)
    put(folder, "SCAN1.png", content)
    take_folder(folder=folder, point=world.main, at=AT)  # committed, and the power goes before the file is removed
    assert (folder / "SCAN1.png").exists()
    take(folder, world, django_capture_on_commit_callbacks)
    assert StoredFile.objects.count() == 1
    assert not (folder / "SCAN1.png").exists()


def test_the_clock_takes_the_folders_of_points(world: World, django_capture_on_commit_callbacks: Any) -> None:
    place = folder_of(world.main)
    place.mkdir(parents=True)
    case = worlds.case_in(world)
    put(place, f"{case.number}.png", page())
    with django_capture_on_commit_callbacks(execute=True):
        take_scanner_folders(timestamp=0)
    tenancy.bind(worlds.HOME)
    assert queries.scans_of(case).count() == 1
    assert list(place.iterdir()) == []

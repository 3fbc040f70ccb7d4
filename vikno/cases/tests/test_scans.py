"""Scans of a case: laid in, saved, kept apart, sorted by a person."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from vikno.accounts.models import User
from vikno.audit.models import JournalEntry
from vikno.cases import queries, services
from vikno.cases.enums import Step
from vikno.cases.errors import MayNotAct, ScanNotFound
from vikno.cases.models import CaseScan
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import AT, HOME, NEIGHBOUR, World
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.documents import services as documents
from vikno.documents.enums import FileSource
from vikno.documents.models import GeneratedDocument, StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return worlds.build()


def png(color: int = 1) -> bytes:
    out = io.BytesIO()
    Image.new("L", (5, 5), color).save(out, "PNG")
    return out.getvalue()


def door(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def kept(actor: Actor, code: str = HOME) -> StoredFile:
    return documents.keep_file(
        stream=io.BytesIO(png()), name="скан.png", declared_size=None, source=FileSource.SCANNER, actor=actor, at=AT,
        hromada_code=code,
    )  # fmt: skip


def test_many_files_are_laid_in_at_once_and_each_is_refused_by_itself(world: World) -> None:
    case = worlds.case_in(world)
    files = [
        SimpleUploadedFile("a.png", png(1)),
        SimpleUploadedFile("зле.svg", b"<svg/>"),
        SimpleUploadedFile("b.png", png(2)),
    ]
    paper = case.papers.get()
    page = door(world.officer).post(f"/cases/{case.number}/scans/", {"files": files, "paper": paper.pk})
    words = page.content.decode()
    assert "зле.svg" in words
    assert "Додано файлів: 2" in words
    assert [scan.file.original_name for scan in queries.scans_of(case)] == ["a.png", "b.png"]
    assert {scan.paper for scan in queries.scans_of(case)} == {paper}


def test_a_photograph_from_the_camera_is_one_more_way(world: World) -> None:
    case = worlds.case_in(world)
    page = door(world.officer).get(f"/cases/{case.number}/scans/").content.decode()
    assert 'capture="environment"' in page
    answer = door(world.officer).post(
        f"/cases/{case.number}/scans/", {"camera": SimpleUploadedFile("IMG_1.png", png())}, follow=True
    )
    assert "IMG_1.png" in answer.content.decode()
    assert queries.scans_of(case).get().file.source == FileSource.CAMERA


def test_it_is_saved_through_the_case_and_the_look_is_recorded(world: World) -> None:
    case = worlds.case_in(world)
    scan = services.attach_file(case=case, file=kept(world.officer), actor=world.officer, at=AT)
    answer = door(world.officer).get(f"/cases/{case.number}/scans/{scan.file_id}/")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Security-Policy"].startswith("sandbox")
    tenancy.bind(HOME)
    assert JournalEntry.objects.filter(action="file.read", subject_id=str(scan.file_id)).count() == 1


def test_a_provider_has_the_files_of_what_was_handed_to_it_only(world: World) -> None:
    case = worlds.case_in(world)
    scan = services.attach_file(case=case, file=kept(world.officer), actor=world.officer, at=AT)
    address = f"/cases/{case.number}/scans/{scan.file_id}/"
    assert door(world.provider).get(address).status_code == 404
    tenancy.bind(HOME)
    services.record_step(case=case, step=Step.FORWARDED, actor=world.officer, at=AT)
    assert door(world.provider).get(address).status_code == 200
    assert door(world.courier).get(address).status_code == 404


def test_a_file_of_another_case_or_hromada_is_not_there(world: World) -> None:
    case, other = worlds.case_in(world), worlds.case_in(world)
    scan = services.attach_file(case=case, file=kept(world.officer), actor=world.officer, at=AT)
    with pytest.raises(ScanNotFound):
        queries.access_scan(other, scan.file_id)
    stranger = worlds.build(NEIGHBOUR, name="Сусідня", network=418)
    foreign = kept(stranger.officer, NEIGHBOUR)
    tenancy.bind(HOME)
    with pytest.raises(ScanNotFound):
        services.attach_file(case=case, file=foreign, actor=world.officer, at=AT)
    with pytest.raises(MayNotAct):
        services.attach_file(case=case, file=kept(world.officer), actor=world.courier, at=AT)
    assert CaseScan.objects.count() == 1


def test_the_same_file_twice_is_one_row(world: World) -> None:
    case, file = worlds.case_in(world), kept(world.officer)
    first = services.attach_file(case=case, file=file, actor=world.officer, at=AT)
    assert services.attach_file(case=case, file=file, actor=world.officer, at=AT) == first


def test_what_names_no_case_waits_for_a_person(world: World) -> None:
    case, file = worlds.case_in(world), kept(Actor.system(HOME))
    browser = door(world.officer)
    assert "скан.png" in browser.get("/cases/scans/").content.decode()
    assert (
        "номером немає"
        in browser.post(f"/cases/scans/{file.pk}/attachment/", {"number": "1"}, follow=True).content.decode()
    )
    browser.post(f"/cases/scans/{file.pk}/attachment/", {"number": case.number_shown})
    tenancy.bind(HOME)
    assert queries.scans_of(case).get().file == file
    assert "скан.png" not in browser.get("/cases/scans/").content.decode()


def test_the_panel_stands_beside_the_case(world: World, django_assert_num_queries: Any) -> None:
    case = worlds.case_in(world)
    services.attach_file(case=case, file=kept(world.officer), actor=world.officer, at=AT)
    words = door(world.officer).get(f"/desk/case/{case.number}/beside/").content.decode()
    assert "Скани" in words
    assert "скан.png" in words


@pytest.mark.parametrize("size", ["a4", "a5", "80", "58"])
@pytest.mark.parametrize("kind", ["receipt", "notice", "card"])
def test_a_short_form_is_printed_in_each_size_and_again_byte_for_byte(world: World, kind: str, size: str) -> None:
    opened = worlds.opened(world)
    services.keep_inventory(opened=opened, actor=world.officer, at=AT)
    answer = door(world.officer).get(f"/cases/{opened.case.number}/print/{kind}/{size}/")
    assert answer.content.startswith(b"%PDF")
    tenancy.bind(HOME)
    kept = GeneratedDocument.objects.get(kind=kind)
    assert documents.reprint(kept) == answer.content
    assert kept.data["paper"] == size
    shown = {row["name"]: row["value"] for row in kept.data["facts"]}
    assert shown.get("Код доступу") == (opened.case.inventory.data["access_code"] if kind == "receipt" else None)


def test_the_list_of_a_day_is_printed(world: World) -> None:
    worlds.case_in(world)
    kept = services.keep_day_list(actor=world.head, at=AT, on=AT.date())
    assert [row["applicant"] for row in kept.data["rows"]] == ["Іваненко Марія Петрівна"]
    assert documents.reprint(kept).startswith(b"%PDF")
    assert door(world.officer).get("/cases/day/").content.startswith(b"%PDF")
    assert door(world.officer).get("/cases/2604170000018/print/poem/a4/").status_code == 404

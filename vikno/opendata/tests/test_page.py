"""The page «Відкриті дані» and the files it tells of: made once, dated by what they say."""

import datetime as dt
from pathlib import Path
from typing import IO, Any

import pytest
from django.test import Client

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.network.models import Point
from vikno.opendata import keeping
from vikno.opendata.exports import EXPORTS
from vikno.opendata.tasks import refresh_files

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 22, 8, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(days=3)


def page(**cookies: str) -> str:
    client = Client()
    for name, value in cookies.items():
        client.cookies[name] = value
    return client.get("/opendata/").content.decode()


def test_the_page_names_every_file(point: Point) -> None:
    told = page()
    for address in ("points.geojson", "hsds/", "hsds.zip", "cpsv-ap/catalogue.ttl", "835/dodatok-32-norms.csv"):
        assert f"/opendata/{address}" in told
    assert "складеться за першим запитом" in told
    assert "dodatok-38" not in told
    Client().get("/opendata/points.geojson")
    assert "байт" in page() or "КБ" in page()
    assert "Open data" in page(django_language="en")


def test_a_head_finds_the_tables_of_the_own_hromada(db: None) -> None:
    tenancy.bind("")
    client = Client()
    client.force_login(make.membership(Role.HEAD).user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "/opendata/835/own/dodatok-38-services.csv?year=" in client.get("/opendata/").content.decode()


def writer(text: str) -> Any:
    def write(target: IO[bytes]) -> None:
        target.write(text.encode())

    return write


def test_a_file_is_dated_by_its_content(kept_here: Path) -> None:
    first = keeping.kept("a.txt", writer("одне"), state="1", at=AT)
    same = keeping.kept("a.txt", writer("одне"), state="2", at=LATER)
    assert (same.changed_at, same.path) == (AT, first.path)
    other = keeping.kept("a.txt", writer("інше"), state="3", at=LATER)
    assert (other.changed_at, other.path.read_text()) == (LATER, "інше")
    assert first.path.exists()  # somebody may be about to open it
    third = keeping.kept("a.txt", writer("третє"), state="4", at=LATER)
    assert {path for path in kept_here.iterdir() if path.suffix == ".txt"} == {other.path, third.path}


def test_a_state_is_written_once(kept_here: Path) -> None:
    keeping.kept("a.txt", writer("одне"), state="1", at=AT)

    def fail(target: IO[bytes]) -> None:
        raise AssertionError("written twice")

    assert keeping.kept("a.txt", fail, state="1", at=LATER).changed_at == AT


def test_a_failure_leaves_the_file_of_before(kept_here: Path) -> None:
    keeping.kept("a.txt", writer("одне"), state="1", at=AT)

    def fail(target: IO[bytes]) -> None:
        target.write(b"half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        keeping.kept("a.txt", fail, state="2", at=LATER)
    before = keeping.last("a.txt")
    assert before is not None
    assert before.path.read_text() == "одне"
    assert len(list(kept_here.glob("*"))) == 3


def test_while_one_writes_others_give_the_file_of_before(kept_here: Path) -> None:
    keeping.kept("a.txt", writer("одне"), state="1", at=AT)
    seen = []

    def write(target: IO[bytes]) -> None:
        seen.append(keeping.kept("a.txt", writer("третє"), state="2", at=LATER).path.read_text())
        target.write("друге".encode())

    assert keeping.kept("a.txt", write, state="2", at=LATER).path.read_text() == "друге"
    assert seen == ["одне"]


def test_a_spoilt_note_is_made_again(kept_here: Path) -> None:
    keeping.kept("a.txt", writer("одне"), state="1", at=AT)
    (kept_here / "a.txt.json").write_text("{")
    assert keeping.kept("a.txt", writer("одне"), state="1", at=LATER).changed_at == LATER


def test_files_are_made_by_the_clock(point: Point) -> None:
    refresh_files(0)
    assert all(keeping.last(name) for name in EXPORTS)
    assert "складеться за першим запитом" not in page()

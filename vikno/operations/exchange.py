"""Files in and out: which command belongs to which room."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.operations.errors import NoSuchFile, NotForThisKind, PointNotNamed, UnknownForm, WrongPlace

IMPORTS = ("territories", "boundaries", "population", "postcodes", "stations", "network", "services", "workflows")
SCANS = "scans"  # a folder of pictures, taken file by file
EXPORTS = ("services", "workflows", "network", "territories")
FORMS = (".csv", ".json", ".xlsx")
Say = Callable[[str], None]


class Report(Protocol):
    """What every import answers: a summary, a sentence, and 0 or 2."""

    @property
    def exit_code(self) -> int: ...

    def as_json(self) -> dict[str, Any]: ...


def take(
    *, kind: str, path: Path, edition_on: date | None, cards: Path | None, say: Say, point_id: int | None = None
) -> Report:
    """Import one file (for boundaries a folder) whole, or refuse it whole; a folder of scans, file by file."""
    for given in filter(None, (path, cards)):
        if not given.exists():
            raise NoSuchFile(path=given)
    if path.is_dir() != (kind in ("boundaries", SCANS)) and (path.is_dir() or kind == SCANS):
        raise WrongPlace(path=path)
    if cards is not None and kind != "services":
        raise NotForThisKind(option="--cards", kind=kind)
    if edition_on is not None and kind == "services":
        raise NotForThisKind(option="--edition", kind=kind)
    if kind == SCANS:
        return _take_scans(path, point_id=point_id)
    with tenancy.working_for(""):
        _take_the_time_needed()
        if kind == "services":
            return _take_services(path=path, cards=cards, say=say)
        return _door(kind)(
            path=path, edition_on=edition_on, actor=Actor.system(), at=clock.now(), progress=_progress(say)
        )


def _take_services(*, path: Path, cards: Path | None, say: Say) -> Report:
    from vikno.catalogue import services

    report: Report = services.import_services(
        path=path, cards=cards, actor=Actor.system(), at=clock.now(), progress=_progress(say)
    )
    return report


def _take_scans(folder: Path, *, point_id: int | None) -> Report:
    from vikno.cases.scanner_folder import take_folder
    from vikno.network.models import Point

    point = Point.objects.filter(pk=point_id or 0).first()
    if point is None:
        raise PointNotNamed
    with tenancy.working_for(str(point.hromada_id)):
        _take_the_time_needed()
        return take_folder(folder=folder, point=point, at=clock.now())


def _door(kind: str) -> Callable[..., Report]:
    from vikno.catalogue import services as catalogue
    from vikno.network import services as network
    from vikno.territories import services as territories

    rooms: dict[str, Any] = {"network": network, "workflows": catalogue}
    door: Callable[..., Report] = getattr(rooms.get(kind, territories), f"import_{kind}")
    return door


def _take_the_time_needed() -> None:
    """The limit on statements protects people who wait for a page; nobody waits here."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")


def _progress(say: Say) -> Callable[..., None]:
    """Long work says how far it is, every tenth of the way."""
    last = [-1]

    def tell(done: int, total: int) -> None:
        tenth = done * 10 // total if total else 10
        if tenth != last[0]:
            last[0] = tenth
            say(f"  {done} / {total}")

    return tell


def give(*, kind: str, path: Path) -> int:
    """Write one export; the ending of the file says its form. Rows written.

    The file appears whole or not at all: what stood under its name is kept until the new one is ready.
    """
    _require_writable(path)
    draft = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix}")
    try:
        with tenancy.working_for(""):
            _take_the_time_needed()
            rows = _export(kind)(path=draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return rows


def _require_writable(path: Path) -> None:
    if path.is_dir():
        raise WrongPlace(path=path)
    if path.suffix.lower() not in FORMS:
        raise UnknownForm(name=path.name)
    if not path.absolute().parent.is_dir():
        raise NoSuchFile(path=path.absolute().parent)


def _export(kind: str) -> Callable[..., int]:
    from vikno.catalogue import services as catalogue
    from vikno.network import services as network
    from vikno.territories import services as territories

    rooms: dict[str, Any] = {
        "services": catalogue, "workflows": catalogue, "network": network, "territories": territories,
    }  # fmt: skip
    door: Callable[..., int] = getattr(rooms[kind], f"export_{kind}")
    return door

"""Files in and out: which command belongs to which room."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.common.errors import Refusal

IMPORTS = ("territories", "boundaries", "population", "postcodes", "stations", "network", "services")
EXPORTS = ("services", "network", "territories")
Say = Callable[[str], None]


class Report(Protocol):
    """What every import answers: a summary, a sentence, and 0 or 2."""

    @property
    def exit_code(self) -> int: ...

    def as_json(self) -> dict[str, Any]: ...


class NoSuchFile(Refusal):
    code = "no_such_file"
    message = "Немає такого файлу чи теки: {path}"


def take(*, kind: str, path: Path, edition_on: date | None, cards: Path | None, say: Say) -> Report:
    """Import one file (a folder for boundaries) whole, or refuse it whole. Nobody's rows are touched."""
    if not path.exists():
        raise NoSuchFile(path=path)
    with tenancy.working_for(""):
        return _doors()[kind](path, edition_on, cards, clock.now(), _progress(say))


def _doors() -> dict[str, Callable[[Path, date | None, Path | None, datetime, Callable[..., None]], Report]]:
    from vikno.catalogue import services as catalogue
    from vikno.network import services as network
    from vikno.territories import services as territories

    actor = Actor.system()
    units = {
        "territories": territories.import_territories,
        "boundaries": territories.import_boundaries,
        "population": territories.import_population,
        "postcodes": territories.import_postcodes,
        "stations": territories.import_stations,
        "network": network.import_network,
    }

    def dated(service: Callable[..., Report]) -> Callable[..., Report]:
        return lambda path, on, cards, at, progress: service(
            path=path, edition_on=on, actor=actor, at=at, progress=progress
        )

    return {
        **{kind: dated(service) for kind, service in units.items()},
        "services": lambda path, on, cards, at, progress: catalogue.import_services(
            path=path, cards=cards, actor=actor, at=at, progress=progress
        ),
    }


def _progress(say: Say) -> Callable[..., None]:
    """Long work says how far it is, every tenth of the way."""
    last = [-1]

    def tell(done: int, total: int) -> None:
        tenth = done * 10 // total if total else 10
        if tenth != last[0]:
            last[0] = tenth
            say(f"  {done} з {total}")

    return tell


def give(*, kind: str, path: Path) -> int:
    """Write one export; the ending of the file says its form. Rows written."""
    from vikno.catalogue import services as catalogue
    from vikno.network import services as network
    from vikno.territories import services as territories

    doors: dict[str, Callable[..., int]] = {
        "services": catalogue.export_services,
        "network": network.export_network,
        "territories": territories.export_territories,
    }
    with tenancy.working_for(""):
        return doors[kind](path=path)

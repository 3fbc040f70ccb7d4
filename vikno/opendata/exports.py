"""Every whole file that anybody may take: who writes it, and which tables it tells of."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import IO, Final, Protocol

from django.db import models
from django.utils import translation

from vikno.catalogue.models import PublicService
from vikno.opendata.keeping import Kept, kept
from vikno.opendata.models import NormParagraph, PublishedMonth
from vikno.opendata.queries import counts_package, cpsv
from vikno.opendata.queries.changes import PLACES, SERVICES, STAFF, state_of
from vikno.opendata.queries.decree_files import FORMS, ROWS, write_table
from vikno.opendata.queries.geojson import write_points
from vikno.opendata.queries.hsds.package import write_package
from vikno.territories.models import Unit

type Tables = tuple[type[models.Model], ...]
_FIVE_MINUTES: Final = 300


class Write(Protocol):
    def __call__(self, target: IO[bytes], *, at: dt.datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class Export:
    """`lasts`: seconds for which a file is true though no row is written: a planned state begins by itself."""

    write: Write
    tables: Tables
    lasts: int = 0


def _write_decree(target: IO[bytes], *, at: dt.datetime, template: str, form: str) -> None:
    write_table(target, template=template, form=form, rows=ROWS[template](at))


def _decree() -> Iterator[tuple[str, Export]]:
    for template in ROWS:
        for form in FORMS:
            write = partial(_write_decree, template=template, form=form)
            yield f"{template}.{form}", Export(write, (*PLACES, *STAFF, NormParagraph))


def _counts() -> Iterator[tuple[str, Export]]:
    for form in counts_package.FORMS:
        yield f"counts-{form}.zip", Export(partial(counts_package.write_package, form=form), _COUNTED)


_COUNTED: Final = (PublishedMonth, Unit, PublicService)
EXPORTS: Final[dict[str, Export]] = {
    "points.geojson": Export(write_points, (*SERVICES, *PLACES), lasts=_FIVE_MINUTES),
    "hsds.zip": Export(write_package, (*SERVICES, *PLACES)),
    "catalogue.jsonld": Export(cpsv.write_jsonld, SERVICES),
    "catalogue.ttl": Export(cpsv.write_turtle, SERVICES),
    **dict(_decree()),
    **dict(_counts()),
}


def current(name: str, *, at: dt.datetime) -> Kept:
    """The file of the moment, made anew only if what it tells of has changed. Its words are Ukrainian."""
    export = EXPORTS[name]

    def write(target: IO[bytes]) -> None:
        with translation.override("uk"):
            export.write(target, at=at)

    moment = f";{int(at.timestamp()) // export.lasts}" if export.lasts else ""
    return kept(name, write, state=state_of(export.tables, at=at) + moment, at=at)

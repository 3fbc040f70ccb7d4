"""The tabular HSDS package: a zip of CSV files and `datapackage.json`, written row by row."""

import csv
import datetime as dt
import json
import shutil
import zipfile
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Final

from django.urls import reverse

from vikno.common import clock
from vikno.opendata.queries.hsds import locations, organisations
from vikno.opendata.queries.hsds import services as shown
from vikno.opendata.queries.hsds.rows import Row, address_of
from vikno.opendata.queries.places import all_numbers, places
from vikno.opendata.queries.services import by_key, published
from vikno.opendata.rules.hsds_tables import TABLES, descriptor

LICENCE: Final = {
    "name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}  # fmt: skip
_TABLE_OF: Final = {
    "service_areas": "service_area", "languages": "language", "cost_options": "cost_option",
    "required_documents": "required_document", "attributes": "attribute", "addresses": "address",
    "accessibility": "accessibility", "phones": "phone", "schedules": "schedule",
    "organization_identifiers": "organization_identifier",
}  # fmt: skip
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the same rows make the same bytes


class _Tables:
    """One open CSV file a table. Cells are exact: a formula guard would be another value."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._writers: dict[str, Any] = {}
        for table in TABLES.values():
            written = stack.enter_context((folder / table.path).open("w", encoding="utf-8", newline=""))
            self._writers[table.name] = csv.DictWriter(written, table.names, restval="", lineterminator="\r\n")
            self._writers[table.name].writeheader()

    def add(self, table: str, *rows: Row) -> None:
        self._writers[table].writerows(rows)

    def add_parts(self, parts: dict[str, list[Row]]) -> None:
        for name, rows in parts.items():
            self.add(_TABLE_OF[name], *rows)


def write_package(target: IO[bytes], *, at: dt.datetime) -> None:
    """Write the package. What links is written together, so a change meanwhile leaves no link without its end."""
    with TemporaryDirectory() as told:
        folder = Path(told)
        with ExitStack() as stack:
            _fill(_Tables(folder, stack), at=at)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr(entry("datapackage.json"), _descriptor())
            for table in TABLES.values():
                with (folder / table.path).open("rb") as read, package.open(entry(table.path), "w") as into:
                    shutil.copyfileobj(read, into)


def _fill(tables: _Tables, *, at: dt.datetime) -> None:
    for body in organisations.bodies():
        tables.add("organization", body.row)
        tables.add_parts({"phones": body.phones, "organization_identifiers": body.identifiers})
    tables.add("taxonomy", *shown.taxonomies())
    tables.add("taxonomy_term", *shown.taxonomy_terms())
    living = by_key(published(on=clock.today(at)))
    for one in living.values():
        tables.add("service", shown.service_row(one))
        tables.add_parts(shown.service_parts(one))
    keys = {number: shown.service_id(one.service.code) for number, one in living.items()}
    for place in places(all_numbers(), at=at):
        tables.add("location", locations.location_row(place))
        tables.add_parts(locations.location_parts(place))
        given = ((keys[number], mode) for number, mode in place.modes.items())
        tables.add("service_at_location", *(locations.given_row(place, key, mode) for key, mode in given))


def _descriptor() -> str:
    homepage = address_of(reverse("opendata:page"))
    told = descriptor(title="Послуги й точки ЦНАП (Open Referral HSDS)", homepage=homepage, licence=LICENCE)
    return json.dumps(told, ensure_ascii=False, indent=1)


def entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry

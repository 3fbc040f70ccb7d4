"""The catalogue as a file: JSON holds everything, tables hold what a person edits."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

import xlsxwriter
from django.db.models import Prefetch, QuerySet

from vikno.catalogue.enums import ApplicantKind, Channel, CostKind, Rounding, VersionStatus
from vikno.catalogue.models import CompetentAuthority, FeeIndex, LifeEvent, PublicService, ServiceGroup, ServiceVersion
from vikno.catalogue.queries.contents import content_of, facts_of, with_content
from vikno.catalogue.readers.columns import COLUMNS, FORMULA, NO, YES, joined
from vikno.catalogue.readers.json_file import FORMAT
from vikno.catalogue.rules import CardContent, CostLine

ExportKind = Literal["json", "csv", "xlsx"]
EXPORT_KINDS: Final[tuple[ExportKind, ...]] = ("json", "csv", "xlsx")
_ENCODED: Final = "utf-8-sig"


def export_catalogue(kind: ExportKind) -> bytes:
    """Every service with its versions (JSON) or its newest version (CSV with `;` and BOM, XLSX)."""
    services = _services()
    if kind == "json":
        return _json(services)
    rows = [_cells(service) for service in services]
    return _csv(rows) if kind == "csv" else _xlsx(rows)


def _services() -> QuerySet[PublicService]:
    versions = with_content(ServiceVersion.objects.order_by("service_id", "valid_from", "pk"))
    return (
        PublicService.objects.select_related("group")
        .prefetch_related("life_events", Prefetch("versions", versions))
        .order_by("code")
    )


def _json(services: QuerySet[PublicService]) -> bytes:
    told: dict[str, Any] = {
        "format": FORMAT,
        "groups": [
            {"code": g.code, "name": g.name, "name_en": g.name_en, "is_base": g.is_base, "order": g.order}
            for g in ServiceGroup.objects.order_by("order", "code")
        ],
        "authorities": list(CompetentAuthority.objects.order_by("code").values("code", "name", "name_en")),
        "life_events": list(LifeEvent.objects.order_by("code").values("code", "name", "name_en")),
        "indices": list(
            FeeIndex.objects.order_by("code", "valid_from").values(
                "code", "name", "name_en", "valid_from", "value", "is_confirmed", "source"
            )
        ),
        "services": [_service(service) for service in services],
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=plain_json).encode()


def _service(service: PublicService) -> dict[str, Any]:
    return asdict(facts_of(service)) | {"versions": [_version(version) for version in service.versions.all()]}


def _version(version: ServiceVersion) -> dict[str, Any]:
    dates = {"valid_from": version.valid_from, "valid_to": version.valid_to, "status": version.status}
    return dates | asdict(content_of(version))


def plain_json(value: Any) -> str:
    """A sum or a date as the text our JSON keeps it in."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value == value.to_integral() else str(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _cells(service: PublicService) -> list[str]:
    """One row: the newest published version, else the newest draft."""
    versions = sorted(service.versions.all(), key=lambda v: (v.status == VersionStatus.PUBLISHED, v.valid_from, v.pk))
    content = content_of(versions[-1]) if versions else CardContent()
    authority = versions[-1].authority if versions else None
    cells = {
        "code": service.code,
        "name": service.name,
        "name_en": service.name_en,
        "group": service.group.code,
        "keywords": service.keywords,
        "authority": authority.name if authority else "",
        "applicants": ", ".join(str(ApplicantKind(kind).label) for kind in content.applicants),
        "who_may_apply": content.who_may_apply,
        "channels": ", ".join(str(Channel(channel).label) for channel in content.channels),
        "requirements": "\n".join(
            joined(line.name, line.form, line.condition, line.ground) for line in content.requirements
        ),
        "costs": "\n".join(map(_cost, content.costs)),
        "term_days": "" if content.term_days is None else str(content.term_days),
        "term_unit": content.term_unit,
        "term_note": content.term_note,
        "result": content.result,
        "refusal_grounds": "\n".join(content.refusal_grounds),
        "acts": "\n".join(joined(act.title, act.url) for act in content.acts),
        "how_to_apply": content.how_to_apply,
        "is_for_veterans": YES if service.is_for_veterans else NO,
        "is_mandatory_523": YES if service.is_mandatory_523 else NO,
        "source": service.source,
    }
    return [cells[name] for name in COLUMNS]


def _cost(cost: CostLine) -> str:
    price = str(CostKind(cost.kind).label)
    if cost.kind == CostKind.AMOUNT:
        price = f"{cost.amount:.2f}"
    elif cost.kind == CostKind.INDEX_SHARE:
        price = f"{cost.percent} % {cost.index}"
    rounding = str(Rounding(cost.rounding).label)
    return joined(price, rounding, cost.description, cost.ground)


def _titles() -> list[str]:
    return [titles[0] for titles in COLUMNS.values()]


def _csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_titles())
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode(_ENCODED)


def _guarded(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula becomes text."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _xlsx(rows: list[list[str]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Послуги")
    head, body = (
        book.add_format({"bold": True, "text_wrap": True}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    for row, cells in enumerate(_numbered(rows)):
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell, body if row else head)
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, len(COLUMNS) - 1, 32)
    book.close()
    return out.getvalue()


def _numbered(rows: list[list[str]]) -> Iterator[list[str]]:
    yield _titles()
    yield from rows

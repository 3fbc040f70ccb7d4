"""Technological cards as a printed table and as files."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, Literal

import xlsxwriter
from django.utils.translation import gettext as _

from vikno.catalogue.enums import CaseEvent, Performer, StepAction, TermUnit, VersionStatus, WorkflowChannel
from vikno.catalogue.models import Workflow
from vikno.catalogue.queries.words import day_words, said
from vikno.catalogue.queries.workflows import with_steps, workflow_content
from vikno.catalogue.readers.workflow_table import COLUMNS
from vikno.catalogue.rules import StepLine
from vikno.common.clock import today
from vikno.common.tables import safe_cell
from vikno.common.typeset import render_pdf

type WorkflowExport = Literal["csv", "json", "xlsx"]
WORKFLOW_EXPORT_KINDS: Final[tuple[WorkflowExport, ...]] = ("csv", "json", "xlsx")
TEMPLATE: Final = "catalogue/typst/workflow.typ"


def workflow_pdf(workflow: Workflow, *, made_at: datetime) -> bytes:
    """The card on A4 with the columns of the official table; the same bytes for the same card and day."""
    return render_pdf(TEMPLATE, workflow_data(workflow, made_at=made_at), made_at=made_at)


def workflow_data(workflow: Workflow, *, made_at: datetime) -> dict[str, Any]:
    """What the printed template shows: every word of it, in Ukrainian as the card is."""
    content = workflow_content(workflow)
    service = workflow.service
    dates = _("Картка діє з {date}.").format(date=day_words(workflow.valid_from))
    return {
        "lang": "uk",
        "caption": _("Технологічна картка адміністративної послуги {code}").format(code=service.code),
        "title": said(service.name, service.name_en),
        "channel": str(WorkflowChannel(workflow.channel).label),
        "head": [
            _("№"), _("Етапи опрацювання звернення"), _("Відповідальна посадова особа і структурний підрозділ"),
            _("Дія (В, У, П, З)"), _("Строк виконання, днів"),
        ],
        "rows": [
            [str(number), step.name, step.responsible, step.action, days_words(step)]
            for number, step in enumerate(content.steps, start=1)
        ],
        "legend": _("Умовні позначки: {words}.").format(
            words="; ".join(f"{action.value} — {action.label}" for action in StepAction)
        ),
        "source": content.source,
        "is_draft": _("Чернетка: за цією карткою ще не працюють.") if workflow.status == VersionStatus.DRAFT else "",
        "unconfirmed": "" if content.is_confirmed else _("Цю технологічну картку ще не звірено на місці."),
        "dates": dates,
        "printed": _("Складено {date}.").format(date=day_words(today(made_at))),
        "page": _("сторінка"),
        "of": _("з"),
    }  # fmt: skip


def days_words(step: StepLine) -> str:
    """«3 роб.», «10 кал.», «того самого дня», «—»."""
    if step.days is None:
        return "—"
    if step.days == 0:
        return _("того самого дня")
    return (_("{n} роб.") if step.unit == TermUnit.WORKING_DAYS else _("{n} кал.")).format(n=step.days)


def export_workflow_table(kind: WorkflowExport) -> bytes:
    """The newest card of each service and channel, one row a step: CSV with `;` and BOM, JSON or XLSX."""
    found = list(_rows())
    if kind == "json":
        return json.dumps(
            [dict(zip(COLUMNS, row, strict=True)) for row in found], ensure_ascii=False, indent=1
        ).encode()
    rows = [[titles[0] for titles in COLUMNS.values()], *found]
    return _csv(rows) if kind == "csv" else _xlsx(rows)


def workflow_rows_exported() -> int:
    """How many steps an export holds."""
    return sum(1 for _row in _rows())


def _rows() -> Iterator[list[str]]:
    """A draft only where nothing is published."""
    newest: dict[tuple[int, str], Workflow] = {}
    found = with_steps(Workflow.objects.select_related("service"))
    cards = found.order_by("service__code", "channel", "valid_from", "pk")
    for card in cards:
        key = (card.service_id, card.channel)
        there = newest.get(key)
        if there is None or there.status == VersionStatus.DRAFT or card.status == VersionStatus.PUBLISHED:
            newest[key] = card
    for card in newest.values():
        yield from _card_rows(card)


def _card_rows(card: Workflow) -> Iterator[list[str]]:
    content = workflow_content(card)
    for number, step in enumerate(content.steps, start=1):
        yield [
            card.service.code, card.service.name, str(WorkflowChannel(card.channel).label),
            f"{card.valid_from:%d.%m.%Y}", str(number), step.name, step.responsible,
            str(Performer(step.performer).label), step.action, "" if step.days is None else str(step.days),
            str(TermUnit(step.unit).label), str(CaseEvent(step.event).label) if step.event else "",
            content.source if number == 1 else "",
        ]  # fmt: skip


def _csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(rows: list[list[str]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Технологічні картки")
    head = book.add_format({"bold": True, "text_wrap": True})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell, body if row else head)
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, 4, 14)
    sheet.set_column(5, 6, 48)
    sheet.set_column(7, len(COLUMNS) - 1, 18)
    book.close()
    return out.getvalue()

"""Spreadsheets without formulas: measures of a period, consultations by day, topic and channel."""

import tempfile
from collections.abc import Iterable, Sequence
from datetime import datetime

import xlsxwriter
from django.db import transaction
from django.utils.translation import gettext as _

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.queue import policies, queries
from vikno.queue.enums import Channel
from vikno.queue.queries import DayMeasure, OfficerLoad, Period
from vikno.queue.rules import Spread

Cell = str | int | None
Table = tuple[str, Sequence[str], Iterable[Sequence[Cell]]]


@transaction.atomic
def export_measures(*, period: Period, actor: Actor, at: datetime) -> bytes:
    """Days and officers of a period as XLSX; the export is written into the journal. Refusals: NotYourPoint."""
    _require(period, "measures_exported", actor=actor, at=at)
    days, loads = queries.day_measures(period), queries.officer_loads(period, at=at)
    return _workbook([
        (_("Дні"), _day_titles(), [_day_cells(line) for line in days]),
        (_("Працівники"), _load_titles(), [_load_cells(line) for line in loads]),
    ])  # fmt: skip


@transaction.atomic
def export_consultations(*, period: Period, actor: Actor, at: datetime) -> bytes:
    """Counts by day, topic and channel as XLSX; written into the journal. Refusals: NotYourPoint."""
    _require(period, "consultations_exported", actor=actor, at=at)
    counts = queries.consultation_counts(period)
    names = queries.topic_names(actor.hromada_code, counts)
    rows = [
        (f"{line.day:%d.%m.%Y}", names[line.day, line.topic], str(Channel(line.channel).label), line.count)
        for line in counts
    ]
    return _workbook([(_("Консультації"), (_("День"), _("Тема"), _("Канал"), _("Консультацій")), rows)])


def _require(period: Period, what: str, *, actor: Actor, at: datetime) -> None:
    for point in period.points:
        policies.require_may_serve(actor, point, at=at)
    if not period.points:
        return
    audit.record(
        actor=actor, action=f"queue.{what}", subject=period.points[0], at=at, hromada_code=actor.hromada_code,
        facts={"points": period.keys, "since": period.since.isoformat(), "until": period.until.isoformat()},
    )  # fmt: skip


def _workbook(tables: Iterable[Table]) -> bytes:
    with tempfile.TemporaryFile() as file:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(file, options)
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        for name, titles, rows in tables:
            _sheet(book.add_worksheet(name), titles, rows, head)
        book.close()
        file.seek(0)
        return file.read()


def _sheet(
    sheet: xlsxwriter.worksheet.Worksheet,
    titles: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    head: xlsxwriter.format.Format,
) -> None:
    for column, title in enumerate(titles):
        sheet.set_column(column, column, 16)
        sheet.write_string(0, column, title, head)
    sheet.freeze_panes(1, 1)
    for place, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(place, column, cell)
            elif cell is not None:
                sheet.write_string(place, column, cell)


def _spread_titles(of: str) -> list[str]:
    return [f"{of}: {part}" for part in (_("половина до, хв"), _("дев'ять із десяти до, хв"), _("найдовше, хв"))]


def _spread_cells(of: Spread) -> list[int | None]:
    return [of.median, of.ninetieth, of.longest]


def _day_titles() -> list[str]:
    return [
        _("День"), _("Точка"), _("Талонів"), _("Обслужено"), _("Не з'явились"), _("Пішли, не дочекавшись"),
        *_spread_titles(_("Очікування")), *_spread_titles(_("Обслуговування")), _("Не закрито, обмежено"),
        _("Початок не позначено"),
    ]  # fmt: skip


def _day_cells(line: DayMeasure) -> list[Cell]:
    return [
        f"{line.day:%d.%m.%Y}" if line.day else _("Усього"), line.point, line.issued, line.served, line.no_show,
        line.abandoned, *_spread_cells(line.waits), *_spread_cells(line.services), line.capped, line.assumed,
    ]  # fmt: skip


def _load_titles() -> list[str]:
    return [
        _("Хто"), _("Обслужено"), *_spread_titles(_("Обслуговування")), _("Обслуговування всього, хв"),
        _("За вікном, хв"), _("Паузи, хв"), _("Консультацій"), _("Записів про напруження"),
    ]  # fmt: skip


def _load_cells(line: OfficerLoad) -> list[Cell]:
    return [
        line.name, line.served, *_spread_cells(line.services), line.serving_minutes, line.at_counter_minutes,
        line.pause_minutes, line.consultations, line.pressure,
    ]  # fmt: skip

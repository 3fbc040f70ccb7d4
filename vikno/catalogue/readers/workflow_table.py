"""A file of technological cards: one row a step, cards told apart by service, channel and first day."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vikno.catalogue.enums import CaseEvent, Performer, StepAction, TermUnit, WorkflowChannel
from vikno.catalogue.errors import CatalogueFileRefused, UnknownWorkflowFormat
from vikno.catalogue.rules import StepLine
from vikno.common.errors import Words
from vikno.common.tables import Problem, Table, read_table
from vikno.common.text import clean, fold, is_blank

# Attribute → titles that name it; the first is the one our export writes.
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "code": ("Код послуги", "Код", "code"),
    "service": ("Послуга", "Назва послуги"),
    "channel": ("Як звертаються", "Канал"),
    "valid_from": ("Діє з",),
    "number": ("№", "№ з/п", "Номер етапу"),
    "name": ("Етап", "Етапи опрацювання", "Етапи опрацювання звернення про надання адміністративної послуги"),
    "responsible": (
        "Відповідальний", "Відповідальна посадова особа", "Відповідальна посадова особа і структурний підрозділ",
    ),
    "performer": ("Чия робота",),
    "action": ("Дія", "Дія (В, У, П, З)"),
    "days": ("Строк, днів", "Термін виконання (днів)", "Строки виконання етапів", "Строк"),
    "unit": ("Одиниця строку",),
    "event": ("Позначається, коли",),
    "source": ("Джерело",),
}  # fmt: skip
_BLANK: Final = b"\xef\xbb\xbf \t\r\n"
_NEEDED: Final = ("code", "name", "responsible", "action")
# Latin letters that keyboards put in place of ours.
_TWINS: Final = {"B": "В", "Y": "У", "3": "З", "V": "В"}


@dataclass(frozen=True, kw_only=True)
class ReadWorkflow:
    """One card of a file; `valid_from` None where the file does not say."""

    line: int
    code: str
    channel: str
    valid_from: date | None
    steps: tuple[StepLine, ...]
    source: str = ""


class _Wrong(Exception):
    """What is wrong with a cell, in words."""

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        self.words = words


def read_workflow_table(content: Path | bytes) -> list[ReadWorkflow]:
    """Cards in the order of their first rows.

    Raises CatalogueFileRefused with every wrong line, UnknownWorkflowFormat.
    """
    given = content if isinstance(content, bytes) else content.read_bytes()
    problems: list[Problem] = []
    kept: dict[tuple[str, str, date | None], list[tuple[int, StepLine, str]]] = {}
    for line, cells in _json_rows(given) if given.lstrip(_BLANK)[:1] == b"[" else _table_rows(given):
        try:
            key, step = _key(cells), _step(cells)
        except _Wrong as wrong:
            problems.append(Problem(line, wrong.words))
            continue
        kept.setdefault(key, []).append((line, step, clean(cells.get("source", ""))))
    if problems:
        raise CatalogueFileRefused(problems)
    return list(_cards(kept.items()))


def _table_rows(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    table = read_table(content)
    titles = _titles(table)
    for row in table.rows:
        yield row.line, {name: _bare(row[place]) for name, place in titles.items()}


def _json_rows(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Our own JSON: a list of objects, one a step; the number of the object stands for its line."""
    try:
        rows = json.loads(content.decode("utf-8-sig"))
    except ValueError as fault:
        broken = Problem(getattr(fault, "lineno", 0), _("це не JSON: файл обірвано або пошкоджено."))
        raise CatalogueFileRefused([broken]) from None
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict) or not set(_NEEDED) <= set(row):
            raise UnknownWorkflowFormat
        yield number, {name: clean(str(row.get(name, ""))) for name in COLUMNS}


def _cards(kept: Iterable[tuple[Any, list[tuple[int, StepLine, str]]]]) -> Iterator[ReadWorkflow]:
    for (code, channel, valid_from), rows in kept:
        yield ReadWorkflow(
            line=rows[0][0], code=code, channel=channel, valid_from=valid_from,
            steps=tuple(step for _line, step, _source in rows),
            source=next((source for _line, _step, source in rows if source), ""),
        )  # fmt: skip


def _titles(table: Table) -> Mapping[str, int]:
    places = {name: table.place(*titles) for name, titles in COLUMNS.items()}
    found = {name: place for name, place in places.items() if place is not None}
    if not set(_NEEDED) <= set(found):
        raise UnknownWorkflowFormat
    return found


def _bare(cell: str) -> str:
    """Our own CSV puts an apostrophe before what a spreadsheet takes for a formula."""
    text = clean(cell)
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def _key(cells: Mapping[str, str]) -> tuple[str, str, date | None]:
    if not cells["code"]:
        raise _Wrong(_("немає коду послуги."))
    channel = _chosen(cells.get("channel", ""), WorkflowChannel, WorkflowChannel.CENTRE, _("як звертаються"))
    return cells["code"], channel, _day(cells.get("valid_from", ""))


def _step(cells: Mapping[str, str]) -> StepLine:
    if not cells["name"]:
        raise _Wrong(_("немає назви етапу."))
    if len(cells["name"]) > 500 or len(cells["responsible"]) > 300:
        raise _Wrong(_("назва етапу або відповідального задовга."))
    action = cells["action"].upper()
    action = _TWINS.get(action, action)
    if action not in StepAction.values:
        raise _Wrong(format_lazy(_("дія «{said}» невідома: потрібно В, У, П або З."), said=cells["action"][:20]))
    return StepLine(
        name=cells["name"], responsible="" if is_blank(cells["responsible"]) else cells["responsible"], action=action,
        performer=_chosen(cells.get("performer", ""), Performer, Performer.CENTRE, _("чия робота")),
        days=_days(cells.get("days", "")),
        unit=_chosen(cells.get("unit", ""), TermUnit, TermUnit.WORKING_DAYS, _("одиниця строку")),
        event=_chosen(cells.get("event", ""), CaseEvent, "", _("позначається, коли")),
    )  # fmt: skip


def _chosen(said: str, among: Any, otherwise: str, title: Words) -> str:
    """A value of a list by its word on the screen or in the code; a blank cell means the usual one."""
    if is_blank(said):
        return str(otherwise)
    words = {fold(str(label)): value for value, label in among.choices} | {fold(value): value for value in among.values}
    if fold(said) not in words:
        raise _Wrong(format_lazy(_("стовпець «{title}»: не знаємо слова «{said}»."), title=title, said=said[:40]))
    return str(words[fold(said)])


def _days(said: str) -> int | None:
    if is_blank(said):
        return None
    whole = said.removesuffix(".0").removesuffix(",0")
    if not whole.isascii() or not whole.isdigit() or int(whole) > 999:
        raise _Wrong(format_lazy(_("строк «{said}» — не кількість днів."), said=said[:20]))
    return int(whole)


def _day(said: str) -> date | None:
    if is_blank(said):
        return None
    parts = said[:10].split(".")
    try:
        return date.fromisoformat(said[:10]) if len(parts) == 1 else date(*(int(part) for part in reversed(parts)))
    except (ValueError, TypeError):
        raise _Wrong(format_lazy(_("дата «{said}» не читається: напишіть 01.12.2026."), said=said[:20])) from None

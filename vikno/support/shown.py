"""Ready rows for the pages of support: no template asks the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vikno.common.components import NavItem
from vikno.support import rules
from vikno.support.effect import Comparison, Group
from vikno.support.enums import ActState, MemorandumState, MilestoneState
from vikno.support.models import (
    ActLine,
    AllocationLine,
    HandoverAct,
    Memorandum,
    Milestone,
    SupportActivity,
)
from vikno.support.queries import Board, Duty
from vikno.support.services.acts import SIMPLE
from vikno.territories.enums import HROMADAS_OF_KIND

KINDS: dict[str, str] = {
    MemorandumState.DRAFTING: "draft", MemorandumState.IN_FORCE: "done", MemorandumState.COMPLETED: "closed",
    MemorandumState.TERMINATED: "closed", MemorandumState.EXPIRED: "closed", MilestoneState.ACCEPTED: "done",
    MilestoneState.RETURNED: "refused", MilestoneState.CANCELLED: "closed", MilestoneState.REPORTED: "waiting",
    ActState.DRAFT: "draft", ActState.IN_USE: "done", ActState.RETURNED: "closed", ActState.WRITTEN_OFF: "closed",
    ActState.LOST: "refused", ActState.DROPPED: "closed", ActState.ISSUED: "waiting",
    ActState.SIGNED_BY_GIVER: "waiting",
}  # fmt: skip
DUTIES: dict[str, Promise] = {
    "sign_act": gettext_lazy("Підписати акт"), "sign_amendment": gettext_lazy("Підписати зміну до меморандуму"),
    "agree": gettext_lazy("Погодити виправлення в акті"), "report": gettext_lazy("Відзвітувати про етап"),
    "register": gettext_lazy("Записати інвентарні номери"), "use": gettext_lazy("Записати, що користуєтеся"),
    "answer": gettext_lazy("Відповісти на перевірку"),
}  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """A text, perhaps with a link, or a state with its mark."""

    text: str
    url: str = ""
    kind: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table of a page: `label` names it for readers of the screen."""

    label: str
    heads: Sequence[str]
    rows: list[list[Cell]]


def money(amount: Decimal, currency: str = "UAH") -> str:
    """«24 500,00 UAH»."""
    return f"{number_format(amount, 2, force_grouping=True)} {currency}"


def hours(amount: Decimal, decimals: int) -> str:
    """Rounded first: the formatting itself cuts what is too long."""
    return str(number_format(round(amount, decimals), decimals))


def day(value: date | None) -> str:
    return f"{value:%d.%m.%Y}" if value else "—"


def state(row: Any) -> Cell:
    return Cell(row.get_state_display(), kind=KINDS.get(row.state, "progress"))


def memoranda(rows: Iterable[Memorandum]) -> Grid:
    return Grid(
        label=_("Меморандуми"), heads=[_("Номер"), _("Громада"), _("Стан"), _("Діє")],
        rows=[
            [
                Cell(one.number, reverse("support:memorandum", args=[one.pk]), note=one.title),
                Cell(one.hromada.title), state(one), Cell(f"{day(one.starts_on)} – {day(one.ends_on)}"),
            ]
            for one in rows
        ],
    )  # fmt: skip


def milestones(rows: Iterable[Milestone], *, on: date, with_hromada: bool = True) -> Grid:
    heads = [_("Етап плану"), _("Хто виконує"), _("Строк"), _("Стан")]
    return Grid(
        label=_("Етапи плану"), heads=[*heads, _("Громада")] if with_hromada else heads,
        rows=[
            [
                Cell(str(one), reverse("support:milestone", args=[one.pk])), Cell(one.get_responsible_display()),
                Cell(day(one.due_on), kind="late" if one.is_overdue(on) else ""), state(one),
                *([Cell(one.hromada.title)] if with_hromada else []),
            ]
            for one in rows
        ],
    )  # fmt: skip


def ledger(rows: Iterable[SupportActivity]) -> Grid:
    return Grid(
        label=_("Надана підтримка"),
        heads=[_("День"), _("Громада"), _("Вид"), _("Години"), _("Хто і про що"), _("Вартість"), _("Запис")],
        rows=[_activity(one) for one in rows],
    )


def _activity(one: SupportActivity) -> list[Cell]:
    fixed = getattr(one, "corrected_by", None)
    address = "" if fixed else reverse("support:activity_correction", args=[one.pk])
    note = _("виняток: {words}").format(words=one.exception) if one.exception else ""
    if one.correction_reason:
        note = _("замість іншого: {words}").format(words=one.correction_reason)
    return [
        Cell(day(one.on)), Cell(one.hromada.title, reverse("support:memorandum", args=[one.memorandum_id])),
        Cell(one.get_kind_display(), note=_("виїзд") if one.is_visit else ""), Cell(hours(one.hours, 2)),
        Cell(one.who, note=one.note), Cell(money(one.amount, one.currency) if one.amount else "—", note=note),
        Cell(_("виправлено"), kind="closed") if fixed else Cell(_("виправити"), address),
    ]  # fmt: skip


def allocations(rows: Iterable[AllocationLine], *, may_run: bool) -> Grid:
    return Grid(
        label=_("Розподілено"), heads=[_("Що"), _("Громада і точка"), _("Кількість"), _("Привезли"), _("Ціна")],
        rows=[
            [
                Cell(one.item.name, reverse("support:equipment", args=[one.memorandum_id])),
                Cell(one.hromada.title, note=one.place), Cell(f"{one.quantity} {one.item.unit}"),
                _come(one, may_run=may_run), Cell(money(one.unit_value, one.currency), note=_rate(one)),
            ]
            for one in rows
        ],
    )  # fmt: skip


def _come(one: Any, *, may_run: bool) -> Cell:
    come = _("{n} із {all}").format(n=one.come, all=one.quantity)
    if may_run and one.come < one.quantity:
        return Cell(_("Записати поставку"), reverse("support:delivery", args=[one.pk]), note=come)
    return Cell(come)


def _rate(one: AllocationLine | ActLine) -> str:
    if one.currency == "UAH":
        return ""
    return _("курс {rate} на {day}").format(rate=number_format(one.rate.normalize()), day=day(one.rate_on))


def acts(rows: Iterable[Any], *, at: datetime) -> Grid:
    return Grid(
        label=_("Акти приймання-передачі"), heads=[_("Номер"), _("Громада"), _("Рядків"), _("Стан"), _("Оформлено")],
        rows=[
            [
                Cell(one.number, reverse("support:act", args=[one.pk])), Cell(one.hromada.title), Cell(str(one.n)),
                state(one), _issued(one, at),
            ]
            for one in rows
        ],
    )  # fmt: skip


def _issued(one: HandoverAct, at: datetime) -> Cell:
    if one.issued_at is None:
        return Cell("—")
    late = one.is_unsigned_too_long(at)
    return Cell(day(one.issued_at.date()), kind="late" if late else "")


def things(rows: Iterable[ActLine]) -> Grid:
    return Grid(
        label=_("Обладнання"), heads=[_("Що"), _("Громада і точка"), _("Кількість"), _("Номери"), _("Акт")],
        rows=[
            [
                Cell(one.name), Cell(one.hromada.title, note=one.place), Cell(str(one.quantity)),
                Cell(one.serial_in_use or one.serial or "—", note=one.inventory_number),
                Cell(one.act.number, reverse("support:act", args=[one.act_id])),
            ]
            for one in rows
        ],
    )  # fmt: skip


def lines(rows: Iterable[ActLine]) -> Grid:
    """Of one act, as signed; what was corrected and what has left stand beside."""
    return Grid(
        label=_("Рядки акта"),
        heads=["№", _("Що"), _("Кількість"), _("Серійний номер"), _("Інвентарний номер"), _("Сума"), _("Стан")],
        rows=[
            [
                Cell(str(one.order)), Cell(one.name, note=one.place), Cell(f"{one.quantity} {one.item.unit}"),
                Cell(one.serial or "—", note=_fixed(one)), Cell(one.inventory_number or "—"),
                Cell(money(one.total, one.currency), note=_in_uah(one)),
                Cell(one.gone.get_outcome_display(), kind="closed") if one.gone else Cell(_("у громаді")),
            ]
            for one in rows
        ],
    )  # fmt: skip


def _in_uah(one: ActLine) -> str:
    return "" if one.currency == "UAH" else f"{money(one.total_uah)}, {_rate(one)}"


def _fixed(one: ActLine) -> str:
    """What agreed corrections made of the line; asks nothing: they are fetched with the lines."""
    said = [
        f"{each.get_field_display()}: {each.becomes}" for each in one.corrections.all() if each.agreed_at is not None
    ]
    return _("виправлено: {what}").format(what="; ".join(said)) if said else ""


def totals(rows: Sequence[ActLine]) -> list[str]:
    """The sum in each currency, and in hryvnias where there is another one."""
    sums: dict[str, Decimal] = {}
    for one in rows:
        sums[one.currency] = sums.get(one.currency, Decimal(0)) + one.total
    said = [money(amount, currency) for currency, amount in sums.items()]
    if set(sums) - {"UAH"}:
        said.append(_("разом у гривнях {sum}").format(sum=money(sum((one.total_uah for one in rows), Decimal(0)))))
    return said


def duties(rows: Iterable[Duty]) -> Grid:
    return Grid(
        label=_("Що треба зробити"), heads=[_("Що"), _("Про що"), _("Строк")],
        rows=[
            [
                Cell(str(DUTIES.get(one.what, one.what)), reverse(f"support:{one.page}", args=[one.pk])),
                Cell(one.subject), Cell(day(one.by)),
            ]
            for one in rows
        ],
    )  # fmt: skip


def board_numbers(board: Board) -> list[dict[str, Any]]:
    """Each number with the address of its rows."""
    equipment, acts_url = reverse("support:assets"), reverse("support:acts")
    return [
        {
            "value": board.overdue, "label": _("Етапи прострочено"), "kind": "late" if board.overdue else "neutral",
            "url": f"{reverse('support:milestones')}?show=overdue",
        },
        {
            "value": board.old_acts, "label": _("Акти без підпису понад 14 днів"),
            "kind": "late" if board.old_acts else "neutral", "url": f"{acts_url}?show=old",
        },
        {"value": hours(board.hours, 1), "label": _("Годин підтримки цього року"),
         "url": reverse("support:ledger"), "kind": "neutral"},
        {"value": board.visits, "label": _("Виїздів цього року"), "url": f"{reverse('support:ledger')}?show=visits",
         "kind": "neutral"},
        {"value": board.planned, "label": _("Речей ще не привезли"), "url": f"{equipment}?show=planned",
         "kind": "neutral"},
        {"value": board.delivered, "label": _("Речей привезли, без акта"), "url": f"{equipment}?show=delivered",
         "kind": "neutral"},
        {"value": board.in_use, "label": _("Речей працює"), "url": f"{equipment}?show=in_use", "kind": "neutral"},
    ]  # fmt: skip


def board_states(board: Board) -> Grid:
    address = reverse("support:memoranda")
    return Grid(
        label=_("Меморандуми за станом"), heads=[_("Стан"), _("Скільки")],
        rows=[
            [Cell(str(one.label), kind=KINDS.get(one, "progress")), Cell(str(n), f"{address}?show={one.value}")]
            for one in MemorandumState
            if (n := board.memoranda.get(one.value))
        ],
    )  # fmt: skip


def sides(one: Memorandum, *, current: str) -> list[NavItem]:
    """Sides of a memorandum as tabs."""
    tabs = (("memorandum", _("Меморандум")), ("plan", _("План")), ("equipment", _("Обладнання")))
    return [NavItem(reverse(f"support:{name}", args=[one.pk]), label, current=name == current) for name, label in tabs]


def act_buttons(act: HandoverAct, role: str) -> list[Any]:
    """Moves that are one press; the others have pages of their own."""
    return [move for move in rules.act_moves(act.state, role) if move in SIMPLE]


def effect_rows(found: Iterable[Comparison]) -> list[dict[str, Any]]:
    """A row for each type, numbers in the words of the page; no difference of too few."""
    return [
        {
            "kind": HROMADAS_OF_KIND[one.kind], "supported": _group(one.supported),
            "reserve": _group(one.reserve),
            "difference": None if one.difference is None else _points(one.difference, signed=True),
            "base_gap": None if one.base_gap is None else _points(one.base_gap, signed=True),
        }
        for one in found
    ]  # fmt: skip


def _group(one: Group) -> dict[str, Any]:
    return {"n": one.n, "base": _points(one.base), "change": _points(one.change, signed=True)}


def _points(value: Decimal | None, *, signed: bool = False) -> str:
    if value is None:
        return "—"
    sign = "+" if signed and value > 0 else ""
    return f"{sign}{number_format(round(value, 1), 1)}"

"""Equipment before the act: the catalogue, needs, allocations, deliveries; lists for the numbers of the board."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.common.tables import read_table
from vikno.support import queries, services, shown
from vikno.support.forms import AllocationForm, DeliveryForm, ItemForm, ListForm, TableForm
from vikno.support.models import AllocationLine, Memorandum
from vikno.support.views.common import BOTH, PROGRAMME, page_of, typed

HEADER = ("Код", "Кількість", "Точка", "Навіщо")


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*PROGRAMME)
def items(request: StaffRequest) -> HttpResponse:
    """Kinds of things, and a form for the next one."""
    page, form = page_of(request, queries.items_of(request.actor)), ItemForm(posted(request))
    facts = {
        "title": _("Перелік обладнання"), "button": _("Додати"), "back_url": reverse("support:board"),
        "back_text": _("Супровід"), "grid": _catalogue(page), "page": page,
    }  # fmt: skip
    call = {"actor": request.actor, "at": clock.now()}
    return typed(
        request, form, lambda: services.add_item(**call, **form.cleaned_data), said=_("Додано."),
        then=reverse("support:items"), facts=facts,
    )  # fmt: skip


@require_safe
@role_required(*BOTH)
def equipment(request: StaffRequest, pk: int) -> HttpResponse:
    """Needs, allocations, deliveries and acts of one memorandum."""
    return _page(request, queries.memorandum_of(request.actor, pk), None)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.HEAD, Role.PROGRAMME)
def needs(request: StaffRequest, pk: int) -> HttpResponse:
    """A table of needs, taken whole or not at all."""
    one = queries.memorandum_of(request.actor, pk)
    form = TableForm(posted(request), request.FILES or None)
    facts = {
        "title": _("Потреби з таблиці"), "button": _("Узяти таблицю"), "back_text": _("Обладнання"), "is_file": True,
        "back_url": reverse("support:equipment", args=[pk]),
        "lead": _("Таблиця замінить потреби, на які ще нічого не розподілено."),
    }  # fmt: skip

    def take() -> None:
        rows = _rows(form.cleaned_data["file"].read())
        services.take_needs(memorandum=one, rows=rows, actor=request.actor, at=clock.now())

    return typed(request, form, take, said=_("Потреби записано."), then=facts["back_url"], facts=facts)


@require_POST
@role_required(*PROGRAMME)
def allocation(request: StaffRequest, pk: int) -> HttpResponse:
    """So much of an item for the hromada."""
    one = queries.memorandum_of(request.actor, pk)
    form = _allocation_form(request, one)
    call = {"memorandum": one, "actor": request.actor, "at": clock.now()}
    give = lambda: services.allocate(**call, facts=form.facts())  # noqa: E731
    if form.is_valid() and done(request, give, _("Розподілено."), form=form):
        return redirect("support:equipment", pk)
    return _page(request, one, form)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*PROGRAMME)
def delivery(request: StaffRequest, pk: int) -> HttpResponse:
    """So much has come."""
    one = queries.the_one(request.actor, AllocationLine, pk, "item", "memorandum")
    form = DeliveryForm(posted(request))
    facts = {
        "title": _("Поставка"), "button": _("Записати"), "back_text": _("Обладнання"), "lead": one.item.name,
        "back_url": reverse("support:equipment", args=[one.memorandum_id]),
    }  # fmt: skip
    call = {"allocation": one, "actor": request.actor, "at": clock.now()}
    return typed(
        request, form, lambda: services.record_delivery(**call, **form.cleaned_data), said=_("Поставку записано."),
        then=facts["back_url"], facts=facts,
    )  # fmt: skip


@require_POST
@role_required(*PROGRAMME)
def act_new(request: StaffRequest, pk: int) -> HttpResponse:
    """A draft of everything that has come whole."""
    one, made = queries.memorandum_of(request.actor, pk), []

    def draft() -> None:
        made.append(services.draft_act(memorandum=one, actor=request.actor, at=clock.now()))

    if done(request, draft, _("Чернетку акта створено. Запишіть серійні номери.")):
        return redirect("support:act", made[0].pk)
    return redirect("support:equipment", pk)


@require_safe
@role_required(*PROGRAMME)
def assets(request: StaffRequest) -> HttpResponse:
    """The rows behind the numbers of the board: what is to come, what has come, what is in use."""
    choices = [
        ("", _("усе передане")), ("in_use", _("працює")), ("planned", _("ще не привезли")),
        ("delivered", _("привезли, без акта")),
    ]  # fmt: skip
    form = ListForm(request.GET, choices=choices)
    if form.asked in ("planned", "delivered"):
        page = page_of(request, queries.allocations_of(request.actor, stage=form.asked))
        grid = shown.allocations(page, may_run=True)
    else:
        page = page_of(request, queries.things_of(request.actor, stage=form.asked))
        grid = shown.things(page)
    facts = {
        "page": page, "grid": grid, "form": form, "title": _("Обладнання"),
        "empty": _("Розподіліть обладнання на сторінці меморандуму."),
        "links": [(reverse("support:items"), _("Перелік обладнання"))],
    }  # fmt: skip
    return render(request, "support/list.html", facts)


def _rows(content: bytes) -> list[services.NeedRow]:
    """Raises `TableRefused`, which is told like any refusal."""
    table = read_table(content, header=HEADER)
    return [
        services.NeedRow(
            line=row.line, code=row["код"].strip(), quantity=row["кількість"].strip().removesuffix(".0"),
            place=row["точка"], reason=row["навіщо"],
        )
        for row in table.rows
    ]  # fmt: skip


def _allocation_form(request: StaffRequest, one: Memorandum) -> AllocationForm:
    return AllocationForm(
        posted(request), items=queries.items_of(request.actor), needs=one.needs.select_related("item")
    )


def _page(request: StaffRequest, one: Memorandum, form: AllocationForm | None) -> HttpResponse:
    actor, is_ours = request.actor, request.actor.role == Role.PROGRAMME
    acts = queries.acts_of(actor, at=clock.now()).filter(memorandum=one)
    facts: dict[str, Any] = {
        "one": one, "tabs": shown.sides(one, current="equipment"), "needs": _needs(one),
        "allocations": shown.allocations(queries.allocations_of(actor, memorandum=one.pk), may_run=is_ours),
        "acts": shown.acts(acts, at=clock.now()), "is_programme": is_ours,
        "may_name_needs": actor.role in (Role.HEAD, Role.PROGRAMME),
        "form": form or (_allocation_form(request, one) if is_ours else None),
    }  # fmt: skip
    return render(request, "support/equipment.html", facts)


def _needs(one: Memorandum) -> shown.Grid:
    return shown.Grid(
        label=_("Потреби"), heads=[_("Що"), _("Кількість"), _("Точка"), _("Навіщо")],
        rows=[
            [shown.Cell(text) for text in (need.item.name, str(need.quantity), need.place, need.reason or "—")]
            for need in one.needs.select_related("item")
        ],
    )  # fmt: skip


def _catalogue(rows: Any) -> shown.Grid:
    return shown.Grid(
        label=_("Перелік обладнання"), heads=[_("Код"), _("Назва"), _("Одиниця"), _("Серійний номер")],
        rows=[
            [
                shown.Cell(item.code), shown.Cell(item.name), shown.Cell(item.unit),
                shown.Cell(_("так") if item.needs_serial else _("ні")),
            ]
            for item in rows
        ],
    )  # fmt: skip

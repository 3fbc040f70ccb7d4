"""Costs of points: what is kept, what one result cost, a form for each point and period, a table taken whole."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done
from vikno.common.editions import is_as_seen, one_at_a_time
from vikno.common.tables.reading import read_table
from vikno.reporting import queries, services, shown_costs
from vikno.reporting.costs import COST_PER_SERVICE
from vikno.reporting.exporting import sheet
from vikno.reporting.forms_costs import CostsForm, CostsPeriodForm, CostTableForm
from vikno.reporting.views.common import sheet_answer

_HEADER = ("точка", "рік", "квартал", "на що", "сума", "документ")


@require_safe
@role_required(Role.HEAD)
def costs(request: StaffRequest) -> HttpResponse:
    """Every point of a quarter or a year; also as XLSX."""
    form = CostsPeriodForm(request.GET, on=clock.today())
    found = queries.costs_of(request.actor, year=form.year, number=form.number)
    if request.GET.get("format") == "xlsx":
        title = f"{COST_PER_SERVICE.title}. {found.span}"
        body = sheet(title, shown_costs.heads(), shown_costs.as_rows(found), widths=(44, 18, 14, 18, 24))
        return sheet_answer(body, f"costs-{found.year}-{found.number}")
    facts = {"form": form, "found": found, "one": COST_PER_SERVICE, "table": shown_costs.table(found)}
    return render(request, "reporting/costs.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
@role_required(Role.HEAD)
def cost_lines(request: StaffRequest, pk: int, year: int, number: int) -> HttpResponse:
    """The kinds of one point and period; two windows see each other's; everything that was ever kept stands below."""
    point = queries.point_of_costs(request.actor, pk, year=year, number=number, on=clock.today())
    kept = CostsForm(initial=CostsForm.kept(queries.lines_at(point, year, number)))
    form = CostsForm(request.POST, initial=kept.initial) if request.method == "POST" else kept
    if request.method == "POST" and form.is_valid() and is_as_seen(request, form):
        call: dict[str, Any] = {"point": point, "year": year, "number": number, "costs": form.said()}
        call |= {"actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.write_costs(**call), _("Витрати записано."), form=form):
            return redirect("reporting:cost_lines", pk, year, number)
    facts = {
        "point": point, "year": year, "number": number, "span": queries.span_of_costs(year, number), "form": form,
        "kept": kept, "history": shown_costs.history(queries.history_of(point, year, number)),
    }  # fmt: skip
    return render(request, "reporting/cost_lines.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.HEAD)
def cost_table(request: StaffRequest) -> HttpResponse:
    """XLSX, ODS or CSV: all rows or none, with what is wrong in which row."""
    form = CostTableForm(request.POST or None, request.FILES or None)
    is_ready = request.method == "POST" and form.is_valid()
    if is_ready and done(request, lambda: _take(request, form), _("Таблицю взято."), form=form):
        return redirect("reporting:costs")
    return render(request, "reporting/cost_table.html", {"form": form, "header": _HEADER})


def _take(request: StaffRequest, form: CostTableForm) -> int:
    """Raises `TableRefused`, which is told like any refusal."""
    table = read_table(form.cleaned_data["file"].read(), header=_HEADER)
    rows = [
        services.CostRow(
            line=row.line, point=row["точка"], year=row["рік"], number=row["квартал"], kind=row["на що"],
            amount=row["сума"], source=row["документ"],
        )
        for row in table.rows
    ]  # fmt: skip
    return services.take_costs(rows=rows, actor=request.actor, at=clock.now())

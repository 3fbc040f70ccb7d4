"""All measures of a hromada for those who lead it, one of them part by part, the records behind it, files."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.cases.queries import points_of_network
from vikno.common import clock
from vikno.common.acting import done
from vikno.indicators import exporting, policies, queries, services, shown
from vikno.indicators.definitions import Indicator
from vikno.indicators.enums import Part
from vikno.indicators.forms import PeriodForm, part_asked
from vikno.indicators.queries import Scope
from vikno.indicators.views.common import indicator_named, parts_shown, table_answer

ROWS = 50


@require_safe
@role_required(Role.HEAD, Role.LEADER)
def indicators(request: StaffRequest) -> HttpResponse:
    """Every measure of a period beside the period before and the same of a year before. Three queries of counts."""
    form, scope = _asked(request)
    span = form.span
    now, before, ago = (queries.values(scope, s) for s in (span, queries.earlier(span), queries.year_before(span)))
    facts: dict[str, Any] = {"measures": shown.measures(now, before, ago), "before": queries.earlier(span)}
    facts |= {"ago": queries.year_before(span), "counted_at": queries.counted_at(scope.hromada)}
    return _page(request, "indicators/list.html", form, **facts)


@require_safe
@role_required(Role.HEAD, Role.LEADER)
def indicator(request: StaffRequest, code: str) -> HttpResponse:
    """How it is counted, its value, its parts, its last months."""
    one, (form, scope) = indicator_named(code), _asked(request)
    part, span = part_asked(one, request.GET.get("part", "")), form.span
    months = queries.month_span(queries.earlier(queries.month_span(clock.today(), 12)).since, 13)
    now, before = queries.value(one, scope, span), queries.value(one, scope, queries.earlier(span))
    facts: dict[str, Any] = {"one": one, "part": part, "rows": _rows(one, scope, span, part)}
    facts |= {"now": shown.amount(one, now), "of": shown.of_what(one, now), "change": shown.change(one, now, before)}
    facts |= {"before": shown.amount(one, before), "before_span": queries.earlier(span)}
    facts |= {"chart": shown.columns(_rows(one, scope, months, Part.MONTH)), "parts": parts_shown(one.parts)}
    leads_on = policies.may_read_records(request.actor)
    facts |= {"has_cases": leads_on and queries.cases_behind(one, scope, span, part=None, key="") is not None}
    facts |= {
        "behind": queries.list_behind(one, scope, span) if leads_on else None,
        "counted_at": queries.counted_at(scope.hromada),
    }
    return _page(request, "indicators/indicator.html", form, **facts)


@require_safe
@role_required(Role.HEAD)
def rows(request: StaffRequest, code: str) -> HttpResponse:
    """Cases that the value counts; nobody is named, the case itself asks who may open it."""
    policies.require_may_read_records(request.actor)
    one, (form, scope) = indicator_named(code), _asked(request)
    part, key = request.GET.get("part", ""), request.GET.get("key", "")
    chosen = Part(part) if part in one.parts else None
    if chosen is not None and not queries.may_be_asked(chosen, key):
        raise Http404
    found = queries.cases_behind(one, scope, form.span, part=chosen, key=key)
    if found is None:
        return redirect("indicators:indicator", code=code)
    label = queries.labels_of(chosen, [key], fact=one.fact, hromada=scope.hromada).get(key, "") if chosen else ""
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    return _page(request, "indicators/rows.html", form, one=one, page=page, label=label)


@require_safe
@role_required(Role.HEAD, Role.LEADER)
def table(request: StaffRequest, code: str) -> HttpResponse:
    """One measure part by part, as XLSX, CSV or JSON."""
    one, (form, scope) = indicator_named(code), _asked(request)
    part, span = part_asked(one, request.GET.get("part", "")), form.span
    found = exporting.Table(indicator=one, span=span, part=part, rows=_rows(one, scope, span, part), at=clock.now())
    return table_answer(found, form=request.GET.get("format", ""))


@require_POST
@role_required(Role.HEAD)
def counting(request: StaffRequest) -> HttpResponse:
    """Count what has changed now, not in a minute."""
    call = {"hromada_code": request.actor.hromada_code, "at": clock.now()}
    done(request, lambda: services.refresh(**call), _("Пораховано. Числа — станом на цю хвилину."))
    return redirect("indicators:list")


def _asked(request: StaffRequest) -> tuple[PeriodForm, Scope]:
    policies.require_may_read(request.actor)
    points = list(points_of_network(request.actor))
    form = PeriodForm(request.GET, points=points, today=clock.today())
    return form, Scope(hromada=request.actor.hromada_code, point=form.point_key)


def _rows(one: Indicator, scope: Scope, span: queries.Span, part: Part) -> list[shown.Row]:
    found = queries.lines(one, scope, span, part)
    labels = queries.labels_of(part, [line.key for line in found], fact=one.fact, hromada=scope.hromada)
    return shown.rows(one, part, found, labels)


def _page(request: StaffRequest, template: str, form: PeriodForm, **facts: Any) -> HttpResponse:
    kept = request.GET.copy()
    for name in ("page", "part", "key", "format"):
        kept.pop(name, None)
    return render(request, template, {**facts, "form": form, "span": form.span, "asked": kept.urlencode()})

"""The steward's pages: sums of hromadas by whole months. No record and no group of fewer than five is shown."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock, replica
from vikno.indicators import policies, queries, shown
from vikno.indicators.enums import Part
from vikno.indicators.forms import CountryForm
from vikno.indicators.queries import Scope
from vikno.indicators.views.common import indicator_named, parts_shown
from vikno.territories.queries import oblasts


@require_safe
@role_required(Role.STEWARD)
def country(request: StaffRequest) -> HttpResponse:
    """Every measure of the country or of an oblast. Three queries of counts."""
    form, scope = _asked(request)
    spans = (form.span, queries.earlier(form.span), queries.year_before(form.span))
    with replica.read():
        measures = shown.measures(*(queries.values(scope, span) for span in spans))
    facts = {"measures": measures, "before": spans[1], "ago": spans[2]}
    return _page(request, "indicators/country.html", form, **facts)


@require_safe
@role_required(Role.STEWARD)
def country_indicator(request: StaffRequest, code: str) -> HttpResponse:
    """One measure by hromada or by its parts; hromadas stand by name: they differ too much to be ranked."""
    one, (form, scope) = indicator_named(code), _asked(request)
    parts = [Part.HROMADA, *(part for part in one.parts if part != Part.POINT)]
    part = Part(request.GET["part"]) if request.GET.get("part", "") in {p.value for p in parts} else Part.HROMADA
    with replica.read():
        found, left_out = shown.without_small(one, queries.lines(one, scope, form.span, part))
        labels = queries.labels_of(part, [line.key for line in found], fact=one.fact)
        value = queries.value(one, scope, form.span)
    facts: dict[str, Any] = {"one": one, "part": part, "rows": shown.rows(one, part, found, labels)}
    facts |= {"now": shown.amount(one, value), "of": shown.of_what(one, value), "left_out": left_out}
    facts["parts"] = [each for each in parts_shown(one, Part.HROMADA) if each["value"] != Part.POINT]
    return _page(request, "indicators/country_indicator.html", form, **facts)


def _asked(request: StaffRequest) -> tuple[CountryForm, Scope]:
    policies.require_may_read_country(request.actor)
    form = CountryForm(request.GET, oblasts=list(oblasts()), today=clock.today())
    return form, Scope(oblast=form.oblast_code)


def _page(request: StaffRequest, template: str, form: CountryForm, **facts: Any) -> HttpResponse:
    kept = request.GET.copy()
    kept.pop("part", None)
    return render(request, template, {**facts, "form": form, "span": form.span, "asked": kept.urlencode()})

"""The steward's pages: sums of hromadas by whole months. No record and no group of fewer than five is shown."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock, replica
from vikno.common.typeset import render_png
from vikno.indicators import policies, queries, shown
from vikno.indicators.enums import Part
from vikno.indicators.forms import CountryForm
from vikno.indicators.queries import Scope
from vikno.indicators.shown_coverage import by_size
from vikno.indicators.shown_map import drawing, title
from vikno.indicators.views.common import file_answer, indicator_named, parts_shown
from vikno.territories.queries import has_borders, hromada_borders, oblasts

_TEMPLATE = "indicators/typst/map.typ"


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
    facts["has_map"] = part == Part.HROMADA and has_borders(oblast=scope.oblast)
    if part == Part.HROMADA:
        facts["classes"] = by_size(facts["rows"], queries.people_of([line.key for line in found]))
    facts["parts"] = [each for each in parts_shown(one, Part.HROMADA) if each["value"] != Part.POINT]
    return _page(request, "indicators/country_indicator.html", form, **facts)


@require_safe
@role_required(Role.STEWARD)
def country_map(request: StaffRequest, code: str, kind: str) -> HttpResponse:
    """Hromadas of the country or of an oblast on a map, by a measure: a drawing or a picture."""
    one, (form, scope) = indicator_named(code), _asked(request)
    with replica.read():
        found, _left_out = shown.without_small(one, queries.lines(one, scope, form.span, Part.HROMADA))
    borders = hromada_borders(oblast=scope.oblast)
    drawn = drawing(one, form.span, found, borders, queries.people_of([border.unit_id for border in borders]))
    if drawn is None:
        raise Http404
    name = f"{code}-{form.span.since}-{form.span.until}"
    if kind == "png":
        return file_answer(
            render_png(_TEMPLATE, {"drawing": drawn, "title": title(one, form.span)}), f"{name}.png", "image/png"
        )
    answer = HttpResponse(drawn, content_type="image/svg+xml")
    if "file" in request.GET:
        answer["Content-Disposition"] = f'attachment; filename="{name}.svg"'
    return answer


def _asked(request: StaffRequest) -> tuple[CountryForm, Scope]:
    policies.require_may_read_country(request.actor)
    form = CountryForm(request.GET, oblasts=list(oblasts()), today=clock.today())
    return form, Scope(oblast=form.oblast_code)


def _page(request: StaffRequest, template: str, form: CountryForm, **facts: Any) -> HttpResponse:
    kept = request.GET.copy()
    kept.pop("part", None)
    return render(request, template, {**facts, "form": form, "span": form.span, "asked": kept.urlencode()})

"""Sums of hromadas by whole months, for the steward and overseers. No record and no group of fewer than five."""

from collections.abc import Sequence
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock, replica
from vikno.common.typeset import render_png
from vikno.indicators import exporting, policies, queries, shown
from vikno.indicators.definitions import Indicator
from vikno.indicators.drawing import NARROW, WIDTH
from vikno.indicators.enums import Part
from vikno.indicators.forms import CountryForm
from vikno.indicators.queries import Scope
from vikno.indicators.shown_coverage import by_size
from vikno.indicators.shown_map import drawing, title
from vikno.indicators.views.common import file_answer, indicator_named, parts_shown, table_answer
from vikno.territories.queries import has_borders, hromada_borders, oblasts

_TEMPLATE: Final = "indicators/typst/map.typ"
READERS: Final = (Role.STEWARD, Role.OVERSEER)
_PLACES: Final = (Part.OBLAST, Part.HROMADA)


@require_safe
@role_required(*READERS)
def country(request: StaffRequest) -> HttpResponse:
    """Every measure of the country or of an oblast. Three queries of counts."""
    form, scope = _asked(request)
    spans = (form.span, queries.earlier(form.span), queries.year_before(form.span))
    with replica.read():
        measures = shown.measures(*(queries.values(scope, span) for span in spans))
    facts = {"measures": measures, "before": spans[1], "ago": spans[2]}
    return _page(request, "indicators/country.html", form, **facts)


@require_safe
@role_required(*READERS)
def country_indicator(request: StaffRequest, code: str) -> HttpResponse:
    """One measure by oblast, of an oblast by hromada, or by its parts; places stand by name: they are not ranked."""
    one, (form, scope) = indicator_named(code), _asked(request)
    parts = _parts(one, scope)
    part = _part(request, parts)
    with replica.read():
        rows, left_out = _rows(one, scope, form.span, part)
        value = queries.value(one, scope, form.span)
    facts: dict[str, Any] = {"one": one, "part": part, "rows": rows, "left_out": left_out}
    facts |= {"now": shown.amount(one, value), "of": shown.of_what(one, value), "parts": parts_shown(parts)}
    facts["has_map"] = part in _PLACES and has_borders(oblast=scope.oblast)
    if part == Part.HROMADA:
        facts["classes"] = by_size(rows, queries.people_of([row.key for row in rows]))
    return _page(request, "indicators/country_indicator.html", form, **facts)


@require_safe
@role_required(*READERS)
def country_table(request: StaffRequest, code: str) -> HttpResponse:
    """The rows of the page as XLSX, CSV or JSON."""
    one, (form, scope) = indicator_named(code), _asked(request)
    part = _part(request, _parts(one, scope))
    with replica.read():
        rows, _left_out = _rows(one, scope, form.span, part)
    found = exporting.Table(indicator=one, span=form.span, part=part, rows=rows, at=clock.now())
    return table_answer(found, form=request.GET.get("format", ""))


@require_safe
@role_required(*READERS)
def country_map(request: StaffRequest, code: str, kind: str) -> HttpResponse:
    """Hromadas of the country or of an oblast on a map, by a measure: a drawing or a picture."""
    one, (form, scope) = indicator_named(code), _asked(request)
    with replica.read():
        found, _left_out = shown.without_small(one, queries.lines(one, scope, form.span, Part.HROMADA))
    borders = hromada_borders(oblast=scope.oblast)
    width = NARROW if "narrow" in request.GET else WIDTH
    people = queries.people_of([border.unit_id for border in borders])
    drawn = drawing(one, form.span, found, borders, people, width=width)
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


def _parts(one: Indicator, scope: Scope) -> list[Part]:
    """Oblasts of the country, hromadas, and whatever the measure knows but points."""
    places = [Part.HROMADA] if scope.oblast else [Part.OBLAST, Part.HROMADA]
    return [*places, *(part for part in one.parts if part != Part.POINT)]


def _part(request: StaffRequest, parts: Sequence[Part]) -> Part:
    said = request.GET.get("part", "")
    return Part(said) if said in parts else parts[0]


def _rows(one: Indicator, scope: Scope, span: queries.Span, part: Part) -> tuple[list[shown.Row], int]:
    """Rows of at least five records, and how many were left out."""
    found, left_out = shown.without_small(one, queries.lines(one, scope, span, part))
    labels = queries.labels_of(part, [line.key for line in found], fact=one.fact)
    return shown.rows(one, part, found, labels), left_out


def _asked(request: StaffRequest) -> tuple[CountryForm, Scope]:
    own = request.actor.oblast_code
    form = CountryForm(request.GET, oblasts=list(oblasts()), own=own, today=clock.today())
    policies.require_may_read_country(request.actor, oblast=form.oblast_code)
    return form, Scope(oblast=form.oblast_code)


def _page(request: StaffRequest, template: str, form: CountryForm, **facts: Any) -> HttpResponse:
    kept = request.GET.copy()
    kept.pop("part", None)
    return render(request, template, {**facts, "form": form, "span": form.span, "asked": kept.urlencode()})

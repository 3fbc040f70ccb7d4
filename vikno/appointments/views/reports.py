"""What became of bookings: on screen and as a table."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from vikno.accounts.access import role_required
from vikno.appointments import queries, tables
from vikno.appointments.forms import PeriodForm
from vikno.appointments.views.common import HEAD, own_points, sides
from vikno.common import clock
from vikno.common.acting import actor_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@role_required(*HEAD)
def report(request: HttpRequest) -> HttpResponse:
    """By point: came, did not come, cancelled by the person, cancelled by the centre and why."""
    form = PeriodForm(request.GET)
    since, until = form.said(today=clock.today())
    rows, reasons = _figures(request, since, until)
    facts = {
        "form": form, "since": since, "until": until, "rows": rows, "reasons": reasons,
        "asked": request.GET.urlencode(), "sides": sides(request, "report"),
    }  # fmt: skip
    return render(request, "appointments/report.html", facts)


@require_GET
@role_required(*HEAD)
def report_table(request: HttpRequest) -> HttpResponse:
    """The same as XLSX."""
    since, until = PeriodForm(request.GET).said(today=clock.today())
    body = tables.workbook(*_figures(request, since, until), since=since, until=until)
    headers = {"Content-Disposition": f'attachment; filename="bookings-{since}-{until}.xlsx"'}
    return HttpResponse(body, content_type=XLSX, headers=headers)


def _figures(
    request: HttpRequest, since: date, until: date
) -> tuple[list[queries.PointOutcomes], list[tuple[str, int]]]:
    code, points = actor_of(request).hromada_code, [point.pk for point in own_points(request)]
    rows = queries.outcomes(code, points, since=since, until=until)
    return rows, queries.centre_reasons(code, points, since=since, until=until)

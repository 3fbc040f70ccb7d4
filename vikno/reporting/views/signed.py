"""A signed report: its page, its paper, its files; the head may take it back. A steward reads those of all."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done
from vikno.documents.answers import pdf_answer
from vikno.indicators.queries import month_span
from vikno.reporting import exporting, papers, queries, services, shown
from vikno.reporting.forms import WithdrawalForm
from vikno.reporting.models import SignedReport
from vikno.reporting.views.common import sheet_answer

READERS = (Role.HEAD, Role.STEWARD, Role.OVERSEER)


@require_safe
@role_required(*READERS)
def signed(request: StaffRequest, pk: int) -> HttpResponse:
    """As it was signed, beside what was signed of the quarter before and a year ago."""
    return _page(request, queries.signed_report(request.actor, pk), WithdrawalForm())


@require_POST
@role_required(Role.HEAD)
def withdrawal(request: StaffRequest, pk: int) -> HttpResponse:
    """Take it back, with the reason."""
    report, form = queries.signed_report(request.actor, pk), WithdrawalForm(request.POST)
    if form.is_valid():
        call = {"report": report, "actor": request.actor, "at": clock.now(), **form.cleaned_data}
        if done(
            request, lambda: services.withdraw_report(**call), _("Відкликано. Виправте і підпишіть наново."), form=form
        ):
            return redirect("reporting:quarter", year=report.year, number=report.number)
    return _page(request, report, form)


@require_safe
@role_required(*READERS)
def signed_paper(request: StaffRequest, pk: int) -> HttpResponse:
    """The paper, the same bytes for ever."""
    report = queries.signed_report(request.actor, pk)
    return pdf_answer(papers.signed_paper(report), name=_name(report))


@require_safe
@role_required(*READERS)
def signed_table(request: StaffRequest, pk: int) -> HttpResponse:
    """XLSX or JSON of what was signed."""
    report = queries.signed_report(request.actor, pk)
    if request.GET.get("format") == "json":
        return JsonResponse(papers.signed_json(report), json_dumps_params={"ensure_ascii": False, "indent": 1})
    title = _("{name}, підписано {day}").format(
        name=month_span(report.quarter.first_day, 3), day=f"{clock.today(report.signed_at):%d.%m.%Y}"
    )
    return sheet_answer(exporting.quarter_sheet(title, report.values), _name(report))


def _name(report: SignedReport) -> str:
    return f"zvit-{report.hromada_id}-{report.year}-{report.number}-v{report.version}"


def _page(request: StaffRequest, report: SignedReport, form: WithdrawalForm) -> HttpResponse:
    quarter = report.quarter
    former = queries.in_force(report.hromada_id, [quarter.previous, quarter.year_before])
    before, ago = (
        queries.values_in(former[one]) if one in former else {} for one in (quarter.previous, quarter.year_before)
    )
    facts = {
        "report": report, "name": str(month_span(quarter.first_day, 3)), "form": form,
        "withdrawn": getattr(report, "withdrawal", None), "groups": shown.signed_groups(report.values, before, ago),
        "is_own": request.actor.role == Role.HEAD,
    }  # fmt: skip
    return render(request, "reporting/signed.html", facts)

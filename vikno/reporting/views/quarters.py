"""The head's pages: quarters, one of them as the records tell it now, what has to be typed, the signature."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done
from vikno.common.editions import is_as_seen, one_at_a_time
from vikno.documents.answers import pdf_answer
from vikno.indicators.queries import counted_at, month_span
from vikno.reporting import exporting, papers, queries, services, shown
from vikno.reporting.fields import ASKED
from vikno.reporting.forms import AnswersForm
from vikno.reporting.queries import Draft
from vikno.reporting.rules import Quarter
from vikno.reporting.views.common import sheet_answer


@require_safe
@role_required(Role.HEAD)
def quarters(request: StaffRequest) -> HttpResponse:
    """Two years of quarters: which are signed, which are drafts."""
    listed = queries.quarters_of(request.actor, at=clock.now())
    rows = [
        {
            "quarter": one,
            "name": str(month_span(one.first_day, 3)),
            "signed": signed,
            "is_over": one.is_over(clock.today()),
        }
        for one, signed in listed
    ]
    return render(request, "reporting/quarters.html", {"rows": rows, "year": clock.today().year})


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
@role_required(Role.HEAD)
def quarter(request: StaffRequest, year: int, number: int) -> HttpResponse:
    """What is missing first, then every field with its source; what is typed is kept. A fixed number of queries.

    A mistake leaves everything in its field; two windows see each other's answers.
    """
    asked = queries.quarter_asked(year, number, on=clock.today())
    if request.method != "POST":
        return _page(request, asked, None)
    fields = [one for one in ASKED if one.code in request.POST]
    form = AnswersForm(request.POST, asked=fields, initial=_kept(request))
    if form.is_valid() and is_as_seen(request, form):
        call = {"answers": form.said(), "actor": request.actor, "at": clock.now()}
        said = _("Записано. Наступного кварталу питати не будемо.")
        if done(request, lambda: services.type_answers(**call), said, form=form):
            return redirect("reporting:quarter", year=year, number=number)
    return _page(request, asked, form)


@require_POST
@role_required(Role.HEAD)
def signature(request: StaffRequest, year: int, number: int) -> HttpResponse:
    """Sign a quarter that is over."""
    asked = queries.quarter_asked(year, number, on=clock.today())
    call = {"quarter": asked, "actor": request.actor, "at": clock.now()}
    done(request, lambda: services.sign_report(**call), _("Звіт підписано. Тепер він не зміниться."))
    return redirect("reporting:quarter", year=year, number=number)


@require_safe
@role_required(Role.HEAD)
def quarter_paper(request: StaffRequest, year: int, number: int) -> HttpResponse:
    """A draft on paper; it says on every page that it is one."""
    asked, draft = _draft(request, year, number)
    paper = papers.paper_of(request.actor, asked, papers.rows_of(draft), version=None, at=draft.at)
    return pdf_answer(papers.typeset_paper(paper, made_at=draft.at), name=f"zvit-{year}-{number}-chernetka")


@require_safe
@role_required(Role.HEAD)
def quarter_table(request: StaffRequest, year: int, number: int) -> HttpResponse:
    """A draft as XLSX or JSON."""
    asked, draft = _draft(request, year, number)
    rows = papers.rows_of(draft)
    if request.GET.get("format") == "json":
        made = papers.as_json(
            request.actor.hromada_code, asked, rows, measures=draft.measures, as_of=draft.at
        )  # fmt: skip
        return JsonResponse(made, json_dumps_params={"ensure_ascii": False, "indent": 1})
    body = exporting.quarter_sheet(_("{name}, чернетка").format(name=month_span(asked.first_day, 3)), rows)
    return sheet_answer(body, f"zvit-{year}-{number}-chernetka")


def _draft(request: StaffRequest, year: int, number: int) -> tuple[Quarter, Draft]:
    asked = queries.quarter_asked(year, number, on=clock.today())
    return asked, queries.draft_of(request.actor, asked, at=clock.now())


def _kept(request: StaffRequest) -> dict[str, Any]:
    return shown.typed_as_read({code: one.value for code, one in queries.typed_of(request.actor.hromada_code).items()})


def _page(request: StaffRequest, asked: Quarter, form: AnswersForm | None) -> HttpResponse:
    draft = queries.draft_of(request.actor, asked, at=clock.now())
    versions = list(queries.versions_of(request.actor.hromada_code, asked))
    facts: dict[str, Any] = {"quarter": asked, "name": str(month_span(asked.first_day, 3)), "versions": versions}
    facts |= {"signed": next((one for one in versions if not hasattr(one, "withdrawal")), None)}
    facts |= {"groups": shown.draft_groups(draft, *queries.values_before(request.actor, asked))}
    facts |= shown.missing_facts(draft, form) | {"is_over": asked.is_over(clock.today())}
    facts |= {"counted_at": counted_at(request.actor.hromada_code), "before": asked.previous, "ago": asked.year_before}
    return render(request, "reporting/quarter.html", facts)

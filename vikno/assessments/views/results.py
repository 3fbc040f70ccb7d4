"""What came out: three scores, gaps and what becomes of them, change since the one before, paper and annex."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import PROGRAMME_ROLES, Role
from vikno.assessments import papers, policies, queries, rules, services, shown
from vikno.assessments.errors import NoSuchAssessment
from vikno.assessments.forms import CommentForm, ExpertForm, ReasonForm
from vikno.assessments.services.rounds import expert_choices
from vikno.assessments.views.assessments import OWN
from vikno.common import clock
from vikno.common.acting import done
from vikno.documents.answers import pdf_answer

READERS = (*OWN, *PROGRAMME_ROLES)


@require_safe
@role_required(*READERS)
def results(request: StaffRequest, pk: int) -> HttpResponse:
    """For the hromada and for the programme it was handed in to. A fixed number of queries."""
    row = queries.handed_in(pk, actor=request.actor)
    sheet = queries.sheet_of(row, actor=request.actor, at=clock.now())
    since = queries.change_since(sheet)
    of_programme = policies.is_of_programme(request.actor)
    facts = {
        "one": row, "sheet": sheet, "kind": shown.STATE_KINDS[row.state], "lines": shown.score_lines(sheet),
        "gaps": shown.gap_rows(sheet), "differences": [shown.question_facts(line) for line in sheet.differences],
        "since": since, "moves": queries.moves_of(row), "notice": str(queries.NOT_OFFICIAL),
        "changes": [(sheet.framework.by_code[one.code], one) for one in since.changes if one.before != one.after]
        if since
        else [],
        "may_take_up": not of_programme, "reason_form": ReasonForm(), "of_programme": of_programme,
        "is_with_programme": of_programme and row.state in rules.WITH_PROGRAMME, "comment_form": CommentForm(),
        "first": sheet.by_dimension[0][0].code if sheet.by_dimension else "",
        "expert_form": ExpertForm(experts=expert_choices(request.actor), initial={"expert": row.expert_id})
        if request.actor.role == Role.PROGRAMME
        else None,
    }  # fmt: skip
    return render(request, "assessments/results.html", facts)


@require_safe
@role_required(*READERS)
def report(request: StaffRequest, pk: int) -> HttpResponse:
    """The report on paper."""
    at = clock.now()
    row = queries.handed_in(pk, actor=request.actor)
    sheet = queries.sheet_of(row, actor=request.actor, at=at)
    return pdf_answer(papers.report_pdf(sheet, at=at), name=f"samootsinka-{pk}")


@require_safe
@role_required(*READERS)
def annex(request: StaffRequest, pk: int) -> HttpResponse:
    """The annex of an application, for programs; it carries its own hash."""
    row = queries.handed_in(pk, actor=request.actor)
    found = queries.annex_of(row)
    if found is None:
        raise NoSuchAssessment
    answer = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="samootsinka-{pk}.json"'
    return answer


@require_POST
@role_required(*OWN)
def gap_item(request: StaffRequest, pk: int, code: str) -> HttpResponse:
    """A gap becomes an item of the roadmap in one press."""
    call = {"assessment": pk, "question": code, "actor": request.actor, "at": clock.now()}
    done(request, lambda: services.take_up(**call), _("Захід додано в дорожню карту."))
    return redirect("assessments:results", pk)


@require_POST
@role_required(*OWN)
def gap_acceptance(request: StaffRequest, pk: int, code: str) -> HttpResponse:
    """A gap is left as it is, with the reason."""
    call = {
        "assessment": pk, "question": code, "reason": request.POST.get("reason", ""), "actor": request.actor,
        "at": clock.now(),
    }  # fmt: skip
    done(request, lambda: services.leave_as_is(**call), _("Записано, чому лишаємо так."))
    return redirect("assessments:results", pk)

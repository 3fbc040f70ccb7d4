"""A reviewer's pages: levels as they were seen, back to be mended, accepted."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.assessments import queries, rules, services, shown
from vikno.assessments.errors import NoSuchQuestion
from vikno.assessments.forms import CheckForm
from vikno.assessments.models import Assessment
from vikno.assessments.queries import Sheet
from vikno.common import clock
from vikno.common.acting import done
from vikno.common.editions import is_as_seen, one_at_a_time

REVIEWERS = (Role.PROGRAMME, Role.EXPERT)


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
@role_required(*REVIEWERS)
def checking(request: StaffRequest, pk: int, code: str) -> HttpResponse:
    """Questions of a dimension as they were handed in; two reviewers see each other's levels."""
    row = queries.handed_in(pk, actor=request.actor)
    sheet = queries.sheet_of(row, actor=request.actor, at=clock.now())
    lines = next((listed for one, listed in sheet.by_dimension if one.code == code), None)
    if lines is None:
        raise NoSuchQuestion
    if request.method != "POST":
        return _page(request, row, sheet, code, CheckForm(lines=lines))
    form = CheckForm(request.POST, lines=lines)
    if form.is_valid() and is_as_seen(request, form):
        call = {"assessment": pk, "findings": form.findings(), "actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.verify(**call), _("Рівні збережено."), form=form):
            return redirect("assessments:checking", pk, code)
    return _page(request, row, sheet, code, form)


def _page(request: StaffRequest, row: Assessment, sheet: Sheet, code: str, form: CheckForm) -> HttpResponse:
    listed = [{"level": level, "comment": comment, **shown.question_facts(line)} for line, level, comment in form.rows]
    facts = {
        "one": row, "dimension": sheet.framework.dimension_by_code[code], "rows": listed, "form": form,
        "dimensions": [one for one, _lines in sheet.by_dimension], "kept": CheckForm(lines=form.lines),
        "is_open": row.state in rules.WITH_PROGRAMME, "notice": str(queries.NOT_OFFICIAL),
    }  # fmt: skip
    return render(request, "assessments/checking.html", facts)


@require_POST
@role_required(*REVIEWERS)
def returning(request: StaffRequest, pk: int) -> HttpResponse:
    """Back to be mended."""
    call = {
        "assessment": pk, "comment": request.POST.get("comment", ""), "actor": request.actor, "at": clock.now()
    }  # fmt: skip
    done(request, lambda: services.send_back(**call), _("Самооцінку повернено громаді."))
    return redirect("assessments:results", pk)


@require_POST
@role_required(*REVIEWERS)
def approval(request: StaffRequest, pk: int) -> HttpResponse:
    """The reviewer has finished."""
    call = {"assessment": pk, "actor": request.actor, "at": clock.now()}
    done(request, lambda: services.accept(**call), _("Самооцінку прийнято й закрито."))
    return redirect("assessments:results", pk)


@require_POST
@role_required(Role.PROGRAMME)
def expert(request: StaffRequest, pk: int) -> HttpResponse:
    """Who verifies it."""
    said = request.POST.get("expert", "")
    call = {
        "assessment": pk, "expert": int(said) if said.isdigit() else None, "actor": request.actor, "at": clock.now()
    }  # fmt: skip
    done(request, lambda: services.assign(**call), _("Записано, хто перевіряє."))
    return redirect("assessments:results", pk)

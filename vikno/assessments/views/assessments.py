"""A hromada's own pages: its assessments, one of them, one dimension to fill in."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.assessments import queries, rules, services, shown
from vikno.assessments.errors import NoSuchQuestion
from vikno.assessments.forms import DimensionForm
from vikno.assessments.models import Assessment
from vikno.assessments.queries import Sheet
from vikno.common import clock
from vikno.common.acting import done
from vikno.common.editions import is_as_seen, one_at_a_time

PAGE_ROWS = 50
OWN = (Role.HEAD, Role.LEADER)


@require_safe
@role_required(*OWN)
def assessments(request: StaffRequest) -> HttpResponse:
    """The hromada's own and those programmes asked for, the newest first."""
    found = queries.visible_to(request.actor).order_by("-begun_at", "-pk")
    page = Paginator(found, PAGE_ROWS).get_page(request.GET.get("page"))
    rows = [{"one": one, "kind": shown.STATE_KINDS[one.state]} for one in page]
    own = queries.own_open(request.actor.hromada_code)
    facts = {
        "page": page, "rows": rows, "own": own, "is_handed_in": own is not None and own.state not in rules.EDITABLE,
    }  # fmt: skip
    return render(request, "assessments/list.html", facts)


@require_POST
@role_required(*OWN)
def beginning(request: StaffRequest) -> HttpResponse:
    """Begin the hromada's own one."""
    call = {"actor": request.actor, "at": clock.now()}
    said = _("Самооцінку почато. Записи вже відповіли на частину питань.")
    if done(request, lambda: services.begin(**call), said):
        own = queries.own_open(request.actor.hromada_code)
        if own is not None:
            return redirect("assessments:assessment", own.pk)
    return redirect("assessments:list")


@require_safe
@role_required(*OWN)
def assessment(request: StaffRequest, pk: int) -> HttpResponse:
    """How far it has come, what is missing, what may be done next."""
    row = queries.access_assessment(pk, actor=request.actor)
    sheet = queries.sheet_of(row, actor=request.actor, at=clock.now())
    facts = {
        "one": row, "sheet": sheet, "whose": str(row.round or _("Власна ініціатива")),
        "kind": shown.STATE_KINDS[row.state], "dimensions": _dimensions(sheet),
        "missing": shown.missing_words(sheet), "is_editable": row.state in rules.EDITABLE,
        "may_close": row.round_id is None and row.state in rules.WITH_PROGRAMME,
        "returned": next((m for m in reversed(queries.moves_of(row)) if m.to_state == "returned"), None),
        "proposed": sum(line.measured is not None for line in sheet.lines), "notice": str(queries.NOT_OFFICIAL),
    }  # fmt: skip
    return render(request, "assessments/assessment.html", facts)


def _dimensions(sheet: Sheet) -> list[dict[str, object]]:
    return [
        {
            "one": one, "answered": sum(line.is_answered for line in lines), "asked": len(lines),
            "proposed": sum(line.measured is not None for line in lines),
        }
        for one, lines in sheet.by_dimension
    ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
@role_required(*OWN)
def dimension(request: StaffRequest, pk: int, code: str) -> HttpResponse:
    """Questions of a dimension, each with what the records propose; two windows see each other's answers."""
    row = queries.access_assessment(pk, actor=request.actor)
    sheet = queries.sheet_of(row, actor=request.actor, at=clock.now())
    lines = next((listed for one, listed in sheet.by_dimension if one.code == code), None)
    if lines is None:
        raise NoSuchQuestion
    if request.method != "POST":
        return _dimension_page(request, row, sheet, code, DimensionForm(lines=lines))
    form = DimensionForm(request.POST, lines=lines)
    if form.is_valid() and is_as_seen(request, form):
        call = {"assessment": pk, "answers": form.answers(), "actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.answer(**call), _("Відповіді збережено."), form=form):
            return redirect(_after(request, pk, sheet, code))
    return _dimension_page(request, row, sheet, code, form)


def _after(request: StaffRequest, pk: int, sheet: Sheet, code: str) -> str:
    """The next dimension, or the same one where only «save» was pressed."""
    codes = [one.code for one, _lines in sheet.by_dimension]
    place = codes.index(code) + 1
    if "next" not in request.POST:
        return reverse("assessments:dimension", args=[pk, code])
    if place == len(codes):
        return reverse("assessments:assessment", args=[pk])
    return reverse("assessments:dimension", args=[pk, codes[place]])


def _dimension_page(
    request: StaffRequest, row: Assessment, sheet: Sheet, code: str, form: DimensionForm
) -> HttpResponse:
    listed = [{"reply": reply, "reason": reason, **shown.question_facts(line)} for line, reply, reason in form.rows]
    current = sheet.framework.dimension_by_code[code]
    facts = {
        "one": row, "dimension": current, "dimensions": _dimensions(sheet), "rows": listed, "form": form,
        "kept": DimensionForm(lines=form.lines), "is_editable": row.state in rules.EDITABLE,
        "notice": str(queries.NOT_OFFICIAL),
    }  # fmt: skip
    return render(request, "assessments/dimension.html", facts)


@require_POST
@role_required(*OWN)
def records(request: StaffRequest, pk: int) -> HttpResponse:
    """Read the records anew."""
    call = {"assessment": pk, "actor": request.actor, "at": clock.now()}
    done(request, lambda: services.prefill(**call), _("Записи прочитано ще раз. Ваші відповіді не змінилися."))
    return redirect("assessments:assessment", pk)


@require_POST
@role_required(*OWN)
def submission(request: StaffRequest, pk: int) -> HttpResponse:
    """Hand it in."""
    call = {"assessment": pk, "actor": request.actor, "at": clock.now()}
    if done(request, lambda: services.hand_in(**call), _("Самооцінку подано.")):
        return redirect("assessments:results", pk)
    return redirect("assessments:assessment", pk)


@require_POST
@role_required(*OWN)
def closing(request: StaffRequest, pk: int) -> HttpResponse:
    """Close the hromada's own one."""
    call = {"assessment": pk, "actor": request.actor, "at": clock.now()}
    done(request, lambda: services.close_own(**call), _("Самооцінку закрито. Вона більше не зміниться."))
    return redirect("assessments:results", pk)

"""The page of one case and what is done from it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.accounts.enums import DESK_ROLES, Role
from vikno.audit.places import place_of
from vikno.cases import queries, rules, services, shown
from vikno.cases.actions import BY_NOUN, Action, why_not
from vikno.cases.duty import duty_point
from vikno.cases.enums import STATE_KINDS
from vikno.cases.errors import CaseNotFound, NoticeNotReady
from vikno.cases.forms import CaseActionForm
from vikno.cases.models import Case
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.errors import Refusal
from vikno.documents import services as documents
from vikno.documents.answers import pdf_answer

READERS = (*sorted(DESK_ROLES), Role.PROVIDER)


@require_GET
@role_required(*READERS)
def case_page(request: HttpRequest, number: str) -> HttpResponse:
    """Everything about a case, and what this person may do next."""
    actor = _actor(request)
    case = queries.case_by_number(actor, number)
    if number != case.number:
        return redirect("cases:case", number=case.number)
    page = render(request, "cases/case.html", shown.case_facts(case, actor=actor))
    services.record_look(case=case, actor=actor, at=clock.now(), place=place_of(request))
    return page


@role_required(*READERS)
def act(request: HttpRequest, number: str, noun: str) -> HttpResponse:
    """The form of one action, and its performance. What the lifecycle does not allow has no form."""
    actor, action = _actor(request), BY_NOUN.get(noun)
    case = queries.case_by_number(actor, number)
    if action is None:
        raise Http404
    reason = why_not(action, actor, case, at=clock.now())
    if reason:
        messages.warning(request, reason)
        return redirect("cases:case", number=case.number)
    form = action.form(request.POST or None, case=case, actor=actor)
    if request.method == "POST" and form.is_valid() and _performed(request, action, form, case):
        messages.success(request, str(action.done))
        return redirect("cases:case", number=case.number)
    facts = {"case": case, "action": action, "form": form, "state_kind": STATE_KINDS[case.state]}
    page = render(request, "cases/act.html", facts)
    services.record_look(case=case, actor=actor, at=clock.now(), place=place_of(request))
    return page


def _performed(request: HttpRequest, action: Action, form: CaseActionForm, case: Case) -> bool:
    try:
        action.perform(case=case, actor=_actor(request), at=clock.now(), point=duty_point(request), said=form.said())
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@require_GET
@role_required(*sorted(DESK_ROLES))
def inventory(request: HttpRequest, number: str) -> HttpResponse:
    """The опис as it was given out."""
    actor = _actor(request)
    case = queries.case_by_number(actor, number)
    if case.inventory is None:
        raise CaseNotFound
    pdf = documents.give_out(document=case.inventory, actor=actor, at=clock.now(), place=place_of(request))
    return pdf_answer(pdf, name=f"opys-{case.number}")


@require_GET
@role_required(*sorted(DESK_ROLES))
def progress_sheet(request: HttpRequest, number: str) -> HttpResponse:
    """The лист про проходження справи as it stands now."""
    actor = _actor(request)
    case = queries.case_by_number(actor, number)
    document = services.keep_progress_sheet(case=case, actor=actor, at=clock.now())
    return pdf_answer(documents.reprint(document), name=f"lyst-{case.number}")


@require_GET
@role_required(*sorted(DESK_ROLES))
def decision_notice(request: HttpRequest, number: str) -> HttpResponse:
    """The повідомлення про рішення, with the route of a complaint where there is one."""
    actor = _actor(request)
    case = queries.case_by_number(actor, number)
    try:
        document = services.keep_decision_notice(case=case, actor=actor, at=clock.now())
    except NoticeNotReady as refusal:
        messages.warning(request, str(refusal))
        return redirect("cases:case", number=case.number)
    return pdf_answer(documents.reprint(document), name=f"povidomlennia-{case.number}")


@require_POST
@role_required(*sorted(DESK_ROLES))
def access_code(request: HttpRequest, number: str) -> HttpResponse:
    """A new code for the public page, said once."""
    actor = _actor(request)
    case = queries.case_by_number(actor, number)
    code = services.renew_access_code(case=case, actor=actor, at=clock.now())
    said = _("Новий код для перевірки справи: {code}. Старий більше не діє. Запишіть код заявникові.")
    messages.success(request, said.format(code=rules.access_code_formatted(code)))
    return redirect("cases:case", number=case.number)


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor

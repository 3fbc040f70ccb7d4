"""Hand-over of many cases: a list, a preview, the act; what was handed over to me."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.accounts.enums import DESK_ROLES, Role
from vikno.audit.places import place_of
from vikno.cases import queries, services
from vikno.cases.models import Case
from vikno.cases.paging import page_of
from vikno.cases.shown import case_rows
from vikno.cases.transfer_forms import HandOverForm, WhoseForm
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.errors import Refusal

_DESK = tuple(sorted(DESK_ROLES))


@role_required(*_DESK)
def handover(request: HttpRequest) -> HttpResponse:
    """Choose cases and a colleague; look at the preview; hand over."""
    actor = _actor(request)
    asked = request.POST if request.method == "POST" else request.GET
    whose = WhoseForm(asked or None, actor=actor)
    officer_id = whose.officer_id()
    form = HandOverForm(request.POST if request.method == "POST" else None, actor=actor, officer_id=officer_id)
    chosen = [int(key) for key in request.POST.getlist("case") if key.isascii() and key.isdigit()][:1000]
    if request.method == "POST" and form.is_valid():
        answer = _answer(request, form, chosen, officer_id)
        if answer is not None:
            return answer
    listed = list(queries.cases_to_give(actor, officer_id=officer_id)[: services.MOST_CASES])
    facts = {
        "whose": whose, "form": form, "rows": case_rows(listed), "chosen": chosen, "officer_id": officer_id,
        "is_head": actor.role == Role.HEAD, "is_first_look": request.method != "POST", "most": services.MOST_CASES,
    }  # fmt: skip
    page = render(request, "cases/handover.html", facts)
    _record_look(request, listed, officer_id)
    return page


def _answer(request: HttpRequest, form: HandOverForm, chosen: list[int], officer_id: int) -> HttpResponse | None:
    """The preview, or the act; None where it was refused and the form says why."""
    actor, said = _actor(request), form.cleaned_data
    cases = queries.cases_among(actor, case_ids=chosen)
    try:
        if request.POST.get("do") == "confirm":
            done = services.hand_over_cases(cases=cases, actor=actor, at=clock.now(), **said)
            words = ngettext("Передано {n} справу.", "Передано {n} справ.", len(done)).format(n=len(done))
            messages.success(request, words)
            return redirect("cases:transfers")
        lines = services.previewed(cases=cases, to_user_id=said["to_user_id"], actor=actor, at=clock.now())
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None
    facts = {
        "officer_id": officer_id, "said": said, "to": form.to_whom, "reason": form.why,
        "given": [line.case for line in lines if line.refusal is None],
        "kept": [line for line in lines if line.refusal is not None],
    }  # fmt: skip
    page = render(request, "cases/handover_preview.html", facts)
    _record_look(request, cases, officer_id)
    return page


@require_GET
@role_required(*_DESK)
def transfers(request: HttpRequest) -> HttpResponse:
    """What was handed over to me, and what was handed over today."""
    actor = _actor(request)
    page = page_of(queries.transfers_to(actor), request.GET.get("page"))
    today = list(queries.transfers_by(actor, on=clock.today())[: services.MOST_CASES])
    answer = render(request, "cases/transfers.html", {"page": page, "today": today})
    _record_look(request, [one.case for one in (*page, *today)], actor.user_id or 0)
    return answer


@require_POST
@role_required(*_DESK)
def transfer_undoing(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """Take a hand-over of today back, with everything handed over in the same act."""
    try:
        undone = services.undo_transfer(transfer_id=transfer_id, actor=_actor(request), at=clock.now())
    except Http404:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("Повернуто {n} справу.", "Повернуто {n} справ.", len(undone)).format(n=len(undone))
        messages.success(request, words)
    return redirect("cases:transfers")


def _record_look(request: HttpRequest, cases: list[Case], officer_id: int) -> None:
    """Whoever was named on the page has been seen."""
    services.record_list_look(
        cases=cases, filters=queries.CaseFilters(officer_id=officer_id), actor=_actor(request), at=clock.now(),
        place=place_of(request),
    )  # fmt: skip


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor

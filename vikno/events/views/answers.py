"""Answers to the questions of an event: read by the hromada that gave them and by the organisers, by nobody else."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.common.editions import one_at_a_time
from vikno.common.tables.sheets import XLSX
from vikno.events import queries, services, sheets
from vikno.events.enums import STATE_KINDS, State
from vikno.events.models import Delegation, Event
from vikno.events.queries.answers import answering, answers_in, answers_of_event
from vikno.events.services.answers import may_change
from vikno.questionnaires import filling
from vikno.questionnaires.engine import Audience
from vikno.questionnaires.models import Response

BOTH = (Role.HEAD, Role.LEADER)
ROWS = 50


@require_safe
@role_required(*BOTH, Role.PROGRAMME)
def answers(request: StaffRequest, pk: int) -> HttpResponse:
    """What one delegation answered."""
    one, response = _answered(request, pk)
    may = request.actor.role != Role.PROGRAMME and may_change(one.event, one, at=clock.now())
    facts = {"one": one, "response": response, "rows": answers_in(one), "may_change": may}
    return render(request, "events/answers.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
@role_required(*BOTH)
def change_answers(request: StaffRequest, pk: int) -> HttpResponse:
    """Otherwise, while seats are not confirmed; two windows see each other's."""
    one, response = _answered(request, pk)
    form = filling.form_for(response, posted(request), audience=Audience.APPLICANT)
    is_sent = form.is_bound and not form.wants_refresh
    act = lambda: services.change_answers(  # noqa: E731
        delegation=one, answers=form.changes, actor=request.actor, at=clock.now()
    )
    is_sound = is_sent and all([form.is_valid(), form.require_complete()])  # each says what is wrong
    if is_sound and done(request, act, _("Відповіді збережено."), form=form):
        return redirect("events:answers", pk)
    return render(request, "events/change_answers.html", {"one": one, "form": form})


@require_safe
@role_required(Role.PROGRAMME)
def answers_of_event_list(request: StaffRequest, pk: int) -> HttpResponse:
    """Who answered, each a press away."""
    event = _asking(request, pk)
    page = Paginator(answering(request.actor, event), ROWS).get_page(request.GET.get("page"))
    rows = [{"one": one, "kind": STATE_KINDS[State(one.state)]} for one in page.object_list]
    return render(request, "events/answers_list.html", {"event": event, "page": page, "rows": rows})


@require_safe
@role_required(Role.PROGRAMME)
def answers_table(request: StaffRequest, pk: int) -> HttpResponse:
    """All answers side by side, for lodging, meals and the road."""
    event = _asking(request, pk)
    body = sheets.answers_sheet(answers_of_event(request.actor, event))
    name = f'attachment; filename="{event.number}-answers.xlsx"'
    headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
    return HttpResponse(body, content_type=XLSX, headers=headers)


def _asking(request: StaffRequest, pk: int) -> Event:
    event = queries.event_of(request.actor, pk)
    if event.questionnaire is None:
        raise Http404
    return event


def _answered(request: StaffRequest, pk: int) -> tuple[Delegation, Response]:
    one = queries.delegation_of(request.actor, pk)
    if one.response is None:
        raise Http404
    return one, one.response

"""A programme's pages: events made and run, seats, the list of people, papers, the report."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.common.editions import is_as_seen, one_at_a_time
from vikno.common.tables.sheets import XLSX
from vikno.documents.answers import pdf_answer
from vikno.events import papers, queries, services, sheets, shown, statuses
from vikno.events.enums import EVENT_KINDS, STATE_KINDS, EventState, PoolKind, State
from vikno.events.forms import ChangeForm, EventForm, HostForm, SessionForm
from vikno.events.models import Event
from vikno.events.pool_forms import PoolForm
from vikno.events.queries.answers import versions_to_ask
from vikno.events.queries.limits import limits_with_taken

PROGRAMME = (Role.PROGRAMME,)
ROWS = 50


@require_safe
@role_required(*PROGRAMME)
def work(request: StaffRequest) -> HttpResponse:
    """Events of the programme, the newest first."""
    page = Paginator(queries.events_of(request.actor), ROWS).get_page(request.GET.get("page"))
    rows = [{"event": one, "kind": EVENT_KINDS[EventState(one.state)]} for one in page.object_list]
    return render(request, "events/work.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*PROGRAMME)
def new(request: StaffRequest) -> HttpResponse:
    """A draft with its limits."""
    given = {"hosts": queries.hosts_of(request.actor), "versions": versions_to_ask(request.actor)}
    form = EventForm(posted(request), **given)
    made: list[Event] = []
    act = lambda: made.append(  # noqa: E731
        services.draft_event(facts=form.facts(), actor=request.actor, at=clock.now())
    )
    if request.method == "POST" and form.is_valid() and done(request, act, _("Чернетку створено."), form=form):
        return redirect("events:overview", made[0].pk)
    return _form(request, form, title=_("Створити захід"), button=_("Створити чернетку"))


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*PROGRAMME)
def hosts(request: StaffRequest) -> HttpResponse:
    """Centres that receive visits; a new one."""
    form = HostForm(posted(request))
    act = lambda: services.add_host(facts=form.facts(), actor=request.actor, at=clock.now())  # noqa: E731
    if request.method == "POST" and form.is_valid() and done(request, act, _("Центр додано."), form=form):
        return redirect("events:hosts")
    rows = [f"{one.title}: {one.get_kind_display()}, {one.unit.title}" for one in queries.hosts_of(request.actor)]
    return _form(request, form, title=_("Хто приймає візити"), button=_("Додати центр"), rows=rows)


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
@role_required(*PROGRAMME)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    """Facts of a draft or of an open event; whoever is registered hears of another time or place."""
    event = queries.event_of(request.actor, pk)
    given = {"hosts": list(queries.hosts_of(request.actor)), "versions": versions_to_ask(request.actor, event)}
    form = ChangeForm(posted(request), initial=ChangeForm.kept(event), event=event, **given)
    act = lambda: services.change_event(  # noqa: E731
        event=event, facts=form.facts(), actor=request.actor, at=clock.now()
    )
    is_sound = request.method == "POST" and form.is_valid() and is_as_seen(request, form)
    if is_sound and done(request, act, _("Зміни заходу збережено."), form=form):
        return redirect("events:overview", pk)
    return _form(request, form, title=_("Змінити захід"), button=_("Зберегти"), is_kept=True)


@require_safe
@role_required(*PROGRAMME)
def overview(request: StaffRequest, pk: int) -> HttpResponse:
    """Seats, registrations, what may be done now."""
    event = queries.event_of(request.actor, pk)
    page = Paginator(queries.delegations_of(request.actor).filter(event=event), ROWS).get_page(request.GET.get("page"))
    rows = [{"one": one, "kind": STATE_KINDS[State(one.state)]} for one in page.object_list]
    facts = {
        "event": event, "kind": EVENT_KINDS[EventState(event.state)], "pools": list(event.pools.all()), "page": page,
        "rows": rows, "moves": shown.moves_of(event, at=clock.now()), "sessions": list(event.sessions.all()),
        "limits": limits_with_taken(event), "may_change": event.state in (EventState.DRAFT, EventState.OPEN),
    }  # fmt: skip
    return render(request, "events/overview.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*PROGRAMME)
def pools(request: StaffRequest, pk: int) -> HttpResponse:
    """Seats of one more way in."""
    event = queries.event_of(request.actor, pk)
    form = PoolForm(posted(request), statuses=statuses.offered(event.organisation_id))
    if request.method == "POST" and form.is_valid():
        said = {**form.cleaned_data, "kind": PoolKind(form.cleaned_data["kind"]), "event": event}
        act = lambda: services.add_pool(**said, actor=request.actor, at=clock.now())  # noqa: E731
        if done(request, act, _("Місця додано."), form=form):
            return redirect("events:overview", pk)
    rows = [f"{one}: {one.taken} / {one.capacity}" for one in event.pools.all()]
    return _form(request, form, title=_("Місця"), button=_("Додати місця"), rows=rows)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*PROGRAMME)
def sessions(request: StaffRequest, pk: int) -> HttpResponse:
    """One more part of the programme of the event."""
    event, form = queries.event_of(request.actor, pk), SessionForm(posted(request))
    act = lambda: services.add_session(  # noqa: E731
        event=event, facts=form.facts(), actor=request.actor, at=clock.now()
    )
    if request.method == "POST" and form.is_valid() and done(request, act, _("Сесію додано."), form=form):
        return redirect("events:overview", pk)
    rows = [f"{one.begins_at.astimezone(clock.KYIV):%H:%M} {one.title}" for one in event.sessions.all()]
    return _form(request, form, title=_("Програма заходу"), button=_("Додати сесію"), rows=rows)


@require_POST
@role_required(*PROGRAMME)
def event_move(request: StaffRequest, pk: int, move: str) -> HttpResponse:
    """Open, cancel, hold, certify: one press."""
    calls: dict[str, Any] = {
        "open": services.open_event, "cancel": services.cancel_event, "hold": services.close_attendance,
        "certify": services.issue_certificates,
    }  # fmt: skip
    event = queries.event_of(request.actor, pk)
    if move not in calls:
        raise Http404
    done(request, lambda: calls[move](event=event, actor=request.actor, at=clock.now()), _("Крок записано."))
    return redirect("events:overview", pk)


@require_safe
@role_required(*PROGRAMME)
def people_table(request: StaffRequest, pk: int) -> HttpResponse:
    """Who comes and what to think of."""
    event = queries.event_of(request.actor, pk)
    body = sheets.people_sheet(queries.people_of(event, actor=request.actor))
    headers = {"Content-Disposition": f'attachment; filename="{event.number}.xlsx"', "Cache-Control": "no-store"}
    return HttpResponse(body, content_type=XLSX, headers=headers)


@require_safe
@role_required(*PROGRAMME)
def badges(request: StaffRequest, pk: int) -> HttpResponse:
    event = queries.event_of(request.actor, pk)
    people = queries.people_of(event, actor=request.actor)
    return pdf_answer(papers.badges_pdf(event, people, at=clock.now()), name=f"badges-{event.number}")


@require_safe
@role_required(*PROGRAMME)
def sheet(request: StaffRequest, pk: int) -> HttpResponse:
    event = queries.event_of(request.actor, pk)
    people = queries.people_of(event, actor=request.actor)
    return pdf_answer(papers.sheet_pdf(event, people, at=clock.now()), name=f"attendance-{event.number}")


@require_safe
@role_required(*PROGRAMME)
def report(request: StaffRequest, pk: int) -> HttpResponse:
    """Figures, each with its n, and words people agreed to publish."""
    event = queries.event_of(request.actor, pk)
    told = queries.report_of(event, actor=request.actor)
    return render(request, "events/report.html", {"event": event, "rows": shown.figures(told), "quotes": told.quotes})


@require_safe
@role_required(*PROGRAMME)
def report_paper(request: StaffRequest, pk: int) -> HttpResponse:
    event = queries.event_of(request.actor, pk)
    told = queries.report_of(event, actor=request.actor)
    body = papers.report_pdf(event, shown.figures_in_ukrainian(told), told.quotes, at=clock.now())
    return pdf_answer(body, name=f"report-{event.number}")


def _form(request: HttpRequest, form: Any, *, title: str, button: str, rows: Any = (), **more: Any) -> HttpResponse:
    facts = more | {
        "title": title, "lead": "", "button": button, "back": "events:work", "back_text": _("Навчання"), "form": form,
        "rows": list(rows),
    }  # fmt: skip
    return render(request, "events/form.html", facts)

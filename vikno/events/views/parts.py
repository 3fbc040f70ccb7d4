"""A programme changes seats of a draft, sessions that have not begun, limits by post."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.common.editions import is_as_seen, one_at_a_time
from vikno.events import queries, services, statuses
from vikno.events.forms import SessionForm
from vikno.events.models import Event
from vikno.events.pool_forms import ChangedPoolForm, PostLimitsForm
from vikno.events.queries.inviting import named_for
from vikno.events.queries.parts import pool_of, session_of

ROWS = 50


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
@role_required(Role.PROGRAMME)
def pool(request: StaffRequest, pk: int) -> HttpResponse:
    """Seats of one way in, until registration opens."""
    one = pool_of(request.actor, pk)
    form = ChangedPoolForm(
        posted(request), initial=ChangedPoolForm.kept(one), statuses=statuses.offered(one.event.organisation_id)
    )
    act = lambda: services.change_pool(  # noqa: E731
        pool=one, **form.cleaned_data, actor=request.actor, at=clock.now()
    )
    return _typed(request, form, act, of=one.event, title=str(one), said=_("Місця змінено."))


@require_safe
@role_required(Role.PROGRAMME)
def invited(request: StaffRequest, pk: int) -> HttpResponse:
    """Whom the records name for these seats, and why each."""
    one = pool_of(request.actor, pk)
    if not one.status:
        raise Http404
    named = named_for(one)
    page = Paginator(named.rows, ROWS).get_page(request.GET.get("page"))
    facts = {
        "pool": one,
        "named": named,
        "page": page,
        "label": statuses.label_of(one.event.organisation_id, one.status),
    }
    return render(request, "events/invited.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
@role_required(Role.PROGRAMME)
def session(request: StaffRequest, pk: int) -> HttpResponse:
    """A part of the programme, until it begins; whoever is registered hears of another hour or room."""
    one = session_of(request.actor, pk)
    form = SessionForm(posted(request), initial=SessionForm.kept(one))
    act = lambda: services.change_session(  # noqa: E731
        session=one, facts=form.facts(), actor=request.actor, at=clock.now()
    )
    return _typed(request, form, act, of=one.event, title=_("Змінити сесію"), said=_("Сесію змінено."))


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
@role_required(Role.PROGRAMME)
def limits(request: StaffRequest, pk: int) -> HttpResponse:
    """How many people of each post may come, besides what hromadas and oblasts may send."""
    event = queries.event_of(request.actor, pk)
    form = PostLimitsForm(posted(request), initial=PostLimitsForm.kept(event))
    act = lambda: services.limit_posts(  # noqa: E731
        event=event, most=form.most(), actor=request.actor, at=clock.now()
    )
    return _typed(
        request, form, act, of=event, title=_("Межі за посадами"), said=_("Межі змінено."),
        hint=_("Порожньо — без межі. 0 — цих людей не запрошено."),
    )  # fmt: skip


def _typed(
    request: StaffRequest, form: forms.Form, act: Callable[[], Any], *, of: Event, title: str, said: str, hint: str = ""
) -> HttpResponse:
    is_sound = request.method == "POST" and form.is_valid() and is_as_seen(request, form)
    if is_sound and done(request, act, said, form=form):
        return redirect("events:overview", of.pk)
    facts = {
        "title": title, "lead": of.title, "button": _("Зберегти"), "back": "events:work", "back_text": _("Навчання"),
        "form": form, "is_kept": True, "hint": hint,
    }  # fmt: skip
    return render(request, "events/form.html", facts)

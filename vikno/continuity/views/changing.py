"""Longer, another point, a call made, work resumed: each a press, back to the page."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vikno.accounts.access import role_required
from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.continuity import policies, queries, services
from vikno.continuity.forms import PointForm, UntilForm
from vikno.continuity.views.common import DESK, done
from vikno.continuity.views.pages import page_of


@require_POST
@role_required(*DESK)
def extension(request: HttpRequest, pk: int) -> HttpResponse:
    """The expected end moves."""
    actor, at = actor_of(request), clock.now()
    one, form = queries.interruption_of(actor, pk), UntilForm(request.POST, at=at)

    def prolong() -> None:
        services.prolong(interruption=one, expected_until=form.until(), actor=actor, at=at)

    if form.is_valid() and done(request, prolong, _("Продовжено. Людям нових годин повідомляємо."), form=form):
        return redirect("continuity:interruption", pk)
    return page_of(request, one, {"until_form": form})


@require_POST
@role_required(*DESK)
def points(request: HttpRequest, pk: int) -> HttpResponse:
    """The same at another point."""
    actor, at = actor_of(request), clock.now()
    one = queries.interruption_of(actor, pk)
    form = PointForm(request.POST, listed=list(policies.points_of(actor, at=at)))

    def add() -> None:
        services.add_point(interruption=one, actor=actor, at=at, **form.chosen())

    if form.is_valid() and done(request, add, _("Точку додано."), form=form):
        return redirect("continuity:interruption", pk)
    return page_of(request, one, {"point_form": form})


@require_POST
@role_required(*DESK)
def call(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Somebody telephoned."""
    actor = actor_of(request)
    one = queries.interruption_of(actor, pk)
    record = partial(services.record_call, interruption=one, pk=row, actor=actor, at=clock.now())
    done(request, record, _("Записано: людина знає."))
    return redirect("continuity:interruption", pk)


@require_POST
@role_required(*DESK)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Work goes on."""
    actor = actor_of(request)
    one = queries.interruption_of(actor, pk)
    stop = partial(services.end_interruption, interruption=one, actor=actor, at=clock.now())
    done(request, stop, _("Роботу відновлено. Стан точок, черга й записи — як були."))
    return redirect("continuity:interruption", pk)

"""An interruption begins: what will happen in numbers, one press to confirm."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from vikno.accounts.access import role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import actor_of, posted
from vikno.common.actors import Actor
from vikno.continuity import policies, queries, rules, services, shown
from vikno.continuity.enums import Cause
from vikno.continuity.forms import InterruptionForm
from vikno.continuity.models import Interruption
from vikno.continuity.views.common import DESK, done
from vikno.network.duty import duty_point
from vikno.network.models import Point


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*DESK)
def begin(request: HttpRequest, cause: str) -> HttpResponse:
    """Filled in beforehand: one's own point, the whole centre for a head."""
    if cause not in Cause.values:
        raise Http404
    form = _form(request, Cause(cause))
    made: list[Interruption] = []

    def interrupt() -> None:
        made.append(services.interrupt(facts=form.chosen(), actor=actor_of(request), at=clock.now()))

    is_confirmed = form.is_bound and form.is_valid() and "preview" not in request.POST
    if is_confirmed and done(request, interrupt, form=form):
        messages.success(request, shown.done_words(made[0]))
        return redirect("continuity:interruption", made[0].pk)
    facts = {"form": form, "cause": Cause(cause), **_preview(form), "notice": _notice(form)}
    return render(request, "continuity/begin.html", facts)


def _form(request: HttpRequest, cause: Cause) -> InterruptionForm:
    actor, at = actor_of(request), clock.now()
    listed, row = list(policies.points_of(actor, at=at)), queries.cause_row(cause)
    chosen = _first_chosen(actor, listed, duty_point(request))
    ends = queries.day_end(chosen, at=at)
    authorities = queries.services_by_authority(listed, on=clock.today(at)) if cause == Cause.REGISTER else {}
    return InterruptionForm(
        posted(request), at=at, until=rules.expected_end(at=at, minutes=row.minutes, day_ends=ends), cause=cause,
        listed=listed, authorities=authorities,
        initial={"effect": row.effect, "points": [str(point.pk) for point in chosen]},
    )  # fmt: skip


def _first_chosen(actor: Actor, listed: list[Point], duty: Point | None) -> list[Point]:
    if actor.role == Role.HEAD or duty is None:
        return listed
    return [duty]


def _preview(form: InterruptionForm) -> dict[str, Any]:
    if form.is_bound and not form.is_valid():
        return {"together": [], "by_point": []}
    facts, row = form.chosen(), queries.cause_row(form.cause)
    seen = queries.previews(
        facts.points, effect=facts.effect, services=[each.pk for each in facts.services], doubt=row.doubt,
        until=facts.expected_until, at=form.at,
    )  # fmt: skip
    return shown.preview_facts(seen)


def _notice(form: InterruptionForm) -> str:
    """What people will read."""
    if form.is_bound and not form.is_valid():
        return ""
    facts = form.chosen()
    words = queries.notices(facts.cause, facts.effect, words=facts.words, until=facts.expected_until, at=form.at)
    return words[0]

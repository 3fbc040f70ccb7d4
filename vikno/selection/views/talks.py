"""The calendar of talks: the programme plans them, a hromada takes its own into its calendar."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.common.editions import is_as_seen, one_at_a_time
from vikno.selection import calendars, policies, queries, services
from vikno.selection.forms import ReasonForm, TalkPlanForm
from vikno.selection.views.pool import ROWS


@require_safe
@role_required(Role.PROGRAMME)
def talks(request: StaffRequest, number: str) -> HttpResponse:
    """Talks of a call by hour, each with who comes."""
    review = policies.review_run_by(request.actor, number)
    page = Paginator(queries.talks_of(review), ROWS).get_page(request.GET.get("page"))
    facts = {"review": review, "call": review.call, "page": page, "now": clock.now()}
    return render(request, "selection/talks.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
@role_required(Role.PROGRAMME)
def talk_plan(request: StaffRequest, number: str) -> HttpResponse:
    """Say the hour, the place and the panel, or change them."""
    of = queries.proposal_run_by(request.actor, number)
    review, plan = policies.review_run_by(request.actor, of.call.number), queries.planned_for(of)
    form = TalkPlanForm(posted(request), pool=queries.may_talk(review, of), initial=TalkPlanForm.opened(plan))
    if request.method == "POST" and form.is_valid() and is_as_seen(request, form):
        said = {"proposal": of, "facts": form.facts(), "actor": request.actor, "at": clock.now()}
        if done(
            request,
            lambda: services.plan_talk(**said),
            _("Розмову заплановано. Громаді й експертам надіслано листи."),
            form=form,
        ):
            return redirect("selection:talks", number=of.call.number)
    facts = {"proposal": of, "call": of.call, "plan": plan, "form": form}
    return render(request, "selection/talk_plan.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def talk_cancellation(request: StaffRequest, pk: int) -> HttpResponse:
    """There will be no talk, because."""
    plan, form = queries.talk_run_by(request.actor, pk), ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        said = {"plan": plan, "actor": request.actor, "at": clock.now(), **form.cleaned_data}
        if done(
            request,
            lambda: services.cancel_talk(**said),
            _("Розмову скасовано. Громаді й експертам надіслано листи."),
            form=form,
        ):
            return redirect("selection:talks", number=plan.proposal.call.number)
    title = _("Скасувати розмову: {number}").format(number=plan.proposal.number)
    return render(request, "selection/reason.html", {"call": plan.proposal.call, "form": form, "title": title})


@require_safe
@role_required(Role.HEAD, Role.LEADER)
def talk_calendar(request: StaffRequest, pk: int) -> HttpResponse:
    """The hour of the hromada's own talk for its calendar."""
    plan = queries.own_talk(request.actor, pk)
    headers = {
        "Content-Disposition": f'attachment; filename="talk-{plan.proposal.number}.ics"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(calendars.talk_file(plan), content_type=calendars.MEDIA_TYPE, headers=headers)

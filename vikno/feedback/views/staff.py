"""What people said, sheets with a QR, links after a visit, what was done."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vikno.accounts.access import role_required
from vikno.accounts.enums import Role
from vikno.cases.duty import duty_point
from vikno.cases.queries import case_by_number
from vikno.common import clock
from vikno.common.acting import actor_of, done, posted
from vikno.common.addresses import public_address
from vikno.common.qr import link_svg
from vikno.feedback import queries, services
from vikno.feedback.forms import ActionForm, InvitationForm, PeriodForm, PosterForm
from vikno.feedback.sheet import poster_pdf
from vikno.feedback.tags import tag_name
from vikno.feedback.views.common import DESK, READERS, answer, page_of

_SHOWN = dt.timedelta(days=90)


@require_safe
@role_required(*READERS)
def overview(request: HttpRequest) -> HttpResponse:
    """Counts of a period, and people's own words, which nobody outside the centre sees."""
    actor, day = actor_of(request), clock.today()
    form = PeriodForm(request.GET or None, points=queries.points_to_speak_of(actor))
    given = form.cleaned_data if form.is_bound and form.is_valid() else {}
    since, until = given.get("since") or day - _SHOWN, given.get("until") or day
    point = given.get("point")
    ends = _midnight(until + dt.timedelta(days=1))
    answers = queries.answers_of(actor, since=_midnight(since), until=ends, point_id=point.pk if point else None)
    summary = queries.summary(answers)
    facts = {
        "form": form, "summary": summary, "ticked": [(tag_name(code), count) for code, count in summary.by_tag],
        "page": page_of(request, answers.exclude(words="")), "since": since, "until": until,
        "by_point": queries.answers_by_point(answers), "overdue": queries.overdue_complaints(actor, on=day).count(),
    }  # fmt: skip
    return render(request, "feedback/overview.html", facts)


@role_required(Role.HEAD)
def posters(request: HttpRequest) -> HttpResponse:
    """Sheets that hang, and one more."""
    actor = actor_of(request)
    form = PosterForm(posted(request), points=queries.points_to_speak_of(actor))
    if form.is_bound and form.is_valid():
        call = {"actor": actor, "at": clock.now(), **form.cleaned_data}
        said = _("Плакат готовий. Надрукуйте й повісьте його.")
        if done(request, lambda: services.make_poster(**call), said, form=form):
            return redirect("feedback:posters")
    return render(request, "feedback/posters.html", {"form": form, "page": page_of(request, queries.posters_of(actor))})


@require_safe
@role_required(Role.HEAD)
def poster_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet on A4."""
    poster = get_object_or_404(queries.posters_of(actor_of(request)), pk=pk)
    link = public_address(request, reverse("feedback:poster", args=[poster.point_id, poster.key]))
    pdf = poster_pdf(poster, link=link, made_at=poster.created_at)
    headers = {"Content-Disposition": f'inline; filename="feedback-{poster.pk}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@require_POST
@role_required(Role.HEAD)
def poster_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet is taken off."""
    actor = actor_of(request)
    poster = get_object_or_404(queries.posters_of(actor), pk=pk)
    return answer(
        request, lambda: services.end_poster(poster=poster, actor=actor, at=clock.now()),
        said=_("Плакат знято: за його кодом більше не відповідають."), to="feedback:posters",
    )  # fmt: skip


@role_required(*DESK)
def invitations(request: HttpRequest) -> HttpResponse:
    """A link for whoever has just been served: shown, printed, or sent if they agreed."""
    actor, duty = actor_of(request), duty_point(request)
    start = {"point": duty.pk if duty else None, "case": request.GET.get("case", "")[:60]}
    form = InvitationForm(posted(request), points=queries.points_to_speak_of(actor), initial=start)
    made: list[str] = []
    if form.is_bound and form.is_valid():
        given, at = form.cleaned_data, clock.now()

        def give() -> None:
            case = case_by_number(actor, given["case"]) if given["case"] else None
            made.append(services.invite(point=given["point"], case=case, send=given["send"], actor=actor, at=at))

        done(request, give, form=form)
    link = made[0] if made else ""
    code = mark_safe(link_svg(link)) if link else ""  # noqa: S308  drawn by segno from our own address
    return render(request, "feedback/invitations.html", {"form": form, "link": link, "code": code})


@role_required(Role.HEAD)
def actions(request: HttpRequest) -> HttpResponse:
    """What was done after people spoke, and one more."""
    actor = actor_of(request)
    start = {"done_on": clock.today()}
    form = ActionForm(posted(request), points=queries.points_to_speak_of(actor), initial=start)
    if form.is_bound and form.is_valid():
        call = {"actor": actor, "at": clock.now(), **form.cleaned_data}
        if done(request, lambda: services.publish_action(**call), _("Опубліковано на сторінці точки."), form=form):
            return redirect("feedback:actions")
    return render(request, "feedback/actions.html", {"form": form, "page": page_of(request, queries.actions_of(actor))})


@require_POST
@role_required(Role.HEAD)
def action_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Off the public page."""
    actor = actor_of(request)
    action = get_object_or_404(queries.actions_of(actor), pk=pk)
    return answer(
        request, lambda: services.withdraw_action(action=action, actor=actor, at=clock.now()),
        said=_("Знято з публікації. Щоб повернути, опублікуйте знову."), to="feedback:actions",
    )  # fmt: skip


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(0), clock.KYIV)

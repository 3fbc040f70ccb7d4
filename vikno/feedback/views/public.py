"""What residents open: three questions, a complaint, and what was done. No sign-in, no address kept."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.common.shared_pages import shared_page
from vikno.feedback import queries, services
from vikno.feedback.errors import NoSuchPoster, TooManyAnswers
from vikno.feedback.forms import AnswerForm, ComplaintForm
from vikno.feedback.links import digest_of
from vikno.feedback.tags import tag_name
from vikno.network.models import Point
from vikno.queue.enums import State
from vikno.queue.queries import own_ticket

SHOWN_FOR: Final = timedelta(days=365)
_form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@_form_page
def poster(request: HttpRequest, point_id: int, key: str) -> HttpResponse:
    """Three questions behind the QR of a sheet."""
    point, form = queries.poster_point(point_id), AnswerForm(posted(request))
    with queries.bound_to(point):
        if not queries.poster_hangs(point, key):
            raise NoSuchPoster
        if form.is_bound and form.is_valid():
            call = {"point": point, "key": key, "at": clock.now(), **form.said()}
            if done(request, lambda: services.answer_at_poster(**call), form=form):
                return redirect("feedback:done", point.pk)
    return _asked(request, point, form)


@never_cache
@_form_page
def visit(request: HttpRequest, point_id: int, token: str) -> HttpResponse:
    """The same questions behind a link given after a visit: one answer."""
    point, form = queries.poster_point(point_id), AnswerForm(posted(request))
    with queries.bound_to(point):
        reason = queries.why_link_is_closed(point, digest_of(token), on=clock.today())
        if reason:
            return render(request, "feedback/closed.html", {"point": point, "reason": reason}, status=410)
        if form.is_bound and form.is_valid():
            call = {"point": point, "token": token, "at": clock.now(), **form.said()}
            if done(request, lambda: services.answer_by_link(**call), form=form):
                return redirect("feedback:done", point.pk)
    return _asked(request, point, form)


@never_cache
@_form_page
def ticket(request: HttpRequest, point_id: int, token: UUID) -> HttpResponse:
    """The same questions behind the paper of a ticket, once its owner was served: one answer a visit."""
    point, form = queries.poster_point(point_id), AnswerForm(posted(request))
    with queries.bound_to(point):
        served = own_ticket(point, token)
        if served.state != State.DONE:
            return redirect("queue_public:own_ticket", point.pk, token)
        reason = queries.why_ticket_is_closed(served, on=clock.today())
        if reason:
            return render(request, "feedback/closed.html", {"point": point, "reason": reason}, status=410)
        if form.is_bound and form.is_valid():
            call = {"ticket": served, "at": clock.now(), **form.said()}
            if done(request, lambda: services.answer_by_ticket(**call), form=form):
                return redirect("feedback:done", point.pk)
    return _asked(request, point, form)


@never_cache
@_form_page
def complain(request: HttpRequest, point_id: int) -> HttpResponse:
    """A complaint that will be answered."""
    point, form = queries.poster_point(point_id), ComplaintForm(posted(request))
    with queries.bound_to(point):
        if form.is_bound and form.is_valid():
            made = []

            def keep() -> None:
                made.append(services.complain_on_site(told=form.told(), point=point, at=clock.now()))

            if done(request, keep, form=form):
                facts = {"point": point, "complaint": made[0]}
                return render(request, "feedback/complaint_taken.html", facts)
    return render(request, "feedback/complain.html", {"point": point, "form": form}, status=_status(form))


@require_safe
@shared_page
def thanks(request: HttpRequest, point_id: int) -> HttpResponse:
    """What comes next."""
    return render(request, "feedback/thanks.html", {"point": queries.poster_point(point_id)})


@require_safe
@shared_page
def voice(request: HttpRequest, point_id: int) -> HttpResponse:
    """Counts of a year and what was done; never anybody's words."""
    point = queries.poster_point(point_id)
    with queries.bound_to(point):
        heard = queries.voice_of(point, since=clock.now() - SHOWN_FOR)
    ticked = [(tag_name(code), count) for code, count in heard.summary.by_tag] if heard.summary else []
    return render(request, "feedback/voice.html", {"point": point, "heard": heard, "ticked": ticked})


def _asked(request: HttpRequest, point: Point, form: AnswerForm) -> HttpResponse:
    return render(request, "feedback/questions.html", {"point": point, "form": form}, status=_status(form))


def _status(form: AnswerForm | ComplaintForm) -> int:
    """429 where there were too many: programs understand it, people read the words."""
    said = str(TooManyAnswers().message)
    return 429 if form.is_bound and said in form.non_field_errors() else 200

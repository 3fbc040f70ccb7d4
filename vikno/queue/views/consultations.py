"""Consultations in two keys, their journal and table."""

from functools import partial
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.common import clock
from vikno.common.acting import actor_of, done
from vikno.common.components import Candidate
from vikno.network.models import Point
from vikno.queue import policies, queries, services, shown
from vikno.queue.enums import Channel
from vikno.queue.errors import QueueNotFound
from vikno.queue.views.common import DESK, asked_period, at_point, press_of, table_answer


@at_point(*DESK)
def consult(request: HttpRequest, point: Point) -> HttpResponse:
    """First key: about what. Second key: by which channel. Then the same page for the next one."""
    actor, at = actor_of(request), clock.now()
    topics = queries.topics(actor.hromada_code, on=clock.today(at))
    topic, channel = request.POST.get("topic") or request.GET.get("topic", ""), request.POST.get("channel", "")
    if request.method == "POST" and topic in topics and channel in Channel.values:
        count = partial(
            services.record_consultation, point=point, topic=topic, channel=Channel(channel), press=press_of(request),
            actor=actor, at=at,
        )  # fmt: skip
        done(request, count, _("Консультацію записано: {topic}.").format(topic=topics[topic]))
        return redirect("queue:consult")
    facts = {
        "point": point, "topic": topics.get(topic), "press": uuid4(),
        "topics": [Candidate(text=str(one), url=f"?topic={one.code}") for one in topics.values() if not one.is_hidden],
        "channels": [Candidate(text=str(label), name="channel", value=value) for value, label in Channel.choices],
        "mine": shown.own_consultations(actor, at=at),
    }  # fmt: skip
    return render(request, "queue/consult.html", facts)


@require_GET
@role_required(*DESK)
def consultations(request: HttpRequest) -> HttpResponse:
    """The journal: days and topics, channels beside each other."""
    form, period = asked_period(request)
    facts = {"form": form, "period": period, "asked": request.GET.urlencode(), **shown.consultation_rows(period)}
    return render(request, "queue/consultations.html", facts)


@require_GET
@role_required(*DESK)
def consultations_table(request: HttpRequest) -> HttpResponse:
    """The same as XLSX."""
    _form, period = asked_period(request)
    body = services.export_consultations(period=period, actor=actor_of(request), at=clock.now())
    return table_answer(body, f"consultations-{period.since}-{period.until}")


@require_POST
@role_required(*DESK)
def consultation_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own entry back."""
    actor = actor_of(request)
    one = policies.visible_consultations(actor, on=clock.today()).filter(pk=pk).first()
    if one is None:
        raise QueueNotFound
    cancel = partial(services.cancel_consultation, consultation=one, actor=actor, at=clock.now())
    done(request, cancel, _("Консультацію знято з обліку."))
    return redirect("queue:consult")

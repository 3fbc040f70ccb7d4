"""The head arranges the queue of a point: windows, queues, the rule, priorities."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.catalogue import queries as catalogue
from vikno.common import clock
from vikno.common.acting import actor_of, done, posted
from vikno.common.editions import is_as_seen, one_at_a_time
from vikno.network.models import Point
from vikno.queue import policies, queries, services
from vikno.queue.errors import QueueNotFound
from vikno.queue.forms import ChangedServiceForm, CounterForm, PriorityForm, RuleForm, ServiceForm
from vikno.queue.services import RuleFacts
from vikno.queue.views.common import HEAD, at_point


@require_GET
@at_point(*HEAD)
def settings(request: HttpRequest, point: Point) -> HttpResponse:
    """How the queue of the point is arranged now."""
    counters = [
        {"pk": one.pk, "name": one.name, "is_open": one.is_open,
         "serves": ", ".join(str(each.service) for each in one.serves.all())}
        for one in queries.counters_of(point)
    ]  # fmt: skip
    facts = {
        "point": point, "counters": counters, "services": list(queries.services_of(point)),
        "rule": queries.rule_for(point, on=clock.today()),
        "priorities": list(queries.priorities_in_force(point.hromada_id or "", on=clock.today())),
        "topics": queries.offered_topics(point.hromada_id or "", on=clock.today()),
    }  # fmt: skip
    return render(request, "queue/settings.html", facts)


@at_point(*HEAD)
def counter_new(request: HttpRequest, point: Point) -> HttpResponse:
    """A new window."""
    actor, at = actor_of(request), clock.now()
    form = CounterForm(posted(request), services=list(queries.services_of(point)))
    if request.method == "POST" and form.is_valid():
        add = partial(services.add_counter, point=point, actor=actor, at=at, **form.said())
        if done(request, add, _("Вікно додано."), form=form):
            return redirect("queue:settings")
    return render(
        request,
        "queue/setting.html",
        {"form": form, "title": _("Нове вікно"), "button": _("Додати вікно"), "edits": False},
    )


@one_at_a_time
@role_required(*HEAD)
def counter(request: HttpRequest, pk: int) -> HttpResponse:
    """A window: its number, its queues, open or shut."""
    one = policies.visible_counters(actor_of(request), on=clock.today()).select_related("point").filter(pk=pk).first()
    if one is None:
        raise QueueNotFound
    first = {"name": one.name, "is_open": one.is_open, "serves": [str(each.service_id) for each in one.serves.all()]}
    form = CounterForm(posted(request), services=list(queries.services_of(one.point)), initial=first)
    if request.method == "POST" and form.is_valid() and is_as_seen(request, form):
        change = partial(
            services.change_counter, counter=one, is_open=form.cleaned_data["is_open"], actor=actor_of(request),
            at=clock.now(), **form.said(),
        )  # fmt: skip
        if done(request, change, _("Збережено."), form=form):
            return redirect("queue:settings")
    title = _("Вікно {name}").format(name=one.name)
    return render(request, "queue/setting.html", {"form": form, "title": title, "button": _("Зберегти"), "edits": True})


@at_point(*HEAD)
def service_new(request: HttpRequest, point: Point) -> HttpResponse:
    """A new queue."""
    form = ServiceForm(posted(request))
    if request.method == "POST" and form.is_valid():
        add = partial(services.add_service, point=point, actor=actor_of(request), at=clock.now(), **form.said())
        if done(request, add, _("Чергу додано."), form=form):
            return redirect("queue:settings")
    return render(
        request,
        "queue/setting.html",
        {"form": form, "title": _("Нова черга"), "button": _("Додати чергу"), "edits": False},
    )


@one_at_a_time
@role_required(*HEAD)
def service(request: HttpRequest, pk: int) -> HttpResponse:
    """A queue: its name and lane, which booked people go to it, open or shut."""
    actor, at = actor_of(request), clock.now()
    one = policies.visible_services(actor, on=clock.today(at)).select_related("point").filter(pk=pk).first()
    if one is None:
        raise QueueNotFound
    first = {"name": one.name, "is_surge": bool(one.lane), "one_in": one.one_in, "is_open": one.is_open,
             "groups": [str(key) for key in queries.groups_of_queue(one)], "purposes": one.purposes}  # fmt: skip
    form = ChangedServiceForm(posted(request), groups=list(catalogue.groups()), initial=first)

    def change() -> None:
        is_open = form.cleaned_data["is_open"]
        services.change_service(service=one, is_open=is_open, actor=actor, at=at, **form.said())
        services.direct_to_queue(service=one, actor=actor, at=at, **form.said_directed())

    is_ready = request.method == "POST" and form.is_valid() and is_as_seen(request, form)
    if is_ready and done(request, change, _("Збережено."), form=form):
        return redirect("queue:settings")
    return render(
        request, "queue/setting.html", {"form": form, "title": one.name, "button": _("Зберегти"), "edits": True}
    )


@at_point(*HEAD)
def rule(request: HttpRequest, point: Point) -> HttpResponse:
    """The rule of the point from a day on; those before it stay."""
    today = clock.today()
    form = RuleForm(posted(request), rule=queries.rule_for(point, on=today), today=today)
    if request.method == "POST" and form.is_valid():
        write = partial(
            services.set_rule, point=point, facts=RuleFacts(**form.cleaned_data), actor=actor_of(request),
            at=clock.now(),
        )  # fmt: skip
        if done(request, write, _("Правило записано."), form=form):
            return redirect("queue:settings")
    page = {"form": form, "title": _("Правило черги"), "button": _("Записати правило"), "edits": False}
    return render(request, "queue/setting.html", page)


@role_required(*HEAD)
def priorities(request: HttpRequest) -> HttpResponse:
    """Priorities of the hromada, and a new one from a day on."""
    actor = actor_of(request)
    form = PriorityForm(posted(request), initial={"valid_from": clock.today()})
    if request.method == "POST" and form.is_valid():
        write = partial(services.set_priority, actor=actor, at=clock.now(), **form.cleaned_data)
        if done(request, write, _("Пільгу записано."), form=form):
            return redirect("queue:priorities")
    rows = list(queries.priorities_in_force(actor.hromada_code, on=clock.today()))
    return render(request, "queue/priorities.html", {"form": form, "rows": rows})


@require_POST
@role_required(*HEAD)
def priority_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Today is its last day."""
    actor = actor_of(request)
    one = queries.priorities_in_force(actor.hromada_code, on=clock.today()).filter(pk=pk).first()
    if one is None:
        raise QueueNotFound
    services.end_priority(priority=one, actor=actor, at=clock.now())
    messages.success(request, _("Записано: сьогодні останній день."))
    return redirect("queue:priorities")

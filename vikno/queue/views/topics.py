"""The head's page of topics of consultations."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vikno.accounts.access import role_required
from vikno.common import clock
from vikno.common.acting import actor_of, done, posted
from vikno.common.editions import is_as_seen, one_at_a_time
from vikno.queue import queries, services
from vikno.queue.errors import QueueNotFound
from vikno.queue.topic_forms import NewTopicForm, TopicForm
from vikno.queue.views.common import HEAD

_MOVES = {"up": -1, "down": 1}


@one_at_a_time
@role_required(*HEAD)
def topics(request: HttpRequest) -> HttpResponse:
    """Topics in the order of the keys, hidden ones after them, and one more."""
    actor, form = actor_of(request), NewTopicForm(posted(request))
    if request.method == "POST" and form.is_valid():
        add = partial(services.add_topic, actor=actor, at=clock.now(), **form.cleaned_data)
        if done(request, add, _("Тему додано."), form=form):
            return redirect("queue:topics")
    known = queries.topics(actor.hromada_code, on=clock.today()).values()
    facts = {"offered": [one for one in known if not one.is_hidden], "hidden": [one for one in known if one.is_hidden]}
    return render(request, "queue/topics.html", {"form": form, **facts})


@one_at_a_time
@role_required(*HEAD)
def topic(request: HttpRequest, code: str) -> HttpResponse:
    """Another name from today on, or off the keys."""
    actor = actor_of(request)
    one = queries.topics(actor.hromada_code, on=clock.today()).get(code)
    if one is None:
        raise QueueNotFound
    form = TopicForm(posted(request), initial={"name": one.name, "name_en": one.name_en, "is_hidden": one.is_hidden})
    if request.method == "POST" and form.is_valid() and is_as_seen(request, form):
        change = partial(services.change_topic, code=code, actor=actor, at=clock.now(), **form.cleaned_data)
        if done(request, change, _("Тему збережено."), form=form):
            return redirect("queue:topics")
    names = queries.former_names(actor.hromada_code, code)
    return render(request, "queue/topic.html", {"form": form, "topic": one, "names": names})


@require_POST
@role_required(*HEAD)
def topic_move(request: HttpRequest, code: str, move: str) -> HttpResponse:
    """A place up or down."""
    actor = actor_of(request)
    if move not in _MOVES or code not in queries.topics(actor.hromada_code, on=clock.today()):
        raise QueueNotFound
    done(request, partial(services.move_topic, code=code, by=_MOVES[move], actor=actor, at=clock.now()))
    return redirect("queue:topics")

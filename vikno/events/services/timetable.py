"""A person's own timetable: which sessions of an event they go to."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from vikno.common.actors import Actor
from vikno.events import policies, rules
from vikno.events.enums import EventState, State
from vikno.events.errors import NoSuchThing, SessionBegun, SessionFull, SessionsClash, TimetableClosed
from vikno.events.models import Chosen, Delegation, Participant, Session
from vikno.events.services.common import held_delegation, record


@transaction.atomic
def choose_sessions(*, person: Participant, sessions: Collection[int], actor: Actor, at: datetime) -> list[Session]:
    """The whole timetable anew; `sessions`: primary keys. Answers it by time.

    Refusals: NotYourMove, NoSuchThing, TimetableClosed, SessionsClash, SessionFull, SessionBegun.
    """
    policies.require_own(actor, person)
    return set_timetable(person, sessions, actor=actor, at=at)


def set_timetable(person: Participant, sessions: Collection[int], *, actor: Actor, at: datetime) -> list[Session]:
    """What `choose_sessions` says; whoever calls has seen that the seat is the actor's to speak of."""
    event, delegation = held_delegation(person.delegation)
    if not delegation.people.filter(pk=person.pk, state=State.CONFIRMED).exists():
        raise TimetableClosed
    if delegation.state != State.CONFIRMED or event.state != EventState.OPEN or at >= event.ends_at:
        raise TimetableClosed
    there = {one.pk: one for one in event.sessions.all()}
    wanted, kept = set(sessions), set(_chosen(person, actor).values_list("session_id", flat=True))
    if not wanted <= there.keys():
        raise NoSuchThing
    _require_may_choose(there, wanted=wanted, fresh=wanted - kept, at=at)
    _chosen(person, actor).filter(session_id__in=kept - wanted).delete()
    Chosen.objects.bulk_create(
        Chosen(**person.sides, participant=person, session_id=pk, at=at) for pk in sorted(wanted - kept)
    )
    record(actor, "timetable.chosen", person, at=at, event=event.number, n=len(wanted))
    return [one for pk, one in there.items() if pk in wanted]


def free_sessions(delegation: Delegation) -> None:
    """Whoever does not come leaves the seats of sessions too."""
    Chosen.objects.filter(participant__delegation=delegation, organisation_id=delegation.organisation_id).delete()


def free_sessions_of(person: Participant) -> None:
    Chosen.objects.filter(participant=person, organisation_id=person.organisation_id).delete()


def _chosen(person: Participant, actor: Actor) -> QuerySet[Chosen]:
    return Chosen.objects.filter(participant=person, hromada_id=actor.hromada_code)


def _require_may_choose(there: Mapping[int, Session], *, wanted: set[int], fresh: set[int], at: datetime) -> None:
    for first, second in rules.clashes([there[pk].part for pk in wanted]):
        raise SessionsClash(first=there[first].title, second=there[second].title)
    for one in (there[pk] for pk in sorted(fresh)):
        if at >= one.begins_at:
            raise SessionBegun(title=one.title)
        if one.free is not None and one.free <= 0:
            raise SessionFull(title=one.title)

"""What may be asked about events. Public answers name hromadas whose part is confirmed, and nobody else."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from vikno.accounts.enums import Role
from vikno.assessments import queries as assessments
from vikno.common.actors import Actor
from vikno.common.rows import the_one
from vikno.events import policies, rules
from vikno.events.enums import PUBLIC_STATES, EventState, State
from vikno.events.errors import NoSuchThing
from vikno.events.models import (
    Certificate,
    Delegation,
    Event,
    Host,
    Participant,
    Promise,
    SeatPool,
    SurveyInvite,
)
from vikno.events.queries.line import groups_of, seeing_line
from vikno.events.queries.reports import Report as Report
from vikno.events.queries.reports import report_of as report_of
from vikno.events.queries.reports import visit_report as visit_report
from vikno.territories.models import Unit

# A promise is asked about half a year after an event, and the letter may be late by two months.
LETTERS_FOR = timedelta(days=270)


def public_events() -> QuerySet[Event]:
    return Event.objects.filter(state__in=PUBLIC_STATES).select_related("host")


def public_event(number: str) -> Event:
    """Refusals: NoSuchThing."""
    return _found(the_one(public_events().filter(number=number)))


def topics_of(event: Event) -> list[str]:
    """Dimensions of the self-assessment that the event is about, in words."""
    titles = assessments.own_dimensions()
    return [titles[one] for one in event.dimensions if one in titles]


@transaction.atomic
def confirmed_hromadas(event: Event) -> list[str]:
    """Titles of hromadas whose part is confirmed. Who waits, was offered seats or was refused is nobody's business."""
    with seeing_line(event):
        rows = Delegation.objects.filter(event=event, organisation_id=event.organisation_id, state=State.CONFIRMED)
        codes = set(rows.values_list("hromada_id", flat=True))
    return [one.title for one in Unit.objects.filter(pk__in=codes).order_by("sort_key")]


def events_of(actor: Actor) -> QuerySet[Event]:
    """A programme's own, with the seats taken."""
    if actor.role not in policies.STAFF_OF_PROGRAMME or not actor.organisation_id:
        return Event.objects.none()
    return Event.objects.filter(organisation_id=actor.organisation_id).select_related("host")


def event_of(actor: Actor, pk: int) -> Event:
    """Refusals: NoSuchThing."""
    return _found(the_one(events_of(actor).filter(pk=pk)))


def received_by(actor: Actor) -> QuerySet[Event]:
    """Visits that were held at a centre of the actor's hromada."""
    rows = Event.objects.filter(state=EventState.HELD, host__unit_id=actor.hromada_code).select_related("host")
    return rows if actor.role in policies.OF_HROMADA and actor.hromada_code else rows.none()


def received_event(actor: Actor, pk: int) -> Event:
    """One the actor may tell of: received by its hromada, or held by its programme. Refusals: NoSuchThing."""
    rows = events_of(actor).filter(state=EventState.HELD) if actor.organisation_id else received_by(actor)
    return _found(the_one(rows.filter(pk=pk)))


def events_with_doors(actor: Actor) -> QuerySet[Event]:
    """Those where people are checked in, or were: a phone may still send its scans."""
    return events_of(actor).filter(state__in=(EventState.OPEN, EventState.HELD))


def hosts_of(actor: Actor) -> QuerySet[Host]:
    return Host.objects.filter(organisation_id=policies.of_programme(actor)).select_related("unit")


def open_events(*, at: datetime, besides: Actor | None = None) -> QuerySet[Event]:
    """Those a hromada may register for now, the nearest first; without those where `besides` has registered."""
    rows = Event.objects.filter(state=EventState.OPEN, closes_at__gte=at.replace(microsecond=0))
    rows = rows.select_related("host").order_by("begins_at", "pk")
    if besides is None:
        return rows
    registered = delegations_of(besides).filter(state__in=rules.LIVE).order_by().values("event_id")
    return rows.exclude(pk__in=registered)


def open_event(pk: int) -> Event:
    """Open to a hromada, or was. Refusals: NoSuchThing."""
    return _found(the_one(public_events().filter(pk=pk)))


def programmes_with_lines(*, at: datetime) -> list[int]:
    """Organisations with events to come: their lines move by the clock."""
    rows = Event.objects.filter(state=EventState.OPEN, begins_at__gt=at).order_by("organisation_id")
    return list(rows.values_list("organisation_id", flat=True).distinct())


def programmes_with_letters(*, at: datetime) -> list[int]:
    """Organisations with events to come or held lately enough to be asked about: somebody may be due a letter."""
    rows = Event.objects.exclude(state=EventState.DRAFT).filter(ends_at__gt=at - LETTERS_FOR)
    return list(rows.order_by("organisation_id").values_list("organisation_id", flat=True).distinct())


def pools_for(event: Event, actor: Actor) -> list[SeatPool]:
    """Ways in that are for the actor's hromada."""
    oblast = Unit.objects.values_list("oblast_id", flat=True).get(pk=actor.hromada_code)
    return [one for one in event.pools.all() if not one.codes or {actor.hromada_code, oblast} & set(one.codes)]


def delegations_of(actor: Actor) -> QuerySet[Delegation]:
    """Of a hromada, or of all events of a programme."""
    return policies.visible(actor, Delegation.objects.select_related("event", "hromada", "pool"))


def delegation_of(actor: Actor, pk: int) -> Delegation:
    """Refusals: NoSuchThing."""
    return _found(the_one(delegations_of(actor).filter(pk=pk)))


def promises_of(actor: Actor) -> QuerySet[Promise]:
    return policies.visible(actor, Promise.objects.select_related("delegation__event"))


def promise_of(actor: Actor, pk: int) -> Promise:
    """Refusals: NoSuchThing."""
    return _found(the_one(promises_of(actor).filter(pk=pk)))


def people_of(event: Event, *, actor: Actor) -> QuerySet[Participant]:
    """Everybody who is expected: their delegation is confirmed and they gave no seat up; hromada by hromada."""
    rows = policies.visible(actor, Participant.objects.filter(delegation__event=event))
    return (
        rows.filter(delegation__state=State.CONFIRMED)
        .exclude(state=State.CANCELLED)
        .select_related("delegation", "hromada", "certificate")
        .order_by("hromada__sort_key", "delegation", "pk")
    )


@transaction.atomic
def place_of(delegation: Delegation, *, at: datetime) -> int | None:
    """Place in line for its owner; None when it does not wait. Nothing else of the line is told."""
    if delegation.state != State.WAITLISTED:
        return None
    with seeing_line(delegation.event):
        rows = Delegation.objects.filter(pool_id=delegation.pool_id, state=State.WAITLISTED)
        line = list(rows.select_related("hromada"))
        return rules.place_in_line(groups_of(delegation.event, line, at=at), delegation.pk)


def certificate_by(code: str) -> Certificate | None:
    """By the digits on it, spaces aside. Public."""
    return the_one(Certificate.objects.filter(code="".join(code.split())).select_related("event"))


def certificate_of(actor: Actor, pk: int) -> Certificate:
    """A programme's own, or of a person of the hromada. Refusals: NoSuchThing."""
    rows = Certificate.objects.select_related("event", "participant")
    if actor.role == Role.PROGRAMME and actor.organisation_id:
        return _found(the_one(rows.filter(pk=pk, organisation_id=actor.organisation_id)))
    if actor.role in policies.OF_HROMADA and actor.hromada_code:
        return _found(the_one(rows.filter(pk=pk, participant__hromada_id=actor.hromada_code)))
    raise NoSuchThing


def invite_by(token: str) -> SurveyInvite:
    """Refusals: NoSuchThing."""
    return _found(the_one(SurveyInvite.objects.filter(token=token).select_related("event")))


def _found[Row](row: Row | None) -> Row:
    if row is None:
        raise NoSuchThing
    return row

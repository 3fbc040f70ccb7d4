"""Seats, lines and offers as they are kept; what the database itself forbids."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests import for_events as given
from tests.for_events import DAY, HOUR, OTHERS
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.common.clock import now
from vikno.events import errors, services
from vikno.events.enums import HostKind, Move, PoolKind, Post, State
from vikno.events.models import Delegation, DelegationStep, Participant, SeatPool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sides")]


def boss() -> object:
    return given.actor(Role.PROGRAMME)


def states(*rows: Delegation) -> list[str]:
    for one in rows:
        with given.bound(one.hromada_id):
            one.refresh_from_db()
    return [one.state for one in rows]


def test_who_fits_is_confirmed_at_once_and_the_seats_are_counted() -> None:
    event = given.event(seats=5)
    made = given.register(event, 4)
    assert made.state == State.CONFIRMED
    assert event.pools.get().taken == 4
    assert [one.move for one in made.steps.all()] == [Move.APPROVE, Move.CONFIRM]


def test_a_delegation_of_four_is_never_split() -> None:
    event = given.event(seats=6)
    first = given.register(event, 3, of=OTHERS[0])
    four = given.register(event, 4, of=OTHERS[1])
    single = given.register(event, 1, of=OTHERS[2])
    assert states(first, four, single) == [State.CONFIRMED, State.WAITLISTED, State.WAITLISTED]
    assert event.pools.get().taken == 3
    cancel(first)
    assert states(four, single) == [State.OFFERED, State.OFFERED]
    assert event.pools.get().taken == 5


def test_kept_seats_go_on_when_their_hours_are_over() -> None:
    event = given.event(seats=5)
    given.register(event, 3, of=OTHERS[0])
    four, single = given.register(event, 4, of=OTHERS[1]), given.register(event, 1, of=OTHERS[2])
    organisation = event.organisation_id
    services.settle_lines(organisation_id=organisation, at=now() + 23 * HOUR)
    assert states(four, single) == [State.WAITLISTED, State.WAITLISTED]
    services.settle_lines(organisation_id=organisation, at=now() + 25 * HOUR)
    assert states(four, single) == [State.WAITLISTED, State.OFFERED]
    assert (four.passed, four.held_until) == (1, None)


def test_an_offer_is_taken_in_time_or_goes_on() -> None:
    event = given.event(seats=1)
    first = given.register(event, of=OTHERS[0])
    second, third = given.register(event, of=OTHERS[1]), given.register(event, of=OTHERS[2])
    cancel(first)
    assert states(second, third) == [State.OFFERED, State.WAITLISTED]
    until = second.offered_until
    assert until is not None
    head = given.actor(Role.HEAD, of=OTHERS[1])
    with given.bound(OTHERS[1]), pytest.raises(errors.OfferOver):
        services.accept_offer(delegation=second, actor=head, at=until + timedelta(seconds=1))
    assert services.settle_lines(organisation_id=event.organisation_id, at=until) == 0
    assert services.settle_lines(organisation_id=event.organisation_id, at=until + timedelta(seconds=1)) == 1
    assert services.settle_lines(organisation_id=event.organisation_id, at=until + timedelta(seconds=1)) == 0
    assert states(second, third) == [State.LAPSED, State.OFFERED]
    with given.bound(OTHERS[2]):
        head = given.actor(Role.HEAD, of=OTHERS[2])
        services.accept_offer(delegation=third, actor=head, at=third.offered_until)
    assert states(third) == [State.CONFIRMED]


def test_a_hromada_that_has_not_been_anywhere_this_year_comes_first() -> None:
    given.register(given.event(), of=OTHERS[1])
    event = given.event(seats=1)
    first = given.register(event, of=OTHERS[0])
    visited, new = given.register(event, of=OTHERS[1]), given.register(event, of=OTHERS[2])
    cancel(first)
    assert states(visited, new) == [State.WAITLISTED, State.OFFERED]


def test_the_reserve_is_approved_and_goes_first() -> None:
    event = given.draft()
    given.pool(event, seats=2)
    given.pool(event, PoolKind.RESERVE, seats=2, codes=[OTHERS[3]])
    services.open_event(event=event, actor=boss(), at=now())
    with pytest.raises(errors.NotForYou):
        given.register(event, of=OTHERS[0], kind=PoolKind.RESERVE)
    made = given.register(event, of=OTHERS[3], kind=PoolKind.RESERVE)
    assert (made.state, made.priority) == (State.REQUESTED, 1)
    services.approve_delegation(delegation=made, actor=boss(), at=now())
    assert states(made) == [State.CONFIRMED]


def test_limits_of_oblast_post_and_hromada_at_once() -> None:
    event = given.draft(per_oblast=2, per_hromada=2)
    given.pool(event)
    services.limit_posts(event=event, most={Post.STAROSTA: 1}, actor=boss(), at=now())
    services.open_event(event=event, actor=boss(), at=now())
    with pytest.raises(errors.NeverFits):
        given.register(event, 3)
    with pytest.raises(errors.NeverFits):
        given.register(event, 2, post=Post.STAROSTA)
    given.register(event, 1, of=OTHERS[0], post=Post.STAROSTA)
    starosta = given.register(event, 1, of=OTHERS[1], post=Post.STAROSTA)
    officers = given.register(event, 1, of=OTHERS[2])
    assert states(starosta, officers) == [State.WAITLISTED, State.CONFIRMED], "a limit lets the others by"
    assert states(given.register(event, 1, of=OTHERS[3])) == [State.WAITLISTED], "two of the oblast are in"


def test_the_deadline_is_a_second() -> None:
    event = given.event()
    given.register(event, at=event.closes_at, of=OTHERS[0])
    with pytest.raises(errors.TooLate):
        given.register(event, at=event.closes_at + timedelta(seconds=1))


def test_one_live_delegation_of_a_hromada() -> None:
    event = given.event()
    made = given.register(event)
    with pytest.raises(errors.AlreadyRegistered):
        given.register(event)
    cancel(made)
    assert given.register(event).state == State.CONFIRMED


def test_a_stranger_touches_nothing() -> None:
    made = given.delegation()
    stranger = given.actor(Role.HEAD, of=OTHERS[5])
    for act in (services.accept_offer, services.approve_delegation):
        with pytest.raises((errors.NoSuchThing, errors.NotYourMove)):
            act(delegation=made, actor=stranger, at=now())
    other = given.actor(Role.PROGRAMME, of=make.FOREIGN)
    with pytest.raises(errors.NoSuchThing):
        services.cancel_delegation(delegation=made, words="", actor=other, at=now())
    with given.bound(OTHERS[5], make.FOREIGN):
        assert not Delegation.objects.exists()
        assert not Participant.objects.exists()


def test_a_host_has_its_capacity_and_its_rest() -> None:
    place = given.host(capacity=12, rest_days=7, kind=HostKind.MOBILE)
    first = given.draft(host=place)
    late = {"begins_at": first.begins_at + 7 * DAY, "ends_at": first.ends_at + 7 * DAY}
    with pytest.raises(errors.HostNotReady):
        given.draft(host=place, **late)
    with pytest.raises(errors.HostNotReady):
        given.draft(host=place, capacity=13, begins_at=first.begins_at + 30 * DAY, ends_at=first.ends_at + 30 * DAY)
    given.draft(host=place, **{name: moment + DAY for name, moment in late.items()})


def test_pools_together_never_exceed_the_event_and_rooms_are_not_shared() -> None:
    event = given.draft(capacity=5)
    given.pool(event, seats=4)
    with pytest.raises(errors.TooManySeats):
        given.pool(event, PoolKind.INVITED, seats=2)
    given.session(on=event)
    with pytest.raises(errors.RoomBusy):
        given.session(on=event)


def test_what_the_database_forbids() -> None:
    made = given.delegation(size=2)
    forbidden = {
        "seats are counted": lambda: SeatPool.objects.update(taken=0),
        "a delegation is whole": lambda: Delegation.objects.update(size=1),
        "never deleted": lambda: Delegation.objects.all()._raw_delete("default"),
        "append-only|permission denied": lambda: DelegationStep.objects.update(words="інше"),
        "whole": lambda: Participant.objects.filter(pk=made.people.all()[0].pk)._raw_delete("default"),
    }
    for said, act in forbidden.items():
        with pytest.raises(DatabaseError, match=said), transaction.atomic():
            act()
    cancel(made)
    with pytest.raises(DatabaseError, match="never comes back"), transaction.atomic():
        Delegation.objects.filter(pk=made.pk).update(state=State.CONFIRMED)


def test_the_database_refuses_one_seat_too_many() -> None:
    event = given.event(seats=1)
    given.register(event, of=OTHERS[0])
    waiting = given.register(event)
    with pytest.raises(DatabaseError, match="pool_is_not_overfull"), transaction.atomic():
        Delegation.objects.filter(pk=waiting.pk).update(state=State.CONFIRMED)


def cancel(one: Delegation) -> None:
    """By its own head, bound to the hromada alone: the line moves although the others are not theirs to see."""
    head = given.actor(Role.HEAD, of=one.hromada_id)
    before = tenancy.bound(), tenancy.bound_programme()
    tenancy.bind(one.hromada_id)
    tenancy.bind_programme(None)
    services.cancel_delegation(delegation=one, words="Не зможемо", actor=head, at=now())
    tenancy.bind(before[0])
    tenancy.bind_programme(before[1])


def test_a_registration_asks_few_questions_however_long_the_line() -> None:
    """Everybody's seat at this event waits for these questions: they are counted."""
    event = given.event(seats=5, per_oblast=8, per_hromada=4)
    costs = []
    for place, size in enumerate((4, 4, 4, 1)):  # the first is seated, two wait, the last one is let by
        make.hromada(OTHERS[place])
        head, pool = given.actor(Role.HEAD, of=OTHERS[place]), event.pools.get()
        tenancy.bind(OTHERS[place])
        tenancy.bind_programme(None)
        with CaptureQueriesContext(connection) as seen:
            services.register_delegation(
                event=event, pool=pool, people=given.people(size), contact="a", actor=head, at=now()
            )
        costs.append(len(seen))
    assert max(costs) <= 25, costs  # one more while seats are kept for who waits

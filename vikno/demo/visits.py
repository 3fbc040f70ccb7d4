"""Booked visits of the demo: an office with a code, a village with a name, a stop of the suitcase, a week of people."""

import random
from collections.abc import Mapping
from datetime import datetime, time, timedelta

from vikno.accounts.models import User
from vikno.appointments import queries, services
from vikno.appointments.enums import CentreReason, Door, Origin, ResourceKind
from vikno.appointments.models import Booking
from vikno.appointments.queries import Asked
from vikno.appointments.services import CapacityFacts, Person, ResourceFacts
from vikno.catalogue.models import PublicService
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.clock import KYIV
from vikno.demo import people
from vikno.network.models import Point
from vikno.notifications.enums import Channel

_DESKS = ("Вікно 1", "Вікно 2", "Вікно 3")
_BOOKED = 10


def tell(*, head: Actor, officer: Actor, points: Mapping[str, Point], seed: int, at: datetime) -> None:
    """Open three points, fill the coming days, let one person wait; what was long ago is not invented."""
    office, village, suitcase = points["main"], points["remote-1"], points["suitcase"]
    given = {"actor": head, "at": at}
    for name in _DESKS:
        services.add_resource(point=office, facts=ResourceFacts(kind=ResourceKind.DESK, name=name), **given)
    station = ResourceFacts(
        kind=ResourceKind.EQUIPMENT, name="Паспортна станція", equipment="passport_station"
    )  # fmt: skip
    services.add_resource(point=office, facts=station, **given)
    for point, door in ((office, Door.CODE), (village, Door.NAME), (suitcase, Door.NAME)):
        services.set_door(point=point, door=door, **given)
    _stop(suitcase, head=head, at=at)
    services.add_break(
        user=User.objects.get(pk=officer.user_id), weekday=3, break_from=time(13), break_to=time(13, 30), **given
    )
    _fill(office, officer=officer, dice=random.Random(seed), at=at)


def _stop(suitcase: Point, *, head: Actor, at: datetime) -> None:
    """The suitcase comes to a village in three days."""
    day = clock.today(at) + timedelta(days=3)
    facts = ResourceFacts(
        kind=ResourceKind.MOBILE_STOP, name="Виїзд валізи", place="сільський клуб", settlement=suitcase.settlement,
        opens_at=datetime.combine(day, time(10), KYIV), closes_at=datetime.combine(day, time(14), KYIV),
    )  # fmt: skip
    services.add_resource(point=suitcase, facts=facts, actor=head, at=at)


def _fill(office: Point, *, officer: Actor, dice: random.Random, at: datetime) -> None:
    """People of the coming days, by phone; one cancelled, one whom the centre let down, one hour closed."""
    offered = queries.services_of(office, on=clock.today(at))[:6]
    booked = [_booked(office, service, officer=officer, dice=dice, at=at) for service in offered * 3][:_BOOKED]
    made = [booking for booking in booked if booking is not None]
    if len(made) > 4:
        services.cancel_by_person(booking=made[0], actor=officer, at=at)
        services.cancel_by_centre(booking=made[1], reason=CentreReason.REGISTER, actor=officer, at=at)
    day = clock.today(at) + timedelta(days=8)
    facts = CapacityFacts(opens=time(8), closes=time(10), staff=0, on=day, reason=CentreReason.STAFF)
    services.add_capacity(point=office, facts=facts, actor=Actor.system(str(office.hromada_id)), at=at)


def _booked(
    office: Point, service: PublicService, *, officer: Actor, dice: random.Random, at: datetime
) -> Booking | None:
    asked = Asked(point=office, service=service)
    moments = queries.free_times(asked, at=at, days=6).moments
    if not moments:
        return None
    one = people.person(dice, dice.randrange(10_000))
    who = Person(name=f"{one.given_name} {one.patronymic}", channel=Channel.PHONE, contact=one.phone)
    booking = services.book(
        asked=asked, starts_at=dice.choice(moments), person=who, origin=Origin.PHONE, actor=officer, at=at
    )
    Booking.objects.filter(hromada_id=office.hromada_id, pk=booking.pk).update(is_demo=True)
    return booking

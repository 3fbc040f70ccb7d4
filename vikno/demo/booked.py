"""Booked people of the demo's today, some of them received at reception already; a kiosk beside the door."""

import random
from datetime import datetime, timedelta
from typing import Final

from vikno.appointments import queries as appointments
from vikno.appointments import services as bookings
from vikno.appointments.enums import Origin
from vikno.appointments.models import Booking
from vikno.appointments.queries import Asked
from vikno.appointments.services import Person
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.demo import people
from vikno.network.models import Point
from vikno.notifications.enums import Channel
from vikno.queue import services
from vikno.queue.enums import IssuedBy

_PEOPLE: Final = 6
_BOOKED_BEFORE: Final = timedelta(days=2)
_AROUND: Final = timedelta(hours=3)


def tell(*, office: Point, officer: Actor, seed: int, at: datetime) -> None:
    """Six people around this hour, if the office receives today; whose time has come are here, all but the first."""
    dice = random.Random(f"{seed}-booked")
    services.make_kiosk(point=office, name="Планшет біля входу", prints=False, actor=officer, at=at)
    booked = _book(office, officer=officer, dice=dice, at=at)
    for booking in [one for one in booked if one.starts_at <= at][1:]:
        services.receive_booked(booking=booking, point=office, issued_by=IssuedBy.RECEPTION, actor=officer, at=at)


def _book(office: Point, *, officer: Actor, dice: random.Random, at: datetime) -> list[Booking]:
    before, made = at - _BOOKED_BEFORE, []
    for service in appointments.services_of(office, on=clock.today(at))[:_PEOPLE]:
        asked = Asked(point=office, service=service)
        free = appointments.free_times(asked, at=before, first=clock.today(at), days=1).moments
        near = [moment for moment in free if abs(moment - at) <= _AROUND]
        if not near:
            continue
        one = people.person(dice, dice.randrange(10_000))
        who = Person(name=f"{one.given_name} {one.patronymic}", channel=Channel.PHONE, contact=one.phone)
        made.append(
            bookings.book(
                asked=asked, starts_at=dice.choice(near), person=who, origin=Origin.PHONE, actor=officer, at=before
            )
        )
    Booking.objects.filter(hromada_id=office.hromada_id, pk__in=[one.pk for one in made]).update(is_demo=True)
    return sorted(made, key=lambda one: one.starts_at)

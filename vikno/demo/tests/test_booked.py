"""Today of the demo has booked people, received and not, wherever the office receives today."""

import datetime as dt

import pytest
import time_machine

from tests import factories as make
from vikno.appointments.enums import BookingState
from vikno.appointments.models import Booking
from vikno.appointments.tests import world as worlds
from vikno.appointments.tests.world import TUESDAY, moment
from vikno.demo import booked
from vikno.queue import services as queue
from vikno.queue.models import Kiosk, Ticket


@pytest.mark.django_db
@pytest.mark.parametrize(("day", "people"), [(TUESDAY, 4), (TUESDAY + dt.timedelta(days=5), 0)])
def test_people_are_booked_for_today_and_some_are_here(day: dt.date, people: int) -> None:
    world = worlds.build(desks=4)
    for name in ("Субсидія", "Довідка", "Реєстрація місця проживання"):
        make.offering(world.point, make.service(name))
    at = moment(12, on=day)
    with time_machine.travel(at, tick=False):
        queue.set_up_point(point=world.point, actor=world.officer, at=at)
        booked.tell(office=world.point, officer=world.officer, seed=7, at=at)
    found = Booking.objects.filter(is_demo=True)
    assert found.count() == people
    come = found.filter(starts_at__lte=at).count()
    assert Ticket.objects.filter(is_demo=True).count() == max(0, come - 1)
    assert found.filter(state=BookingState.ATTENDED).count() == max(0, come - 1)
    assert Kiosk.objects.count() == 1

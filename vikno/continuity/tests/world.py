"""An office with a queue and bookings: people wait, people are booked, and something happens."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from tests import factories as make
from vikno.appointments.models import Booking
from vikno.appointments.tests import world as office
from vikno.common.clock import KYIV
from vikno.continuity.enums import Cause, Effect
from vikno.continuity.models import Interruption
from vikno.continuity.services import InterruptionFacts, interrupt
from vikno.network.models import Point
from vikno.queue import services as queue
from vikno.queue.enums import Purpose
from vikno.queue.models import Counter, Ticket
from vikno.queue.services import TicketFacts

MONDAY = office.AT.date()


def at(hour: int, minute: int = 0, *, day: int = 0) -> dt.datetime:
    """A moment of the Monday, or of so many days later."""
    return dt.datetime.combine(MONDAY + dt.timedelta(days=day), dt.time(hour, minute), KYIV)


AT = at(9)


@dataclass
class World(office.World):
    counter: Counter
    village: Point

    def ticket(self, moment: dt.datetime = AT) -> Ticket:
        facts = TicketFacts(purpose=Purpose.SUBMIT, service=self.point.queue_services.get())
        return queue.issue_ticket(point=self.point, facts=facts, actor=self.officer, at=moment)

    def booked(self, hour: int, minute: int = 0, *, day: int = 0, **given: Any) -> Booking:
        """A booking of somebody with a telephone of their own."""
        person = office.person(**{"contact": f"067{next(make.numbers):07d}", **given})
        return office.booked(self, at(hour, minute, day=day), person=person)

    def interrupted(self, **given: Any) -> Interruption:
        """An air alert at the office till ten, by the officer, unless said otherwise."""
        call = {"actor": given.pop("actor", self.officer), "at": given.pop("moment", AT)}
        facts = {
            "cause": Cause.AIR_ALERT, "effect": Effect.CLOSED, "points": [self.point], "press": uuid4(),
            "expected_until": at(10),
        }  # fmt: skip
        return interrupt(facts=InterruptionFacts(**{**facts, **given}), **call)


def build() -> World:
    """The tenant stays bound for the rest of the transaction."""
    base = office.build()
    counter = queue.set_up_point(point=base.point, actor=base.head, at=office.AT)
    queue.begin_shift(counter=counter, actor=base.officer, at=office.AT)
    return World(**vars(base), counter=counter, village=make.point("Лугове"))

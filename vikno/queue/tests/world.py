"""A small fictional office: three windows, an ordinary queue and a surge, named people."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.network.enums import PointKind
from vikno.network.models import Point
from vikno.queue import services
from vikno.queue.enums import Purpose
from vikno.queue.models import Call, Counter, PriorityClass, QueueService, Shift, Ticket
from vikno.queue.services import TicketFacts

AT = dt.datetime(2026, 11, 16, 8, 0, tzinfo=dt.UTC)  # a Monday, 10:00 in Kyiv
HOME, NEIGHBOUR = make.OWN, make.FOREIGN


@dataclass(frozen=True, kw_only=True)
class World:
    """The tenant is bound until the end of the transaction."""

    point: Point
    village: Point
    ordinary: QueueService
    surge: QueueService
    counters: list[Counter]
    officers: list[Actor]
    head: Actor
    starosta: Actor
    veteran: PriorityClass

    @property
    def officer(self) -> Actor:
        return self.officers[0]


def after(minutes: float) -> dt.datetime:
    return AT + dt.timedelta(minutes=minutes)


def build(code: str = HOME, *, windows: int = 3) -> World:
    """Make it; the tenant stays bound for the rest of the transaction."""
    tenancy.bind(code)
    point = make.point("Основний офіс", of=code, kind=PointKind.MAIN)
    village = make.point("Старостинський пункт", of=code)
    head = make.actor(Role.HEAD, of=code)
    first = services.set_up_point(point=point, actor=head, at=AT)
    ordinary = QueueService.objects.get(point=point)
    surge = services.add_service(point=point, name="Відстрочка", lane="surge", one_in=3, actor=head, at=AT)
    more = [
        services.add_counter(point=point, name=str(place), serves=[], actor=head, at=AT)
        for place in range(2, windows + 1)
    ]
    officers = [_officer(point, code=code, role=Role.OFFICER) for _ in range(windows)]
    return World(
        point=point, village=village, ordinary=ordinary, surge=surge, counters=[first, *more], officers=officers,
        head=head, starosta=_officer(village, code=code, role=Role.STAROSTA),
        veteran=PriorityClass.objects.get(hromada_id=code, code="veteran"),
    )  # fmt: skip


def _officer(point: Point, *, code: str, role: str) -> Actor:
    membership = make.membership(role, of=code)
    make.posting(membership.user, point)
    return make.actor_of(membership)


def sat(world: World, window: int = 0, *, at: dt.datetime = AT) -> Shift:
    return services.begin_shift(counter=world.counters[window], actor=world.officers[window], at=at)


def ticket(world: World, *, at: dt.datetime = AT, **given: Any) -> Ticket:
    facts = TicketFacts(**{"purpose": Purpose.SUBMIT, "service": world.ordinary, **given})
    return services.issue_ticket(point=world.point, facts=facts, actor=world.officer, at=at)


def called(world: World, window: int = 0, *, at: dt.datetime, press: uuid.UUID | None = None) -> Call | None:
    return services.call_next_ticket(press=press or uuid.uuid4(), actor=world.officers[window], at=at)


def number_called(world: World, window: int = 0, *, at: dt.datetime) -> str:
    """What the board says after a press."""
    call = called(world, window, at=at)
    return call.ticket.number_shown if call else ""

"""A hromada whose office books: two desks, two officers, one service of twenty minutes."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.accounts.queries import actor_of
from vikno.appointments import policies, services
from vikno.appointments.enums import Door, Origin, ResourceKind
from vikno.appointments.models import Booking, Resource
from vikno.appointments.queries import Asked
from vikno.appointments.services import Person, ResourceFacts
from vikno.catalogue.models import PublicService
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.clock import KYIV
from vikno.network.models import Point
from vikno.notifications.enums import Channel

HOME, NEIGHBOUR = make.OWN, make.FOREIGN
AT = dt.datetime(2026, 11, 16, 8, 30, tzinfo=KYIV)  # a Monday
TUESDAY = dt.date(2026, 11, 17)
PHONE = "+380671112233"


def moment(hour: int, minute: int = 0, *, on: dt.date = TUESDAY) -> dt.datetime:
    return dt.datetime(on.year, on.month, on.day, hour, minute, tzinfo=KYIV)


@dataclass
class World:
    point: Point
    service: PublicService
    head: Actor
    officer: Actor
    second: Actor
    starosta: Actor
    members: dict[str, Membership]

    @property
    def resident(self) -> Actor:
        return policies.resident(HOME)

    @property
    def asked(self) -> Asked:
        return Asked(point=self.point, service=self.service)


def build(*, desks: int = 2, door: str = Door.CODE, of: str = HOME) -> World:
    """The tenant stays bound for the rest of the transaction."""
    tenancy.bind(of)
    point, service = make.point("Основний офіс", of=of), make.service("Призначення допомоги")
    make.offering(point, service)
    members = {
        "head": make.membership(Role.HEAD, of=of), "officer": make.membership(Role.OFFICER, of=of),
        "second": make.membership(Role.OFFICER, of=of), "starosta": make.membership(Role.STAROSTA, of=of),
    }  # fmt: skip
    for name in ("officer", "second"):
        make.posting(members[name].user, point)
    world = World(
        point=point, service=service, members=members, **{name: actor_of(each) for name, each in members.items()}
    )
    for number in range(1, desks + 1):
        desk(world, f"Вікно {number}")
    services.set_door(point=point, door=door, actor=world.head, at=AT)
    return world


def desk(world: World, name: str) -> Resource:
    facts = ResourceFacts(kind=ResourceKind.DESK, name=name)
    return services.add_resource(point=world.point, facts=facts, actor=world.head, at=AT)


def person(**given: Any) -> Person:
    return Person(**{"name": "Марія", "channel": Channel.SMS, "contact": PHONE, **given})


def booked(world: World, starts_at: dt.datetime | None = None, **given: Any) -> Booking:
    """By staff: it holds at once."""
    facts = {
        "asked": world.asked, "starts_at": starts_at or moment(10), "person": person(), "origin": Origin.PHONE,
        "actor": world.officer, "at": AT,
    }  # fmt: skip
    return services.book(**{**facts, **given})


def held(world: World, starts_at: dt.datetime | None = None, **given: Any) -> Booking:
    """By a resident: it waits for the code."""
    return booked(world, starts_at, **{"origin": Origin.SITE, "actor": world.resident, **given})

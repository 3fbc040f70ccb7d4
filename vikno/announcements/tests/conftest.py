"""A hromada in an oblast with its head and two points, a steward, two programmes, and words to publish."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.accounts.queries import actor_of
from vikno.announcements import services
from vikno.announcements.models import Announcement
from vikno.announcements.services import Told
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.network.models import Point
from vikno.territories.enums import Category
from vikno.territories.models import Unit

AT = dt.datetime(2026, 11, 16, 8, 30, tzinfo=dt.UTC)
DAY = dt.date(2026, 11, 16)
OBLAST, OTHER_OBLAST = "UA99000000000000001", "UA98000000000000001"

Publish = Callable[..., Announcement]
Browse = Callable[[Membership], Client]


@dataclass(frozen=True)
class World:
    oblast: Unit
    other_oblast: Unit
    hromada: Unit
    head_person: Membership
    steward_person: Membership
    head: Actor
    foreign_head: Actor
    officer: Actor
    steward: Actor
    programme_person: Membership
    programme: Actor
    other_programme: Actor
    expert: Actor
    point: Point
    other_point: Point
    foreign_point: Point


@pytest.fixture
def world(db: None) -> World:
    oblast = make.unit(OBLAST, name="Степова", category=Category.OBLAST)
    other = make.unit(OTHER_OBLAST, name="Лугова", category=Category.OBLAST)
    for code, area in ((make.OWN, oblast), (make.FOREIGN, other)):
        Unit.objects.filter(pk=make.hromada(code).pk).update(oblast=area)
    tenancy.bind(make.OWN)
    head, steward = make.membership(Role.HEAD), make.membership(Role.STEWARD)
    manager = make.membership(Role.PROGRAMME)
    return World(
        oblast=oblast, other_oblast=other, hromada=Unit.objects.get(pk=make.OWN), head_person=head,
        steward_person=steward, head=actor_of(head), steward=actor_of(steward),
        foreign_head=actor_of(make.membership(Role.HEAD, of=make.FOREIGN)),
        officer=actor_of(make.membership(Role.OFFICER)), programme_person=manager, programme=actor_of(manager),
        other_programme=actor_of(make.membership(Role.PROGRAMME, of=make.FOREIGN)),
        expert=actor_of(make.membership(Role.EXPERT)), point=make.point("Точка Лугове"),
        other_point=make.point("Точка Калинове"), foreign_point=make.point("Точка Чуже", of=make.FOREIGN),
    )  # fmt: skip


def told(title: str = "Змінюється графік", **facts: Any) -> Told:
    return Told(**{"title": title, "text": "Приходьте до 17:00.", "visible_from": DAY, **facts})


@pytest.fixture
def publish(world: World) -> Publish:
    """Written and published by somebody, the head unless another is named."""

    def made(
        title: str = "Змінюється графік", *, by: Actor | None = None, at: dt.datetime = AT, **facts: Any
    ) -> Announcement:
        actor = by or world.head
        tenancy.bind(actor.hromada_code)
        draft = services.write_announcement(told=told(title, **facts), actor=actor, at=at)
        return services.publish_announcement(announcement=draft, revision=draft.revision, actor=actor, at=at)

    return made


@pytest.fixture
def browse() -> Browse:
    """The browser of somebody in a role."""

    def of(held: Membership) -> Client:
        client = Client()
        client.force_login(held.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return of

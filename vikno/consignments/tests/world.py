"""The small fictional hromada of cases, with a second courier and moments to act at."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from vikno.accounts.enums import Role
from vikno.accounts.models import User
from vikno.cases.enums import Outcome
from vikno.cases.models import Case
from vikno.cases.services import decide_case
from vikno.cases.tests.world import AT, HOME, NEIGHBOUR, World, build, case_in, member
from vikno.common.actors import Actor
from vikno.consignments import queries, services
from vikno.consignments.enums import ItemState
from vikno.consignments.models import Bag
from vikno.consignments.rules import Finding
from vikno.consignments.services import Receipt
from vikno.network.models import Point

__all__ = ["AT", "HOME", "NEIGHBOUR", "World", "build", "member"]

INTACT = Receipt(seal_was_intact=True)


def after(minutes: int) -> dt.datetime:
    """So many minutes after the intake."""
    return AT + dt.timedelta(minutes=minutes)


def remote_case(world: World, **given: Any) -> Case:
    """Taken in at the remote point."""
    return case_in(world, actor=world.remote_officer, point=world.remote, **given)


def user_of(actor: Actor) -> User:
    return User.objects.get(pk=actor.user_id)


def second_courier(world: World) -> Actor:
    return member(world.hromada.code, Role.COURIER, "second-courier")


def bag_with(
    world: World,
    cases: Sequence[Case],
    *,
    origin: Point | None = None,
    to: Any = None,
    actor: Actor | None = None,
    at: dt.datetime | None = None,
) -> Bag:
    """An open bag from the remote point to the main office, filled."""
    packer = actor or world.remote_officer
    bag = services.open_bag(
        actor=packer, at=at or after(1), origin=origin or world.remote, destination=to or world.main
    )
    for case in cases:
        services.add_case_to_bag(bag=bag, case=case, actor=packer, at=at or after(1))
    return queries.access_bag(packer, bag.number)


def sealed(world: World, cases: Sequence[Case], *, seal: str = "А 0001", **given: Any) -> Bag:
    bag = bag_with(world, cases, **given)
    return services.seal_bag(bag=bag, seal=seal, actor=given.get("actor") or world.remote_officer, at=after(2))


def taken(world: World, cases: Sequence[Case], **given: Any) -> Bag:
    return services.take_bag(bag=sealed(world, cases, **given), actor=world.courier, at=after(3))


def all_here(bag: Bag, **other: ItemState) -> list[Finding]:
    """Everything that was expected is here."""
    return [Finding(number=item.case.number, state=ItemState.PRESENT) for item in queries.items_of(bag)]


def received(world: World, cases: Sequence[Case], **given: Any) -> Bag:
    bag = taken(world, cases, **given)
    services.receive_bag(bag=bag, findings=all_here(bag), receipt=INTACT, actor=world.officer, at=after(10))
    return bag


def at_provider(world: World, *cases: Case) -> None:
    """From the main office into the provider's work."""
    for case in cases:
        services.forward_to_provider(
            case=case, point=world.main, receiver_name="Отримувач О. О.", actor=world.officer, at=after(20)
        )
        services.provider_accept(case=case, actor=world.provider, at=after(21))


def decided(world: World, *cases: Case) -> None:
    at_provider(world, *cases)
    for case in cases:
        decide_case(
            case=case, actor=world.provider, at=after(30), outcome=Outcome.GRANTED, decided_on=AT.date(), number="7"
        )


def holder(case: Case) -> tuple[str, str]:
    """Kind and name of the present holder."""
    holding = queries.where_is(case)
    return str(holding.place.kind), holding.name

"""Costs of points for tests."""

from decimal import Decimal

from tests import factories as make
from tests import visitors
from vikno.accounts.enums import Role
from vikno.common.clock import now
from vikno.network.models import Point
from vikno.reporting.enums import CostKind
from vikno.reporting.services import Cost, write_costs


def point_with_costs(*, of: str = make.OWN) -> Point:
    """A point whose salaries of the past quarter are known. The hromada must be bound."""
    point, quarter = make.point(of=of), visitors.past_quarter()
    write_costs(
        point=point, year=quarter.year, number=quarter.number, actor=make.actor(Role.HEAD, of=of), at=now(),
        costs={CostKind.STAFF: Cost(amount=Decimal(90_000), source="розрахунок 7")},
    )  # fmt: skip
    return point

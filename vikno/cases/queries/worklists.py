"""Lists of work: which cases each holds and in which order. A number on a board and the list behind it ask the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from django.db.models import Q

from vikno.accounts.enums import DESK_ROLES, Role
from vikno.cases import forecasting, rules
from vikno.cases.enums import CaseState, WorkList
from vikno.cases.models import CaseTransfer
from vikno.common.actors import Actor


@dataclass(frozen=True)
class Order:
    """By one column, then by the key: what a page of a list begins after can be said in two values."""

    field: str
    is_descending: bool = False

    @property
    def names(self) -> tuple[str, str]:
        sign = "-" if self.is_descending else ""
        return f"{sign}{self.field}", f"{sign}pk"

    @property
    def backwards(self) -> "Order":
        return Order(self.field, not self.is_descending)


NEWEST: Final = Order("registered_at", is_descending=True)
OLDEST: Final = Order("registered_at")
URGENT: Final = Order("due_on")
BY_NUMBER: Final = Order("number", is_descending=True)


@dataclass(frozen=True)
class Asker:
    """Who asks and on which day: «mine» and «today» mean nothing without them."""

    user_id: int
    today: date
    hromada_code: str


type Condition = Callable[[Asker], Q]

_UNDECIDED: Final = Q(state__in=sorted(rules.UNDECIDED))
_OPEN: Final = Q(state__in=list(rules.OPEN))
_WITHOUT_MOTION: Final = Q(state=CaseState.WITHOUT_MOTION)


def _cure_missed(asker: Asker) -> Q:
    # Days are kept as ISO texts: in that spelling earlier is smaller.
    return _WITHOUT_MOTION & Q(term_explanation__cure_by__lt=asker.today.isoformat())


def _given(asker: Asker) -> Q:
    """Open cases a colleague handed over to the asker, unless taken back or handed on."""
    given = CaseTransfer.objects.filter(
        hromada_id=asker.hromada_code, to_officer_id=asker.user_id, undone_at__isnull=True
    )
    return _OPEN & Q(officer_id=asker.user_id, pk__in=given.order_by().values("case_id"))


def _may_be_late(asker: Asker) -> Q:
    return Q(pk__in=forecasting.late_soon(asker.hromada_code, today=asker.today))


# The one table of work lists. A list that is not here is not offered.
_LISTS: Final[Mapping[WorkList, tuple[Condition, Order]]] = MappingProxyType(
    {
        WorkList.MINE: (lambda asker: _OPEN & Q(officer_id=asker.user_id), NEWEST),
        WorkList.GIVEN: (_given, NEWEST),
        WorkList.DUE_TODAY: (lambda asker: _UNDECIDED & Q(due_on=asker.today), URGENT),
        WorkList.OVERDUE: (lambda asker: _UNDECIDED & Q(due_on__lt=asker.today), URGENT),
        WorkList.MAY_BE_LATE: (_may_be_late, URGENT),
        WorkList.WITHOUT_MOTION: (lambda asker: _WITHOUT_MOTION, OLDEST),
        WorkList.CURE_MISSED: (_cure_missed, OLDEST),
        WorkList.TO_GIVE: (lambda asker: Q(state__in=sorted(rules.WAITING_FOR_APPLICANT)), OLDEST),
        WorkList.UNCLAIMED: (lambda asker: Q(state=CaseState.UNCLAIMED), OLDEST),
        WorkList.OPEN: (lambda asker: _OPEN, NEWEST),
    }
)
_OF_PROVIDER: Final = (
    WorkList.DUE_TODAY, WorkList.OVERDUE, WorkList.MAY_BE_LATE, WorkList.WITHOUT_MOTION, WorkList.CURE_MISSED,
)  # fmt: skip


def work_lists_of(actor: Actor) -> tuple[WorkList, ...]:
    """Lists a role works by, in the order of a day."""
    if actor.role == Role.PROVIDER:
        return _OF_PROVIDER
    return tuple(_LISTS) if actor.role in DESK_ROLES else ()


def work_condition(work: str, *, asker: Asker) -> Q:
    """Which cases a list holds."""
    condition, _order = _LISTS[WorkList(work)]
    return condition(asker)


def work_order(work: str) -> Order:
    """In which order a list is worked through."""
    return _LISTS[WorkList(work)][1]


def is_work_list(work: str) -> bool:
    return work in _LISTS

"""From a need to a delivery: the catalogue, needs from a table, what is given to whom, what has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from vikno.accounts.enums import Role
from vikno.common.actors import Actor
from vikno.support import policies
from vikno.support.errors import CodeTaken, NeedsRefused, NoSuchThing, TooMuch
from vikno.support.models import AllocationLine, Delivery, EquipmentItem, Memorandum, NeedLine
from vikno.support.services.common import held, record, require_rate, short

MOST_NEEDS = 500
MOST_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class NeedRow:
    """One row of the table as it came: `line` is its place in the file."""

    line: int
    code: str
    quantity: str
    place: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AllocationFacts:
    item: EquipmentItem
    quantity: int
    unit_value: Decimal
    place: str
    currency: str = "UAH"
    rate: Decimal = Decimal(1)
    rate_on: date | None = None
    need: NeedLine | None = None


@transaction.atomic
def add_item(*, code: str, name: str, unit: str, needs_serial: bool, actor: Actor, at: datetime) -> EquipmentItem:
    """A kind of thing. Refusals: NotYourMove, CodeTaken."""
    organisation = policies.of_programme(actor)
    if EquipmentItem.objects.filter(organisation_id=organisation, code=code).exists():
        raise CodeTaken
    made = EquipmentItem.objects.create(
        organisation_id=organisation, code=code, name=short(name, 300), unit=short(unit, 20), needs_serial=needs_serial
    )
    record(actor, "equipment.named", made, at=at, code=code)
    return made


@transaction.atomic
def take_needs(*, memorandum: Memorandum, rows: Sequence[NeedRow], actor: Actor, at: datetime) -> int:
    """The table stands instead of every need that nothing answers yet; all rows or none. How many.

    Refusals: NoSuchThing, NotYourMove, NeedsRefused with the rows named.
    """
    role = Role.HEAD if actor.role == Role.HEAD else Role.PROGRAMME
    policies.require_may_move(actor, memorandum, role)
    one = held(memorandum)
    items = {item.code: item for item in EquipmentItem.objects.filter(organisation_id=one.organisation_id)}
    _require_whole(rows, set(items))
    one.needs.filter(allocations=None).delete()
    NeedLine.objects.bulk_create(
        NeedLine(
            **one.sides, memorandum=one, item=items[row.code], quantity=int(row.quantity), place=short(row.place, 300),
            reason=short(row.reason), added_at=at, added_by_name=actor.name,
        )
        for row in rows
    )  # fmt: skip
    record(actor, "needs.taken", one, at=at, rows=len(rows))
    return len(rows)


@transaction.atomic
def allocate(*, memorandum: Memorandum, facts: AllocationFacts, actor: Actor, at: datetime) -> AllocationLine:
    """So much of an item for the hromada. Refusals: NoSuchThing, NotYourMove, RateMissing, TooMuch."""
    policies.require_may_run(actor, memorandum)
    one = held(memorandum)
    if facts.item.organisation_id != one.organisation_id:
        raise NoSuchThing
    if facts.need is not None:
        _require_needed(one, facts, facts.need)
    require_rate(facts.currency, facts.rate, facts.rate_on)
    made = AllocationLine.objects.create(
        **one.sides, memorandum=one, need=facts.need, item=facts.item, quantity=facts.quantity,
        unit_value=facts.unit_value, currency=facts.currency,
        rate=Decimal(1) if facts.currency == "UAH" else facts.rate, rate_on=facts.rate_on,
        place=short(facts.place, 300), allocated_at=at, allocated_by_name=actor.name,
    )  # fmt: skip
    record(actor, "equipment.allocated", made, at=at, item=facts.item.code, quantity=made.quantity)
    return made


@transaction.atomic
def record_delivery(
    *, allocation: AllocationLine, quantity: int, delivered_on: date, document: str, actor: Actor, at: datetime
) -> Delivery:
    """So much has come. Refusals: NoSuchThing, NotYourMove, TooMuch."""
    policies.require_may_run(actor, allocation)
    one = held(allocation)
    left = one.quantity - delivered(one)
    if not 1 <= quantity <= left:
        raise TooMuch(item=one.item.name, most=left)
    made = Delivery.objects.create(
        **one.sides, allocation=one, quantity=quantity, delivered_on=delivered_on, document=short(document, 200),
        recorded_at=at, recorded_by_name=actor.name,
    )  # fmt: skip
    record(actor, "equipment.delivered", one, at=at, quantity=quantity)
    return made


def delivered(allocation: AllocationLine) -> int:
    return int(allocation.deliveries.aggregate(come=Sum("quantity"))["come"] or 0)


def _require_needed(memorandum: Memorandum, facts: AllocationFacts, need: NeedLine) -> None:
    if need.memorandum_id != memorandum.pk or need.item_id != facts.item.pk:
        raise NoSuchThing
    left = need.quantity - int(need.allocations.aggregate(given=Sum("quantity"))["given"] or 0)
    if facts.quantity > left:
        raise TooMuch(item=facts.item.name, most=left)


def _require_whole(rows: Sequence[NeedRow], codes: set[str]) -> None:
    problems = [said for row in rows if (said := _problem(row, codes))]
    if not rows:
        problems = [_("У таблиці немає рядків.")]
    if len(rows) > MOST_NEEDS:
        problems = [_("Рядків більше ніж {most}.").format(most=MOST_NEEDS)]
    if problems:
        more = _(" І ще {n}.").format(n=len(problems) - MOST_SHOWN) if len(problems) > MOST_SHOWN else ""
        raise NeedsRefused(problems=" ".join(problems[:MOST_SHOWN]) + more)


def _problem(row: NeedRow, codes: set[str]) -> str:
    if row.code not in codes:
        return _("Рядок {line}: коду «{code}» немає в переліку.").format(line=row.line, code=row.code[:40])
    if not (row.quantity.isascii() and row.quantity.isdigit() and 1 <= int(row.quantity[:9]) <= 100_000):
        return _("Рядок {line}: кількість — ціле число від 1.").format(line=row.line)
    if not short(row.place):
        return _("Рядок {line}: напишіть, для якої точки.").format(line=row.line)
    return ""

"""A bag on its way: taken by a courier, opened and counted by the receiver."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from vikno.accounts.enums import Role
from vikno.accounts.models import User
from vikno.cases import services as cases
from vikno.cases.enums import Step
from vikno.cases.models import Case
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.consignments import policies, queries, rules
from vikno.consignments.enums import BagMove, BagState, ItemState, MissingWith
from vikno.consignments.errors import (
    CourierUnknown,
    DamageNeedsNote,
    DeskRecordsDifferences,
    ExtraUnknown,
    ItemsNotChecked,
    ReceiverMissing,
    SealNeedsNote,
)
from vikno.consignments.models import Bag, BagItem
from vikno.consignments.rules import Differences, Finding, Place, bag_number_formatted
from vikno.consignments.services.bags import lock_bag, record, require_move, save, sheets_of
from vikno.consignments.services.custody import pass_to
from vikno.consignments.services.manifests import keep_discrepancy
from vikno.consignments.services.trips import note_received, note_taken


@transaction.atomic
def take_bag(*, bag: Bag, actor: Actor, at: datetime) -> Bag:
    """The one who signs in takes the bag in their own hands; a second time nothing happens.

    Refusals: BagNotFound, NotYourBag, MoveNotAllowed.
    """
    lock_bag(bag, actor=actor)
    policies.require_may_carry(actor, bag)
    return _take(bag, carrier_id=actor.user_id or 0, carrier_name=actor.name, actor=actor, at=at)


@transaction.atomic
def hand_to_courier(*, bag: Bag, courier: User, actor: Actor, at: datetime) -> Bag:
    """The sender writes down which courier took the bag; a second time nothing happens.

    Refusals: BagNotFound, NotYourBag, CourierUnknown, MoveNotAllowed.
    """
    lock_bag(bag, actor=actor)
    policies.require_may_pack(actor, bag, on=clock.today(at))
    if not queries.couriers_of(actor.hromada_code, on=clock.today(at)).filter(pk=courier.pk).exists():
        raise CourierUnknown
    return _take(bag, carrier_id=courier.pk, carrier_name=courier.full_name, actor=actor, at=at)


def _take(bag: Bag, *, carrier_id: int, carrier_name: str, actor: Actor, at: datetime) -> Bag:
    if bag.state == BagState.ON_THE_WAY and bag.taken_by_id == carrier_id:
        return bag
    bag.state = require_move(bag, BagMove.TAKE)
    is_first = bag.taken_at is None or bag.taken_by_id is None
    bag.taken_at, bag.taken_by_id = at, carrier_id
    save(bag, "state", "taken_at", "taken_by")
    note_taken(bag, at=at)
    packed = [item.case for item in queries.items_of(bag)]
    cases.lock_cases(packed, actor=actor)
    pass_to(cases=packed, place=Place.courier(carrier_id), actor=actor, at=at, bag=bag)
    note = f"пакет {bag_number_formatted(bag.number)}, кур'єр {carrier_name}"
    for case in packed:
        for step in rules.steps_on_departure(
            case.state, to_provider=is_first and bag.destination_provider_id is not None
        ):
            cases.record_step(
                case=case, step=step, actor=_recorder(actor, case), at=at, point=bag.origin_point,
                organisation=bag.destination_provider, note=note,
            )  # fmt: skip
    record(bag, "taken", actor=actor, at=at, courier=carrier_id)
    return bag


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What the receiver says of the bag as a whole."""

    seal_was_intact: bool
    note: str = ""
    receiver_name: str = ""


@transaction.atomic
def receive_bag(*, bag: Bag, findings: Sequence[Finding], receipt: Receipt, actor: Actor, at: datetime) -> Differences:
    """Open a bag and count: every expected case is here, missing or damaged, and what was not expected is extra.

    Custody moves for what really came. Missing papers stay with the sender or the courier, as the finding names,
    else by the seal. The same receipt sent twice changes nothing.

    Refusals: BagNotFound, NotYourBag, MoveNotAllowed, ItemsNotChecked, DamageNeedsNote, SealNeedsNote,
    ReceiverMissing, DeskRecordsDifferences, ExtraUnknown.
    """
    lock_bag(bag, actor=actor)
    policies.require_may_receive(actor, bag, on=clock.today(at))
    items = {item.case.number: item for item in queries.items_of(bag)}
    if bag.state == BagState.RECEIVED and bag.received_by_id == actor.user_id:
        return _differences_kept(items)
    require_move(bag, BagMove.RECEIVE)
    told = rules.with_extras_told(items, findings)
    _require_complete(bag, told, receipt, expected=list(items), actor=actor)
    extras = _extras(bag, [each.number for each in told if each.state == ItemState.EXTRA])
    counted = [item.case for item in (*items.values(), *extras.values())]
    cases.lock_cases(counted, actor=actor)
    _keep_findings({**items, **extras}, told, bag=bag, receipt=receipt)
    _close(bag, receipt, actor=actor, at=at)
    note_received(bag, at=at)
    for finding in told:
        item = items.get(finding.number) or extras[finding.number]
        if finding.state == ItemState.MISSING:
            _miss(item, bag, actor=actor, at=at)
        else:
            _arrive(item, bag, actor=actor, at=at)
    found = rules.differences(told)
    if found.any or not receipt.seal_was_intact:
        bag.discrepancy = keep_discrepancy(bag=bag, items=[*items.values(), *extras.values()], actor=actor, at=at)
        save(bag, "discrepancy")
    record(
        bag, "received", actor=actor, at=at, seal_was_intact=receipt.seal_was_intact, missing=list(found.missing),
        extra=list(found.extra), damaged=list(found.damaged),
    )  # fmt: skip
    return found


def _require_complete(
    bag: Bag, told: Sequence[Finding], receipt: Receipt, *, expected: Sequence[str], actor: Actor
) -> None:
    unchecked = rules.unchecked(expected, told)
    if unchecked:
        raise ItemsNotChecked(numbers=", ".join(unchecked))
    for finding in told:
        if finding.state == ItemState.DAMAGED and not clean(finding.note):
            raise DamageNeedsNote(number=finding.number)
    if not receipt.seal_was_intact and not clean(receipt.note):
        raise SealNeedsNote
    if bag.destination_point_id is not None or policies.speaks_for(actor, bag.destination_provider_id):
        return
    if not clean(receipt.receiver_name):
        raise ReceiverMissing
    if actor.role not in policies.DESK and (rules.differences(told).any or not receipt.seal_was_intact):
        raise DeskRecordsDifferences


def _extras(bag: Bag, numbers: Sequence[str]) -> dict[str, BagItem]:
    known = Case.objects.filter(hromada_id=bag.hromada_id, number__in=numbers).select_related("service", "provider")
    found = {case.number: case for case in known.order_by("pk")}
    for number in numbers:
        if number not in found:
            raise ExtraUnknown(number=number)
    return {
        number: BagItem(
            hromada_id=bag.hromada_id, bag=bag, case=case, sheets=sheets_of(case), state=ItemState.EXTRA
        )
        for number, case in found.items()
    }  # fmt: skip


def _keep_findings(items: Mapping[str, BagItem], told: Sequence[Finding], *, bag: Bag, receipt: Receipt) -> None:
    by_seal = rules.missing_stays_with(
        seal_was_intact=receipt.seal_was_intact, has_courier=bag.state == BagState.ON_THE_WAY
    )
    for finding in told:
        item = items[finding.number]
        item.state, item.note = finding.state, clean(finding.note)[:300]
        if finding.state == ItemState.MISSING:
            item.stays_with = _answers(finding.stays_with or by_seal, bag)
        item.save()


def _answers(named: MissingWith, bag: Bag) -> MissingWith:
    """A bag nobody carried leaves missing papers with the sender only."""
    return named if bag.state == BagState.ON_THE_WAY else MissingWith.SENDER


def _close(bag: Bag, receipt: Receipt, *, actor: Actor, at: datetime) -> None:
    bag.state, bag.received_at, bag.received_by_id = BagState.RECEIVED, at, actor.user_id
    bag.seal_was_intact, bag.receipt_note = receipt.seal_was_intact, clean(receipt.note)[:300]
    bag.receiver_name = clean(receipt.receiver_name)[:200] or actor.name[:200]
    save(bag, "state", "received_at", "received_by", "seal_was_intact", "receipt_note", "receiver_name")


def _arrive(item: BagItem, bag: Bag, *, actor: Actor, at: datetime) -> None:
    """The papers were seen: custody moves, whoever held them by the book."""
    case = item.case
    pass_to(cases=[case], place=bag.destination, actor=actor, at=at, bag=bag, receiver_name=bag.receiver_name)
    steps = rules.steps_on_arrival(
        case.state,
        at_provider=bag.destination_provider_id is not None,
        from_provider=bag.origin_provider_id is not None,
        may_accept=policies.speaks_for(actor, bag.destination_provider_id),
    )
    for step in steps:
        _record_arrival(item, bag, step, actor=actor, at=at)


def _record_arrival(item: BagItem, bag: Bag, step: Step, *, actor: Actor, at: datetime) -> None:
    words = [f"пакет {bag_number_formatted(bag.number)}"]
    if item.state != ItemState.PRESENT:
        words.append(str(ItemState(item.state).label))
    note = "; ".join(filter(None, (*words, item.note)))
    recorder = _recorder(actor, item.case)
    if step == Step.RETURNED:
        cases.receive_result(case=item.case, actor=recorder, at=at, point=bag.destination_point, note=note)
        return
    cases.record_step(
        case=item.case, step=step, actor=recorder, at=at, point=bag.destination_point,
        organisation=bag.destination_provider, note=note,
    )  # fmt: skip


def _miss(item: BagItem, bag: Bag, *, actor: Actor, at: datetime) -> None:
    """Papers that did not come stay where the finding says, unless they turned up elsewhere meanwhile."""
    holding = queries.where_is(item.case)
    carried = bag.taken_by_id is not None and holding.place == Place.courier(bag.taken_by_id)
    if carried and item.stays_with == MissingWith.SENDER:
        pass_to(cases=[item.case], place=bag.origin, actor=actor, at=at)
    words = f"не виявлено в пакеті {bag_number_formatted(bag.number)}; лишилося {MissingWith(item.stays_with).label}"
    cases.record_step(
        case=item.case, step=Step.NOTE, actor=_recorder(actor, item.case), at=at, point=bag.destination_point,
        organisation=bag.destination_provider, note="; ".join(filter(None, (words, item.note))),
    )  # fmt: skip


def _recorder(actor: Actor, case: Case) -> Actor:
    """A provider that finds another body's papers in its bag writes of them, and still reads nothing of them."""
    if actor.role == Role.PROVIDER and case.provider_id != actor.organisation_id:
        return Actor(user_id=actor.user_id, name=actor.name, role="system", hromada_code=actor.hromada_code)
    return actor


def _differences_kept(items: Mapping[str, BagItem]) -> Differences:
    return rules.differences(
        Finding(number=number, state=ItemState(item.state), note=item.note) for number, item in items.items()
    )

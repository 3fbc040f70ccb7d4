"""Filling a bag: opened, filled, sealed, and unsealed when something was forgotten."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum

from vikno.accounts.models import Organisation
from vikno.audit import services as audit
from vikno.cases import services as cases
from vikno.cases.enums import OVER, CaseState, Step
from vikno.cases.models import Case, CasePaper
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.consignments import policies, queries, rules
from vikno.consignments.enums import BagMove, BagState, ItemState, PaperMode
from vikno.consignments.errors import (
    AlreadyInBag,
    BagIsClosed,
    BagIsEmpty,
    BagIsFull,
    BagNotFound,
    CaseIsOver,
    DestinationNotOurs,
    MoveNotAllowed,
    NotToBeForwarded,
    PapersAreLost,
    PapersElsewhere,
    PaperStays,
    ReasonMissing,
    SameOriginAndDestination,
    SealInUse,
    SealMissing,
    WrongProvider,
)
from vikno.consignments.models import Bag, BagItem, BagSeries
from vikno.consignments.rules import bag_number_formatted
from vikno.consignments.services.manifests import keep_manifest
from vikno.network.models import Point
from vikno.network.services import take_number

_MAY_CHANGE = (
    *("state", "seal", "manifest_id", "sealed_at", "sealed_by_id", "taken_at", "taken_by_id"),
    *("received_at", "received_by_id", "receiver_name", "seal_was_intact", "receipt_note"),
)
End = Point | Organisation
_DECIDED = frozenset(
    {CaseState.DECIDED, CaseState.RESULT_RECEIVED, CaseState.NOTIFIED, CaseState.UNCLAIMED, CaseState.WITHDRAWN}
)
MOST_IN_A_BAG = 100  # a manifest of six pages, and a receipt that a person can still check


@transaction.atomic
def open_bag(*, actor: Actor, at: datetime, origin: End, destination: End) -> Bag:
    """Begin a bag; the one already open on the same way is given back instead of a second.

    Refusals: NotYourPoint, SameOriginAndDestination, DestinationNotOurs, NetworkHasNoNumber, NumbersExhausted.
    """
    bag, is_new = _begun(actor=actor, at=at, origin=origin, destination=destination)
    if is_new:
        record(bag, "opened", actor=actor, at=at)
    return bag


@transaction.atomic
def add_case_to_bag(*, bag: Bag, case: Case, actor: Actor, at: datetime) -> BagItem:
    """Put the papers of a case into an open bag; a second time nothing happens.

    Refusals: BagNotFound, NotYourBag, BagIsClosed, BagIsFull, CaseIsOver, PapersElsewhere, AlreadyInBag,
    PapersAreLost, PaperStays, WrongProvider, NotToBeForwarded.
    """
    lock_bag(bag, actor=actor)
    policies.require_may_pack(actor, bag, on=clock.today(at))
    _require_open(bag)
    cases.lock_cases([case], actor=actor)
    return _put(bag, case, actor=actor, at=at)


@transaction.atomic
def pack_cases(
    *,
    packed: Sequence[Case],
    origin: End,
    destination: End,
    actor: Actor,
    at: datetime,
) -> Bag:
    """Put papers into the open bag of a way, begun if there is none. Refusals: of `open_bag` and `add_case_to_bag`."""
    bag, is_new = _begun(actor=actor, at=at, origin=origin, destination=destination)
    lock_bag(bag, actor=actor)
    # Bags, then cases, then the journal: whoever asked in another order would wait for somebody who waits for them.
    cases.lock_cases(packed, actor=actor)
    if is_new:
        record(bag, "opened", actor=actor, at=at)
    for case in packed:
        _put(bag, case, actor=actor, at=at)
    return bag


def _begun(*, actor: Actor, at: datetime, origin: End, destination: End) -> tuple[Bag, bool]:
    """The open bag of a way, and whether it was made now."""
    _require_origin(actor, origin, at=at)
    if origin == destination:
        raise SameOriginAndDestination
    _require_destination(destination, actor=actor, at=at)
    year = clock.today(at).year
    _lock_series(actor.hromada_code, year=year)
    way = {**_end("origin", origin), **_end("destination", destination)}
    bag = Bag.objects.filter(hromada_id=actor.hromada_code, state=BagState.OPEN, **way).first()
    if bag is not None:
        return bag, False
    number = _bag_number(actor.hromada_code, year=year)
    made = Bag.objects.create(
        hromada_id=actor.hromada_code, number=number, opened_at=at, opened_by_id=actor.user_id, **way
    )
    return made, True


def _put(bag: Bag, case: Case, *, actor: Actor, at: datetime) -> BagItem:
    """Both rows are locked."""
    inside = BagItem.objects.filter(bag=bag, case=case).first()
    if inside is not None:
        return inside
    if BagItem.objects.filter(bag=bag).count() >= MOST_IN_A_BAG:
        raise BagIsFull(bag=bag_number_formatted(bag.number), most=MOST_IN_A_BAG)
    _require_may_travel(case, bag, at=at)
    item = BagItem.objects.create(hromada_id=bag.hromada_id, bag=bag, case=case, sheets=sheets_of(case))
    record(bag, "case_added", actor=actor, at=at, case=case.number)
    return item


@transaction.atomic
def remove_case(*, bag: Bag, case: Case, actor: Actor, at: datetime) -> None:
    """Take the papers of a case out of an open bag; a second time nothing happens.

    Refusals: BagNotFound, NotYourBag, BagIsClosed.
    """
    lock_bag(bag, actor=actor)
    policies.require_may_pack(actor, bag, on=clock.today(at))
    _require_open(bag)
    removed, _ = BagItem.objects.filter(bag=bag, case=case).delete()
    if removed:
        record(bag, "case_removed", actor=actor, at=at, case=case.number)


@transaction.atomic
def seal_bag(*, bag: Bag, seal: str, actor: Actor, at: datetime) -> Bag:
    """Close the bag with a numbered seal, keep its manifest, tell each case; the same seal again changes nothing.

    Refusals: BagNotFound, NotYourBag, MoveNotAllowed, SealMissing, SealInUse, BagIsEmpty, PapersElsewhere.
    """
    seal = clean(seal)[:40]
    lock_bag(bag, actor=actor)
    policies.require_may_pack(actor, bag, on=clock.today(at))
    if bag.state == BagState.SEALED and bag.seal == seal:
        return bag
    require_move(bag, BagMove.SEAL)
    items = list(queries.items_of(bag))
    if not items:
        raise BagIsEmpty(bag=bag_number_formatted(bag.number))
    _require_seal_free(seal, bag)
    packed = [item.case for item in items]
    cases.lock_cases(packed, actor=actor)
    _require_here(packed, bag)
    bag.state, bag.seal, bag.sealed_at, bag.sealed_by_id = BagState.SEALED, seal, at, actor.user_id
    bag.manifest = keep_manifest(bag=bag, items=items, actor=actor, at=at)
    save(bag, "state", "seal", "sealed_at", "sealed_by", "manifest")
    for case in packed:
        step = Step.NOTE if case.state in OVER else Step.BAGGED
        cases.record_step(
            case=case, step=step, actor=actor, at=at, point=bag.origin_point, organisation=bag.origin_provider,
            note=f"пакет {bag_number_formatted(bag.number)}, пломба {seal}",
        )  # fmt: skip
    record(bag, "sealed", actor=actor, at=at, seal=seal, cases=len(items))
    return bag


@transaction.atomic
def unseal_bag(*, bag: Bag, reason: str, actor: Actor, at: datetime) -> Bag:
    """Open a sealed bag again at its origin, for a reason; its manifest stays in the archive.

    Refusals: BagNotFound, NotYourBag, MoveNotAllowed, ReasonMissing.
    """
    if not clean(reason):
        raise ReasonMissing
    lock_bag(bag, actor=actor)
    policies.require_may_pack(actor, bag, on=clock.today(at))
    require_move(bag, BagMove.UNSEAL)
    _require_no_other_open(bag)
    broken, bag.seal, bag.state = bag.seal, "", BagState.OPEN
    save(bag, "state", "seal")
    record(bag, "unsealed", actor=actor, at=at, seal=broken, reason=clean(reason)[:200])
    return bag


def lock_bag(bag: Bag, *, actor: Actor) -> None:
    """Take the row of a bag to the end of the transaction and read what others may have changed."""
    now = Bag.objects.select_for_update(of=("self",)).filter(pk=bag.pk, hromada_id=actor.hromada_code).first()
    if now is None:
        raise BagNotFound
    for name in (
        "state",
        "seal",
        "sealed_at",
        "sealed_by_id",
        "taken_at",
        "taken_by_id",
        "received_by_id",
        "manifest_id",
    ):
        setattr(bag, name, getattr(now, name))


def require_move(bag: Bag, move: BagMove) -> BagState:
    reached = rules.state_after(bag.state, move)
    if reached is None:
        raise MoveNotAllowed(
            bag=bag_number_formatted(bag.number), state=BagState(bag.state).label, move=BagMove(move).label
        )
    return reached


def sheets_of(case: Case) -> int:
    """Sheets that travel: originals shown and electronic copies do not."""
    papers = CasePaper.objects.filter(case=case, evidence_form__in=rules.TRAVELS_ON_PAPER)
    return min(papers.aggregate(total=Sum("sheets"))["total"] or 0, 32_767)


def _require_origin(actor: Actor, origin: End, *, at: datetime) -> None:
    if isinstance(origin, Point):
        policies.require_works_at(actor, origin, on=clock.today(at))
    elif not policies.speaks_for(actor, origin.pk):
        raise BagNotFound


def _require_destination(destination: End, *, actor: Actor, at: datetime) -> None:
    if isinstance(destination, Point):
        ours = destination.hromada_id == actor.hromada_code
    else:
        ours = queries.providers_to_send(actor.hromada_code, on=clock.today(at)).filter(pk=destination.pk).exists()
    if not ours:
        raise DestinationNotOurs


def _require_may_travel(case: Case, bag: Bag, *, at: datetime) -> None:
    """The papers are here, free, and the destination has to do with them."""
    if case.hromada_id != bag.hromada_id:
        raise BagNotFound
    if case.state in OVER:
        raise CaseIsOver(number=case.number)
    other = BagItem.objects.filter(case=case, state=ItemState.EXPECTED).select_related("bag").first()
    if other is not None:
        raise AlreadyInBag(number=case.number, bag=bag_number_formatted(other.bag.number))
    if queries.open_loss(case) is not None:
        raise PapersAreLost(number=case.number)
    _require_here([case], bag)
    undecided = case.state not in (CaseState.RESULT_RECEIVED, CaseState.NOTIFIED)
    if undecided and queries.mode_of(case, on=clock.today(at)).mode == PaperMode.PAPER_STAYS:
        raise PaperStays(number=case.number)
    if bag.destination_provider_id is None:
        return
    if case.provider_id != bag.destination_provider_id:
        raise WrongProvider(number=case.number, provider=str(case.provider or "—"))
    if case.state in _DECIDED:
        raise NotToBeForwarded(number=case.number, state=CaseState(case.state).label)


def _require_here(packed: list[Case], bag: Bag) -> None:
    for pk, holding in queries.holdings_of(packed).items():
        if holding.place != bag.origin:
            number = next(case.number for case in packed if case.pk == pk)
            raise PapersElsewhere(number=number, holder=f"{holding.kind_label} {holding.name}".strip())


def _require_open(bag: Bag) -> None:
    if bag.state != BagState.OPEN:
        raise BagIsClosed(bag=bag_number_formatted(bag.number))


def _require_seal_free(seal: str, bag: Bag) -> None:
    if not seal:
        raise SealMissing
    travelling = [BagState.SEALED, BagState.ON_THE_WAY]
    other = Bag.objects.filter(hromada_id=bag.hromada_id, seal=seal, state__in=travelling).exclude(pk=bag.pk).first()
    if other is not None:
        raise SealInUse(seal=seal, bag=bag_number_formatted(other.number))


def _require_no_other_open(bag: Bag) -> None:
    other = Bag.objects.filter(
        hromada_id=bag.hromada_id, state=BagState.OPEN, origin_point_id=bag.origin_point_id,
        origin_provider_id=bag.origin_provider_id, destination_point_id=bag.destination_point_id,
        destination_provider_id=bag.destination_provider_id,
    ).first()  # fmt: skip
    if other is not None:
        raise MoveNotAllowed(
            bag=bag_number_formatted(bag.number), state=BagState(bag.state).label, move=BagMove.UNSEAL.label
        )


def _end(side: str, place: End) -> dict[str, End | None]:
    is_point = isinstance(place, Point)
    return {f"{side}_point": place if is_point else None, f"{side}_provider": None if is_point else place}


def _lock_series(hromada_code: str, *, year: int) -> None:
    """Bags of a hromada begin one after another: two of one way would each believe there is none."""
    BagSeries.objects.bulk_create([BagSeries(hromada_id=hromada_code, year=year)], ignore_conflicts=True)
    BagSeries.objects.select_for_update().get(hromada_id=hromada_code, year=year)


def _bag_number(hromada_code: str, *, year: int) -> str:
    taken = take_number(BagSeries, hromada_code=hromada_code, year=year, last=rules.LAST_BAG_IN_A_YEAR)
    return rules.bag_number(year=year, network=taken.network, sequence=taken.sequence)


def save(bag: Bag, *fields: str) -> None:
    bag.save(update_fields=fields)


def record(bag: Bag, what: str, *, actor: Actor, at: datetime, **facts: Any) -> None:
    """The trace of an act on a bag in the journal, and its word in the outbox."""
    said = {"number": bag.number, "state": str(bag.state), **facts}
    audit.record(actor=actor, action=f"bag.{what}", subject=bag, at=at, hromada_code=bag.hromada_id, facts=said)
    audit.announce(topic=f"bag.{what}", payload={"number": bag.number}, hromada_code=bag.hromada_id)

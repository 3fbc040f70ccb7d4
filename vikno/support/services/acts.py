"""The handover act: drafted from what has come, filled in, issued, signed once by each side, put on the books."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q, Sum

from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.support import policies, rules
from vikno.support.enums import ActMove, ActState, Side
from vikno.support.errors import (
    InventoryMissing,
    LinesDoNotAddUp,
    LinesFrozen,
    MoveNotAllowed,
    NothingToHandOver,
    NotInForce,
    SerialMissing,
    SerialTaken,
    TooManyLines,
)
from vikno.support.frozen import act_values, digest
from vikno.support.models import ActLine, ActSignature, ActStep, AllocationLine, HandoverAct, Memorandum
from vikno.support.services.common import held, record, short, who

SIDES = {ActMove.SIGN_AS_GIVER: Side.PROGRAMME, ActMove.SIGN_AS_RECEIVER: Side.HROMADA}
# Moves of this module; inspections and departures have services of their own (`assets`).
SIMPLE = frozenset(
    {ActMove.ISSUE, ActMove.WITHDRAW, ActMove.DROP, ActMove.SIGN_AS_GIVER, ActMove.SIGN_AS_RECEIVER, ActMove.USE}
)


@dataclass(frozen=True, kw_only=True)
class LineFacts:
    serial: str
    place: str


@transaction.atomic
def draft_act(*, memorandum: Memorandum, actor: Actor, at: datetime, is_demo: bool = False) -> HandoverAct:
    """A draft of everything that has come whole and is in no act yet; each serial thing is a line of its own.

    Refusals: NoSuchThing, NotYourMove, NothingToHandOver, TooManyLines.
    """
    policies.require_may_run(actor, memorandum)
    one = held(memorandum)
    waiting = to_hand_over(one)
    if not waiting:
        raise NothingToHandOver
    act = HandoverAct.objects.create(
        **one.sides, memorandum=one, number=f"{one.number}-{one.acts.count() + 1}"[:40], drafted_at=at,
        drafted_by_name=actor.name, is_demo=is_demo,
    )  # fmt: skip
    lines = [line for each in waiting for line in _lines_of(act, each)]
    if len(lines) > rules.MOST_LINES:
        raise TooManyLines(most=rules.MOST_LINES)
    for order, line in enumerate(lines, start=1):
        line.order = order
    ActLine.objects.bulk_create(lines)
    record(actor, "act.drafted", act, at=at, number=act.number, lines=len(lines))
    return act


@transaction.atomic
def write_lines(*, act: HandoverAct, lines: Mapping[int, LineFacts], actor: Actor, at: datetime) -> int:
    """Serial numbers and places of a draft, by the key of the line. Refusals: NoSuchThing, NotYourMove, LinesFrozen,
    SerialTaken.
    """
    policies.require_may_run(actor, act)
    one = held(act)
    if one.state != ActState.DRAFT:
        raise LinesFrozen
    for serial in rules.doubles(short(facts.serial, 80) for facts in lines.values()):
        raise SerialTaken(serial=serial)
    changed = [line for line in one.lines.all() if line.pk in lines and _differs(line, lines[line.pk])]
    _require_free(one, changed)
    try:
        with transaction.atomic():
            # First empty, then filled: two lines may exchange their numbers.
            one.lines.filter(pk__in=[line.pk for line in changed]).update(serial_in_use="")
            ActLine.objects.bulk_update(changed, ["serial", "serial_in_use", "place"])
    except IntegrityError as error:
        raise SerialTaken(serial="") from error
    record(actor, "act.written", one, at=at, number=one.number, lines=len(changed))
    return len(changed)


@transaction.atomic
def move_act(*, act: HandoverAct, move: ActMove, actor: Actor, at: datetime, exception: str = "") -> ActStep:
    """Issue, withdraw, drop, sign, begin to use: one press for all lines.

    Refusals: NoSuchThing, NotYourMove, MoveNotAllowed, SerialMissing, LinesDoNotAddUp, NotInForce.
    """
    policies.require_may_move(actor, act, rules.ACT_BY[move])
    one = held(act)
    state = after(one, move) if move in SIMPLE else None
    if state is None:
        raise MoveNotAllowed(state=one.get_state_display())
    if move == ActMove.ISSUE:
        _issue(one, exception=exception, at=at)
    elif move == ActMove.WITHDRAW:
        one.issued_at, one.sha256, one.exception = None, "", ""
    elif move == ActMove.DROP:
        one.lines.update(serial_in_use="")
    elif move in SIDES:
        ActSignature.objects.create(
            **one.sides, act=one, side=SIDES[move], sha256=one.sha256, name=actor.name, role=actor.role, at=at
        )
    return step(one, move, state, actor=actor, at=at, words=one.exception if move == ActMove.ISSUE else "")


@transaction.atomic
def register_inventory(*, act: HandoverAct, numbers: Mapping[int, str], actor: Actor, at: datetime) -> ActStep:
    """Inventory numbers of every line, by its key, at once. Refusals: NoSuchThing, NotYourMove, MoveNotAllowed,
    InventoryMissing.
    """
    policies.require_may_keep(actor, act)
    one = held(act)
    state = after(one, ActMove.REGISTER)
    if state is None:
        raise MoveNotAllowed(state=one.get_state_display())
    lines = list(one.lines.all())
    for line in lines:
        line.inventory_number = short(numbers.get(line.pk, ""), 80)
    missing = [str(line.order) for line in lines if not line.inventory_number]
    if missing:
        raise InventoryMissing(places=", ".join(missing[:20]))
    ActLine.objects.bulk_update(lines, ["inventory_number"])
    return step(one, ActMove.REGISTER, state, actor=actor, at=at)


def after(act: HandoverAct, move: ActMove) -> str | None:
    return rules.ACT.get((act.state, move))


def step(act: HandoverAct, move: ActMove, state: str, *, actor: Actor, at: datetime, words: str = "") -> ActStep:
    """Move the held act and write the step."""
    act.state = state
    act.save(update_fields=["state", "issued_at", "sha256", "exception"])
    made = ActStep.objects.create(
        **act.sides, act=act, move=move, state_after=state, words=short(words), **who(actor, at)
    )
    record(actor, f"act.{move.value}", act, at=at, number=act.number, state=state, sha256=act.sha256)
    return made


def to_hand_over(memorandum: Memorandum) -> list[AllocationLine]:
    """Allocations that have come whole and are in no live act."""
    in_acts = ActLine.objects.filter(memorandum_filter(memorandum)).exclude(act__state=ActState.DROPPED)
    found = AllocationLine.objects.filter(memorandum=memorandum).select_related("item").order_by("pk")
    come = found.exclude(pk__in=in_acts.values("allocation")).annotate(come=Sum("deliveries__quantity"))
    return [each for each in come if (each.come or 0) >= each.quantity]


def memorandum_filter(memorandum: Memorandum) -> Q:
    return Q(act__memorandum=memorandum, organisation_id=memorandum.organisation_id)


def _issue(one: HandoverAct, *, exception: str, at: datetime) -> None:
    lines = list(one.lines.select_related("item").order_by("order"))
    _require_serials(lines)
    _require_sums(lines)
    if not short(exception) and not one.memorandum.is_in_force(today(at)):
        raise NotInForce
    one.exception, one.issued_at, one.sha256 = short(exception, 300), at, digest(act_values(one, lines))


def _lines_of(act: HandoverAct, allocation: AllocationLine) -> list[ActLine]:
    parts = [1] * allocation.quantity if allocation.item.needs_serial else [allocation.quantity]
    # One more than allowed is enough to refuse: nobody makes ten thousand lines to say no.
    return [
        ActLine(
            **act.sides, act=act, allocation=allocation, item=allocation.item, name=allocation.item.name,
            place=allocation.place, quantity=quantity, unit_value=allocation.unit_value, currency=allocation.currency,
            rate=allocation.rate, rate_on=allocation.rate_on,
        )
        for quantity in parts[: rules.MOST_LINES + 1]
    ]  # fmt: skip


def _differs(line: ActLine, facts: LineFacts) -> bool:
    serial, place = short(facts.serial, 80), short(facts.place, 300) or line.place
    changed = (line.serial, line.place) != (serial, place)
    line.serial, line.serial_in_use, line.place = serial, serial, place
    return changed


def _require_free(act: HandoverAct, changed: Sequence[ActLine]) -> None:
    others = ActLine.objects.filter(
        organisation_id=act.organisation_id, serial_in_use__in=[line.serial for line in changed if line.serial]
    ).exclude(act=act)  # fmt: skip
    taken = set(others.values_list("item", "serial_in_use"))
    for line in changed:
        if (line.item_id, line.serial) in taken:
            raise SerialTaken(serial=line.serial)


def _require_serials(lines: Sequence[ActLine]) -> None:
    places = rules.without_serial([_counted(line) for line in lines])
    if places:
        raise SerialMissing(places=", ".join(map(str, places[:20])))


def _require_sums(lines: Sequence[ActLine]) -> None:
    allocations = AllocationLine.objects.filter(pk__in={line.allocation_id for line in lines}).select_related("item")
    wanted = {
        each.pk: rules.Wanted(name=each.item.name, quantity=each.quantity, delivered=each.come or 0)
        for each in allocations.annotate(come=Sum("deliveries__quantity"))
    }
    short_items = rules.short_of(wanted, [_counted(line) for line in lines])
    if short_items or not lines:
        raise LinesDoNotAddUp(items=", ".join(short_items))


def _counted(line: ActLine) -> rules.Line:
    return rules.Line(
        allocation=line.allocation_id, quantity=line.quantity, serial=line.serial, needs_serial=line.item.needs_serial
    )

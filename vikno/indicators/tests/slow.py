"""Counts made record by record, slowly, without the code that is tested."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

from tests import factories as make
from vikno.appointments.models import Booking
from vikno.cases.enums import Step
from vikno.cases.models import Case, Decision
from vikno.common.clock import KYIV, midnight, today
from vikno.consignments.enums import HolderKind, ItemState
from vikno.continuity.models import InterruptionPoint
from vikno.feedback.models import Answer
from vikno.indicators.models import PlannedDay
from vikno.network.models import PointStatus
from vikno.payments.models import Bill, Cancellation
from vikno.queue.models import Call, Consultation, NumberBlock, QueuePause, Ticket

HOME = make.OWN
GIVING = (Step.ISSUED, Step.POSTED)
type Counted = Counter[tuple[Any, ...]]
type Add = Callable[..., None]


def slow(at: dt.datetime) -> Counted:
    """By point, day, fact, parts and bucket: how many, and the total of them, apart."""
    found: Counted = Counter()

    def add(point: int, day: dt.date, fact: str, *parts: str, bucket: int | None = None, total: int = 0) -> None:
        key = (point, day, fact, *[*parts, "", "", ""][:3], bucket)
        found[(*key, "n")] += 1
        found[(*key, "total")] += total

    _add_cases(add)
    _add_money(add)
    for ticket in Ticket.objects.filter(hromada_id=HOME):
        _add_ticket(ticket, add)
    for one in Consultation.objects.filter(hromada_id=HOME, cancelled_at=None):
        add(one.point_id, one.day, "talked", one.topic, one.channel)
    for booking in Booking.objects.filter(hromada_id=HOME):
        add(booking.point_id, today(booking.starts_at), "booked", str(booking.service_id), booking.state)
    for answer in Answer.objects.filter(hromada_id=HOME):
        add(answer.point_id, today(answer.answered_at), "answered", bucket=answer.score)
        for tag in answer.tags:
            add(answer.point_id, today(answer.answered_at), "tagged", tag)
    _add_calls(add)
    for touch in InterruptionPoint.objects.filter(hromada_id=HOME).select_related("interruption"):
        _add_outage(touch, add, at=at)
    for plan in PlannedDay.objects.filter(hromada_id=HOME):
        _add_plan(plan, add)
    return Counter({key: count for key, count in found.items() if count})


def _add_ticket(ticket: Ticket, add: Add) -> None:
    add(ticket.point_id, ticket.day, "tickets", ticket.purpose, ticket.state)
    if is_offline(ticket):
        add(ticket.point_id, ticket.day, "offline")
    if ticket.priority is not None:
        add(ticket.point_id, ticket.day, "preferred", ticket.priority.code)


def _add_cases(add: Add) -> None:
    cases = list(Case.objects.filter(hromada_id=HOME).prefetch_related("steps"))
    for case in cases:
        _add_case(case, add)
        _add_repeat(case, cases, add)
        _add_papers(case, add)
    for point, day in {(case.point_id, today(case.registered_at)) for case in cases}:
        same = [one for one in cases if (one.point_id, today(one.registered_at)) == (point, day)]
        for _person in {one.registrar_id or one.officer_id for one in same}:
            add(point, day, "worked")


def _add_case(case: Case, add: Add) -> None:
    service, days = str(case.service_id), today(case.registered_at)
    add(case.point_id, days, "registered", service, case.intake_channel)
    steps = sorted(case.steps.all(), key=lambda step: (step.happened_at, step.pk))
    given = next((step for step in steps if step.step in GIVING), None)
    if given is not None:
        add(case.point_id, today(given.happened_at), "given", service, bucket=(today(given.happened_at) - days).days)
    for step in steps:
        if step.step in (Step.WITHOUT_MOTION, Step.WITHDRAWN):
            name = "halted" if step.step == Step.WITHOUT_MOTION else "withdrawn"
            add(case.point_id, today(step.happened_at), name, service)
    decision = Decision.objects.filter(case=case).first()
    if decision is not None:
        late = max((decision.decided_on - case.due_on).days, 0) if case.due_on else None
        provider = str(case.provider_id or "")
        add(case.point_id, decision.decided_on, "decided", service, decision.outcome, provider, bucket=late)


def _add_repeat(case: Case, cases: list[Case], add: Add) -> None:
    for sooner in cases:
        is_same = (sooner.applicant_id, sooner.service_id) == (case.applicant_id, case.service_id)
        is_before = (sooner.registered_at, sooner.pk) < (case.registered_at, case.pk)
        if is_same and is_before and today(case.registered_at) - today(sooner.registered_at) <= dt.timedelta(days=90):
            add(case.point_id, today(case.registered_at), "repeated", str(case.service_id))
            return


def _add_papers(case: Case, add: Add) -> None:
    service = str(case.service_id)
    reached = sorted(case.custody.filter(holder_kind=HolderKind.PROVIDER), key=lambda one: (one.since, one.pk))
    if reached:
        day = today(reached[0].since)
        days = (day - today(case.registered_at)).days
        add(case.point_id, day, "travelled", service, str(reached[0].organisation_id), bucket=days)
    for item in case.bag_items.exclude(state=ItemState.EXPECTED).select_related("bag"):
        if item.bag.received_at is not None:
            add(case.point_id, today(item.bag.received_at), "checked", service, item.state)
    for loss in case.losses.all():
        add(case.point_id, today(loss.declared_at), "lost", service, "found" if loss.found_at else "lost")


def _add_money(add: Add) -> None:
    for bill in Bill.objects.filter(hromada_id=HOME).select_related("case").prefetch_related("entries"):
        place, service = bill.case.point_id, str(bill.case.service_id)
        for line in bill.entries.all():
            add(place, line.happened_on, "paid", service, line.kind, line.channel, total=int(line.amount * 100))
        if bill.amount < bill.full_amount and not Cancellation.objects.filter(bill=bill).exists():
            add(place, bill.issued_on, "forgiven", service, total=int((bill.full_amount - bill.amount) * 100))


def _add_calls(add: Add) -> None:
    """Waits and services minute by minute: what stood still is nobody's."""
    pauses = list(QueuePause.objects.filter(hromada_id=HOME))
    for call in Call.objects.filter(hromada_id=HOME, ended_at__isnull=False).exclude(outcome="return"):
        day = call.ticket.day
        if call.ticket.issued_by != "window":
            add(call.point_id, day, "waited", bucket=_minutes(call.queued_at, call.called_at, call.point_id, pauses))
        if call.outcome in ("finish", "transfer") and call.started_at and call.ended_at:
            add(call.point_id, day, "served", bucket=_minutes(call.started_at, call.ended_at, call.point_id, pauses))


def _minutes(since: dt.datetime, until: dt.datetime, point: int, pauses: list[QueuePause]) -> int:
    seconds = (until - since).total_seconds()
    for pause in pauses:
        if pause.point_id == point:
            stood = (min(until, pause.ends_at) - max(since, pause.began_at)).total_seconds()
            seconds -= max(stood, 0)
    return int(max(seconds, 0) / 60 + 0.5)


def _add_outage(touch: InterruptionPoint, add: Add, *, at: dt.datetime) -> None:
    one = touch.interruption
    over = one.ended_at or min(one.lapses_at, at)
    day = today(one.began_at)
    while midnight(day) < over:
        begins, ends = max(one.began_at, midnight(day)), min(over, midnight(day + dt.timedelta(days=1)))
        minutes = int((ends - begins).total_seconds() // 60)
        if minutes > 0:
            add(touch.point_id, day, "stood", one.cause, total=minutes)
        day += dt.timedelta(days=1)


def is_offline(ticket: Ticket) -> bool:
    return ticket.issued_by == "kiosk" and any(
        (block.day, block.purpose, block.kiosk.point_id) == (ticket.day, ticket.purpose, ticket.point_id)
        and block.first <= ticket.number <= block.last
        for block in NumberBlock.objects.select_related("kiosk")
    )


def _add_plan(plan: PlannedDay, add: Add) -> None:
    """Each planned minute asked by itself: was the point there, and if it did not receive, why."""
    if not plan.is_known:
        add(plan.point_id, plan.day, "planned")
        return
    states = list(PointStatus.objects.filter(point_id=plan.point_id))
    touches = InterruptionPoint.objects.filter(point_id=plan.point_id, effect="closed").select_related("interruption")
    ordered = sorted(touches, key=lambda touch: (touch.interruption.began_at, touch.pk))
    minutes: Counter[str] = Counter()
    for opens, closes in plan.hours:
        moment, end = (dt.datetime.combine(plan.day, dt.time.fromisoformat(one), KYIV) for one in (opens, closes))
        while moment < end:
            minutes[_what_was(moment, states, ordered)] += 1
            moment += dt.timedelta(minutes=1)
    gone = minutes.pop("gone", 0)
    if planned := sum(minutes.values()):
        add(plan.point_id, plan.day, "planned", bucket=0, total=planned)
        add(plan.point_id, plan.day, "kept", total=minutes.pop("", 0))
        for why, lost in minutes.items():
            add(plan.point_id, plan.day, "shut", why, total=lost)
    assert gone + planned <= 24 * 60


def _what_was(moment: dt.datetime, states: list[PointStatus], touches: list[InterruptionPoint]) -> str:
    state = [one.state for one in states if one.starts_at <= moment and (one.ends_at is None or moment < one.ends_at)]
    if state and state[0] in ("destroyed", "moved"):
        return "gone"
    for touch in touches:
        one = touch.interruption
        if max(one.began_at, touch.added_at) <= moment < (one.ended_at or one.lapses_at):
            return one.cause
    return "state" if state == ["closed"] else ""

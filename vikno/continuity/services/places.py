"""A point as the interruptions in force want it: its public state, and whether its queue stands.

Called after each change; what prevails is decided anew, so one that ends leaves the other in force.
"""

from collections.abc import Sequence
from datetime import datetime

from vikno.appointments import services as appointments
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.continuity import queries, rules
from vikno.continuity.enums import Effect, StepKind
from vikno.continuity.models import Interruption, InterruptionPoint, PointHold
from vikno.continuity.services.writing import step
from vikno.network import services as network
from vikno.network.enums import Cause, PointState
from vikno.network.models import Point
from vikno.network.services import HeldFacts, Hold
from vikno.queue import queries as queue
from vikno.queue import services as queue_services
from vikno.queue.services import StandstillFacts


def settle(point: Point, *, interruption: Interruption, actor: Actor, at: datetime) -> None:
    """Put a point into the state that what is in force asks for; steps are written to `interruption`."""
    holding = queries.holding_at(point, at=at)
    _settle_services(point, holding, at=at)
    done = [_settle_state(point, holding, at=at), _settle_queue(point, holding, at=at)]
    for kind, count in filter(None, done):
        step(interruption, kind, actor=actor, at=at, point=point, count=count)


type Done = tuple[StepKind, int | None] | None


def _settle_state(point: Point, holding: Sequence[InterruptionPoint], *, at: datetime) -> Done:
    kept = PointHold.objects.select_for_update().filter(hromada_id=point.hromada_id, point=point).first()
    if kept is not None and kept.until <= at:  # its day is over: what was before goes on by itself
        kept.delete()
        kept = None
    strictest = rules.prevailing(holding)
    if strictest is None:
        return _let_go(point, kept, at=at)
    if kept is not None and (kept.is_given_up or kept.held is None):
        return None
    until = max(touch.interruption.lapses_at for touch in holding)
    made = network.hold_state(
        point_id=point.pk, facts=_facts(strictest, until=until, at=at), known=_hold(kept),
        actor=Actor.system(point.hromada_id or ""), at=at,
    )  # fmt: skip
    _keep(point, kept, made)
    return (StepKind.STATE_SET if made else StepKind.STATE_LEFT), None


def _let_go(point: Point, kept: PointHold | None, *, at: datetime) -> Done:
    if kept is None:
        return None
    hold, is_back = _hold(kept), False
    if hold is not None and not kept.is_given_up:
        is_back = network.release_state(
            point_id=point.pk, known=hold, actor=Actor.system(point.hromada_id or ""), at=at
        )
    kept.delete()
    return (StepKind.STATE_BACK if is_back else StepKind.STATE_LEFT), None


def _settle_services(point: Point, holding: Sequence[InterruptionPoint], *, at: datetime) -> None:
    """Of a service that is not given nobody books a time here before its interruption is expected to be over."""
    until: dict[int, datetime] = {}
    for service, one in queries.services_stopped(touch.interruption for touch in holding):
        ends_at = one.expected_until or one.lapses_at
        until[service] = max(until.get(service, ends_at), ends_at)
    appointments.stop_services(point=point, until=until, actor=Actor.system(point.hromada_id or ""), at=at)


def _hold(kept: PointHold | None) -> Hold | None:
    return None if kept is None or kept.held is None else Hold(held=kept.held, resumes=kept.resumes)


def _keep(point: Point, kept: PointHold | None, made: Hold | None) -> None:
    if made is not None:
        facts = {"held": made.held, "resumes": made.resumes, "until": made.held.ends_at}
        PointHold.objects.update_or_create(point=point, defaults={"hromada_id": point.hromada_id or "", **facts})
    elif kept is not None:
        kept.is_given_up = True
        kept.save(update_fields=["is_given_up"])


def _facts(touch: InterruptionPoint, *, until: datetime, at: datetime) -> HeldFacts:
    one = touch.interruption
    notice, notice_en = _words(touch, at=at)
    ends_on = today(one.expected_until) if one.expected_until else None
    return HeldFacts(
        state=PointState.CLOSED if touch.effect == Effect.CLOSED else PointState.RESTRICTED,
        cause=Cause(queries.cause_row(one.cause).state), reason=f"Перебій: {one}"[:500], notice=notice,
        notice_en=notice_en, until=until, expected_on=ends_on if ends_on != today(at) else None,
    )  # fmt: skip


def _words(touch: InterruptionPoint, *, at: datetime) -> tuple[str, str]:
    one = touch.interruption
    return queries.notices(one.cause, touch.effect, words=one.words, until=one.expected_until, at=at)


def _settle_queue(point: Point, holding: Sequence[InterruptionPoint], *, at: datetime) -> Done:
    system, count = Actor.system(point.hromada_id or ""), len(queue.waiting_now(point, at=at))
    stopping = [touch for touch in holding if rules.plan_of(touch.effect, has_services=False).stops_queue]
    strictest = rules.prevailing(stopping)
    if strictest is None:
        is_resumed = queue_services.resume_queue(point=point, actor=system, at=at)
        return (StepKind.QUEUE_RESUMED, count) if is_resumed else None
    was_stopped = queue.pause_in_force(queue.pauses_today(point, at=at), at=at) is not None
    words, words_en = _words(strictest, at=at)
    facts = StandstillFacts(
        ends_at=max(touch.interruption.lapses_at for touch in stopping),
        expected_until=strictest.interruption.expected_until, words=words[:300], words_en=words_en[:300],
    )  # fmt: skip
    queue_services.pause_queue(point=point, facts=facts, actor=system, at=at)
    return None if was_stopped else (StepKind.QUEUE_STOPPED, count)

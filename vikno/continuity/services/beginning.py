"""Work is interrupted: one action, everything in it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from vikno.catalogue.models import PublicService
from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.continuity import policies, queries
from vikno.continuity.enums import Cause, Effect, StepKind
from vikno.continuity.errors import AlreadyInForce, NoPoints, WordsMissing
from vikno.continuity.models import Interruption, InterruptionPoint
from vikno.continuity.services.bookings import touch_bookings
from vikno.continuity.services.places import settle
from vikno.continuity.services.registers import stop_services
from vikno.continuity.services.writing import hold_everything, lapse, record, said, step
from vikno.network.models import Point


@dataclass(frozen=True, kw_only=True)
class InterruptionFacts:
    """What has happened, where, what it does there, until when it is expected; None: till the end of the day."""

    cause: Cause
    effect: Effect
    points: Sequence[Point]
    press: UUID
    expected_until: datetime | None = None
    words: str = ""
    services: Sequence[PublicService] = field(default=())
    is_demo: bool = False


@transaction.atomic
def interrupt(*, facts: InterruptionFacts, actor: Actor, at: datetime) -> Interruption:
    """Close or restrict points, stop their queues, tell whoever is booked; the same press again: the same interruption.

    Refusals: NoPoints, NotYourPoints, WordsMissing, UntilInPast, UntilTooFar, AlreadyInForce.
    """
    policies.require_may_interrupt(actor, facts.points, at=at)
    known = policies.visible(actor).filter(press=facts.press).first()
    if known is not None:
        return known
    words, lapses_at = _sound(facts, at=at)
    doubt = timedelta(minutes=queries.cause_row(facts.cause).doubt)
    hold_everything(facts.points, until=lapses_at + doubt, at=at, services=facts.services)
    known = policies.visible(actor).filter(press=facts.press).first()  # the other half of a double press
    if known is not None:
        return known
    require_free(facts.points, facts.cause, at=at)
    made = Interruption.objects.create(
        press=facts.press, hromada_id=actor.hromada_code, cause=facts.cause, words=words, began_at=at,
        expected_until=facts.expected_until, lapses_at=lapses_at, begun_by_id=actor.user_id,
        begun_by_name=actor.name, is_demo=facts.is_demo,
    )  # fmt: skip
    step(made, StepKind.BEGAN, actor=actor, at=at)
    stop_services(made, facts.services, actor=actor, at=at)
    counts = [begin_at(made, point, facts.effect, actor=actor, at=at) for point in facts.points]
    record(
        made, "began", actor=actor, at=at, points=[point.pk for point in facts.points], effect=str(facts.effect),
        until=facts.expected_until.isoformat() if facts.expected_until else "",
        fell_away=sum(fallen for fallen, _warned in counts), in_doubt=sum(warned for _fallen, warned in counts),
    )  # fmt: skip
    return made


def begin_at(
    interruption: Interruption, point: Point, effect: Effect, *, actor: Actor, at: datetime
) -> tuple[int, int]:  # fmt: skip
    """One point: its state and queue first, then its bookings; how many fell away, how many are in doubt."""
    touch = InterruptionPoint.objects.create(
        hromada_id=interruption.hromada_id, interruption=interruption, point=point, effect=effect, added_at=at
    )
    settle(point, interruption=interruption, actor=actor, at=at)
    return touch_bookings(touch, actor=actor, at=at)


def require_free(points: Sequence[Point], cause: str, *, at: datetime) -> None:
    """The same cause does not hold a point twice. Refusals: AlreadyInForce."""
    for point in points:
        for touch in queries.holding_at(point, at=at):
            one = touch.interruption
            if one.cause == cause and cause != Cause.OTHER:
                raise AlreadyInForce(
                    cause=one, point=point.name, since=said(one.began_at), name=one.begun_by_name
                )  # fmt: skip


def _sound(facts: InterruptionFacts, *, at: datetime) -> tuple[str, datetime]:
    if not facts.points:
        raise NoPoints
    words = clean(facts.words)[:200]
    if facts.cause == Cause.OTHER and not words:
        raise WordsMissing
    return words, lapse(facts.expected_until, at=at)

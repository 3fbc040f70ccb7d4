"""What every change shares: everything held in one order, a line of what was done, a line of the journal."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from vikno.appointments import services as appointments
from vikno.audit import services as audit
from vikno.catalogue.models import PublicService
from vikno.common.actors import Actor
from vikno.common.clock import midnight, today
from vikno.continuity import rules
from vikno.continuity.enums import StepKind
from vikno.continuity.errors import AlreadyOver, UntilInPast, UntilTooFar
from vikno.continuity.models import Interruption, InterruptionStep
from vikno.network.models import Point


def hold_everything(
    points: Sequence[Point], *, until: datetime, at: datetime, services: Iterable[PublicService] = ()
) -> None:
    """Bookings, then points, then services: before the first line of the journal, whose chain is held to the end."""
    appointments.hold_span(points=points, until=until, at=at)
    wanted = [point.pk for point in points]
    list(Point.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk"))
    list(PublicService.objects.select_for_update().filter(pk__in=[each.pk for each in services]).order_by("pk"))


def locked(interruption: Interruption, *, at: datetime) -> Interruption:
    """The interruption as it is now, held. Refusals: AlreadyOver."""
    rows = Interruption.objects.select_for_update().filter(hromada_id=interruption.hromada_id)
    now = rows.get(pk=interruption.pk)
    if not now.is_in_force(at):
        raise AlreadyOver(at=said(now.over_at(at)))
    return now


def lapse(expected: datetime | None, *, at: datetime) -> datetime:
    """When an interruption is over by itself. Refusals: UntilInPast, UntilTooFar."""
    if expected is not None and expected <= at:
        raise UntilInPast
    if expected is not None and expected > at + timedelta(days=rules.MOST_DAYS):
        raise UntilTooFar(days=rules.MOST_DAYS)
    day = rules.last_day(expected=today(expected) if expected else None, today=today(at))
    return midnight(day + timedelta(days=1))


def step(
    interruption: Interruption, kind: StepKind, *, actor: Actor, at: datetime, point: Point | None = None,
    count: int | None = None,
) -> None:  # fmt: skip
    InterruptionStep.objects.create(
        hromada_id=interruption.hromada_id, interruption=interruption, kind=kind, point=point, count=count, at=at,
        by_name=actor.name,
    )  # fmt: skip


def record(interruption: Interruption, what: str, *, actor: Actor, at: datetime, **facts: object) -> None:
    audit.record(
        actor=actor, action=f"interruption.{what}", subject=interruption, at=at,
        hromada_code=str(interruption.hromada_id), facts={"cause": interruption.cause, **facts},
    )  # fmt: skip


def said(moment: datetime) -> str:
    """«22.11.2026 14:30», by the clock of Kyiv."""
    return f"{moment.astimezone(midnight(today(moment)).tzinfo):%d.%m.%Y %H:%M}"

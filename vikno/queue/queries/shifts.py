"""Who sits where now, and since when without rest."""

from datetime import datetime

from django.db.models import QuerySet

from vikno.accounts.models import Membership
from vikno.common.actors import Actor
from vikno.common.clock import midnight, today
from vikno.common.compiled import compiled
from vikno.network.models import Point
from vikno.queue.models import Pause, PressureEntry, Shift


def shifts_of(actor: Actor, *, at: datetime) -> QuerySet[Shift]:
    """The actor's open shift of today, at most one."""
    ours = Shift.objects.filter(hromada_id=actor.hromada_code or None, user_id=actor.user_id or 0, ended_at=None)
    return ours.filter(began_at__gte=midnight(today(at)))


def open_shift(actor: Actor, *, at: datetime) -> Shift | None:
    """The window the actor sits at today, at whatever point."""
    return shifts_of(actor, at=at).select_related("counter__point", "user").first()


def open_shifts(point: Point, *, at: datetime) -> QuerySet[Shift]:
    """Everybody at the windows of a point today; a shift nobody ended yesterday is left out."""
    ours = Shift.objects.filter(
        hromada_id=point.hromada_id, counter__point=point, ended_at=None, began_at__gte=midnight(today(at))
    )
    return ours.select_related("counter", "user").order_by("counter__order", "pk")


def seated(point: Point, *, at: datetime) -> list[tuple[int, str, str]]:
    """The same as a window, its name and who sits there."""
    return _seated(str(point.hromada_id), point.pk, midnight(today(at)))


@compiled
def _seated(hromada_code: str, point_id: int, since: datetime) -> QuerySet[Shift, tuple[int, str, str]]:
    ours = Shift.objects.filter(hromada_id=hromada_code, counter__point_id=point_id, ended_at=None, began_at__gte=since)
    return ours.order_by("counter__order", "pk").values_list("counter_id", "counter__name", "user__full_name")


def open_pause(shift: Shift) -> Pause | None:
    return next(iter(_open_pauses(shift.hromada_id, shift.pk)), None)


@compiled
def _open_pauses(hromada_code: str, shift_id: int) -> QuerySet[Pause]:
    return Pause.objects.filter(hromada_id=hromada_code, shift_id=shift_id, ended_at=None).order_by("pk")[:1]


def at_work_since(shift: Shift) -> datetime:
    """Since sitting down, or since the last pause."""
    rested = Pause.objects.filter(hromada_id=shift.hromada_id, shift=shift, ended_at__isnull=False)
    last = rested.order_by("-ended_at").values_list("ended_at", flat=True).first()
    return last or shift.began_at


def pressure_since(shift: Shift, since: datetime) -> list[datetime]:
    ours = PressureEntry.objects.filter(hromada_id=shift.hromada_id, user_id=shift.user_id, happened_at__gte=since)
    return list(ours.order_by("happened_at").values_list("happened_at", flat=True))


def hromadas_at_work() -> list[str]:
    """Hromadas that run a network; their queues are locked until one is bound."""
    codes = Membership.objects.exclude(hromada_code="").order_by("hromada_code").values_list("hromada_code", flat=True)
    return list(codes.distinct())

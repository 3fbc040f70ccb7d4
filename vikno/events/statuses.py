"""Statuses of hromadas by date, from the records of rooms: who is invited by them, and why each.

The network, below, is asked here. What a programme supports and whom it selected is kept by rooms above: they plug in.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _

from vikno.common.clock import KYIV
from vikno.events.errors import StatusUnknown
from vikno.network.enums import Cause, PointState
from vikno.network.models import PointStatus

WAR: Final = "war"


@dataclass(frozen=True, kw_only=True)
class Status:
    """`key` is kept with the seats: the name of the source, perhaps ":" and which one."""

    key: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Invited:
    """A hromada with the reason, as of the day."""

    code: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Source:
    """`offered`: statuses an organisation may choose; `invited`: whom one of them names on a day."""

    offered: Callable[[int], Sequence[Status]]
    invited: Callable[[int, str, date], Sequence[Invited]]


def hit_by_war(organisation: int, key: str, on: date) -> list[Invited]:
    """Hromadas with a point that on the day is destroyed, has moved or does not work for hostilities."""
    noon = datetime.combine(on, time(12), tzinfo=KYIV)
    rows = PointStatus.objects.filter(
        Q(state__in=(PointState.DESTROYED, PointState.MOVED)) | ~Q(state=PointState.OPEN) & Q(cause=Cause.HOSTILITIES),
        Q(ends_at=None) | Q(ends_at__gt=noon), starts_at__lte=noon, point__hromada__isnull=False,
    ).select_related("point")  # fmt: skip
    found: dict[str, str] = {}
    for one in rows.order_by("starts_at", "pk"):
        said = _("{point}: {state} з {day}").format(
            point=one.point.name, state=one.get_state_display(), day=f"{one.starts_at.astimezone(KYIV):%d.%m.%Y}"
        )
        found.setdefault(str(one.point.hromada_id), said)
    return [Invited(code=code, reason=reason) for code, reason in found.items()]


def _war(organisation: int) -> list[Status]:
    return [Status(key=WAR, label=_("точка зруйнована, переїхала або не працює через бойові дії"))]


_sources: dict[str, Source] = {WAR: Source(offered=_war, invited=hit_by_war)}


def connect_statuses(sources: Mapping[str, Source]) -> None:
    """Rooms above say by which name they are asked; called once, when the house starts."""
    _sources.update(sources)


def offered(organisation: int) -> list[Status]:
    """All that a programme may invite by, in one order."""
    return [one for name in sorted(_sources) for one in _sources[name].offered(organisation)]


def invited(organisation: int, key: str, *, on: date) -> list[Invited]:
    """Whom a status names on a day, each hromada once. Refusals: StatusUnknown."""
    source = _sources.get(key.partition(":")[0])
    if source is None or key not in {one.key for one in source.offered(organisation)}:
        raise StatusUnknown
    once = {one.code: one for one in reversed(source.invited(organisation, key, on))}
    return [once[code] for code in sorted(once)]


def label_of(organisation: int, key: str) -> str:
    """In words; the key itself where nobody offers it any more."""
    return next((one.label for one in offered(organisation) if one.key == key), key)

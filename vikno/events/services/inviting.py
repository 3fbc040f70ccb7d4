"""Whom the records name for seats by invitation: read anew while an event is a draft, written down when it opens."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from vikno.common.clock import today
from vikno.events import statuses
from vikno.events.enums import EventState
from vikno.events.errors import NobodyInvited
from vikno.events.models import Event, Invitation, SeatPool
from vikno.events.services.common import short


def named_by(event: Event, status: str) -> list[statuses.Invited]:
    """As of the day of the event, reasons in Ukrainian. Refusals: StatusUnknown, NobodyInvited.

    Nobody is refused: seats without codes are for everybody.
    """
    with override("uk"):
        found = statuses.invited(event.organisation_id, status, on=today(event.begins_at))
    if not found:
        raise NobodyInvited
    return found


def basis_of(event: Event, status: str, basis: str) -> str:
    """As typed, else the status with its day: it stands on the public page."""
    if basis.strip() or not status:
        return short(basis, 300)
    with override("uk"):
        label = statuses.label_of(event.organisation_id, status)
        return short(_("{label}, на {day}").format(label=label, day=f"{today(event.begins_at):%d.%m.%Y}"), 300)


def freeze_if_open(pool: SeatPool, *, at: datetime) -> None:
    """Whom the status names now is whom it named, for ever: a row with the reason for each. Refusals: NobodyInvited."""
    if not pool.status or pool.event.state != EventState.OPEN:
        return
    found = named_by(pool.event, pool.status)
    pool.codes = [one.code for one in found]
    pool.save(update_fields=["codes"])
    as_of = today(pool.event.begins_at)
    Invitation.objects.bulk_create(
        Invitation(pool=pool, unit_id=one.code, reason=short(one.reason, 300), as_of=as_of, at=at) for one in found
    )

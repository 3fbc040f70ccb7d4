"""Whom a programme supports on a day: plugs into `events.statuses`."""

from datetime import date

from django.utils.translation import gettext as _

from vikno.events.statuses import Invited, Status
from vikno.support.enums import MemorandumState
from vikno.support.models import Memorandum

NAME = "memorandum"


def offered(organisation: int) -> list[Status]:
    """One, where the programme has any memorandum in force."""
    rows = Memorandum.objects.filter(organisation_id=organisation, state=MemorandumState.IN_FORCE)
    return [Status(key=NAME, label=_("діє меморандум із програмою"))] if rows.exists() else []


def invited(organisation: int, key: str, on: date) -> list[Invited]:
    """Hromadas with a memorandum in force on the day, with its number and last day."""
    rows = Memorandum.objects.filter(
        organisation_id=organisation, state=MemorandumState.IN_FORCE, starts_on__lte=on, ends_on__gte=on
    )
    return [
        Invited(
            code=one.hromada_id,
            reason=_("меморандум {number} діє до {day}").format(number=one.number, day=f"{one.ends_on:%d.%m.%Y}"),
        )
        for one in rows.order_by("-ends_on", "pk")
    ]

"""Whom a programme has selected by a day, call by call: plugs into `events.statuses`."""

from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from vikno.common.clock import KYIV
from vikno.events.statuses import Invited, Status
from vikno.selection.enums import DecisionState, Outcome
from vikno.selection.models import Decision, OwnResult

NAME = "selected"


def offered(organisation: int) -> list[Status]:
    """A status for each call whose results are published, the newest first."""
    rows = Decision.objects.filter(organisation_id=organisation, state=DecisionState.PUBLISHED)
    return [
        Status(
            key=f"{NAME}:{one.call.number}",
            label=_("відібрано в конкурсі {number} «{title}»").format(number=one.call.number, title=one.call.title),
        )
        for one in rows.select_related("call").order_by("-published_at", "-pk")
    ]


def invited(organisation: int, key: str, on: date) -> list[Invited]:
    """Hromadas selected by the decision in force, if it was published by the end of the day."""
    end = datetime.combine(on + timedelta(days=1), time.min, tzinfo=KYIV)
    rows = OwnResult.objects.filter(
        organisation_id=organisation, outcome=Outcome.SELECTED, decision__state=DecisionState.PUBLISHED,
        decision__call__number=key.partition(":")[2], published_at__lt=end,
    ).select_related("proposal")  # fmt: skip
    return [
        Invited(
            code=one.hromada_id,
            reason=_("заявку {number} відібрано, результат від {day}").format(
                number=one.proposal.number, day=f"{one.published_at.astimezone(KYIV):%d.%m.%Y}"
            ),
        )
        for one in rows.order_by("pk")
    ]

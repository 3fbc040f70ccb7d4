"""What applicants are told of, in their language, in the transaction of the change itself."""

from datetime import date, datetime

from django.utils.translation import override

from vikno.cases import rules
from vikno.cases.enums import HearingWay, ResultChannel
from vikno.cases.models import Case, Hearing
from vikno.cases.printing import status_page
from vikno.common.actors import Actor
from vikno.notifications import queries
from vikno.notifications import services as notifications
from vikno.notifications.enums import Event
from vikno.notifications.models import Message


def tell_of_registration(case: Case, *, actor: Actor, at: datetime) -> None:
    """Only what goes by itself: whoever came has the опис in hand."""
    _tell_if_by_itself(case, Event.REGISTERED, actor=actor, at=at)


def tell_of_decision(case: Case, *, actor: Actor, at: datetime) -> None:
    """Only what goes by itself: a person calls once, when the result is here."""
    _tell_if_by_itself(case, Event.DECIDED, actor=actor, at=at)


def tell_of_defects(case: Case, *, actor: Actor, at: datetime, cure_by: date) -> None:
    """By whatever channel: the day is counted from now, and somebody has to say it. What is wrong is not written."""
    _tell(case, Event.WITHOUT_MOTION, actor=actor, at=at, until=f"{cure_by:%d.%m.%Y}")


def tell_of_hearing(case: Case, hearing: Hearing, *, actor: Actor, at: datetime) -> None:
    """By whatever channel: the right to be heard is of little use to who does not know. What about is not written."""
    with override(case.notification_language):
        way = str(HearingWay(hearing.way).label)
    _tell(case, Event.HEARING, actor=actor, at=at, day=f"{hearing.held_on:%d.%m.%Y}", way=way, where=hearing.place)


def tell_of_result(case: Case, *, actor: Actor, at: datetime, channel: str) -> Message:
    message = _tell(case, Event.RESULT_READY, actor=actor, at=at, channel=channel, where=_where(case))
    assert message is not None  # the head cannot switch this one off
    return message


def tell_unclaimed(case: Case, *, actor: Actor, at: datetime, since: date) -> Message | None:
    """By whatever channel: what does not go by itself waits for a person on the case."""
    return _tell(case, Event.UNCLAIMED, actor=actor, at=at, since=f"{since:%d.%m.%Y}", where=_where(case))


def _tell_if_by_itself(case: Case, event: Event, *, actor: Actor, at: datetime) -> None:
    """A service given at once is over before the message would come."""
    if not case.version.is_immediate and queries.goes_by_itself(case.notification_channel, case.contact):
        _tell(case, event, actor=actor, at=at)


def _tell(
    case: Case, event: Event, *, actor: Actor, at: datetime, channel: str = "", **values: str
) -> Message | None:  # fmt: skip
    return notifications.tell_of_event(
        actor=actor, at=at, hromada_code=case.hromada_id, event=event, channel=channel or case.notification_channel,
        recipient=case.contact or "—", language=case.notification_language, about=case,
        values={"number": rules.number_formatted(case.number), "site": status_page(), **values},
    )  # fmt: skip


def _where(case: Case) -> str:
    with override(case.notification_language):
        return str(ResultChannel(case.result_channel).label)

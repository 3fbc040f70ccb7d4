"""Kiosks: made and taken away by people of the point; numbers for when the link is off, handed over exactly once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.common.errors import Refusal
from vikno.common.identifiers import phone_e164
from vikno.common.text import clean
from vikno.network.models import Point
from vikno.notifications import queries as notifications
from vikno.notifications import services as messages
from vikno.notifications.enums import Channel as Way
from vikno.notifications.enums import Language
from vikno.queue import policies, queries
from vikno.queue.enums import IssuedBy, Purpose
from vikno.queue.errors import GroupClosed, NumberNotReserved, PhoneUnreadable
from vikno.queue.models import Kiosk, NumberBlock, Ticket
from vikno.queue.rules import number_shown
from vikno.queue.services.tickets import TicketFacts, issue_ticket, reserve_numbers

# Whoever has a booking types its number; without a link the kiosk gives tickets of these three.
KIOSK_PURPOSES: Final = (Purpose.CONSULT, Purpose.SUBMIT, Purpose.COLLECT)
_LINK_GOOD_FOR: Final = timedelta(days=1)  # nobody waits in a queue longer than that
_BLOCK, _TOO_FEW = 20, 10  # numbers set aside at once for a purpose; fewer left than this ask for a new block


@dataclass(frozen=True, kw_only=True)
class GivenNumber:
    """A number the kiosk gave while the link was off."""

    token: UUID
    purpose: Purpose
    number: int
    given_at: datetime


@transaction.atomic
def make_kiosk(*, point: Point, name: str, prints: bool, actor: Actor, at: datetime) -> Kiosk:
    """Make a kiosk of the device in front of whoever works at the point. Refusals: NotYourPoint."""
    policies.require_may_serve(actor, point, at=at)
    made = Kiosk.objects.create(
        hromada_id=point.hromada_id or "", point=point, name=clean(name)[:60], prints=prints, made_at=at,
        made_by_id=actor.user_id,
    )  # fmt: skip
    _record(made, "kiosk_made", actor=actor, at=at)
    return made


@transaction.atomic
def end_kiosk(*, kiosk: Kiosk, actor: Actor, at: datetime) -> Kiosk:
    """Take the right away; its cookie opens nothing from now on. Refusals: NotYourPoint."""
    now = Kiosk.objects.select_for_update().get(pk=kiosk.pk, hromada_id=kiosk.hromada_id)
    policies.require_may_serve(actor, now.point, at=at)
    if now.ended_at is None:
        now.ended_at, now.ended_by_id = max(at, now.made_at), actor.user_id
        now.save(update_fields=["ended_at", "ended_by"])
        _record(now, "kiosk_ended", actor=actor, at=at)
    return now


@transaction.atomic
def set_numbers_aside(*, kiosk: Kiosk, at: datetime) -> dict[str, list[int]]:
    """Numbers of today that the kiosk may give without a link; topped up when few are left. Refusals: NotYourPoint."""
    actor = Actor.system(kiosk.hromada_id)
    Kiosk.objects.select_for_update().get(pk=kiosk.pk, hromada_id=kiosk.hromada_id)
    free = queries.free_numbers(kiosk, at=at)
    for purpose in KIOSK_PURPOSES:
        if len(free.get(purpose, [])) >= _TOO_FEW:
            continue
        numbers = reserve_numbers(point=kiosk.point, purpose=purpose, count=_BLOCK, actor=actor, at=at)
        NumberBlock.objects.create(
            hromada_id=kiosk.hromada_id, kiosk=kiosk, day=today(at), purpose=purpose, first=numbers[0], last=numbers[-1]
        )
        free[purpose] = [*free.get(purpose, []), *numbers]
    return free


def take_over(*, kiosk: Kiosk, given: Iterable[GivenNumber], at: datetime) -> dict[UUID, str]:
    """Tickets given while the link was off enter the queue as of when they were given; each at most once, by its token.

    Answers with "" for what is in the queue now, and with a sentence for what was refused: one does not hold the rest.
    """
    said = {}
    for one in given:
        try:
            _taken(kiosk, one, at=at)
        except Refusal as refusal:
            said[one.token] = str(refusal)
        else:
            said[one.token] = ""
    return said


@transaction.atomic
def _taken(kiosk: Kiosk, one: GivenNumber, *, at: datetime) -> Ticket:
    given_at = min(one.given_at, at)  # a kiosk's clock may run ahead
    reserved = NumberBlock.objects.filter(
        hromada_id=kiosk.hromada_id, kiosk=kiosk, day=today(given_at), purpose=one.purpose, first__lte=one.number,
        last__gte=one.number,
    )  # fmt: skip
    if not reserved.exists():
        raise NumberNotReserved(ticket=number_shown(one.purpose, one.number))
    service = queries.queue_of_purpose(kiosk.point, one.purpose)
    if service is None:
        raise GroupClosed(group="")
    facts = TicketFacts(
        purpose=one.purpose, service=service, issued_by=IssuedBy.KIOSK, number=one.number, token=one.token
    )
    return issue_ticket(point=kiosk.point, facts=facts, actor=Actor.system(kiosk.hromada_id), at=given_at)


@transaction.atomic
def send_number(*, ticket: Ticket, phone: str, text: str, link: str, at: datetime) -> bool:
    """The number by SMS, once a ticket; False where no SMS gateway is set up. Refusals: PhoneUnreadable.

    `link` stands in `text`: whoever has it answers for the visit, so it is not kept once it was sent.
    """
    number = phone_e164(phone)
    if number is None:
        raise PhoneUnreadable(text=clean(phone)[:20])
    if not notifications.goes_by_itself(Way.SMS, number):
        return False
    now = Ticket.objects.select_for_update().get(pk=ticket.pk, hromada_id=ticket.hromada_id)
    if now.phone:
        return True
    now.phone = number
    now.save(update_fields=["phone"])
    messages.tell(
        actor=Actor.system(now.hromada_id), at=at, hromada_code=now.hromada_id, channel=Way.SMS, recipient=number,
        subject="", body=text, about=now, language=get_language() or Language.UKRAINIAN,
        secret=messages.Secret(link, until=at + _LINK_GOOD_FOR),
    )  # fmt: skip
    return True


def _record(kiosk: Kiosk, what: str, *, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor, action=f"queue.{what}", subject=kiosk, at=at, hromada_code=kiosk.hromada_id,
        facts={"point": kiosk.point_id, "name": kiosk.name},
    )  # fmt: skip

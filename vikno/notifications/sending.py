"""Sending a message once: claimed under a lease, handed over outside any transaction, marked afterwards.

A worker may be killed anywhere between these. Before the claim is committed nothing was sent; after it the lease says
that somebody was at it. When the lease runs out, a gateway that can be asked is asked; where nobody can be asked the
message becomes `unsure` and a person decides. Nothing is sent a second time on a guess.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from vikno.common import clock, tenancy
from vikno.notifications import hidden
from vikno.notifications.enums import LINK_IS_DEAD, Delivery
from vikno.notifications.gateways import gateway_of
from vikno.notifications.gateways.contract import (
    Accepted,
    Declined,
    Gateway,
    NotSeen,
    Outcome,
    Parcel,
    ParcelFile,
    Postponed,
)
from vikno.notifications.models import Enclosure, Message

TRIES = 8
_TAKEN_UP = 40  # an hour of workers dying at one message: what kills them may be the message itself
LEASE = timedelta(seconds=90)  # longer than the longest talk any gateway may have
_ASK_AGAIN = timedelta(seconds=30)

type Again = Callable[[datetime], None]


@dataclass(frozen=True, kw_only=True)
class _Errand:
    gateway: Gateway
    parcel: Parcel
    task: Literal["send", "ask"]


def deliver(*, message_id: int, hromada_code: str, again: Again) -> None:
    """One try. `again(at)` is called inside the transaction that decides to try later."""
    errand = _claim(message_id, hromada_code, again)
    if errand is not None:
        _note(message_id, hromada_code, errand, _ran(errand), again)


def pause_after(tries: int) -> timedelta:
    """1, 3, 9, 27 … minutes: eight tries take about two and a half days, longer than a usual power cut."""
    return timedelta(minutes=3 ** max(0, tries - 1))


def _claim(message_id: int, hromada_code: str, again: Again) -> _Errand | None:
    """Take the message for one try; None when there is nothing to do now.

    A try broken off says nothing against the message: while the gateway can be asked, it is taken up again.
    """
    with tenancy.working_for(hromada_code):
        message = _locked(message_id, hromada_code)
        if message is None or message.delivery not in (Delivery.QUEUED, Delivery.SENDING):
            return None
        now, gateway = clock.now(), gateway_of(message.channel)
        if message.delivery == Delivery.SENDING and message.lease_until and message.lease_until > now:
            again(message.lease_until)  # somebody is at it, or was killed at it: look when the lease is over
            return None
        if message.delivery == Delivery.QUEUED and message.next_try_at and message.next_try_at > now:
            again(message.next_try_at)
            return None
        was_tried = message.delivery == Delivery.SENDING
        limit = _TAKEN_UP if was_tried else TRIES
        if gateway is None or (was_tried and not gateway.can_look_up) or message.tries >= limit:
            _settle(message, Delivery.UNSURE if was_tried else Delivery.BY_HAND, message.trouble)
            return None
        words = hidden.whole(message)
        if words is None:
            _settle(message, Delivery.UNSURE if was_tried else Delivery.FAILED, LINK_IS_DEAD)
            return None
        message.delivery, message.lease_until, message.tries = Delivery.SENDING, now + LEASE, message.tries + 1
        message.save(update_fields=["delivery", "lease_until", "tries"])
        parcel = Parcel(
            key=message.key, recipient=message.recipient, subject=message.subject, body=words,
            headers=hidden.headers_of(message), file=_file_of(message),
        )  # fmt: skip
        return _Errand(gateway=gateway, parcel=parcel, task="ask" if was_tried else "send")


def _file_of(message: Message) -> ParcelFile | None:
    kept = Enclosure.objects.filter(message=message, hromada_code=message.hromada_code).first()
    return ParcelFile(kept.name, kept.media_type, kept.body) if kept else None


def _ran(errand: _Errand) -> Outcome:
    if errand.task == "ask":
        found = errand.gateway.look_up(errand.parcel)
        if not isinstance(found, NotSeen):
            return found
    return errand.gateway.send(errand.parcel)


def _note(message_id: int, hromada_code: str, errand: _Errand, outcome: Outcome, again: Again) -> None:
    with tenancy.working_for(hromada_code):
        message = _locked(message_id, hromada_code)
        if message is None or message.delivery != Delivery.SENDING:
            return  # a person has settled it meanwhile
        now = clock.now()
        match outcome:
            case Accepted(proof):
                message.told_at, message.proof = now, proof[:300]
                _settle(message, Delivery.SENT, "")
            case Postponed(seconds):
                message.tries -= 1
                _wait(message, now + timedelta(seconds=seconds), "resting", again)
            case Declined(trouble, is_final) if is_final or message.tries >= TRIES:
                _settle(message, Delivery.FAILED, trouble)
            case Declined(trouble):
                _wait(message, now + pause_after(message.tries), trouble, again)
            case _ if errand.gateway.can_look_up and message.tries < _TAKEN_UP:
                message.lease_until, message.trouble = now + _ASK_AGAIN, outcome.trouble[:60]
                message.save(update_fields=["lease_until", "trouble"])
                again(message.lease_until)
            case _:
                _settle(message, Delivery.UNSURE, outcome.trouble)


def _wait(message: Message, until: datetime, trouble: str, again: Again) -> None:
    message.next_try_at = until
    _settle(message, Delivery.QUEUED, trouble)
    again(until)


def _settle(message: Message, delivery: Delivery, trouble: str) -> None:
    message.delivery, message.lease_until, message.trouble = delivery, None, trouble[:60]
    if delivery != Delivery.QUEUED:
        message.next_try_at = None
    if delivery == Delivery.SENT:
        message.secret = ""
    message.save(
        update_fields=["delivery", "lease_until", "trouble", "told_at", "proof", "tries", "next_try_at", "secret"]
    )  # fmt: skip


def _locked(message_id: int, hromada_code: str) -> Message | None:
    found = Message.objects.select_for_update(of=("self",)).filter(pk=message_id, hromada_code=hromada_code)
    return found.first()

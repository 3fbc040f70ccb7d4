"""Telling people: what has a gateway goes by itself, everything else is said by a person and recorded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from django.db import transaction
from django.db.models import Model, Q

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.notifications import hidden, policies, queries, rules, tasks
from vikno.notifications.enums import LINK_IS_DEAD, Channel, Delivery, Language
from vikno.notifications.errors import (
    AlreadyTold,
    CannotBeSentAgain,
    MessageNotFound,
    ProofMissing,
    RecipientMissing,
    SecretGone,
    WordingRefused,
)
from vikno.notifications.gateways import gateway_of
from vikno.notifications.models import Enclosure, Message, Wording

# A message whose job was lost (it is written with the message, so only by hand) is picked up after this long.
_LOST = timedelta(minutes=10)
_AT_ONCE = 500


@dataclass(frozen=True)
class Secret:
    """What of the words is for the addressee alone, as it stands in them; after `until` it is of no use to anybody.

    `code`: signs to be typed that are told besides the link, "" for none.
    """

    text: str = field(repr=False)
    until: datetime
    code: str = field(default="", repr=False)

    @property
    def kinds(self) -> dict[str, str]:
        """Each secret and what it is."""
        return {self.text: "link"} | ({self.code: "code"} if self.code else {})


@dataclass(frozen=True)
class Enclosed:
    """A file that goes with a letter, as text; what it says is read by whoever reads the letter."""

    name: str
    media_type: str
    body: str = field(repr=False)


@transaction.atomic
def tell(
    *,
    actor: Actor,
    at: datetime,
    hromada_code: str,
    channel: str,
    recipient: str,
    subject: str,
    body: str,
    about: Model,
    event: str = "",
    language: str = Language.UKRAINIAN,
    wording: str = "",
    secret: Secret | None = None,
    headers: Mapping[str, str] | None = None,
    enclosed: Enclosed | None = None,
) -> Message:
    """Record a message about `about`. One that goes by itself is queued in this transaction; others wait for a person.

    `body` must hold no personal data: letters are read by other eyes. What `secret` names is kept sealed until it is
    said, in the kept body and headers a plain word of `language` stands for it. `headers` are those of a list that
    `rules.is_list_header` knows, ValueError for others. `enclosed` goes with a letter by e-mail alone; ValueError for
    what `rules.is_enclosure` does not know.
    """
    if not all(map(rules.is_list_header, headers or ())):
        raise ValueError("a letter carries no other headers than those of a list")
    if enclosed and not rules.is_enclosure(enclosed.name, enclosed.media_type, enclosed.body):
        raise ValueError("a letter carries no other file than an entry of a calendar")
    if channel != Channel.IN_PERSON and not recipient.strip():
        raise RecipientMissing
    goes_by_itself = queries.goes_by_itself(channel, recipient)
    body, sealed = hidden.hide(body, secret.kinds, language=language) if secret else (body, "")
    kept = hidden.hide_in_headers(headers or {}, secret.kinds if secret else {}, language=language)
    message = Message.objects.create(
        hromada_code=hromada_code, channel=channel, recipient=recipient.strip(), subject=subject, body=body,
        about_type=about._meta.label_lower, about_id=str(about.pk), created_at=at, event=event, language=language,
        wording=wording, delivery=Delivery.QUEUED if goes_by_itself else Delivery.BY_HAND, secret=sealed,
        secret_until=secret.until if secret else None, headers=kept,
    )  # fmt: skip
    if enclosed and channel == Channel.EMAIL:
        Enclosure.objects.create(message=message, hromada_code=hromada_code, **vars(enclosed))
    if goes_by_itself:
        _queue(message)
    return message


@transaction.atomic
def tell_of_event(
    *,
    actor: Actor,
    at: datetime,
    hromada_code: str,
    event: str,
    channel: str,
    recipient: str,
    about: Model,
    values: Mapping[str, str],
    language: str = Language.UKRAINIAN,
) -> Message | None:
    """Tell of an event in the hromada's own words and the recipient's language; None where its head sends none.

    `values` fill the placeholders that `rules.PLACEHOLDERS` names for the event.
    """
    wording = queries.wording_in_force(
        hromada_code=hromada_code, event=event, kind=rules.kind_of(channel), language=language
    )
    if not wording.is_sent and event not in rules.ALWAYS_SENT:
        return None
    return tell(
        actor=actor, at=at, hromada_code=hromada_code, channel=channel,
        recipient=rules.address_for(channel, recipient) or recipient, about=about, event=event, language=language,
        subject=rules.filled(wording.subject, values), body=rules.filled(wording.body, values),
        wording=wording.edition,
    )  # fmt: skip


@transaction.atomic
def save_wording(
    *,
    actor: Actor,
    at: datetime,
    event: str,
    kind: str,
    language: str,
    subject: str,
    body: str,
    send: Literal["yes", "no"] = "yes",
) -> Wording:
    """A new version of the hromada's words. MayNotEditWordings, WordingRefused with every fault in words."""
    policies.require_may_edit_wordings(actor)
    subject, body = subject.strip(), body.replace("\r\n", "\n").strip()
    faults = rules.faults_of(event=event, kind=kind, subject=subject, body=body)
    if faults:
        raise WordingRefused(faults=" ".join(str(fault) for fault in faults))
    last = queries.wordings_of(hromada_code=actor.hromada_code, event=event, kind=kind, language=language).first()
    saved = Wording.objects.create(
        hromada_code=actor.hromada_code, event=event, kind=kind, language=language,
        version=last.version + 1 if last else 1, subject=subject, body=body, is_sent=send == "yes", saved_at=at,
        saved_by_id=actor.user_id, saved_by_name=actor.name,
    )  # fmt: skip
    audit.record(
        actor=actor, action="wording.saved", subject=saved, at=at, hromada_code=actor.hromada_code,
        facts={"event": event, "kind": kind, "language": language, "version": saved.version},
    )  # fmt: skip
    return saved


@transaction.atomic
def mark_told(*, message: Message, actor: Actor, at: datetime, proof: str) -> Message:
    """A person told the recipient; `proof` says how (whom they spoke to, the number of a registered letter)."""
    message = _locked(message, actor=actor)
    if message.told_at is not None:
        raise AlreadyTold(told_at=f"{message.told_at:%d.%m.%Y %H:%M}")
    if not proof.strip():
        raise ProofMissing
    message.delivery, message.told_at, message.proof = Delivery.SENT, at, proof.strip()[:300]
    message.lease_until, message.next_try_at, message.secret = None, None, ""
    message.save(update_fields=["delivery", "told_at", "proof", "lease_until", "next_try_at", "secret"])
    _record(message, "message.told", actor=actor, at=at)
    return message


@transaction.atomic
def send_again(*, message: Message, actor: Actor, at: datetime) -> Message:
    """A person wants one more try of a message that did not reach anybody for certain, or nobody knows.

    The key stays: a gateway that has had the message already sends nothing twice. CannotBeSentAgain, SecretGone.
    """
    message = _locked(message, actor=actor)
    if message.delivery not in (Delivery.FAILED, Delivery.UNSURE) or gateway_of(message.channel) is None:
        raise CannotBeSentAgain
    if message.has_lost_secret:
        raise SecretGone
    message.delivery, message.tries, message.next_try_at = Delivery.QUEUED, 0, None
    message.save(update_fields=["delivery", "tries", "next_try_at"])
    _record(message, "message.sent_again", actor=actor, at=at)
    _queue(message)
    return message


def settle_overdue(*, hromada_code: str, at: datetime) -> int:
    """Queue anew what a killed worker left: leases that ran out, and messages whose time to try passed long ago."""
    left = Message.objects.filter(hromada_code=hromada_code).filter(
        Q(delivery=Delivery.SENDING, lease_until__lt=at - timedelta(minutes=1))
        | Q(delivery=Delivery.QUEUED, next_try_at__lt=at - _LOST)
        | Q(delivery=Delivery.QUEUED, next_try_at__isnull=True, created_at__lt=at - _LOST)
    )
    found = list(left.order_by("pk")[:_AT_ONCE])
    for message in found:
        _queue(message)
    return len(found)


def wipe_dead_secrets(*, hromada_code: str, at: datetime) -> int:
    """What is of no use to its addressee any more is not kept, said or not; how many. A try under way ends first."""
    dead = Message.objects.filter(hromada_code=hromada_code, secret_until__lt=at).exclude(secret="")
    waiting = dead.filter(delivery=Delivery.QUEUED)
    failed = waiting.update(delivery=Delivery.FAILED, next_try_at=None, secret="", trouble=LINK_IS_DEAD)
    rest = dead.exclude(delivery__in=(Delivery.QUEUED, Delivery.SENDING))
    return failed + rest.update(secret="", trouble=LINK_IS_DEAD)


def _queue(message: Message) -> None:
    tasks.queue(message_id=message.pk, hromada_code=message.hromada_code)


def _locked(message: Message, *, actor: Actor) -> Message:
    found = Message.objects.select_for_update(of=("self",)).filter(pk=message.pk, hromada_code=actor.hromada_code)
    now = found.first()
    if now is None:
        raise MessageNotFound
    return now


def _record(message: Message, action: str, *, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor, action=action, subject=message, at=at, hromada_code=message.hromada_code,
        facts={"channel": message.channel, "about": f"{message.about_type}:{message.about_id}"},
    )  # fmt: skip


def overtake(*, about: Model, hromada_code: str, at: datetime, proof: str) -> int:
    """What still waited for a person to say it was said by the act itself; how many. Inside the act's transaction."""
    waiting = Message.objects.filter(
        hromada_code=hromada_code, about_type=about._meta.label_lower, about_id=str(about.pk),
        delivery=Delivery.BY_HAND, told_at__isnull=True,
    )  # fmt: skip
    return waiting.update(delivery=Delivery.SENT, told_at=at, proof=proof[:300], secret="")


def forget(*, about: Model, hromada_code: str) -> int:
    """Empty addresses and texts of messages about something destroyed; how many. What was sent when stays."""
    found = Message.objects.filter(
        hromada_code=hromada_code, about_type=about._meta.label_lower, about_id=str(about.pk)
    )
    Enclosure.objects.filter(hromada_code=hromada_code, message__in=found).delete()
    return found.update(recipient="знищено", subject="", body="", secret="", proof="", headers={})

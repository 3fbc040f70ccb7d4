"""Telling people: a letter goes by itself, everything else is said by a person and recorded."""

from datetime import datetime

from django.db import transaction
from django.db.models import Model

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.notifications import tasks
from vikno.notifications.enums import Channel, Delivery
from vikno.notifications.errors import AlreadyTold, ProofMissing, RecipientMissing
from vikno.notifications.models import Message


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
) -> Message:
    """Record a message about `about`. E-mail is queued in this transaction; other channels wait for a person.

    `body` must hold no personal data: letters are read by other eyes.
    """
    if channel != Channel.IN_PERSON and not recipient.strip():
        raise RecipientMissing
    goes_by_itself = channel == Channel.EMAIL
    message = Message.objects.create(
        hromada_code=hromada_code, channel=channel, recipient=recipient.strip(), subject=subject, body=body,
        about_type=about._meta.label_lower, about_id=str(about.pk), created_at=at,
        delivery=Delivery.QUEUED if goes_by_itself else Delivery.BY_HAND,
    )  # fmt: skip
    if goes_by_itself:
        tasks.deliver.defer(message_id=message.pk, hromada_code=hromada_code)
    return message


@transaction.atomic
def mark_told(*, message: Message, actor: Actor, at: datetime, proof: str) -> Message:
    """A person told the recipient; `proof` says how (whom they spoke to, the number of a registered letter)."""
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk, hromada_code=actor.hromada_code)
    if message.told_at is not None:
        raise AlreadyTold(told_at=f"{message.told_at:%d.%m.%Y %H:%M}")
    if not proof.strip():
        raise ProofMissing
    message.delivery, message.told_at, message.proof = Delivery.SENT, at, proof.strip()[:300]
    message.save(update_fields=["delivery", "told_at", "proof"])
    audit.record(
        actor=actor, action="message.told", subject=message, at=at, hromada_code=message.hromada_code,
        facts={"channel": message.channel, "about": f"{message.about_type}:{message.about_id}"},
    )  # fmt: skip
    return message

"""Delivery of letters, tried again on a long ladder."""

from django.core.mail import EmailMessage
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from vikno.common import clock, tenancy
from vikno.notifications.enums import Delivery
from vikno.notifications.models import Message

ATTEMPTS = 8
# 1, 3, 9, 27 … minutes: about two and a half days in all, longer than a usual power cut.
LADDER = RetryStrategy(max_attempts=ATTEMPTS, wait=60, exponential_wait=3)


@app.task(queue="mail", retry=LADDER, pass_context=True)
def deliver(context: JobContext, *, message_id: int, hromada_code: str) -> None:
    """Send one letter; after the last attempt mark it failed, so that a person tells instead."""
    with tenancy.working_for(hromada_code):
        message = Message.objects.get(pk=message_id, hromada_code=hromada_code)
        if message.delivery != Delivery.QUEUED:
            return
        try:
            EmailMessage(message.subject, message.body, to=[message.recipient]).send()
        except OSError as error:
            if context.job.attempts + 1 < ATTEMPTS:
                raise
            message.delivery, message.proof = Delivery.FAILED, type(error).__name__
        else:
            message.delivery, message.told_at = Delivery.SENT, clock.now()
        message.save(update_fields=["delivery", "told_at", "proof"])

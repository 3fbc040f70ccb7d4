"""Delivery of messages that go by themselves."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from vikno.notifications import sending


@app.task(queue="mail")
def deliver(*, message_id: int, hromada_code: str) -> None:
    """One try at one message; a later one is a job of its own, written in the transaction that decided it."""

    def again(at: datetime) -> None:
        queue(message_id=message_id, hromada_code=hromada_code, at=at)

    sending.deliver(message_id=message_id, hromada_code=hromada_code, again=again)


def queue(*, message_id: int, hromada_code: str, at: datetime | None = None) -> None:
    """Leave a job for a message, unless one waits already."""
    job = deliver.configure(queueing_lock=f"message.{message_id}", schedule_at=at)
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(message_id=message_id, hromada_code=hromada_code)

"""Mailboxes are read by the clock."""

import logging

from django.conf import settings
from procrastinate.contrib.django import app

from vikno.correspondence import importing
from vikno.correspondence.errors import MailboxDeclined

logger = logging.getLogger(__name__)


@app.periodic(cron="*/5 * * * *")
@app.task(queue="mailboxes", queueing_lock="mailboxes", lock="mailboxes")
def read_mailboxes(timestamp: int) -> None:
    """Every five minutes; one mailbox that does not open does not hold the others."""
    for mailbox in settings.ENVIRONMENT.mailboxes_read():
        try:
            importing.fetch_letters(mailbox)
        except MailboxDeclined as declined:
            logger.warning("mailbox of %s: %s", mailbox.hromada_code, declined.facts["trouble"])

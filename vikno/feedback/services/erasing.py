"""What is personal is kept no longer than its time."""

import datetime as dt

from django.db import transaction

from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.feedback.enums import ComplaintStep
from vikno.feedback.models import Answer, Complaint, ComplaintEvent
from vikno.feedback.rules import years_later
from vikno.feedback.tags import limits

_MONTH = dt.timedelta(days=31)


@transaction.atomic
def erase_old(*, hromada_code: str, at: dt.datetime) -> int:
    """Empty free words of old answers, and names, contacts and texts of complaints long closed; how many rows.

    Numbers, days and states stay: the register of complaints counts them.
    """
    words_until = at - _MONTH * limits().words_months
    old = Answer.objects.filter(hromada_id=hromada_code, answered_at__lt=words_until).exclude(words="")
    emptied = old.update(words="")
    closed = Complaint.objects.filter(hromada_id=hromada_code, closed_at__isnull=False, erased_at=None)
    for complaint in closed.filter(closed_at__lt=at).order_by("pk"):
        assert complaint.closed_at is not None
        if years_later(today(complaint.closed_at), limits().complaint_years) > today(at):
            continue
        complaint.name = complaint.contact = complaint.text = complaint.answer = ""
        complaint.erased_at = at
        complaint.save(update_fields=["name", "contact", "text", "answer", "erased_at"])
        ComplaintEvent.objects.create(
            hromada_id=hromada_code, complaint=complaint, step=ComplaintStep.ERASED, at=at, by_name=Actor.system().name
        )
        emptied += 1
    return emptied

"""Reading messages."""

from django.db.models import Model, QuerySet

from vikno.notifications.enums import Delivery
from vikno.notifications.models import Message


def messages_about(subject: Model, *, hromada_code: str) -> QuerySet[Message]:
    """What was told about one thing, newest first."""
    return Message.objects.filter(
        hromada_code=hromada_code, about_type=subject._meta.label_lower, about_id=str(subject.pk)
    ).order_by("-pk")


def last_sent_about(subject_type: str, *, hromada_code: str) -> Message | None:
    """The newest message about things of one kind («audit.dailyhead») that left."""
    return (
        Message.objects.filter(hromada_code=hromada_code, about_type=subject_type, delivery=Delivery.SENT)
        .order_by("-pk")
        .first()
    )


def failed_about(subject_type: str, *, hromada_code: str) -> QuerySet[Message]:
    """Letters that did not reach anybody and were told by no person."""
    return Message.objects.filter(
        hromada_code=hromada_code, about_type=subject_type, delivery=Delivery.FAILED
    ).order_by("-pk")

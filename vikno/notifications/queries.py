"""Reading messages and the words of them."""

from collections.abc import Iterable

from django.db.models import Model, QuerySet

from vikno.notifications import hidden, rules
from vikno.notifications.enums import NEEDS_A_PERSON, Delivery, Language
from vikno.notifications.errors import MessageNotFound
from vikno.notifications.gateways import gateway_of
from vikno.notifications.models import Message, Wording
from vikno.notifications.wordings import WordingInForce, standard_wording


def goes_by_itself(channel: str, contact: str) -> bool:
    """Whether a message by this channel to this contact needs nobody: it has a gateway and a fitting address."""
    return gateway_of(channel) is not None and bool(rules.address_for(channel, contact))


def messages_about(subject: Model, *, hromada_code: str) -> QuerySet[Message]:
    """What was told about one thing, newest first."""
    return Message.objects.filter(
        hromada_code=hromada_code, about_type=subject._meta.label_lower, about_id=str(subject.pk)
    ).order_by("-pk")


def message_about(subject: Model, *, pk: int, hromada_code: str) -> Message:
    """One of them; MessageNotFound for a message about something else."""
    found = messages_about(subject, hromada_code=hromada_code).filter(pk=pk).first()
    if found is None:
        raise MessageNotFound
    return found


def words_to_say(message: Message) -> str:
    """The words for whoever looks: with their secret part only while this message waits for a person to say it."""
    waits = message.delivery in NEEDS_A_PERSON and message.told_at is None
    return (hidden.whole(message) if waits else None) or message.body


def messages_of(
    about_type: str, *, hromada_code: str, deliveries: Iterable[str] = NEEDS_A_PERSON
) -> QuerySet[Message]:  # fmt: skip
    """Messages about things of one kind in some states, newest first."""
    return Message.objects.filter(
        hromada_code=hromada_code, about_type=about_type, delivery__in=list(deliveries)
    ).order_by("-pk")


def last_sent_about(subject_type: str, *, hromada_code: str) -> Message | None:
    """The newest message about things of one kind («audit.dailyhead») that left."""
    return (
        Message.objects.filter(hromada_code=hromada_code, about_type=subject_type, delivery=Delivery.SENT)
        .order_by("-pk")
        .first()
    )


def failed_about(subject_type: str, *, hromada_code: str) -> QuerySet[Message]:
    """Letters that did not reach anybody for certain, or nobody knows, and were told by no person."""
    return messages_of(subject_type, hromada_code=hromada_code, deliveries=(Delivery.FAILED, Delivery.UNSURE))


def wording_in_force(*, hromada_code: str, event: str, kind: str, language: str) -> WordingInForce:
    """The hromada's newest words, else the standard ones; an unknown language is answered in Ukrainian."""
    language = language if language in Language else Language.UKRAINIAN
    own = wordings_of(hromada_code=hromada_code, event=event, kind=kind, language=language).first()
    if own is None:
        return standard_wording(event=event, kind=kind, language=language)
    return WordingInForce(subject=own.subject, body=own.body, edition=str(own.version), is_sent=own.is_sent)


def wordings_of(*, hromada_code: str, event: str, kind: str, language: str) -> QuerySet[Wording]:
    """Every version the hromada has had, newest first."""
    return Wording.objects.filter(
        hromada_code=hromada_code, event=event, kind=kind, language=language
    ).order_by("-version")  # fmt: skip


def own_wordings(*, hromada_code: str) -> dict[tuple[str, str, str], Wording]:
    """The newest own wording of each event, kind and language."""
    newest = (
        Wording.objects.filter(hromada_code=hromada_code)
        .order_by("event", "kind", "language", "-version")
        .distinct("event", "kind", "language")
    )
    return {(wording.event, wording.kind, wording.language): wording for wording in newest}

import datetime as dt
from types import SimpleNamespace

import pytest
from django.contrib.sessions.models import Session
from django.core import mail

from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.notifications import errors, queries, services, tasks
from vikno.notifications.enums import Channel, Delivery
from vikno.notifications.models import Message

pytestmark = pytest.mark.django_db

HOME = "UA99020010000011111"
AT = dt.datetime(2026, 11, 16, 8, 30, tzinfo=dt.UTC)
ACTOR = Actor(user_id=1, name="Працівник", role="officer", hromada_code=HOME)


@pytest.fixture
def subject() -> Session:
    tenancy.bind(HOME)
    return Session.objects.create(session_key="about", expire_date=AT)


def told(subject: Session, channel: str, recipient: str = "maria@example.com") -> Message:
    return services.tell(
        actor=ACTOR, at=AT, hromada_code=HOME, channel=channel, recipient=recipient,
        subject="Готово", body="Приходьте", about=subject,
    )  # fmt: skip


def run(message: Message, *, attempts: int = 0) -> None:
    context = SimpleNamespace(job=SimpleNamespace(attempts=attempts))
    tasks.deliver.func(context, message_id=message.pk, hromada_code=HOME)


def test_a_letter_is_queued_and_sent_once(subject: Session) -> None:
    message = told(subject, Channel.EMAIL)
    assert message.delivery == Delivery.QUEUED
    run(message)
    run(message)
    message.refresh_from_db()
    assert (message.delivery, [m.to for m in mail.outbox]) == (Delivery.SENT, [["maria@example.com"]])
    assert message.told_at is not None


def test_a_letter_that_cannot_be_sent_is_tried_again_and_then_given_to_a_person(
    subject: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", down)
    message = told(subject, Channel.EMAIL)
    with pytest.raises(ConnectionRefusedError):
        run(message)
    run(message, attempts=tasks.ATTEMPTS - 1)
    message.refresh_from_db()
    assert (message.delivery, message.proof) == (Delivery.FAILED, "ConnectionRefusedError")
    assert list(queries.failed_about("sessions.session", hromada_code=HOME)) == [message]


def test_a_call_waits_for_a_person_and_is_told_once_with_proof(subject: Session) -> None:
    message = told(subject, Channel.PHONE, "+380501234567")
    assert message.delivery == Delivery.BY_HAND
    with pytest.raises(errors.ProofMissing):
        services.mark_told(message=message, actor=ACTOR, at=AT, proof=" ")
    services.mark_told(message=message, actor=ACTOR, at=AT, proof="говорили з сином")
    with pytest.raises(errors.AlreadyTold):
        services.mark_told(message=message, actor=ACTOR, at=AT, proof="ще раз")
    assert [m.proof for m in queries.messages_about(subject, hromada_code=HOME)] == ["говорили з сином"]


def test_a_message_needs_somebody_to_go_to(subject: Session) -> None:
    with pytest.raises(errors.RecipientMissing):
        told(subject, Channel.SMS, " ")
    assert told(subject, Channel.IN_PERSON, "").delivery == Delivery.BY_HAND

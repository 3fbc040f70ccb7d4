import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection, transaction

from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.notifications import errors, queries, sending, services, tasks
from vikno.notifications.enums import Channel, Delivery, Event, Messenger
from vikno.notifications.gateways import contract, gateway_of, not_set_up
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


def run(message: Message) -> Message:
    tasks.deliver.func(message_id=message.pk, hromada_code=HOME)
    message.refresh_from_db()
    return message


def hurry(message: Message) -> None:
    Message.objects.filter(pk=message.pk).update(next_try_at=None)


class Broken:
    """A gateway of one answer, also when it may be asked what it has."""

    def __init__(self, outcome: contract.Outcome, *, can_look_up: bool = False) -> None:
        self.outcome, self.can_look_up = outcome, can_look_up

    def send(self, parcel: contract.Parcel) -> contract.Outcome:
        return self.outcome

    def look_up(self, parcel: contract.Parcel) -> contract.Outcome:
        return self.outcome


def jobs() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT queueing_lock FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_a_letter_is_queued_and_sent_once_with_its_own_id(subject: Session) -> None:
    message = told(subject, Channel.EMAIL)
    assert message.delivery == Delivery.QUEUED
    run(message)
    run(message)
    assert (message.delivery, [m.to for m in mail.outbox]) == (Delivery.SENT, [["maria@example.com"]])
    message.refresh_from_db()
    assert message.told_at is not None
    assert message.proof == mail.outbox[0].extra_headers["Message-ID"] == f"<{message.key}@localhost>"


def test_a_rolled_back_change_leaves_no_message(subject: Session) -> None:
    with transaction.atomic():
        told(subject, Channel.EMAIL)
        assert len(jobs()) == 1
        transaction.set_rollback(True)
    assert (Message.objects.count(), jobs()) == (0, [])


def test_a_letter_that_cannot_be_sent_is_tried_again_and_then_given_to_a_person(
    subject: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "gateway_of", lambda _: Broken(contract.Declined("ConnectionRefusedError")))
    message = told(subject, Channel.EMAIL)
    for tries in range(1, sending.TRIES):
        run(message)
        assert (message.delivery, message.tries, message.trouble) == (
            Delivery.QUEUED, tries, "ConnectionRefusedError",
        )  # fmt: skip
        hurry(message)
    assert run(message).delivery == Delivery.FAILED
    assert list(queries.failed_about("sessions.session", hromada_code=HOME)) == [message]
    services.send_again(message=message, actor=ACTOR, at=AT)
    monkeypatch.undo()
    assert run(message).delivery == Delivery.SENT


def test_pauses_grow_beyond_a_usual_power_cut() -> None:
    pauses = [sending.pause_after(tries) for tries in range(1, sending.TRIES)]
    assert pauses[:3] == [dt.timedelta(minutes=1), dt.timedelta(minutes=3), dt.timedelta(minutes=9)]
    assert sum(pauses, dt.timedelta()) > dt.timedelta(hours=18)


def test_a_try_before_its_time_waits(subject: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "gateway_of", lambda _: Broken(contract.Postponed(600)))
    message = run(told(subject, Channel.EMAIL))
    assert (message.tries, message.trouble) == (0, "resting")
    run(message)
    assert (message.delivery, message.tries, mail.outbox) == (Delivery.QUEUED, 0, [])


def test_what_may_have_been_sent_is_never_sent_again_on_a_guess(
    subject: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "gateway_of", lambda _: Broken(contract.Unclear("TimeoutError")))
    message = run(told(subject, Channel.EMAIL))
    assert (message.delivery, message.trouble) == (Delivery.UNSURE, "TimeoutError")
    monkeypatch.undo()
    run(message)
    assert (message.delivery, mail.outbox) == (Delivery.UNSURE, [])
    services.mark_told(message=message, actor=ACTOR, at=AT, proof="подзвонили")
    assert [m.delivery for m in queries.messages_about(subject, hromada_code=HOME)] == [Delivery.SENT]


def test_a_letter_whose_worker_was_killed_needs_a_person(subject: Session) -> None:
    message = told(subject, Channel.EMAIL)
    killed_at = dt.datetime.now(dt.UTC)
    Message.objects.filter(pk=message.pk).update(
        delivery=Delivery.SENDING, tries=1, lease_until=killed_at + sending.LEASE
    )
    assert run(message).delivery == Delivery.SENDING  # somebody may be at it still
    Message.objects.filter(pk=message.pk).update(lease_until=killed_at - dt.timedelta(minutes=2))
    assert services.settle_overdue(hromada_code=HOME, at=killed_at) == 1
    assert run(message).delivery == Delivery.UNSURE
    assert mail.outbox == []


def broken_off(message: Message, tries: int) -> None:
    """As a killed worker leaves it, when its lease is over."""
    before = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=2)
    Message.objects.filter(pk=message.pk).update(delivery=Delivery.SENDING, tries=tries, lease_until=before)


@pytest.mark.parametrize("kills", [1, sending.TRIES, 2 * sending.TRIES])
def test_an_sms_whose_worker_was_killed_is_asked_about(
    subject: Session, settings: Any, tmp_path: Path, kills: int
) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, home=str(tmp_path))
    message = told(subject, Channel.SMS, "+380501234567")
    gateway = gateway_of(Channel.SMS)
    assert gateway is not None
    parcel = contract.Parcel(key=message.key, recipient=message.recipient, subject="", body=message.body)
    taken = gateway.send(parcel)  # and here the worker was killed
    assert isinstance(taken, contract.Accepted)
    broken_off(message, kills)
    assert (run(message).delivery, message.proof) == (Delivery.SENT, taken.proof)


@pytest.mark.parametrize("kills", [1, sending.TRIES, 2 * sending.TRIES])
def test_an_sms_the_gateway_has_never_had_is_sent_after_kills(
    subject: Session, settings: Any, tmp_path: Path, kills: int
) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, home=str(tmp_path))
    message = told(subject, Channel.SMS, "+380501234567")
    broken_off(message, kills)
    assert (run(message).delivery, bool(message.proof)) == (Delivery.SENT, True)


def test_one_unclear_answer_after_many_kills_is_asked_about_again(
    subject: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kills say nothing against the message, so they are not tries of a gateway that can be asked."""
    unclear = Broken(contract.Unclear("TimeoutError"), can_look_up=True)
    message = told(subject, Channel.SMS, "+380501234567")
    monkeypatch.setattr(sending, "gateway_of", lambda _: unclear)
    broken_off(message, 2 * sending.TRIES)
    assert (run(message).delivery, message.trouble) == (Delivery.SENDING, "TimeoutError")
    assert f"message.{message.pk}" in jobs()


def test_a_message_that_kills_every_worker_comes_to_a_person(subject: Session, settings: Any, tmp_path: Path) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, home=str(tmp_path))
    message = told(subject, Channel.SMS, "+380501234567")
    broken_off(message, 40)
    assert (run(message).delivery, message.proof) == (Delivery.UNSURE, "")


def test_one_job_waits_for_a_message_at_a_time(subject: Session) -> None:
    message = told(subject, Channel.EMAIL)
    Message.objects.filter(pk=message.pk).update(created_at=AT - dt.timedelta(hours=1))
    for _ in range(3):
        services.settle_overdue(hromada_code=HOME, at=AT)
    assert jobs() == [f"message.{message.pk}"]


def test_a_call_waits_for_a_person_and_is_told_once_with_proof(subject: Session) -> None:
    message = told(subject, Channel.PHONE, "+380501234567")
    assert message.delivery == Delivery.BY_HAND
    with pytest.raises(errors.CannotBeSentAgain):
        services.send_again(message=message, actor=ACTOR, at=AT)
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


def test_a_messenger_without_a_gateway_pretends_nothing(subject: Session) -> None:
    assert {*not_set_up()} == {*Messenger}
    assert told(subject, Messenger.VIBER, "+380501234567").delivery == Delivery.BY_HAND


def test_a_stranger_moves_no_message(subject: Session) -> None:
    message = told(subject, Channel.PHONE, "+380501234567")
    stranger = Actor(user_id=2, name="Чужий", role="head", hromada_code="UA99020030000022222")
    with pytest.raises(errors.MessageNotFound):
        services.mark_told(message=message, actor=stranger, at=AT, proof="подзвонили")
    message.refresh_from_db()
    assert message.delivery == Delivery.BY_HAND


def test_an_event_is_told_in_the_chosen_language_and_in_own_words(subject: Session) -> None:
    def tell(channel: str, recipient: str, language: str) -> Message:
        made = services.tell_of_event(
            actor=ACTOR, at=AT, hromada_code=HOME, event=Event.RESULT_READY, channel=channel, recipient=recipient,
            about=subject, language=language, values={"number": "26-0417-000123-5", "where": "тут", "site": "s"},
        )  # fmt: skip
        assert made is not None
        return made

    first = tell(Channel.EMAIL, "maria@example.com", "en")
    assert first.subject == "The result of case 26-0417-000123-5 is ready"
    assert first.wording == "стандартний 2026-11"
    head = Actor(user_id=1, name="Керівник", role="head", hromada_code=HOME)
    for body in ("Справа {number}: чекаємо.", "Справа {number}: чекаємо {where}."):
        services.save_wording(
            actor=head, at=AT, event=Event.RESULT_READY, kind="short", language="uk", subject="", body=body
        )
    second = tell(Channel.SMS, "050 123 45 67", "uk")
    assert (second.body, second.wording) == ("Справа 26-0417-000123-5: чекаємо тут.", "2")
    assert second.recipient == "+380501234567"


def test_what_the_head_switched_off_is_not_sent_and_what_law_asks_for_is(subject: Session) -> None:
    head = Actor(user_id=1, name="Керівник", role="head", hromada_code=HOME)

    def switched_off(event: str) -> Message | None:
        services.save_wording(
            actor=head, at=AT, event=event, kind="short", language="uk", subject="", body="{number} {where}"
            if event == Event.RESULT_READY else "{number}", send="no",
        )  # fmt: skip
        return services.tell_of_event(
            actor=ACTOR, at=AT, hromada_code=HOME, event=event, channel=Channel.SMS, recipient="0501234567",
            about=subject, values={"number": "1", "where": "тут", "site": "s"},
        )  # fmt: skip

    assert switched_off(Event.REGISTERED) is None
    assert switched_off(Event.RESULT_READY) is not None


def test_only_the_head_writes_wordings_and_each_fault_is_named(subject: Session) -> None:
    facts = {"at": AT, "event": Event.WITHOUT_MOTION, "kind": "letter", "language": "uk", "subject": "Справа"}
    with pytest.raises(errors.MayNotEditWordings):
        services.save_wording(actor=ACTOR, body="{number} {until}", **facts)
    head = Actor(user_id=1, name="Керівник", role="head", hromada_code=HOME)
    with pytest.raises(errors.WordingRefused) as refused:
        services.save_wording(actor=head, body="Шановна {applicant}, справа {number}", **facts)
    assert "{number}, {until}, {site}" in str(refused.value)
    assert "Додайте в текст {until}" in str(refused.value)
    assert queries.own_wordings(hromada_code=HOME) == {}

"""What is for the addressee alone: it goes out whole, is kept sealed until then, and is wiped by what says it went."""

import datetime as dt
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import IntegrityError, connection, transaction

from vikno.common import tenancy
from vikno.notifications import errors, hidden, queries, sending, services
from vikno.notifications.enums import LINK_IS_DEAD, Channel, Delivery
from vikno.notifications.gateways import contract, gateway_of
from vikno.notifications.models import Message
from vikno.notifications.services import Secret
from vikno.notifications.tests.test_services import ACTOR, AT, HOME, Broken, broken_off, run

pytestmark = pytest.mark.django_db

LINK = "https://cnap.example/feedback/visit/7/sOmE-tOkEn/"
UNTIL = dt.datetime(2999, 1, 1, tzinfo=dt.UTC)
KEPT = "Як пройшов ваш візит? [посилання]"


@pytest.fixture
def subject() -> Session:
    tenancy.bind(HOME)
    return Session.objects.create(session_key="about", expire_date=AT)


def told(
    subject: Session, channel: str = Channel.EMAIL, *, until: dt.datetime = UNTIL, language: str = "uk"
) -> Message:  # fmt: skip
    recipient = "maria@example.com" if channel == Channel.EMAIL else "+380501234567"
    return services.tell(
        actor=ACTOR, at=AT, hromada_code=HOME, channel=channel, recipient=recipient, subject="Візит",
        body=f"Як пройшов ваш візит? {LINK}", about=subject, secret=Secret(LINK, until=until), language=language,
    )  # fmt: skip


def is_in_the_database(words: str) -> list[str]:
    """Tables that say these words anywhere: what a backup and any export are made of."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        tables = [row[0] for row in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f'SELECT 1 FROM "{table}" AS t WHERE strpos(t::text, %s) > 0 LIMIT 1', [words])  # noqa: S608
            found += [table] if cursor.fetchone() else []
    return found


def test_it_goes_out_whole_and_nothing_readable_stays(subject: Session) -> None:
    message = told(subject)
    assert (message.body, is_in_the_database("sOmE-tOkEn")) == (KEPT, [])
    assert queries.words_to_say(message) == KEPT
    assert run(message).delivery == Delivery.SENT
    assert mail.outbox[0].body == f"Як пройшов ваш візит? {LINK}"
    assert (message.body, message.secret, is_in_the_database("sOmE-tOkEn")) == (KEPT, "", [])
    assert is_in_the_database("[посилання]") == ["notifications_message"]
    assert LINK not in repr(Secret(LINK, until=UNTIL))


def test_a_try_that_failed_keeps_it_for_the_next_one(subject: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "gateway_of", lambda _: Broken(contract.Declined("rejected", is_final=True)))
    message = run(told(subject))
    assert (message.delivery, message.body, bool(message.secret)) == (Delivery.FAILED, KEPT, True)
    assert queries.words_to_say(message) == f"Як пройшов ваш візит? {LINK}"
    services.send_again(message=message, actor=ACTOR, at=AT)
    monkeypatch.undo()
    assert (run(message).delivery, message.secret) == (Delivery.SENT, "")
    assert LINK in mail.outbox[0].body


def test_a_killed_worker_leaves_it_to_the_one_who_asks_the_gateway(
    subject: Session, settings: Any, tmp_path: Path
) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, home=str(tmp_path))
    never_seen, taken = told(subject, Channel.SMS), told(subject, Channel.SMS)
    gateway = gateway_of(Channel.SMS)
    assert gateway is not None
    gateway.send(contract.Parcel(key=taken.key, recipient=taken.recipient, subject="", body="уже в шлюзі"))
    for message in (never_seen, taken):
        broken_off(message, 1)
        message.refresh_from_db()
        assert message.secret
        assert (run(message).delivery, message.secret) == (Delivery.SENT, "")
    assert LINK in (tmp_path / "sms" / f"{never_seen.key}.json").read_text()
    assert LINK not in (tmp_path / "sms" / f"{taken.key}.json").read_text()


def test_it_is_there_while_the_gateway_talks(subject: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    class Watching(Broken):
        def send(self, parcel: contract.Parcel) -> contract.Outcome:
            now = Message.objects.get(key=parcel.key)
            seen.append((parcel.body, now.delivery, bool(now.secret)))
            return self.outcome

    monkeypatch.setattr(sending, "gateway_of", lambda _: Watching(contract.Unclear("TimeoutError")))
    message = run(told(subject))
    assert seen == [(f"Як пройшов ваш візит? {LINK}", Delivery.SENDING, True)]
    assert (message.delivery, bool(message.secret)) == (Delivery.UNSURE, True)


def test_whoever_says_it_reads_it_until_it_was_said(subject: Session) -> None:
    message = told(subject, Channel.PHONE, language="en")
    assert message.body == "Як пройшов ваш візит? [link]"
    assert queries.words_to_say(message).endswith(LINK)
    message = services.mark_told(message=message, actor=ACTOR, at=AT, proof="продиктували")
    assert (queries.words_to_say(message), message.secret) == (message.body, "")
    other = told(subject, Channel.PHONE)
    services.overtake(about=subject, hromada_code=HOME, at=AT, proof="сказано при видачі")
    other.refresh_from_db()
    assert (other.delivery, other.secret) == (Delivery.SENT, "")


def test_what_leads_nowhere_any_more_is_wiped_and_not_sent(subject: Session) -> None:
    over = AT + dt.timedelta(days=30)
    queued, by_hand, sending_now = told(subject, until=over), told(subject, Channel.PHONE, until=over), told(subject)
    Message.objects.filter(pk=sending_now.pk).update(
        delivery=Delivery.SENDING, lease_until=over, secret_until=over
    )  # fmt: skip
    fresh = told(subject, until=over + dt.timedelta(days=9))
    assert services.wipe_dead_secrets(hromada_code=HOME, at=over) == 0
    assert services.wipe_dead_secrets(hromada_code=HOME, at=over + dt.timedelta(seconds=1)) == 2
    for message in (queued, by_hand, sending_now, fresh):
        message.refresh_from_db()
    assert (queued.delivery, queued.trouble, queued.secret) == (Delivery.FAILED, LINK_IS_DEAD, "")
    assert (by_hand.delivery, by_hand.secret) == (Delivery.BY_HAND, "")
    assert bool(sending_now.secret)
    assert bool(fresh.secret)
    with pytest.raises(errors.SecretGone):
        services.send_again(message=queued, actor=ACTOR, at=AT)
    assert services.mark_told(message=by_hand, actor=ACTOR, at=AT, proof="подзвонили").delivery == Delivery.SENT


def test_a_changed_signing_key_sends_no_stub(subject: Session, settings: Any) -> None:
    message = told(subject)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert queries.words_to_say(told(subject, Channel.PHONE)).endswith(LINK)
    settings.SECRET_KEY_FALLBACKS = []
    assert (run(message).delivery, message.trouble, mail.outbox) == (Delivery.FAILED, LINK_IS_DEAD, [])


def test_the_database_itself_keeps_none_of_what_was_sent(subject: Session) -> None:
    message = told(subject)
    with pytest.raises(IntegrityError, match="message_sent_keeps_no_secret"), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(delivery=Delivery.SENT, told_at=AT)
    services.forget(about=subject, hromada_code=HOME)
    message.refresh_from_db()
    assert (message.body, message.secret) == ("", "")
    with pytest.raises(ValueError, match="not in the words"):
        services.tell(
            actor=ACTOR, at=AT, hromada_code=HOME, channel=Channel.EMAIL, recipient="maria@example.com",
            subject="", body="Без посилання", about=subject, secret=Secret(LINK, until=UNTIL),
        )  # fmt: skip


def test_links_written_before_are_cut_out(subject: Session) -> None:
    def written(delivery: str, body: str, at: dt.datetime) -> Message:
        made = services.tell(
            actor=ACTOR, at=at, hromada_code=HOME, channel=Channel.PHONE, recipient="1", subject="", body=body,
            about=subject,
        )  # fmt: skip
        told_at = at if delivery == Delivery.SENT else None
        Message.objects.filter(pk=made.pk).update(delivery=delivery, told_at=told_at)
        return made

    today = dt.datetime.now(dt.UTC)
    sent = written(Delivery.SENT, f"Як пройшов ваш візит? {LINK}", AT)
    english = written(Delivery.SENT, f"How was your visit? {LINK}", AT)
    waiting = written(Delivery.FAILED, f"Як пройшов ваш візит? {LINK}", today)
    late = written(Delivery.FAILED, f"Як пройшов ваш візит? {LINK}", today - dt.timedelta(days=40))
    ticket = "http://10.0.0.5:8000/queue/my/3/0b0c35a4-9a4e-4f7c-8f2e-6a1f8a3c2d10/"
    of_queue = written(Delivery.SENT, f"Ваш талон П-001. Ваше місце в черзі: {ticket}", AT)
    other = written(Delivery.SENT, "Перевірте справу: https://cnap.example/status/", AT)
    migration = import_module("vikno.notifications.migrations.0007_links_cut_out")
    tenancy.bind("")  # as migrations run: for nobody in particular
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)
        with connection.schema_editor() as editor:
            migration.cut_links(apps, editor)
        cursor.execute("SET ROLE vikno_web")
    tenancy.bind(HOME)
    rows = (sent, english, waiting, late, of_queue, other)
    for message in rows:
        message.refresh_from_db()
    assert [(message.body, message.language, bool(message.secret)) for message in rows] == [
        (KEPT, "uk", False), ("How was your visit? [link]", "en", False), (KEPT, "uk", True), (KEPT, "uk", False),
        ("Ваш талон П-001. Ваше місце в черзі: [посилання]", "uk", False),
        ("Перевірте справу: https://cnap.example/status/", "uk", False),
    ]  # fmt: skip
    assert queries.words_to_say(waiting).endswith(LINK)
    assert is_in_the_database("sOmE-tOkEn") == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT relforcerowsecurity FROM pg_class WHERE relname = 'notifications_message'")
        assert cursor.fetchone() == (True,)


BOOKING = "https://cnap.example/book/link/417000123/?k=" + "0a" * 16


def test_a_code_and_a_link_come_back_in_their_places(subject: Session) -> None:
    message = services.tell(
        actor=ACTOR, at=AT, hromada_code=HOME, channel=Channel.EMAIL, recipient="maria@example.com", subject="Запис",
        body=f"Код: 041700. Запис 417 000 123. Підтвердьте тут: {BOOKING}", about=subject,
        secret=Secret(BOOKING, until=UNTIL, code="041700"),
    )  # fmt: skip
    assert message.body == "Код: [код]. Запис 417 000 123. Підтвердьте тут: [посилання]"
    assert is_in_the_database("041700") == []
    assert "041700" not in repr(Secret(BOOKING, until=UNTIL, code="041700"))
    run(message)
    assert mail.outbox[0].body == f"Код: 041700. Запис 417 000 123. Підтвердьте тут: {BOOKING}"


def test_codes_and_links_of_bookings_leave_the_bodies_they_were_written_into(subject: Session) -> None:
    def written(delivery: str, body: str, language: str = "uk") -> Message:
        return Message.objects.create(
            hromada_code=HOME, channel=Channel.EMAIL, recipient="maria@example.com", subject="", body=body,
            about_type="appointments.booking", about_id="7", created_at=AT, delivery=delivery, language=language,
            told_at=AT if delivery == Delivery.SENT else None,
        )  # fmt: skip

    sent = written(Delivery.SENT, f"Запис 417 000 123, код 041700. Змінити: {BOOKING}")
    waiting = written(Delivery.QUEUED, f"Code: 041700. Booking 417 000 123. Or confirm here: {BOOKING}", "en")
    told = written(Delivery.SENT, "Ми знову працюємо. Запис 417 000 123.")
    migration = import_module("vikno.notifications.migrations.0008_codes_of_bookings_cut_out")
    tenancy.bind("")  # as migrations run: for nobody in particular
    with connection.cursor() as cursor, time_machine.travel(AT):
        cursor.execute("RESET ROLE")
        with connection.schema_editor() as editor:
            migration.cut_out(apps, editor)
        cursor.execute("SET ROLE vikno_web")
    tenancy.bind(HOME)
    for message in (sent, waiting, told):
        message.refresh_from_db()
    assert sent.body == "Запис 417 000 123, код [код]. Змінити: [посилання]"
    assert waiting.body == "Code: [code]. Booking 417 000 123. Or confirm here: [link]"
    assert (told.body, told.secret_until) == ("Ми знову працюємо. Запис 417 000 123.", None)
    assert is_in_the_database("041700") == is_in_the_database("0a" * 16) == []
    assert hidden.whole(waiting) == f"Code: 041700. Booking 417 000 123. Or confirm here: {BOOKING}"

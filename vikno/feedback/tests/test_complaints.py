"""Complaints: the number, the day by the law, who answers, what a stranger may not."""

import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from vikno.accounts.models import User
from vikno.audit.models import JournalEntry, OutboxEvent
from vikno.cases.tests.world import AT, World
from vikno.common import tenancy
from vikno.common.tables import read_table
from vikno.feedback import queries, rules, services
from vikno.feedback.errors import (
    AlreadyExtended,
    ContactMissing,
    ExtensionTooLong,
    NoSuchComplaint,
    NotYourComplaint,
    StepNotPossible,
    TooManyAnswers,
    WordsMissing,
)
from vikno.feedback.models import Complaint
from vikno.feedback.services.complaints import Told
from vikno.feedback.tags import limits
from vikno.feedback.tasks import look_after
from vikno.feedback.tests.conftest import Browse
from vikno.notifications.models import Message

pytestmark = pytest.mark.django_db
TOLD = Told(
    text="Двічі приходив дарма.", name="Шевченко Іван", channel="email", contact="ivan@example.org", way="visit"
)


def registered(world: World, told: Told = TOLD, *, at: dt.datetime = AT) -> Complaint:
    return services.register_complaint(told=told, point=world.main, actor=world.officer, at=at)


def test_numbers_follow_and_the_day_is_a_month_by_the_law(world: World) -> None:
    first, second = registered(world), registered(world)
    assert (first.number, second.number) == (1, 2)
    assert first.due_on >= (AT + dt.timedelta(days=30)).date()
    assert "Про звернення громадян" in " ".join(first.term["sentences"])
    short = registered(world, replace(TOLD, is_short=True))
    assert (short.due_on - AT.date()).days in range(15, 19)


def test_words_and_a_way_to_answer_are_needed(world: World) -> None:
    with pytest.raises(WordsMissing):
        registered(world, replace(TOLD, text="  "))
    with pytest.raises(ContactMissing):
        registered(world, replace(TOLD, contact=" "))


def test_an_answer_goes_by_the_persons_channel_and_closes(world: World) -> None:
    one = registered(world)
    with pytest.raises(NotYourComplaint):
        services.answer_complaint(number=one.pk, answer="Вибачте.", actor=world.officer, at=AT)
    officer = User.objects.get(pk=world.officer.user_id)
    services.assign_complaint(number=one.pk, to=officer, actor=world.head, at=AT)
    done = services.answer_complaint(number=one.pk, answer="Вибачте, виправили.", actor=world.officer, at=AT)
    assert done.state == "answered"
    message = Message.objects.get()
    assert (message.channel, message.recipient, message.body) == ("email", "ivan@example.org", "Вибачте, виправили.")
    with pytest.raises(StepNotPossible):
        services.leave_complaint(number=one.pk, reason="Повторна.", actor=world.head, at=AT)
    steps = [event.step for event in queries.complaint_of(world.head, one.pk).events.all()]
    assert steps == ["registered", "assigned", "answered"]


def test_a_short_message_only_says_that_the_answer_is_there(world: World) -> None:
    one = registered(world, replace(TOLD, channel="phone", contact="+380501234567"))
    services.answer_complaint(number=one.pk, answer="Подробиці справи.", actor=world.head, at=AT)
    assert "Подробиці" not in Message.objects.get().body


def test_a_call_waits_for_somebody_who_says_how_it_went(world: World, browse: Browse) -> None:
    one = registered(world, replace(TOLD, channel="phone", contact="+380501234567"))
    services.answer_complaint(number=one.pk, answer="Виправили.", actor=world.head, at=AT)
    page = browse(world.head).get(reverse("feedback:complaint", args=[one.pk])).content.decode()
    assert "має повідомити працівник" in page
    told = reverse("feedback:complaint_step", args=[one.pk, "telling"])
    page = browse(world.head).post(told, {"telling-words": "додзвонилися о 14:20"}, follow=True).content.decode()
    assert "додзвонилися о 14:20" in page
    with pytest.raises(StepNotPossible):
        services.record_told(number=one.pk, proof="ще раз", actor=world.head, at=AT)


def test_more_days_once_and_within_the_law(world: World) -> None:
    one = registered(world)
    with pytest.raises(ExtensionTooLong):
        services.extend_complaint(number=one.pk, days=40, actor=world.head, at=AT)
    later = services.extend_complaint(number=one.pk, days=10, actor=world.head, at=AT)
    assert later.due_on > one.due_on
    with pytest.raises(AlreadyExtended):
        services.extend_complaint(number=one.pk, days=1, actor=world.head, at=AT)


def test_lateness_is_seen_and_told_of(world: World) -> None:
    one = registered(world, at=AT - dt.timedelta(days=60))
    assert rules.lateness(state="registered", due_on=one.due_on, today=one.due_on) == "soon"
    assert rules.lateness(state="answered", due_on=one.due_on, today=AT.date()) == ""
    assert queries.overdue_complaints(world.head, on=AT.date()).count() == 1
    assert look_after(world.head.hromada_code) == 1
    assert OutboxEvent.objects.filter(topic="complaint.overdue").exists()


def test_nobodys_words_are_in_the_journal(world: World) -> None:
    one = registered(world)
    services.redirect_complaint(number=one.pk, reason="Про це вирішує суд.", actor=world.head, at=AT)
    for entry in JournalEntry.objects.filter(action__startswith="complaint."):
        assert "Шевченко" not in str(entry.facts)
        assert "дарма" not in str(entry.facts)


def test_a_foreign_complaint_is_an_unknown_one(world: World) -> None:
    one = registered(world)
    stranger = replace(world.head, hromada_code="UA00000000000000000")
    with pytest.raises(NoSuchComplaint):
        queries.complaint_of(stranger, one.pk)


def test_a_person_complains_on_the_site(world: World) -> None:
    address, client = reverse("feedback:complain", args=[world.main.pk]), Client()
    sent = {"text": "Не пустили з візочком", "name": "Ганна", "channel": "phone", "contact": "+380501112233"}
    assert "як вас звати" in client.post(address, {**sent, "name": ""}).content.decode()
    page = client.post(address, sent).content.decode()
    assert "Скаргу зареєстровано" in page
    with tenancy.working_for(world.head.hromada_code):
        assert Complaint.objects.get().way == "site"
        assert Complaint.objects.get().shown_number in page
    for _ in range(limits().complaints_a_minute):
        answer = client.post(address, sent)
    assert answer.status_code == 429
    assert str(TooManyAnswers().message) in answer.content.decode()


def test_the_head_works_through_the_page(world: World, browse: Browse) -> None:
    one = registered(world)
    client = browse(world.head)
    assert "1/" in client.get(reverse("feedback:complaints")).content.decode()
    officer = User.objects.get(pk=world.officer.user_id)
    step = reverse("feedback:complaint_step", args=[one.pk, "assignment"])
    assert "Виконавця призначено" in client.post(step, {"assignment-to": officer.pk}, follow=True).content.decode()
    answer = reverse("feedback:complaint_step", args=[one.pk, "answer"])
    assert "govuk-error-message" in client.post(answer, {"answer-words": ""}).content.decode()
    assert "передано людині" in client.post(answer, {"answer-words": "Вибачте."}, follow=True).content.decode()
    assert client.post(reverse("feedback:complaint_step", args=[one.pk, "nothing"])).status_code == 404


def test_the_register_as_a_table_names_nobody(world: World, browse: Browse, tmp_path: object) -> None:
    registered(world)
    answer = browse(world.head).get(reverse("feedback:complaints_export"))
    path = tmp_path / "complaints.xlsx"  # type: ignore[operator]
    path.write_bytes(answer.content)
    table = read_table(path)
    assert len(table.rows) == 1
    assert "Шевченко" not in str(table.rows)


def test_what_is_personal_goes_after_its_years(world: World) -> None:
    one = registered(world)
    services.answer_complaint(number=one.pk, answer="Виправили.", actor=world.head, at=AT)
    code = world.head.hromada_code
    assert services.erase_old(hromada_code=code, at=AT + dt.timedelta(days=4 * 365)) == 0
    assert services.erase_old(hromada_code=code, at=AT + dt.timedelta(days=6 * 366)) == 1
    one.refresh_from_db()
    assert (one.name, one.contact, one.text, one.answer, one.number) == ("", "", "", "", 1)

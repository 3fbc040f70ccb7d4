"""The link after a visit goes by itself: to whoever agreed, once the result is handed over, while the head lets it."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from vikno.audit.models import JournalEntry
from vikno.cases import services as cases
from vikno.cases.enums import Outcome, Step
from vikno.cases.models import Case
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import AT, World
from vikno.common import tenancy
from vikno.feedback import queries, services
from vikno.feedback.errors import NotByItself, NotYourDesk
from vikno.feedback.models import Agreement, Invitation
from vikno.feedback.tasks import send_links
from vikno.feedback.tests.conftest import Browse
from vikno.notifications import hidden, tasks
from vikno.notifications.enums import Channel, Delivery
from vikno.notifications.models import Message
from vikno.notifications.tests.test_secrets import is_in_the_database

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _messages_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vikno.notifications.services._queue", lambda message: None)


@pytest.fixture
def case(world: World) -> Case:
    made = worlds.case_in(world)
    made.notification_channel, made.contact = Channel.EMAIL, "olena@example.org"
    made.save(update_fields=["notification_channel", "contact"])
    return made


def issue(world: World, case: Case, *, at: dt.datetime = AT) -> None:
    for step, actor in ((Step.FORWARDED, world.officer), (Step.ACCEPTED, world.provider)):
        cases.record_step(case=case, step=step, actor=actor, at=at, point=world.main)
    cases.decide_case(case=case, actor=world.provider, at=at, outcome=Outcome.GRANTED, decided_on=at.date(), number="7")
    cases.receive_result(case=case, actor=world.officer, at=at, point=world.main)
    cases.issue_result(case=case, actor=world.officer, at=at, point=world.main, identity_seen="паспорт")


def links() -> list[str]:
    """What went, or will: the words as they are handed over."""
    words = [str(hidden.whole(one)) for one in Message.objects.order_by("pk")]
    return [said for said in words if "/feedback/visit/" in said]


def send(world: World, *, at: dt.datetime = AT) -> int:
    return services.send_links(hromada_code=world.head.hromada_code, at=at)


def test_it_goes_once_after_the_result_is_handed_over(world: World, case: Case) -> None:
    services.agree(case=case, actor=world.officer, at=AT)
    assert send(world) == 0
    issue(world, case)
    assert send(world) == 1
    assert send(world) == 0
    assert len(links()) == 1
    assert Message.objects.latest("pk").recipient == "olena@example.org"
    assert Invitation.objects.get().case == case


def test_the_link_is_read_by_nobody_once_it_went(world: World, case: Case, browse: Browse) -> None:
    services.agree(case=case, actor=world.officer, at=AT)
    issue(world, case)
    send(world)
    message, told_page = Message.objects.get(event=""), reverse("correspondence:case", args=[case.number])
    link = links()[0].split()[-1]
    token = link.rstrip("/").rpartition("/")[2]
    assert is_in_the_database(token) == []
    assert token not in browse(world.officer).get(told_page).content.decode()
    Message.objects.filter(pk=message.pk).update(delivery=Delivery.FAILED)
    assert link in browse(world.officer).get(told_page).content.decode()  # somebody has to say it now
    browse(world.officer).post(reverse("correspondence:message_again", args=[case.number, message.pk]))
    tasks.deliver.func(message_id=message.pk, hromada_code=world.head.hromada_code)
    assert [link in letter.body for letter in mail.outbox] == [True]
    shown = browse(world.officer).get(told_page).content.decode()
    assert token not in shown
    assert "без імені: [посилання]" in shown
    message.refresh_from_db()
    assert (message.delivery, message.secret, is_in_the_database(token)) == (Delivery.SENT, "", [])


def test_who_did_not_agree_gets_nothing(world: World, case: Case) -> None:
    issue(world, case)
    assert send(world) == 0
    services.agree(case=case, actor=world.officer, at=AT)
    services.withdraw_agreement(case=case, actor=world.officer, at=AT)
    assert send(world) == 0
    assert not Agreement.objects.exists()
    actions = JournalEntry.objects.filter(action__startswith="feedback.agree").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == ["feedback.agreed", "feedback.agreement_withdrawn"]


def test_not_by_night_and_not_a_week_later(world: World, case: Case) -> None:
    services.agree(case=case, actor=world.officer, at=AT)
    issue(world, case)
    assert send(world, at=AT.replace(hour=22)) == 0
    assert send(world, at=AT + dt.timedelta(days=8)) == 0
    assert send(world, at=AT + dt.timedelta(days=6)) == 1


def test_the_head_switches_it_off_from_a_day(world: World, case: Case) -> None:
    services.agree(case=case, actor=world.officer, at=AT)
    issue(world, case)
    tomorrow = AT.date() + dt.timedelta(days=1)
    services.set_sending(is_on=False, valid_from=tomorrow, actor=world.head, at=AT)
    assert queries.links_go_by_themselves(world.head.hromada_code, on=AT.date())
    assert send(world, at=AT + dt.timedelta(days=1)) == 0
    assert send(world) == 1
    with pytest.raises(NotYourDesk):
        services.set_sending(is_on=True, valid_from=tomorrow, actor=world.officer, at=AT)


def test_a_link_given_by_hand_is_the_only_one(world: World, case: Case) -> None:
    services.agree(case=case, actor=world.officer, at=AT)
    issue(world, case)
    services.invite(point=world.main, case=case, send=False, actor=world.officer, at=AT)
    assert send(world) == 0
    assert Agreement.objects.get().settled_at is not None
    assert links() == []


def test_only_by_the_channel_that_was_agreed(world: World, case: Case) -> None:
    services.agree(case=case, actor=world.officer, at=AT)
    issue(world, case)
    Case.objects.filter(pk=case.pk).update(notification_channel=Channel.PHONE)
    assert send(world) == 0
    by_hand = worlds.case_in(world)
    by_hand.notification_channel = Channel.IN_PERSON
    with pytest.raises(NotByItself):
        services.agree(case=by_hand, actor=world.officer, at=AT)


def test_it_speaks_the_language_of_the_person(world: World, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(notification_language="en")
    services.agree(case=case, actor=world.officer, at=AT)
    issue(world, case)
    send(world)
    assert "visit" in links()[0].split("http")[0]


def test_beside_the_case_and_on_the_page_of_the_head(world: World, case: Case, browse: Browse) -> None:
    officer, beside = browse(world.officer), reverse("desk:case_beside", args=[case.number])
    assert "Людина згодна отримати посилання" in officer.get(beside).content.decode()
    officer.post(reverse("feedback:agreement", args=[case.number]), {"agrees": "yes"})
    assert "Людина передумала" in officer.get(beside).content.decode()
    officer.post(reverse("feedback:agreement", args=[case.number]), {"agrees": "no"})
    assert "Людина згодна" in officer.get(beside).content.decode()
    head, page = browse(world.head), reverse("feedback:sending")
    assert "Зараз посилання надсилаємо" in head.get(page).content.decode()
    head.post(page, {"is_on": "no", "valid_from": "01.01.2026"})
    assert "Зараз посилань не надсилаємо" in head.get(page).content.decode()
    assert officer.get(page).status_code in (403, 404)


def test_the_task_works_for_every_hromada(world: World, case: Case, monkeypatch: Any) -> None:
    asked: list[str] = []

    def note(*, hromada_code: str, at: dt.datetime) -> int:
        asked.append(hromada_code)
        return int(tenancy.bound() == hromada_code)

    monkeypatch.setattr(services, "send_links", note)
    send_links.func(0)
    assert asked == [world.head.hromada_code]

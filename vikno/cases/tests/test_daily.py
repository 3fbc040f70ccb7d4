"""The daily round: marks, reminds, and does nothing the second time."""

import datetime as dt

import pytest
from procrastinate.contrib.django import app

from vikno.accounts.models import User
from vikno.audit.models import JournalEntry
from vikno.cases import services
from vikno.cases.enums import CaseState, HearingWay, Outcome, ReminderKind, Step
from vikno.cases.models import Case, Reminder, StatusChange
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import AT, HOME, World
from vikno.notifications.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    made = worlds.build()
    User.objects.filter(pk=made.provider.user_id).update(email="provider@example.ua")
    User.objects.filter(pk=made.head.user_id).update(email="head@example.ua")
    User.objects.filter(pk=made.officer.user_id).update(email="officer@example.ua")
    return made


def later(days: int) -> dt.datetime:
    return AT + dt.timedelta(days=days)


def accepted(world: World) -> Case:
    case = worlds.case_in(world)
    services.record_step(case=case, step=Step.FORWARDED, actor=world.officer, at=AT)
    services.record_step(case=case, step=Step.ACCEPTED, actor=world.provider, at=AT)
    return case


def notified(world: World) -> Case:
    case = accepted(world)
    services.decide_case(case=case, actor=world.provider, at=AT, outcome=Outcome.GRANTED, decided_on=AT.date())
    services.receive_result(case=case, actor=world.officer, at=AT, point=world.main)
    services.notify_applicant(case=case, actor=world.officer, at=AT, point=world.main, proof="розмова")
    return case


def reminders(kind: ReminderKind) -> list[str]:
    found = Reminder.objects.filter(kind=kind).order_by("pk").values_list("pk", flat=True)
    about = Message.objects.filter(about_type="cases.reminder", about_id__in=[str(pk) for pk in found])
    return sorted(about.values_list("recipient", flat=True))


def test_a_result_nobody_took_is_marked_once(world: World) -> None:
    case = notified(world)
    assert services.daily_round(hromada_code=HOME, at=later(61)).unclaimed == 0
    assert services.daily_round(hromada_code=HOME, at=later(62)).unclaimed == 1
    assert Case.objects.get().state == CaseState.UNCLAIMED
    before = (StatusChange.objects.count(), JournalEntry.objects.count(), Message.objects.count())
    again = services.daily_round(hromada_code=HOME, at=later(62))
    assert (again.unclaimed, again.reminded) == (0, 0)
    assert (StatusChange.objects.count(), JournalEntry.objects.count(), Message.objects.count()) == before
    assert reminders(ReminderKind.UNCLAIMED) == ["head@example.ua", "officer@example.ua"]
    step = StatusChange.objects.get(case=case, step=Step.UNCLAIMED)
    assert step.actor_role == "system"


def test_whoever_decides_is_reminded_of_defects_nobody_mended(world: World) -> None:
    case = accepted(world)
    services.leave_without_motion(
        case=case, actor=world.provider, at=AT, on=AT.date(), defects="немає підпису", cure_by=later(10).date()
    )
    assert services.daily_round(hromada_code=HOME, at=later(10)).reminded == 0
    assert services.daily_round(hromada_code=HOME, at=later(11)).reminded == 1
    assert services.daily_round(hromada_code=HOME, at=later(12)).reminded == 0
    assert reminders(ReminderKind.CURE_MISSED) == ["provider@example.ua"]
    body = Message.objects.get(about_type="cases.reminder").body
    assert "залиште заяву без розгляду" in body.lower()
    assert world.applicant.family_name not in body


def test_a_hearing_that_passed_waits_for_its_answer(world: World) -> None:
    case = accepted(world)
    services.invite_to_hearing(
        case=case, actor=world.provider, at=AT, held_on=later(4).date(), way=HearingWay.CALL, place="10:00", about="в"
    )
    assert services.daily_round(hromada_code=HOME, at=later(4)).reminded == 0
    assert services.daily_round(hromada_code=HOME, at=later(5)).reminded == 1
    assert services.daily_round(hromada_code=HOME, at=later(5)).reminded == 0


def test_another_hromada_is_left_alone(world: World) -> None:
    notified(world)
    assert services.daily_round(hromada_code=worlds.NEIGHBOUR, at=later(90)).unclaimed == 0
    assert Case.objects.get().state == CaseState.NOTIFIED


def test_the_round_goes_by_the_clock() -> None:
    periodic = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert periodic["vikno.cases.tasks.go_round"] == "37 * * * *"

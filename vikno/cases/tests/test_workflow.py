"""Steps of the technological card in a case: made with it, kept, marked, late, moved by pauses."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from vikno.accounts.models import Membership
from vikno.audit.models import JournalEntry
from vikno.cases import printing, rules, services, workflow
from vikno.cases.enums import Outcome, Step
from vikno.cases.errors import (
    CaseNotFound,
    MayNotAct,
    TaskAlreadyDone,
    TaskMarksItself,
    TaskNotFound,
    TaskNotYoursToReopen,
)
from vikno.cases.models import Case, CaseTask
from vikno.cases.rules import Longer, Span, TaskMark, TaskTerm, WorkingCalendar, task_plan, task_states
from vikno.cases.tests import world as make
from vikno.cases.tests.world import AT, NEIGHBOUR, World
from vikno.catalogue import services as catalogue
from vikno.catalogue.models import Workflow
from vikno.catalogue.rules import StepLine, WorkflowContent
from vikno.common import clock, tenancy
from vikno.common.actors import Actor

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 16)
PLAIN = WorkingCalendar(version="проба")
STEPS = (
    StepLine(name="Прийом заяви", responsible="Адміністратор, ЦНАП", event="registered", days=0),
    StepLine(name="Передання", responsible="Адміністратор, ЦНАП", event="forwarded", days=1),
    StepLine(name="Перевірка", responsible="Головний спеціаліст", performer="provider", days=3),
    StepLine(name="Підпис керівника", responsible="Керівник ЦНАП", performer="head", action="П", days=1),
    StepLine(name="Рішення", responsible="Начальник", performer="provider", action="З", event="decided", days=2),
    StepLine(name="Видача", responsible="Адміністратор, ЦНАП", event="issued", days=None),
)
ARCHIVE = StepLine(name="Підшити до справи", responsible="Адміністратор, ЦНАП", days=1)


def term(days: int | None, unit: str = "working") -> TaskTerm:
    return TaskTerm(days=days, unit=unit)


# ---- rules


def test_steps_are_due_one_after_another_on_working_days() -> None:
    plan = task_plan([term(0), term(1), term(3), term(2, "calendar"), term(None)], started_on=MONDAY, calendar=PLAIN)
    assert plan == [
        MONDAY, dt.date(2026, 11, 17), dt.date(2026, 11, 20),
        dt.date(2026, 11, 23),  # a Sunday: the end moves to Monday
        None,
    ]  # fmt: skip


def test_a_step_after_a_weekend_is_counted_from_the_day_itself() -> None:
    plan = task_plan([term(6, "calendar"), term(1)], started_on=MONDAY, calendar=PLAIN)
    assert plan == [dt.date(2026, 11, 23), dt.date(2026, 11, 23)]


def test_a_pause_moves_steps_and_one_without_an_end_leaves_no_day() -> None:
    pause = Span(starts_on=dt.date(2026, 11, 18), ends_on=dt.date(2026, 11, 24))
    terms = [term(1), term(3)]
    assert task_plan(terms, started_on=MONDAY, calendar=PLAIN, pauses=[pause])[1] == dt.date(2026, 11, 27)
    endless = Span(starts_on=dt.date(2026, 11, 18))
    assert task_plan(terms, started_on=MONDAY, calendar=PLAIN, pauses=[endless]) == [dt.date(2026, 11, 17), None]


def test_an_extension_goes_to_the_step_under_way_and_moves_the_rest() -> None:
    longer = Longer(place=1, days=5, unit="working")
    plan = task_plan([term(1), term(1), term(1)], started_on=MONDAY, calendar=PLAIN, longer=longer)
    assert plan == [dt.date(2026, 11, 17), dt.date(2026, 11, 25), dt.date(2026, 11, 26)]


@pytest.mark.parametrize(
    ("marks", "is_open", "states"),
    [
        ([(None, 20), (None, 25), (None, None)], True, ["current", "ahead", "ahead"]),
        ([(16, 20), (None, 25), (None, None)], True, ["done", "current", "ahead"]),
        ([(21, 20), (None, 25), (None, None)], True, ["done_late", "current", "ahead"]),
        ([(16, 20), (None, 17), (None, None)], True, ["done", "late", "ahead"]),
        ([(None, 17), (16, 25), (None, 26)], True, ["passed", "done", "current"]),
        ([(16, 20), (None, 17), (None, None)], False, ["done", "passed", "passed"]),
    ],
)
def test_how_a_step_stands(marks: list[Any], is_open: bool, states: list[str]) -> None:
    def day(number: int | None) -> dt.date | None:
        return dt.date(2026, 11, number) if number else None

    given = [TaskMark(done_on=day(done), due_on=day(due)) for done, due in marks]
    assert task_states(given, today=dt.date(2026, 11, 18), is_open=is_open) == states


# ---- a case keeps its card


@pytest.fixture
def world() -> World:
    with time_machine.travel(AT, tick=False):
        yield make.build()


def carded(world: World, steps: tuple[StepLine, ...] = STEPS, *, since: dt.date = make.SINCE) -> Workflow:
    before = tenancy.bound()
    tenancy.bind("")
    draft = catalogue.draft_workflow(
        service=world.service, content=WorkflowContent(steps=steps), valid_from=since, actor=Actor.system(), at=AT
    )
    card = catalogue.publish_workflow(workflow=draft, actor=Actor.system(), at=AT)
    tenancy.bind(before)
    return card


def tasks(case: Case) -> list[CaseTask]:
    return workflow.tasks_of(Case.objects.get(pk=case.pk))


def states(case: Case, on: dt.date = MONDAY) -> list[str]:
    return [shown.state for shown in workflow.shown_tasks(Case.objects.get(pk=case.pk), today=on)]


def forwarded(world: World) -> Case:
    case = make.case_in(world)
    services.record_step(case=case, step=Step.FORWARDED, actor=world.officer, at=AT)
    services.record_step(case=case, step=Step.ACCEPTED, actor=world.provider, at=AT)
    return case


def test_a_case_opens_with_the_steps_of_its_card(world: World) -> None:
    card = carded(world)
    case = make.case_in(world)
    assert case.workflow_id == card.pk
    found = tasks(case)
    assert [task.step.name for task in found] == [step.name for step in STEPS]
    assert [task.due_on for task in found] == [
        MONDAY, dt.date(2026, 11, 17), dt.date(2026, 11, 20), dt.date(2026, 11, 23), dt.date(2026, 11, 25), None,
    ]  # fmt: skip
    assert (found[0].done_at, found[0].done_by_name) == (AT, world.officer.name)
    assert states(case) == ["done", "current", "ahead", "ahead", "ahead", "ahead"]


def test_a_newer_card_does_not_change_a_case_under_way(world: World) -> None:
    carded(world)
    case = make.case_in(world)
    before = [(task.step_id, task.due_on) for task in tasks(case)]
    tomorrow = clock.today(AT) + dt.timedelta(days=1)
    newer = carded(world, (STEPS[0], STEPS[4]), since=tomorrow)
    assert [(task.step_id, task.due_on) for task in tasks(case)] == before
    later = make.case_in(world, at=AT + dt.timedelta(days=1))
    assert later.workflow_id == newer.pk
    assert len(tasks(later)) == 2


def test_opening_costs_two_more_statements_with_a_card_and_none_without(world: World) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            make.case_in(world)
        return len(seen)

    cost()
    bare = cost()
    carded(world)
    cost()  # the card's lines are read once in the life of a process
    assert cost() == bare + 2


def test_without_a_card_a_case_has_no_steps_and_asks_for_none(world: World) -> None:
    case = make.case_in(world)
    with CaptureQueriesContext(connection) as seen:
        assert workflow.shown_tasks(case, today=MONDAY) == []
    assert len(seen) == 0


def test_what_is_recorded_marks_its_step(world: World) -> None:
    carded(world)
    case = forwarded(world)
    assert states(case)[:2] == ["done", "done"]
    services.decide_case(case=case, actor=world.provider, at=AT, outcome=Outcome.GRANTED, decided_on=MONDAY, number="1")
    assert states(case) == ["done", "done", "passed", "passed", "done", "current"]


def test_closed_cases_wait_for_no_step(world: World) -> None:
    carded(world)
    case = make.case_in(world)
    services.withdraw_case(case=case, actor=world.officer, at=AT, reason="Передумав")
    assert set(states(case, on=dt.date(2027, 1, 1))[1:]) == {"passed"}


def test_a_step_is_late_after_its_day(world: World) -> None:
    carded(world)
    case = forwarded(world)
    assert states(case, on=dt.date(2026, 11, 20))[2] == "current"
    assert states(case, on=dt.date(2026, 11, 21))[2] == "late"


# ---- who marks


def test_the_responsible_marks_a_step_with_a_remark_and_leaves_a_trace(world: World) -> None:
    carded(world)
    case = forwarded(world)
    at = AT + dt.timedelta(days=7)
    services.finish_task(case=case, order=3, actor=world.provider, at=at, note=" проєкт № 7 ")
    task = tasks(case)[2]
    assert (task.done_at, task.done_by_name, task.note) == (at, world.provider.name, "проєкт № 7")
    entry = JournalEntry.objects.get(action="case.task_done")
    assert entry.facts == {"number": case.number, "task": 3, "late_since": "2026-11-20"}
    assert states(case, on=clock.today(at))[2] == "done_late"


@pytest.mark.parametrize(
    ("who", "order", "may"),
    [
        ("provider", 3, True),
        ("officer", 3, False),  # the provider has its own cabinet
        ("head", 3, False),
        ("head", 4, True),
        ("officer", 4, False),
        ("provider", 4, False),
        ("officer", 7, True),
        ("provider", 7, False),
        ("courier", 7, False),
    ],
)
def test_a_step_is_marked_by_whose_work_it_is(world: World, who: str, order: int, may: bool) -> None:
    carded(world, (*STEPS, ARCHIVE))
    case, actor = forwarded(world), getattr(world, who)
    if may:
        services.finish_task(case=case, order=order, actor=actor, at=AT)
    else:
        with pytest.raises(MayNotAct):
            services.finish_task(case=case, order=order, actor=actor, at=AT)
    assert (tasks(case)[order - 1].done_at is not None) is may


def test_what_the_record_will_mark_is_not_marked_by_hand(world: World) -> None:
    carded(world)
    case = forwarded(world)
    with pytest.raises(TaskMarksItself, match="результат видано"):
        services.finish_task(case=case, order=6, actor=world.officer, at=AT)
    assert reverse("cases:task", args=[case.number, 6]) not in (
        signed_in(world.officer).get(reverse("cases:case", args=[case.number])).content.decode()
    )


def test_the_desk_marks_for_a_provider_with_nobody_signed_up(world: World) -> None:
    carded(world)
    case = forwarded(world)
    Membership.objects.filter(role="provider").update(valid_to=make.SINCE)
    services.finish_task(case=case, order=3, actor=world.officer, at=AT)
    assert tasks(case)[2].done_at == AT


def test_a_stranger_finds_nothing_and_changes_nothing(world: World) -> None:
    carded(world)
    case = forwarded(world)
    stranger = make.build(NEIGHBOUR, name="Сусідська", network=418).head
    tenancy.bind(make.HOME)
    with pytest.raises(CaseNotFound):
        services.finish_task(case=case, order=4, actor=stranger, at=AT)
    assert tasks(case)[3].done_at is None


def test_a_step_is_marked_once_and_only_one_that_is(world: World) -> None:
    carded(world)
    case = forwarded(world)
    services.finish_task(case=case, order=3, actor=world.provider, at=AT)
    with pytest.raises(TaskAlreadyDone, match="Перевірка"):
        services.finish_task(case=case, order=3, actor=world.provider, at=AT)
    with pytest.raises(TaskNotFound):
        services.finish_task(case=case, order=99, actor=world.provider, at=AT)


def test_a_mark_is_taken_back_by_who_made_it_on_the_same_day(world: World) -> None:
    carded(world)
    case = forwarded(world)
    services.finish_task(case=case, order=4, actor=world.head, at=AT, note="так")
    for actor, at in ((world.officer, AT), (world.head, AT + dt.timedelta(days=1))):
        with pytest.raises(TaskNotYoursToReopen):
            services.reopen_task(case=case, order=4, actor=actor, at=at)
    services.reopen_task(case=case, order=4, actor=world.head, at=AT)
    task = tasks(case)[3]
    assert (task.done_at, task.done_by_name, task.note) == (None, "", "")


def test_what_the_record_marked_is_not_taken_back(world: World) -> None:
    carded(world)
    case = make.case_in(world)
    with pytest.raises(TaskNotYoursToReopen):
        services.reopen_task(case=case, order=1, actor=world.officer, at=AT)


def test_the_database_keeps_who_and_when_together(world: World) -> None:
    carded(world)
    case = make.case_in(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseTask.objects.filter(case=case, order=2).update(done_at=AT)


# ---- the term


def test_a_suspension_stops_the_steps_that_are_left_and_its_end_moves_them(world: World) -> None:
    carded(world)
    case = forwarded(world)
    ground = next(iter(rules_of_case(case).suspension.grounds))  # type: ignore[union-attr]
    services.suspend_case(case=case, actor=world.provider, at=AT, on=MONDAY, ground=ground)
    assert [task.due_on for task in tasks(case)][:4] == [MONDAY, dt.date(2026, 11, 17), None, None]
    week = AT + dt.timedelta(days=7)
    services.resume_case(case=case, actor=world.provider, at=week, on=dt.date(2026, 11, 23))
    assert [task.due_on for task in tasks(case)][2] == dt.date(2026, 11, 26)


def rules_of_case(case: Case) -> rules.RuleSet:
    from vikno.cases import counting

    return counting.rules_for(case)


def test_a_day_closed_here_moves_the_steps_that_are_left(world: World) -> None:
    carded(world)
    case = forwarded(world)
    services.add_local_days(
        actor=world.head, at=AT, kind="closure", starts_on=dt.date(2026, 11, 19), ends_on=dt.date(2026, 11, 19),
        name="Аварія", source="Наказ 1", organisation=None,
    )  # fmt: skip
    assert [task.due_on for task in tasks(case)][2] == dt.date(2026, 11, 23)


# ---- screens and paper


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(Membership.objects.get(pk=actor.membership_id).user)
    return client


def test_the_page_shows_steps_and_one_marks_from_it(world: World) -> None:
    carded(world)
    case = forwarded(world)
    client = signed_in(world.head)
    text = client.get(reverse("cases:case", args=[case.number])).content.decode()
    assert "Етапи за технологічною карткою" in text
    address = reverse("cases:task", args=[case.number, 4])
    assert address in text
    assert reverse("cases:task", args=[case.number, 3]) not in text
    assert "Підпис керівника" in client.get(address).content.decode()
    assert client.post(address, {"note": "погоджено"}).status_code == 302
    text = client.get(reverse("cases:case", args=[case.number])).content.decode()
    assert "погоджено" in text
    client.post(reverse("cases:task_reopening", args=[case.number, 4]))
    assert tasks(case)[3].done_at is None


def test_the_progress_sheet_holds_the_steps(world: World) -> None:
    carded(world)
    case = forwarded(world)
    services.finish_task(case=case, order=4, actor=world.head, at=AT, note="погоджено")
    sheet = printing.progress_sheet_of(Case.objects.get(pk=case.pk), at=AT)
    assert [(task.name, task.action) for task in sheet.tasks][3] == ("Підпис керівника", "П")
    assert (sheet.tasks[3].by, sheet.tasks[3].note, sheet.tasks[3].done_at) == (world.head.name, "погоджено", AT)
    kept = services.keep_progress_sheet(case=case, actor=world.officer, at=AT)
    assert kept.data["tasks"][3]["name"] == "Підпис керівника"

"""A case that will be late is marked before the day, with the reason; whatever the number of cases, as many queries."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from vikno.cases import forecasting, roads, services
from vikno.cases.enums import LocalKind, Outcome, Step
from vikno.cases.models import Case
from vikno.cases.tests import world as worlds
from vikno.cases.tests.plans import plan_for_any_values
from vikno.cases.tests.world import AT, World
from vikno.common import clock

pytestmark = pytest.mark.django_db
TODAY = clock.today(AT)


@pytest.fixture
def world() -> World:
    return worlds.build()


@pytest.fixture(autouse=True)
def unplugged() -> Iterator[None]:
    finder = roads._finder
    roads.connect(lambda cases, today: {})
    yield
    roads.connect(finder)


def accepted(world: World, *, at: dt.datetime = AT) -> Case:
    case = worlds.case_in(world, at=at)
    services.record_step(case=case, step=Step.FORWARDED, actor=world.officer, at=at)
    services.record_step(case=case, step=Step.ACCEPTED, actor=world.provider, at=at)
    return case


def forecast(case: Case, *, today: dt.date = TODAY) -> Any:
    return forecasting.forecasts_of([case], today=today).get(case.pk)


def test_nothing_stands_in_the_way(world: World) -> None:
    assert forecast(accepted(world)) is None


def test_the_courier_comes_too_late(world: World) -> None:
    case = worlds.case_in(world)
    Case.objects.filter(pk=case.pk).update(due_on=TODAY + dt.timedelta(days=9))
    case.refresh_from_db()
    roads.connect(lambda cases, today: {c.pk: roads.Road(trips=(TODAY + dt.timedelta(days=10),)) for c in cases})
    found = forecast(case)
    assert found.late_days == 2
    assert found.reasons == ("Найближчий рейс кур'єра — 26.11.2026.",)
    roads.connect(lambda cases, today: {c.pk: roads.Road(trips=()) for c in cases})
    assert "Жодного рейсу кур'єра" in forecast(case).reasons[0]


def test_the_provider_is_closed_until_after_the_day(world: World) -> None:
    case = accepted(world)
    services.add_local_days(
        actor=world.head, at=AT, kind=LocalKind.CLOSURE, starts_on=TODAY, ends_on=TODAY + dt.timedelta(days=30),
        name="немає світла", source="наказ № 4", organisation=world.provider_body,
    )  # fmt: skip
    Case.objects.filter(pk=case.pk).update(due_on=TODAY + dt.timedelta(days=14))
    case.refresh_from_db()
    assert "немає світла" in forecast(case).reasons[0]


def test_the_queue_is_longer_than_the_days_left(world: World) -> None:
    slow = accepted(world)
    services.decide_case(case=slow, actor=world.provider, at=AT, outcome=Outcome.GRANTED, decided_on=TODAY)
    for _ in range(3):
        accepted(world)
    last = accepted(world)
    found = forecast(last)
    assert "ще 3" in found.reasons[0]
    assert found.late_days > 0


def test_an_idle_provider_is_named_and_a_new_one_is_not(world: World) -> None:
    first, second = accepted(world), accepted(world)
    assert forecast(second) is None
    forecasting._SPEEDS.clear()
    Case.objects.filter(pk=first.pk).update(registered_at=AT - dt.timedelta(days=60))
    assert "рішень останнім часом немає" in forecast(second).reasons[0]


def test_what_is_late_already_or_stands_still_has_no_forecast(world: World) -> None:
    case = accepted(world)
    assert case.due_on is not None
    assert forecast(case, today=case.due_on + dt.timedelta(days=1)) is None
    services.suspend_case(case=case, actor=world.provider, at=AT, on=TODAY, ground="court")
    assert forecast(case) is None


def test_the_same_queries_for_one_and_for_many(world: World, django_assert_max_num_queries: Any) -> None:
    cases = [accepted(world) for _ in range(4)]
    forecasting.forecasts_of(cases, today=TODAY)
    for some in (cases[:1], cases):
        with django_assert_max_num_queries(2):
            forecasting.forecasts_of(some, today=TODAY)


def test_a_queue_planned_for_any_values_reads_undecided_cases_only(world: World) -> None:
    asked, given = forecasting._QUEUES, {"providers": [1, 2], "hromada": worlds.HOME, "until": TODAY}
    for name in given:
        asked = asked.replace(f"%({name})s", "%s")
    plan = plan_for_any_values(asked, list(given.values()), index="case_due_of_provider")
    assert "case_due_of_provider" in plan, plan


def test_the_page_says_it_before_the_day(world: World) -> None:
    case = worlds.case_in(world, at=clock.now())
    late = clock.today() + dt.timedelta(days=60)
    roads.connect(lambda cases, today: {c.pk: roads.Road(trips=(late,)) for c in cases})
    Case.objects.filter(pk=case.pk).update(due_on=clock.today() + dt.timedelta(days=20))
    client = Client()
    client.force_login(worlds.User.objects.get(pk=world.officer.user_id))
    page = client.get(reverse("cases:case", args=[case.number])).content.decode()
    assert "може запізнитися" in page
    assert f"Найближчий рейс кур&#x27;єра — {late:%d.%m.%Y}" in page

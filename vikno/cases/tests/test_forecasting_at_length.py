"""What is counted at once for a whole hromada equals what is counted case by case, slowly, from the beginning."""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

import pytest

from vikno.accounts.enums import OrganisationKind
from vikno.accounts.models import Organisation
from vikno.cases import forecasting, roads, rules, services
from vikno.cases.calendars import working_calendar
from vikno.cases.enums import PAUSED, CaseState, LocalKind, WorkList
from vikno.cases.models import Case
from vikno.cases.queries import ON_BOARD, CaseFilters, counts_by_point, load_by_officer, visible_cases
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import AT, World
from vikno.common import clock

pytestmark = pytest.mark.django_db
TODAY = clock.today(AT)
DAY = dt.timedelta(days=1)
TRIPS = ((), (TODAY,), (TODAY + 6 * DAY, TODAY + 13 * DAY), (TODAY + 11 * DAY,))


@pytest.fixture
def unplugged() -> Iterator[None]:
    kept = roads._finder, roads._longest
    yield
    roads.connect(*kept)
    forecasting._SPEEDS.clear()


@pytest.fixture(params=[1, 2, 3, 4])
def laid(request: pytest.FixtureRequest, unplugged: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """Some ninety cases of four providers and of none, in any state; queues are counted to seven."""
    chance = random.Random(request.param)
    world = worlds.build()
    made = [Organisation(name=f"Орган {number}", kind=OrganisationKind.PROVIDER) for number in range(3)]
    bodies = [world.provider_body, *Organisation.objects.bulk_create(made)]
    pattern = worlds.case_in(world)
    monkeypatch.setattr(forecasting, "_LONGEST_QUEUE", 7)
    monkeypatch.setattr(forecasting, "_QUEUES", forecasting._QUEUES.replace("LIMIT 500", "LIMIT 7"))
    for number in range(90):
        _lay(pattern, number, world, bodies, chance)
    services.add_local_days(
        actor=world.head, at=AT, kind=LocalKind.CLOSURE, starts_on=TODAY + 2 * DAY, ends_on=TODAY + 5 * DAY,
        name="немає світла", source="наказ № 4", organisation=bodies[0],
    )  # fmt: skip
    _connect(chance, has_endless=request.param % 2 == 0)
    speeds = {body.pk: speed for body, speed in zip(bodies, (0.4, 3.0, 0.0, None), strict=True)}
    forecasting._SPEEDS.update({(pk, TODAY): speed for pk, speed in speeds.items()})
    return world


def _lay(pattern: Case, number: int, world: World, bodies: list[Organisation], chance: random.Random) -> None:
    case = Case.objects.get(pk=pattern.pk)
    case.pk, case.number = None, f"9{number:012d}"
    case.state = chance.choice([*CaseState, *[CaseState.ACCEPTED, CaseState.HANDED_OVER, CaseState.REGISTERED] * 8])
    case.provider = chance.choice([*bodies, None])
    case.due_on = None if case.state in PAUSED and chance.random() < 0.5 else TODAY + DAY * chance.randint(-5, 40)
    case.point, case.officer_id = chance.choice([world.main, world.remote]), chance.choice([
        world.officer.user_id, world.remote_officer.user_id,
    ])  # fmt: skip
    case.term_explanation = {"cure_by": (TODAY + DAY * chance.randint(-3, 3)).isoformat()}
    case.save(force_insert=True)


def _connect(chance: random.Random, *, has_endless: bool) -> None:
    """Each case with a provider has a road by chance or none; the longest is the one whose first trip is last."""
    kept = {pk: chance.choice([None, *TRIPS[not has_endless :]]) for pk in Case.objects.values_list("pk", flat=True)}

    def finder(cases: Any, today: dt.date) -> dict[int, roads.Road]:
        found = {case.pk: kept[case.pk] for case in cases if case.provider_id}
        return {pk: roads.Road(trips=trips) for pk, trips in found.items() if trips is not None}

    roads.connect(finder, lambda hromada, today: roads.Road(trips=() if has_endless else TRIPS[-1]))


def slowly(case: Case) -> rules.Forecast:
    """One case by itself: its queue counted row by row, its road asked for."""
    others = Case.objects.filter(provider_id=case.provider_id, state__in=forecasting._AT_PROVIDER).exclude(due_on=None)
    earlier = sum((other.due_on, other.pk) < (case.due_on, case.pk) for other in others) if case.provider_id else 0
    per_day = forecasting._SPEEDS[case.provider_id, TODAY] if case.provider_id else None
    road = roads.roads_of([case], today=TODAY).get(case.pk)
    closures = forecasting._closures(case.hromada_id, today=TODAY)
    local = closures[None] + (closures[case.provider_id] if case.provider_id else [])
    ahead = rules.Ahead(
        trips=road.trips if road else None, queue=min(earlier, 7) if per_day is not None else 0, per_day=per_day or 0.0,
        closures=tuple(local),
    )  # fmt: skip
    return rules.forecast(due_on=case.due_on, today=TODAY, ahead=ahead, calendar=working_calendar())


def test_forecasts_are_those_counted_case_by_case(laid: World) -> None:
    cases = list(Case.objects.order_by("pk"))
    runs = [
        case for case in cases
        if case.state in rules.UNDECIDED - PAUSED and case.due_on is not None and case.due_on >= TODAY
    ]  # fmt: skip
    expected = {case.pk: found for case in runs if (found := slowly(case)).is_late}
    assert forecasting.forecasts_of(cases, today=TODAY) == expected
    soon = sorted(case.pk for case in runs if case.pk in expected and case.due_on <= TODAY + 30 * DAY)
    assert forecasting.late_soon(worlds.HOME, today=TODAY) == soon
    assert 5 < len(expected) < len(runs) - 5  # some are late, some are not


def test_numbers_of_the_board_are_lengths_of_the_lists(laid: World) -> None:
    counted = counts_by_point(laid.head, today=TODAY)
    for point in (laid.main, laid.remote):
        for work in ON_BOARD:
            listed = visible_cases(laid.head, CaseFilters(work=work, point_id=point.pk), today=TODAY)
            assert counted[point.pk][work.value] == listed.count(), work


def test_load_is_how_long_the_list_of_open_cases_of_each_is(laid: World) -> None:
    for key, name, load in load_by_officer(laid.head):
        assert load == visible_cases(laid.head, CaseFilters(work=WorkList.OPEN, officer_id=key), today=TODAY).count()
        assert name
    loads = [load for _key, _name, load in load_by_officer(laid.head)]
    assert loads == sorted(loads, reverse=True)

"""When the courier comes: weekly rows, days off, exceptions; by when papers must have left."""

import datetime as dt
from typing import Any

import pytest

from vikno.cases import queries as cases
from vikno.cases.enums import WorkList
from vikno.cases.models import Case, LocalDays
from vikno.cases.queries import CaseFilters
from vikno.common.clock import KYIV
from vikno.consignments import errors, queries, rules, services
from vikno.consignments.enums import PaperMode
from vikno.consignments.rules import Exempted, Weekly
from vikno.consignments.tests import world as worlds
from vikno.consignments.tests.pages import Browse, shown
from vikno.consignments.tests.world import World

MONDAY = dt.date(2026, 11, 16)
THREE = dt.time(15)
TUESDAYS = Weekly(weekday=2, at=THREE, valid_from=dt.date(2026, 1, 1))


def day(number: int) -> dt.date:
    return dt.date(2026, 11, number)


def coming(*rows: Weekly, exempted: Any = (), since: int = 16, until: int = 30, off: Any = ()) -> list[int]:
    found = rules.departures(
        rows, exempted, since=day(since), until=day(until),
        is_working=lambda each: each.isoweekday() < 6 and each not in off,
    )  # fmt: skip
    return [each.on.day for each in found]


def test_the_courier_comes_on_weekdays_while_the_row_holds() -> None:
    assert coming(TUESDAYS) == [17, 24]
    until = Weekly(weekday=2, at=THREE, valid_from=day(1), valid_to=day(20))
    assert coming(until) == [17]
    assert coming(TUESDAYS, Weekly(weekday=5, at=THREE, valid_from=day(21))) == [17, 24, 27]


def test_nobody_travels_on_a_day_off_unless_moved_there() -> None:
    assert coming(TUESDAYS, off=[day(17)]) == [24]
    moved = Exempted(on=day(17), moved_to=day(21), reason="дорогу перекрито")
    assert coming(TUESDAYS, exempted=[moved]) == [21, 24]
    assert coming(TUESDAYS, exempted=[Exempted(on=day(17))]) == [24]


def test_the_next_transfer_is_after_the_moment() -> None:
    def next_after(hour: int) -> dt.date | None:
        found = rules.next_departure(
            [TUESDAYS], [], after=dt.datetime(2026, 11, 17, hour, tzinfo=KYIV), is_working=lambda _day: True
        )
        return found.on if found else None

    assert next_after(14) == day(17)
    assert next_after(15) == day(24)
    assert (
        rules.next_departure([], [], after=dt.datetime(2026, 11, 17, tzinfo=KYIV), is_working=lambda _day: True) is None
    )


@pytest.mark.parametrize(("days", "last"), [(0, 19), (1, 20), (3, 24)])
def test_papers_leave_within_working_days(days: int, last: int) -> None:
    """Taken in on Thursday the 19th: three working days end on Tuesday the 24th."""
    assert rules.leave_by(day(19), working_days=days, is_working=lambda each: each.isoweekday() < 6) == day(last)


def test_rules_of_law_are_dated_rows_with_a_source() -> None:
    daily, social = (queries.forwarding_rule(code, on=MONDAY) for code in ("land", "social"))
    assert (daily.working_days, social.working_days) == (1, 3)
    assert queries.forwarding_rule("social", on=dt.date(2020, 1, 1)).working_days == 1
    assert all(rule.source for _since, rule in queries.forwarding_rules())


def scheduled(world: World, weekday: int = 2, **given: Any) -> Any:
    facts = {
        "point": world.remote, "weekdays": [weekday], "at_time": THREE, "route": "північний", "source": "наказ № 3",
        "valid_from": dt.date(2026, 1, 1), "actor": world.head, "at": worlds.AT,
    }  # fmt: skip
    return services.schedule_transfers(**{**facts, **given})


def test_the_head_keeps_the_timetable(world: World) -> None:
    scheduled(world)
    with pytest.raises(errors.AlreadyScheduled):
        scheduled(world)
    with pytest.raises(errors.WeekdaysMissing):
        scheduled(world, weekdays=[])
    with pytest.raises(errors.SourceMissing):
        scheduled(world, source=" ")
    for actor in (world.officer, world.starosta, world.courier, world.provider):
        with pytest.raises(errors.MayNotSchedule):
            scheduled(world, actor=actor)
    found = queries.next_departure(world.remote, after=worlds.AT)
    assert found is not None
    assert (found.on, found.at, found.route) == (day(17), THREE, "північний")


def test_a_closure_of_the_hromada_stops_the_courier(world: World) -> None:
    scheduled(world)
    LocalDays.objects.create(
        hromada_id=worlds.HOME, kind="closure", starts_on=day(17), ends_on=day(17), name="Обстріл", source="наказ",
        recorded_by_id=world.head.user_id, recorded_at=worlds.AT,
    )  # fmt: skip
    found = queries.next_departure(world.remote, after=worlds.AT)
    assert found is not None
    assert found.on == day(24)


def test_an_exception_of_the_point_is_stronger_than_of_the_network(world: World) -> None:
    scheduled(world)
    given = {"on": day(17), "actor": world.head, "at": worlds.AT}
    services.except_day(**given, point=None, moved_to=None, reason="авто в ремонті")
    assert [each.on for each in queries.departures(world.remote, since=MONDAY, until=day(24))] == [day(24)]
    services.except_day(**given, point=world.remote, moved_to=day(18), reason="іншим авто")
    found = queries.departures(world.remote, since=MONDAY, until=day(24))
    assert [(each.on, each.moved_because) for each in found] == [(day(18), "іншим авто"), (day(24), "")]
    with pytest.raises(errors.ReasonMissing):
        services.except_day(**given, point=None, moved_to=None, reason="")
    with pytest.raises(errors.MovedIntoPast):
        services.except_day(**{**given, "on": day(10)}, point=None, moved_to=None, reason="пізно")


def test_a_row_is_ended_not_deleted(world: World) -> None:
    (row,) = scheduled(world)
    services.end_transfer(transfer=row, valid_to=MONDAY, actor=world.head, at=worlds.AT)
    assert queries.next_departure(world.remote, after=worlds.AT) is None
    services.end_transfer(transfer=row, valid_to=day(30), actor=world.head, at=worlds.AT)
    assert queries.transfers_of(world.remote).get().valid_to == MONDAY


def test_the_forecast_knows_when_the_courier_comes(world: World) -> None:
    case = worlds.remote_case(world)
    assert queries.roads_of([case], MONDAY) == {}  # no timetable: nothing can be said
    scheduled(world)
    assert queries.roads_of([case], MONDAY)[case.pk].trips[:2] == (day(17), day(24))
    worlds.taken(world, [case])
    assert queries.roads_of([case], MONDAY) == {}


def test_scans_wait_for_no_courier(world: World) -> None:
    case = worlds.remote_case(world)
    scheduled(world)
    services.send_scans(
        case=case, point=world.remote, mode=PaperMode.PAPER_STAYS, sent_how="е-пошта", follow_by=None,
        actor=world.remote_officer, at=worlds.after(1),
    )  # fmt: skip
    assert queries.roads_of([case], MONDAY) == {}


def test_a_case_the_courier_makes_late_is_in_its_list(world: World) -> None:
    scheduled(world)
    late, in_time = worlds.remote_case(world), worlds.remote_case(world)
    Case.objects.filter(pk=late.pk).update(due_on=day(17))
    Case.objects.filter(pk=in_time.pk).update(due_on=day(30))
    filters = CaseFilters(work=WorkList.MAY_BE_LATE)
    assert list(cases.visible_cases(world.head, filters, today=MONDAY)) == [late]
    assert cases.counts_by_point(world.head, today=MONDAY)[world.remote.pk][WorkList.MAY_BE_LATE.value] == 1


def test_the_longest_road_is_as_long_as_any(world: World) -> None:
    assert queries.longest_road(worlds.HOME, MONDAY) is None
    case = worlds.remote_case(world)
    (row,) = scheduled(world)
    scheduled(world, weekdays=(4,), point=world.main)
    longest = queries.longest_road(worlds.HOME, MONDAY)
    assert longest is not None
    assert longest.trips == (day(19),)
    assert longest.trips[0] >= queries.roads_of([case], MONDAY)[case.pk].trips[0]
    services.end_transfer(transfer=row, valid_to=MONDAY, actor=world.head, at=worlds.AT)
    longest = queries.longest_road(worlds.HOME, MONDAY)
    assert longest is not None
    assert longest.trips == ()  # of one point no trip is in sight: a case may wait there for ever


def test_the_list_says_why(world: World, browse: Browse, monkeypatch: Any) -> None:
    scheduled(world)
    late = worlds.remote_case(world)
    Case.objects.filter(pk=late.pk).update(due_on=day(17))
    monkeypatch.setattr("vikno.common.clock.now", lambda: worlds.AT)
    page = shown(browse(world.remote_officer).get("/cases/", {"work": "may_be_late"}))
    assert late.number_shown in page
    assert "Найближчий рейс кур'єра — 17.11.2026." in page.replace("&#x27;", "'")


def test_as_many_questions_for_one_road_as_for_many(world: World, django_assert_max_num_queries: Any) -> None:
    scheduled(world)
    listed = [worlds.remote_case(world) for _ in range(4)]
    for some in (listed[:1], listed):
        with django_assert_max_num_queries(7):
            assert len(queries.roads_of(some, MONDAY)) == len(some)


def test_the_desk_sees_when_the_courier_comes(world: World, browse: Browse, monkeypatch: Any) -> None:
    scheduled(world)
    monkeypatch.setattr("vikno.common.clock.now", lambda: worlds.AT)
    page = shown(browse(world.remote_officer).get("/papers/"))
    assert "Кур'єр приїде: вівторок, 17 листопада, 15:00" in page.replace("&#x27;", "'")
    form = {
        "point": world.main.pk, "weekdays": ["1", "3"], "at_time": "9:30", "route": "", "valid_from": "01.11.2026",
        "source": "наказ № 4",
    }  # fmt: skip
    head = browse(world.head)
    assert head.post("/papers/timetable/", form).status_code == 302
    assert "понеділок, 09:30" in shown(head.get("/papers/timetable/"))
    assert browse(world.officer).post("/papers/timetable/", form).status_code == 200
    assert queries.transfers_of(world.main).count() == 2

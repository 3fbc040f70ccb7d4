"""Lists of bags and papers: right rows, and the same number of questions for one row and for three."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vikno.cases import services as cases
from vikno.cases.errors import CaseNotFound
from vikno.common import tenancy
from vikno.consignments import errors, queries, rules, services
from vikno.consignments.models import Bag
from vikno.consignments.tests import world as worlds
from vikno.consignments.tests.world import AT, World, after, bag_with, decided, remote_case, sealed, taken

pytestmark = pytest.mark.django_db
TODAY = AT.date()


def asked(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as told:
        act()
    return len(told)


# ---- bags


def test_bags_of_a_point(world: World) -> None:
    incoming = taken(world, [remote_case(world)], seal="1")
    open_ = bag_with(world, [worlds.case_in(world)], origin=world.main, to=world.remote, actor=world.officer)
    here = queries.bags_of_point(world.officer, world.main, today=TODAY)
    assert (here.open, here.incoming, here.sealed, here.away, here.recent) == ([open_], [incoming], [], [], [])
    there = queries.bags_of_point(world.remote_officer, world.remote, today=TODAY)
    assert (there.away, there.incoming, there.open) == ([incoming], [], [])
    assert (there.away[0].cases_inside, there.away[0].sheets_inside) == (1, 1)
    services.receive_bag(
        bag=incoming, findings=worlds.all_here(incoming), receipt=worlds.INTACT, actor=world.officer, at=after(9)
    )
    assert queries.bags_of_point(world.officer, world.main, today=TODAY).recent == [incoming]
    assert queries.bags_of_point(world.officer, world.main, today=TODAY + dt.timedelta(days=9)).recent == []


def test_bags_of_a_courier(world: World) -> None:
    to_take, to_give = sealed(world, [remote_case(world)], seal="1"), taken(world, [remote_case(world)], seal="2")
    mine = queries.bags_for(world.courier, today=TODAY)
    assert (mine.to_take, mine.to_give, mine.given) == ([to_take], [to_give], [])
    other = queries.bags_for(worlds.second_courier(world), today=TODAY)
    assert (other.to_take, other.to_give) == ([to_take], [])


def test_bags_of_a_provider(world: World) -> None:
    coming = sealed(world, [worlds.case_in(world)], origin=world.main, to=world.provider_body, actor=world.officer)
    case = worlds.case_in(world)
    decided(world, case)
    back = services.provider_return(cases_back=[case], actor=world.provider, at=after(40))
    seen = queries.bags_of_provider(world.provider)
    assert (seen.incoming, seen.open, seen.away) == ([coming], [back], [])
    assert queries.bags_of_provider(world.courier).incoming == []


def test_a_provider_does_not_see_a_bag_being_filled_for_it(world: World) -> None:
    bag = bag_with(world, [worlds.case_in(world)], origin=world.main, to=world.provider_body, actor=world.officer)
    with pytest.raises(errors.BagNotFound):
        queries.access_bag(world.provider, bag.number)


@pytest.mark.parametrize("spelling", ["{0}", "№ {0}", "пакет {1}", " {1} "])
def test_a_bag_is_found_by_any_spelling(world: World, spelling: str) -> None:
    bag = bag_with(world, [])
    text = spelling.format(bag.number, rules.bag_number_formatted(bag.number))
    assert queries.access_bag(world.remote_officer, text) == bag


@pytest.mark.parametrize("text", ["", "26", "2604170000018", "абв"])
def test_what_is_no_bag_is_not_found(world: World, text: str) -> None:
    with pytest.raises(errors.BagNotFound):
        queries.access_bag(world.officer, text)


def test_a_late_bag_is_named(world: World) -> None:
    bag = sealed(world, [remote_case(world)])  # on a Monday
    assert queries.overdue_bags(world.head, today=dt.date(2026, 11, 17)) == []
    assert queries.overdue_bags(world.head, today=dt.date(2026, 11, 18)) == [bag]
    services.take_bag(bag=bag, actor=world.courier, at=after(60 * 48))  # on Wednesday
    assert queries.overdue_bags(world.head, today=dt.date(2026, 11, 19)) == []
    assert queries.overdue_bags(world.head, today=dt.date(2026, 11, 20)) == [bag]


def test_the_rule_of_journeys_names_its_source() -> None:
    rule = queries.journey_rule(on=TODAY)
    assert (rule.sealed_days, rule.on_the_way_days, rule.is_confirmed) == (1, 1, False)
    assert "588" in rule.source


# ---- a case by scan


def test_a_case_is_found_by_scan_number_and_tail(world: World) -> None:
    case = remote_case(world)
    for text in (case.number, f"26-0417-{case.number[6:12]}-{case.number[12]}", f"1-{case.number[-1]}"):
        assert queries.find_case(world.officer, text, today=TODAY) == case


def test_what_is_no_case(world: World) -> None:
    remote_case(world)
    for text in ("", "абв", rules.bag_number(year=2026, network=417, sequence=1)):
        with pytest.raises(errors.NothingScanned):
            queries.find_case(world.officer, text, today=TODAY)
    with pytest.raises(CaseNotFound):
        queries.find_case(world.courier, remote_case(world).number, today=TODAY)


def test_a_tail_of_two_years_asks_for_the_whole(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    case = remote_case(world)
    from vikno.cases import queries as case_queries

    monkeypatch.setattr(case_queries, "cases_by_tail", lambda *_, **__: [case, case])
    with pytest.raises(errors.TailIsAmbiguous):
        queries.find_case(world.officer, "12-3", today=TODAY)


# ---- papers


def test_papers_wait_by_their_next_stop(world: World) -> None:
    first, second = remote_case(world), remote_case(world)
    waiting = queries.waiting_for_bag(world.remote)
    assert [(each.name, list(each.cases)) for each in waiting] == [("Основний офіс", [first, second])]
    bag_with(world, [first])
    assert [list(each.cases) for each in queries.waiting_for_bag(world.remote)] == [[second]]
    assert [each.name for each in queries.waiting_for_bag(world.main)] == []


def test_at_the_main_office_papers_wait_for_the_provider_and_results_for_the_village(world: World) -> None:
    to_provider = worlds.case_in(world)
    result = remote_case(world)
    worlds.received(world, [result])
    decided(world, result)
    services.take_back(case=result, point=world.main, actor=world.officer, at=after(40))
    waiting = {each.name: list(each.cases) for each in queries.waiting_for_bag(world.main)}
    assert waiting == {"УСЗН Калинівська": [to_provider], "ВРМ Вербівка": [result]}


def test_candidates_are_of_the_bags_way_only(world: World) -> None:
    first = remote_case(world)
    assert list(queries.candidates_for(bag_with(world, []))) == [first]
    assert list(queries.candidates_for(bag_with(world, [], to=world.provider_body))) == []
    assert list(queries.candidates_for(sealed(world, [first]))) == []
    result = worlds.case_in(world)
    decided(world, result)
    bag = services.open_bag(actor=world.provider, at=after(41), origin=world.provider_body, destination=world.main)
    assert list(queries.candidates_for(queries.access_bag(world.provider, bag.number))) == [result]


def test_a_providers_desk(world: World) -> None:
    coming, handed, working, done = (worlds.case_in(world) for _ in range(4))
    decided(world, done)
    worlds.at_provider(world, working)
    services.forward_to_provider(case=handed, point=world.main, receiver_name="П", actor=world.officer, at=after(22))
    taken(world, [coming], origin=world.main, to=world.provider_body, actor=world.officer)
    desk = queries.provider_work(world.provider)
    assert (desk.to_accept, desk.in_work, desk.to_return) == ([handed], [working], [done])
    services.provider_return(cases_back=[done], actor=world.provider, at=after(50))
    assert queries.provider_work(world.provider).to_return == []
    assert queries.provider_work(world.courier).in_work == []


def test_the_day_adds_up(world: World) -> None:
    yesterday = dt.datetime(2026, 11, 15, 9, tzinfo=dt.UTC)
    stayed, left = remote_case(world, at=yesterday), remote_case(world, at=yesterday)
    came = remote_case(world)
    passed = remote_case(world)
    taken(world, [left, passed])
    day = queries.reconciliation(world.remote, on=TODAY, now=after(60))
    assert (day.at_start, day.came, day.left, day.agrees) == (2, 2, 2, True)
    assert set(day.here) == {stayed, came}
    before = queries.reconciliation(world.remote, on=yesterday.date(), now=after(60))
    assert (before.at_start, before.came, before.left) == (0, 2, 0)
    assert set(before.here) == {stayed, left}


def test_an_issued_result_leaves_the_day(world: World) -> None:
    case = worlds.case_in(world)
    decided(world, case)
    services.take_back(case=case, point=world.main, actor=world.officer, at=after(40))
    cases.issue_result(case=case, actor=world.officer, at=after(50), point=world.main, identity_seen="ID")
    day = queries.reconciliation(world.main, on=TODAY, now=after(60))
    assert (day.came, day.left, list(day.here)) == (1, 1, [])
    next_day = queries.reconciliation(world.main, on=TODAY + dt.timedelta(days=1), now=after(60 * 24))
    assert (next_day.at_start, next_day.came, next_day.left) == (0, 0, 0)


def test_a_neighbour_sees_nothing(world: World) -> None:
    bag = taken(world, [remote_case(world)])
    other = worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=7)
    assert queries.bags_of_point(other.head, world.main, today=TODAY).incoming == []
    assert queries.bags_for(other.courier, today=TODAY).to_take == []
    assert queries.overdue_bags(other.head, today=dt.date(2027, 1, 1)) == []
    assert queries.held_at(world.remote).count() == 0
    with pytest.raises(errors.BagNotFound):
        queries.access_bag(other.head, bag.number)
    assert not Bag.objects.exists()
    tenancy.bind(worlds.HOME)
    assert Bag.objects.count() == 1


# ---- budgets


def test_one_row_or_three_cost_the_same(world: World) -> None:
    def costs() -> list[int]:
        listed = list(queries.held_at(world.remote))
        return [
            asked(lambda: queries.bags_of_point(world.officer, world.main, today=TODAY)),
            asked(lambda: queries.bags_for(world.courier, today=TODAY)),
            asked(lambda: queries.bags_of_provider(world.provider)),
            asked(lambda: queries.overdue_bags(world.head, today=dt.date(2027, 1, 1))),
            asked(lambda: queries.holdings_of(listed)),
            asked(lambda: queries.waiting_for_bag(world.remote)),
            asked(lambda: queries.provider_work(world.provider)),
            asked(lambda: queries.reconciliation(world.remote, on=TODAY, now=after(60))),
        ]

    def one_more(seal: str) -> None:
        remote_case(world)
        taken(world, [remote_case(world)], seal=seal)
        sealed(
            world,
            [worlds.case_in(world)],
            origin=world.main,
            to=world.provider_body,
            actor=world.officer,
            seal=f"{seal}п",
        )
        worlds.at_provider(world, worlds.case_in(world))

    one_more("1")
    first = costs()
    one_more("2")
    one_more("3")
    assert costs() == first
    assert max(first) <= 7

"""A courier's trip: stop by stop, and closed only when each of its bags is accounted for."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from vikno.audit.models import JournalEntry
from vikno.consignments import errors, queries, rules, services
from vikno.consignments.enums import BagFate, BagState, TripState
from vikno.consignments.models import Stop, Trip, TripBag
from vikno.consignments.rules import Carried, Place
from vikno.consignments.services import StopGiven
from vikno.consignments.tests import world as worlds
from vikno.consignments.tests.pages import Browse, said, shown
from vikno.consignments.tests.world import World, after, user_of

HERE, THERE = Place.point(1), Place.point(2)


def planned(world: World, **given: Any) -> Trip:
    """Remote point, main office, provider."""
    facts = {
        "courier": user_of(world.courier), "on": worlds.AT.date(), "vehicle": "ВС 1234 АА", "route": "північний",
        "stops": [StopGiven(place=world.remote), StopGiven(place=world.main), StopGiven(place=world.provider_body)],
        "actor": world.officer, "at": worlds.AT,
    }  # fmt: skip
    return services.plan_trip(**{**facts, **given})


def started(world: World, minute: int = 3) -> Trip:
    return services.start_trip(trip=planned(world), actor=world.courier, at=after(minute))


def stop(trip: Trip, order: int) -> Stop:
    return Stop.objects.select_related("trip__courier", "point", "organisation").get(trip=trip, order=order)


def fates(trip: Trip) -> dict[str, str]:
    return dict(TripBag.objects.filter(trip=trip).values_list("bag__number", "fate"))


def finish(world: World, trip: Trip, order: int, minute: int, **reasons: str) -> Stop:
    return services.finish_stop(stop=stop(trip, order), reasons=reasons, actor=world.courier, at=after(minute))


def carried(**given: Any) -> Carried:
    facts = {"number": "1", "state": BagState.SEALED, "origin": HERE, "destination": THERE}
    return Carried(**{**facts, **given})


def test_what_is_left_and_taken_at_a_stop() -> None:
    waits, board = carried(), carried(state=BagState.ON_THE_WAY, destination=HERE, fate=BagFate.ON_BOARD)
    assert rules.to_take(HERE, [THERE], [waits, board]) == [waits]
    assert rules.to_leave(HERE, [waits, board]) == [board]
    assert rules.may_take(HERE, [], [waits]) == [waits]
    assert rules.to_take(HERE, [THERE], [carried(fate=BagFate.NOT_TAKEN)]) == []
    assert rules.unsettled([waits, board]) == [board]
    assert rules.current([True, False, False]) == 1
    assert rules.current([True]) is None


def test_a_trip_goes_from_stop_to_stop(world: World) -> None:
    bag = worlds.sealed(world, [worlds.remote_case(world)])
    trip = started(world)
    with pytest.raises(errors.StopHasBags):
        finish(world, trip, 1, 4)
    services.take_bag(bag=bag, actor=world.courier, at=after(4))
    assert fates(trip) == {bag.number: BagFate.ON_BOARD}
    finish(world, trip, 1, 5)
    with pytest.raises(errors.StopHasBags):
        finish(world, trip, 2, 6)
    services.receive_bag(
        bag=bag, findings=worlds.all_here(bag), receipt=worlds.INTACT, actor=world.officer, at=after(7)
    )
    row = TripBag.objects.get(trip=trip)
    assert (row.fate, row.taken_at_stop, row.left_at_stop) == (BagFate.DELIVERED, stop(trip, 1), stop(trip, 2))
    with pytest.raises(errors.StopsLeft):
        services.close_trip(trip=trip, reasons={}, note="", actor=world.courier, at=after(8))
    finish(world, trip, 2, 8)
    finish(world, trip, 3, 9)
    closed = services.close_trip(trip=trip, reasons={}, note="", actor=world.courier, at=after(10))
    assert closed.state == TripState.CLOSED
    acts = list(JournalEntry.objects.filter(action__startswith="trip.").values_list("action", flat=True))
    assert acts.count("trip.stop_done") == 3
    assert acts[-1] == "trip.closed"


def test_stops_are_done_in_order_and_once(world: World) -> None:
    trip = started(world)
    with pytest.raises(errors.EarlierStopOpen):
        finish(world, trip, 2, 4)
    first = finish(world, trip, 1, 4)
    assert finish(world, trip, 1, 9).done_at == first.done_at


def test_a_bag_not_taken_gives_its_reason(world: World) -> None:
    bag = worlds.sealed(world, [worlds.remote_case(world)])
    trip = started(world)
    finish(world, trip, 1, 4, **{bag.number: "точка зачинена"})
    row = TripBag.objects.get(trip=trip)
    assert (row.fate, row.reason) == (BagFate.NOT_TAKEN, "точка зачинена")
    assert queries.access_bag(world.head, bag.number).state == BagState.SEALED


def test_a_bag_not_given_stays_with_the_courier_and_says_why(world: World) -> None:
    bag = worlds.sealed(world, [worlds.remote_case(world)])
    trip = started(world)
    services.take_bag(bag=bag, actor=world.courier, at=after(4))
    finish(world, trip, 1, 5)
    finish(world, trip, 2, 6, **{bag.number: "нікого немає"})
    finish(world, trip, 3, 7)
    services.close_trip(trip=trip, reasons={}, note="", actor=world.courier, at=after(8))
    assert fates(trip) == {bag.number: BagFate.BROUGHT_BACK}
    tomorrow = services.start_trip(trip=planned(world), actor=world.courier, at=after(60))
    assert fates(tomorrow) == {bag.number: BagFate.ON_BOARD}


def test_a_bag_of_no_stop_keeps_the_trip_open(world: World) -> None:
    bag = worlds.sealed(world, [worlds.remote_case(world)])
    services.take_bag(bag=bag, actor=world.courier, at=after(2))
    trip = services.start_trip(
        trip=planned(world, stops=[StopGiven(place=world.remote), StopGiven(place=world.provider_body)]),
        actor=world.courier, at=after(3),
    )  # fmt: skip
    finish(world, trip, 1, 4)
    finish(world, trip, 2, 5)
    with pytest.raises(errors.BagsUnaccounted):
        services.close_trip(trip=trip, reasons={}, note="", actor=world.courier, at=after(6))
    why = {bag.number: "завтра"}
    assert services.close_trip(trip=trip, reasons=why, note="", actor=world.courier, at=after(6)).closed_at


def test_couriers_relay_and_each_trip_knows(world: World) -> None:
    other = worlds.second_courier(world)
    bag = worlds.sealed(world, [worlds.remote_case(world)])
    trip = started(world)
    services.take_bag(bag=bag, actor=world.courier, at=after(4))
    second = services.start_trip(trip=planned(world, courier=user_of(other)), actor=other, at=after(5))
    services.take_bag(bag=bag, actor=other, at=after(6))
    assert (fates(trip), fates(second)) == ({bag.number: BagFate.PASSED_ON}, {bag.number: BagFate.ON_BOARD})


def test_one_courier_is_in_one_trip(world: World) -> None:
    started(world)
    with pytest.raises(errors.AnotherTripOpen):
        services.start_trip(trip=planned(world), actor=world.courier, at=after(9))
    waiting = planned(world)
    with pytest.raises(IntegrityError, match="one_trip_at_a_time"), transaction.atomic():
        Trip.objects.filter(pk=waiting.pk).update(state=TripState.STARTED, started_at=after(9))


def test_who_plans_and_who_drives(world: World) -> None:
    for actor in (world.starosta, world.courier, world.provider):
        with pytest.raises(errors.MayNotPlan):
            planned(world, actor=actor)
    with pytest.raises(errors.TooFewStops):
        planned(world, stops=[StopGiven(place=world.main)])
    with pytest.raises(errors.CourierUnknown):
        planned(world, courier=user_of(world.provider))
    trip = planned(world)
    with pytest.raises(errors.NotYourTrip):
        services.start_trip(trip=trip, actor=world.officer, at=after(1))
    with pytest.raises(errors.TripNotFound):
        services.start_trip(trip=trip, actor=worlds.second_courier(world), at=after(1))
    with pytest.raises(errors.TripNotFound):
        queries.access_trip(world.provider, trip.pk)
    services.start_trip(trip=trip, actor=world.head, at=after(1))  # for whoever has no link
    with pytest.raises(errors.TripMoveNotAllowed):
        services.cancel_trip(trip=trip, reason="дощ", actor=world.officer, at=after(2))


def test_a_planned_trip_is_cancelled_for_a_reason(world: World) -> None:
    trip = planned(world)
    with pytest.raises(errors.ReasonMissing):
        services.cancel_trip(trip=trip, reason="", actor=world.officer, at=after(1))
    services.cancel_trip(trip=trip, reason="авто зламалося", actor=world.officer, at=after(1))
    with pytest.raises(errors.TripMoveNotAllowed):
        services.start_trip(trip=trip, actor=world.courier, at=after(2))


def test_a_phone_shows_one_stop_at_a_time(world: World, browse: Browse) -> None:
    bag = worlds.sealed(world, [worlds.remote_case(world)])
    trip = planned(world)
    phone = browse(world.courier)
    assert "Почати рейс" in shown(phone.get("/papers/trips/"))
    assert phone.post(f"/papers/routes/{trip.pk}/start/")["Location"] == f"/papers/routes/{trip.pk}/stops/1/"
    first = f"/papers/routes/{trip.pk}/stops/1/"
    page = shown(phone.get(first))
    assert "Взяти тут 1" in page
    assert rules.bag_number_formatted(bag.number) in page
    refused = phone.post(f"{first}done/", follow=True)
    assert "лишилися пакети" in said(refused)
    taken = phone.post(f"/papers/bags/{bag.number}/trip/", {"from_stop": f"{trip.pk}-1"})
    assert taken["Location"] == first
    assert "Тут усе зроблено" in shown(phone.get(first))
    assert phone.post(f"{first}done/")["Location"] == f"/papers/routes/{trip.pk}/stops/2/"
    assert "Віддати тут 1" in shown(phone.get(f"/papers/routes/{trip.pk}/stops/2/"))
    why = {f"why-{bag.number}": "нікого немає"}
    phone.post(f"/papers/routes/{trip.pk}/stops/2/done/", why)
    assert phone.post(f"/papers/routes/{trip.pk}/stops/3/done/")["Location"] == f"/papers/routes/{trip.pk}/"
    assert phone.post(f"/papers/routes/{trip.pk}/closing/", {"note": "усе"}).status_code == 302
    assert "не віддано" in shown(browse(world.officer).get(f"/papers/routes/{trip.pk}/"))
    assert "завершено" in shown(browse(world.officer).get("/papers/routes/"))


def test_a_trip_is_planned_on_a_page(world: World, browse: Browse) -> None:
    officer = browse(world.officer)
    form = {
        "courier": world.courier.user_id, "on": "17.11.2026", "vehicle": "", "route": "схід",
        "stop-1": f"point-{world.remote.pk}", "time-1": "9:00", "stop-2": f"point-{world.main.pk}",
    }  # fmt: skip
    assert officer.get("/papers/routes/new/").status_code == 200
    wrong = officer.post("/papers/routes/new/", {**form, "stop-2": ""})
    assert wrong.status_code == 200
    answer = officer.post("/papers/routes/new/", form)
    trip = Trip.objects.get()
    assert answer["Location"] == f"/papers/routes/{trip.pk}/"
    assert [str(each.planned_for) for each in trip.stops.order_by("order")] == ["09:00:00", "None"]
    assert officer.post(f"/papers/routes/{trip.pk}/cancellation/", {"reason": "ні"}).status_code == 302

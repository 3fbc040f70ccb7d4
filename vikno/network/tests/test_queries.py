"""What others ask of the network: fixed numbers of queries, right answers, nobody's foreign rows."""

import datetime as dt
from typing import Any

import pytest

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.catalogue.enums import VersionStatus
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.network import queries
from vikno.network.enums import OfferingMode, PointKind, PointState
from vikno.network.errors import NoSuchPoint
from vikno.network.models import AccessibilityMark, Authorisation, Equipment, HoursException, OpeningPeriod, Point
from vikno.network.queries import Filters
from vikno.network.tests import world
from vikno.network.tests.rules import gazetteers as g
from vikno.territories.models import Boundary, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codifier")]
T8, T17 = dt.time(8), dt.time(17)


def open_weekdays(point: Point) -> Point:
    OpeningPeriod.objects.bulk_create(
        OpeningPeriod(point=point, weekday=day, opens=T8, closes=T17) for day in range(1, 6)
    )
    return point


def officer(of: str = g.KALYNA) -> Actor:
    tenancy.bind(of)
    return make.actor(Role.OFFICER, of=of)


def test_states_of_many_points_cost_one_query(django_assert_num_queries: Any) -> None:
    points = [world.point(f"Точка {n}", state=state) for n, state in enumerate(("open", "closed", ""))]
    with django_assert_num_queries(1):
        found = queries.point_state_now([p.pk for p in points], world.AT)
        assert {n: s.state for n, s in found.items()} == {points[0].pk: "open", points[1].pk: "closed"}


@pytest.mark.parametrize("count", [1, 3])
def test_today_of_many_points_costs_three_queries(count: int, django_assert_num_queries: Any) -> None:
    points = [open_weekdays(world.point(f"Точка {n}")) for n in range(count)]
    HoursException.objects.create(point=points[0], on=world.TODAY, reason="Свято")
    with django_assert_num_queries(3):
        found = queries.opening_of([p.pk for p in points], world.AT)
    assert (found[points[0].pk].now.answer, found[points[0].pk].hours) == ("closed", ())
    assert found[points[0].pk].exception is not None
    assert all(found[p.pk].now.is_open for p in points[1:])


def test_today_hours_by_point() -> None:
    point = open_weekdays(world.point())
    hours = queries.today_hours([point.pk], world.AT)[point.pk]
    assert [(h.opens, h.closes) for h in hours] == [(T8, T17)]


# Services at a point


def test_services_at_a_point_with_versions_and_reasons() -> None:
    point = world.point()
    plain, heavy = world.service("00001"), world.service("00002", equipment=["scanner", "printer"])
    Equipment.objects.create(point=point, kind="printer", works=False)
    for service in (plain, heavy):
        world.offer(point, service)
    first, second = queries.services_at(point, officer(), world.TODAY)
    assert (first.service, first.allowed, first.reasons) == (plain, True, ())
    assert first.version is not None
    assert (second.allowed, second.codes) == (False, ("no_equipment", "broken_equipment"))
    assert second.reasons == ("немає обладнання: сканер", "обладнання несправне: принтер")


@pytest.mark.parametrize("count", [1, 3])
def test_services_at_a_point_cost_the_same_for_any_number(count: int, django_assert_num_queries: Any) -> None:
    point, starosta = world.point(), make_starosta()
    services = [world.service(f"0000{n}") for n in range(count)]
    for service in services:
        world.offer(point, service)
    authorise(starosta, services, settlements=[g.MAK])
    with django_assert_num_queries(6):
        found = queries.services_at(point, starosta, world.TODAY)
        assert [(line.service.group.name, line.version is not None) for line in found] == [("social", True)] * count


def make_starosta() -> Actor:
    tenancy.bind(g.KALYNA)
    return make.actor(Role.STAROSTA, of=g.KALYNA)


def authorise(
    person: Actor, services: list[Any], *, settlements: list[str] | None = None, **facts: Any
) -> Authorisation:
    made = Authorisation.objects.create(
        user_id=person.user_id, hromada_id=g.KALYNA, decision_number="12/3", decided_on=make.LONG_AGO,
        recorded_at=world.AT, **{"valid_from": make.LONG_AGO, **facts},
    )  # fmt: skip
    made.services.set(services)
    made.settlements.set(settlements or [])
    return made


def test_a_starosta_gives_what_the_council_decided() -> None:
    point, starosta = world.point(), make_starosta()
    may, may_not = world.service("00001"), world.service("00002")
    for service in (may, may_not):
        world.offer(point, service)
    decision = authorise(starosta, [may], settlements=[g.MAK])
    first, second = queries.services_at(point, starosta, world.TODAY)
    assert (first.allowed, first.authorisation_id) == (True, decision.pk)
    number = f"№ {decision.decision_number} від {decision.decided_on:%d.%m.%Y}"
    assert second.reasons == (f"рішення ради {number} не називає цієї послуги: направте людину до адміністратора",)
    first, _ = queries.services_at(point, starosta, world.TODAY, settlement=g.STAVKY)
    assert first.codes == ("not_this_settlement",)
    assert queries.given_service(point, starosta, may.pk, world.TODAY, settlement=g.STAVKY) == first
    assert queries.given_service(point, starosta, 0, world.TODAY) is None


def test_versions_are_those_of_the_day() -> None:
    point, service = world.point(), world.service("00001", valid_to=world.TODAY - dt.timedelta(days=1))
    draft = world.service("00002", status=VersionStatus.DRAFT)
    for offered in (service, draft):
        world.offer(point, offered)
    assert {line.codes for line in queries.services_at(point, officer(), world.TODAY)} == {("no_version",)}


def test_a_closed_point_gives_nothing_and_says_why() -> None:
    point = world.point(state=PointState.CLOSED)
    world.offer(point, world.service())
    (line,) = queries.services_at(point, officer(), world.TODAY)
    assert line.reasons == ("точка не приймає: не працює",)


def test_offerings_of_other_days_are_not_listed() -> None:
    point = world.point()
    world.offer(point, world.service("00001"), valid_to=world.TODAY - dt.timedelta(days=1))
    world.offer(point, world.service("00002"), valid_from=world.TODAY + dt.timedelta(days=1))
    assert queries.services_at(point, officer(), world.TODAY) == []


def test_a_suitcase_gives_what_can_travel() -> None:
    point = world.point(kind=PointKind.MOBILE_SUITCASE)
    world.offer(point, world.service("00001"))
    world.offer(point, world.service("00002", can_travel=True), mode=OfferingMode.INTAKE)
    first, second = queries.services_at(point, officer(), world.TODAY)
    assert (first.codes, second.codes) == (("cannot_travel",), ())


# People


def test_the_provider_of_a_hromada_is_a_body_whose_people_serve_it() -> None:
    ours = make.organisation("УСЗН", authority_code="social")
    theirs = make.organisation("УСЗН сусідів", authority_code="social")
    tenancy.bind(g.KALYNA)
    make.membership(Role.PROVIDER, of=g.VERBA, organisation=theirs)
    assert queries.provider_of(g.KALYNA, "social") is None
    make.membership(Role.PROVIDER, of=g.KALYNA, organisation=ours, valid_to=dt.date(2026, 12, 31))
    assert queries.provider_of(g.KALYNA, "social") == ours
    assert queries.provider_of(g.KALYNA, "social", on=world.TODAY) == ours
    assert queries.provider_of(g.KALYNA, "social", on=dt.date(2027, 1, 1)) is None
    assert queries.provider_of(g.KALYNA, "") is None


# Lists


def test_points_of_a_hromada_are_its_own_in_ukrainian_order() -> None:
    for name in ("Їжаки", "Єва", "Абетка"):
        world.point(name)
    world.point("Чужа", hromada=g.VERBA, settlement=g.VERBIVKA)
    assert [p.name for p in queries.points_of_hromada(g.KALYNA)] == ["Абетка", "Єва", "Їжаки"]
    assert not queries.points_of_hromada("").exists()


def _public(**filters: Any) -> list[str]:
    return [p.name for p in queries.public_points(Filters(**filters), at=world.AT, on=world.TODAY)]


def test_the_public_list_is_filtered() -> None:
    ours = world.point("Наша", kind=PointKind.MAIN)
    world.point("Зачинена", state=PointState.CLOSED)
    world.point("Сусідня", hromada=g.VERBA, settlement=g.VERBIVKA)
    homeless = Point.objects.create(
        centre=world.centre(), kind="remote", name="Без місця", search_key="без місця", sort_key="x"
    )
    service = world.service("00034")
    world.offer(ours, service)
    AccessibilityMark.objects.create(point=ours, item="ramp", mark="yes")
    assert set(_public()) == {"Наша", "Зачинена", "Сусідня", homeless.name}
    assert _public(hromada=g.VERBA) == ["Сусідня"]
    assert set(_public(oblast=g.OBLAST)) == {"Наша", "Зачинена", "Сусідня"}
    assert _public(kind="main") == ["Наша"]
    assert _public(state="closed") == ["Зачинена"]
    assert _public(service="00034") == ["Наша"]
    assert _public(access=("ramp",)) == ["Наша"]
    assert _public(access=("ramp", "toilet")) == []
    assert _public(words="вербівська") == ["Сусідня"]
    assert _public(words="НАША калинівська") == ["Наша"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_public_list_costs_one_query_with_its_places(count: int, django_assert_num_queries: Any) -> None:
    for n in range(count):
        world.point(f"Точка {n}")
    with django_assert_num_queries(1):
        rows = list(queries.public_points(Filters(), at=world.AT, on=world.TODAY))
        assert all(row.settlement and row.settlement.place and row.centre.name for row in rows)


def test_a_point_to_edit_is_ones_own_or_nothing() -> None:
    point, head = world.point(), world.head()
    assert queries.editable_point(point.pk, head) == point
    for actor, number in ((world.head(g.VERBA), point.pk), (officer(), point.pk), (head, 0)):
        with pytest.raises(NoSuchPoint):
            queries.editable_point(number, actor)


# The map


def test_the_map_shows_only_what_has_a_place() -> None:
    exact = world.point("Точна", lat=49.5, lon=33.25)
    rough = world.point("Приблизна", settlement=g.KALYNIV)
    nowhere = world.point("Ніде", settlement=g.STAVKY)
    Unit.objects.filter(pk=g.KALYNIV).update(lat=49.6, lon=33.3)
    points = list(queries.points_of_hromada(g.KALYNA))
    today = queries.opening_of([p.pk for p in points], world.AT)
    features = {f["id"]: f for f in queries.point_features(points, today)["features"]}
    assert set(features) == {exact.pk, rough.pk}
    assert nowhere.pk not in features
    assert features[exact.pk]["geometry"]["coordinates"] == [33.25, 49.5]
    assert (features[exact.pk]["properties"]["approximate"], features[rough.pk]["properties"]["approximate"]) == (
        False,
        True,
    )
    assert features[exact.pk]["properties"]["state"] == "open"


def test_borders_are_those_that_exist() -> None:
    square = {"type": "Polygon", "coordinates": [[[33, 49], [34, 49], [34, 50], [33, 49]]]}
    Boundary.objects.create(
        unit_id=g.KALYNA, geometry=square, simplified=square, west=33, south=49, east=34, north=50, source="test"
    )
    features = queries.hromada_features([g.KALYNA, g.VERBA])["features"]
    assert [(f["id"], f["properties"]["name"]) for f in features] == [(g.KALYNA, "Калинівська громада")]

"""Where a service is really given, and why not nearer."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.factories import OWN
from vikno.accounts.enums import Role
from vikno.catalogue.models import PublicService, ServiceVersion
from vikno.catalogue.queries import version_in_force
from vikno.common.actors import Actor
from vikno.network import queries, services
from vikno.network.enums import ProviderState
from vikno.network.models import Authorisation, Equipment, Point
from vikno.network.rules.nearness import Place, direction, km_between
from vikno.territories.models import Unit

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)  # Monday, 11:00 in Kyiv


@pytest.fixture
def village() -> Unit:
    place = make.settlement("Лугове")
    place.lat, place.lon = 49.5, 34.5
    place.save()
    return place


@pytest.fixture
def passport() -> PublicService:
    one = make.service("Оформлення паспорта")
    ServiceVersion.objects.filter(service=one).update(equipment=["passport_station"])
    return one


def at_km(km: float, **facts: object) -> Point:
    return make.point(f"Точка за {km} км", lat=49.5 + km / 111.2, lon=34.5, **facts)


def found(service: PublicService, near: Unit | None) -> queries.Where:
    version = version_in_force(service.pk, on=AT.date())
    assert version is not None
    return queries.where_given(service, version, near=near, at=AT)


def test_the_nearest_that_gives_is_first_and_nearer_ones_say_why_not(village: Unit, passport: PublicService) -> None:
    bare, broken, whole, silent = (at_km(km) for km in (2, 5, 20, 1))
    for point in (bare, broken, whole):
        make.offering(point, passport)
    Equipment.objects.create(point=broken, kind="passport_station", works=False)
    Equipment.objects.create(point=whole, kind="passport_station")
    where = found(passport, village)
    assert [place.point for place in where.giving] == [whole]
    assert (round(where.giving[0].km or 0), where.giving[0].side) == (20, "на північ")
    said = {place.point: place.reasons[0] for place in where.nearer}
    assert said[silent] == "цієї послуги тут не надають"
    assert said[bare].startswith("немає обладнання")
    assert said[broken].startswith("обладнання не працює")


def test_a_starosta_without_a_decision_does_not_give_and_with_one_does(village: Unit) -> None:
    one, desk = make.service(), at_km(3)
    make.offering(desk, one)
    starosta = make.membership(Role.STAROSTA, of=OWN).user
    make.posting(starosta, desk)
    assert not found(one, village).giving
    decision = make.authorisation(starosta)
    decision.services.add(one)
    assert found(one, village).giving
    decision.settlements.add(make.settlement("Інше"))
    assert "інших сіл" in found(one, village).nearer[0].reasons[0]
    make.posting(make.membership(Role.OFFICER, of=OWN).user, desk)
    assert found(one, village).giving


def test_a_stopped_provider_and_a_closed_point_do_not_give(village: Unit) -> None:
    one, desk, shut = make.service(), at_km(3), at_km(1)
    make.offering(desk, one)
    make.offering(shut, one)
    shut.statuses.update(state="closed", notice="Немає світла.")
    steward = Actor(user_id=None, name="Розпорядник", role=Role.STEWARD, hromada_code="")
    told = {"actor": steward, "at": AT, "service": one, "area": None, "source": "лист", "note": "Чекайте грудня."}
    services.set_availability(**told, state=ProviderState.LIMITED)
    where = found(one, village)
    assert [place.point for place in where.giving] == [desk]
    assert where.giving[0].provider is not None
    assert where.nearer[0].reasons[0].startswith("точка не приймає")
    services.set_availability(**told, state=ProviderState.STOPPED)
    assert not found(one, village).giving


def test_without_coordinates_the_own_hromada_comes_first() -> None:
    one, village = make.service(), make.settlement("Лугове")
    other = make.point("А-точка", of=make.FOREIGN)
    own = make.point("Я-точка")
    for point in (own, other):
        make.offering(point, one)
    assert found(one, village).giving[0].point == own
    assert {place.point for place in found(one, None).giving} == {own, other}


def test_it_costs_the_same_for_one_point_and_for_five(village: Unit) -> None:
    one, spent = make.service(), []
    make.offering(at_km(1), one)
    for more in (0, 4):
        for km in range(more):
            make.offering(at_km(km + 2), one)
        with CaptureQueriesContext(connection) as asked:
            found(one, village)
        spent.append(len(asked))
    assert spent[0] == spent[1]
    assert not Authorisation.objects.exists()


def test_kilometres_and_sides() -> None:
    poltava, kyiv = Place(49.589, 34.551), Place(50.450, 30.523)
    assert round(km_between(poltava, kyiv)) in range(300, 306)
    assert direction(poltava, kyiv) == "west"

"""A starosta opens cases only of services, for residents and on days that the council's decision names."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine

from vikno.cases.errors import ServiceNotGiven
from vikno.cases.giving import services_at
from vikno.cases.models import Case
from vikno.cases.tests import world as make
from vikno.cases.tests.world import AT, NEIGHBOUR, World
from vikno.common import tenancy
from vikno.network.models import Authorisation, Offering
from vikno.territories.enums import Category

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 16)


@pytest.fixture
def world() -> World:
    with time_machine.travel(AT, tick=False):
        yield make.build()


def decision(**facts: Any) -> Authorisation:
    """The starosta's decision № 12 of 01.01.2026, changed as said."""
    Authorisation.objects.filter(decision_number="12").update(**facts)
    return Authorisation.objects.get(decision_number="12", hromada_id=make.HOME)


def opened(world: World, **given: Any) -> Case:
    return make.case_in(world, **{"actor": world.starosta, "point": world.remote, **given})


def refused(world: World, words: str, **given: Any) -> None:
    before = Case.objects.count()
    with pytest.raises(ServiceNotGiven, match=re.escape(words)):
        opened(world, **given)
    assert Case.objects.count() == before


def another_village(world: World, name: str = "Далека") -> Any:
    code = make.HOME[:10] + "0300" + make.HOME[14:]
    return make.unit(code, Category.VILLAGE, name, hromada=make.HOME)


def test_what_the_decision_names_is_given_and_the_case_keeps_the_decision(world: World) -> None:
    assert opened(world).authorisation == decision()


def test_without_any_decision_nothing_is_given(world: World) -> None:
    Authorisation.objects.all().delete()
    refused(world, "рада не ухвалила рішення про ваші повноваження")


def test_a_service_that_the_decision_does_not_name_is_refused_by_its_number(world: World) -> None:
    other = make.service_version("09999", "Інша послуга").service
    Offering.objects.create(point=world.remote, service=other, valid_from=make.SINCE)
    refused(world, "рішення ради № 12 від 01.01.2026 не називає цієї послуги: направте людину", service=other)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"valid_to": TODAY - dt.timedelta(days=1)}, "№ 12 від 01.01.2026 діяло до 15.11.2026: попросіть керівника"),
        ({"valid_from": TODAY + dt.timedelta(days=1)}, "№ 12 від 01.01.2026 діє лише з 17.11.2026"),
    ],
)
def test_out_of_its_days_a_decision_refuses_with_number_date_and_advice(
    world: World, facts: dict[str, Any], words: str
) -> None:
    decision(**facts)
    refused(world, words)


@pytest.mark.parametrize("facts", [{"valid_to": TODAY}, {"valid_from": TODAY}])
def test_both_edges_of_its_days_are_inside(world: World, facts: dict[str, Any]) -> None:
    decision(**facts)
    assert opened(world).authorisation_id


def test_the_day_is_the_day_of_opening_in_kyiv(world: World) -> None:
    decision(valid_to=TODAY)
    late_evening = dt.datetime(2026, 11, 16, 21, 59, tzinfo=dt.UTC)  # 23:59 in Kyiv
    assert opened(world, at=late_evening).authorisation_id
    with pytest.raises(ServiceNotGiven, match=r"діяло до 16\.11\.2026"):
        opened(world, at=late_evening + dt.timedelta(minutes=2))


def test_a_resident_of_a_settlement_that_is_not_named_is_refused(world: World) -> None:
    decision().settlements.add(world.village)
    assert opened(world).authorisation_id
    far = make.applicant(make.HOME, settlement=another_village(world), family_name="Петренко")
    refused(world, "№ 12 від 01.01.2026 не називає населеного пункту заявника", applicant=far)


def test_somebody_whose_settlement_is_not_on_record_is_refused_where_settlements_are_named(world: World) -> None:
    homeless = make.applicant(make.HOME, family_name="Петренко")
    assert opened(world, applicant=homeless).authorisation_id, "a decision for the whole hromada asks nothing more"
    decision().settlements.add(world.village)
    refused(world, "запишіть, де проживає заявник", applicant=homeless)


def test_a_decision_of_another_council_gives_no_right_here(world: World) -> None:
    make.build(NEIGHBOUR, name="Сусідська", network=418)
    tenancy.bind(make.HOME)
    Authorisation.objects.filter(hromada_id=make.HOME).update(hromada_id=NEIGHBOUR)
    refused(world, "рада не ухвалила рішення про ваші повноваження")


def test_administrators_need_no_decision(world: World) -> None:
    Authorisation.objects.all().delete()
    assert opened(world, actor=world.remote_officer).authorisation_id is None


def test_the_list_says_the_same_as_the_door(world: World) -> None:
    decision().settlements.add(world.village)
    far = another_village(world)

    def allowed(settlement: str | None) -> list[bool]:
        given = services_at(actor=world.starosta, point=world.remote, on=TODAY, settlement_code=settlement)
        return [one.is_allowed for one in given]

    assert allowed(None) == [True]
    assert allowed(world.village.pk) == [True]
    assert allowed(far.pk) == [False]
    assert allowed("") == [False]

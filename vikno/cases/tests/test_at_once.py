"""Many people at the same moment: real connections, real commits."""

from functools import partial

import pytest
from django.db import transaction

from tests import at_once
from vikno.audit.queries import first_broken_link
from vikno.cases import errors, services
from vikno.cases.enums import Step
from vikno.cases.models import Case, CaseNumber, NumberSeries, StatusChange
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import AT, World
from vikno.common import tenancy

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 8


@pytest.fixture
def world() -> World:
    with transaction.atomic():
        return worlds.build()


all_at_once = partial(at_once.all_at_once, people=PEOPLE, of=worlds.HOME)


def test_openings_never_share_a_number_and_leave_no_gap(world: World) -> None:
    for _ in range(3):
        results = all_at_once(lambda _place: worlds.case_in(world).number)
        assert all(isinstance(number, str) for number in results), results
    with tenancy.working_for(worlds.HOME):
        numbers = sorted(Case.objects.values_list("number", flat=True))
        assert len(set(numbers)) == len(numbers) == 3 * PEOPLE
        assert [int(n[6:12]) for n in numbers] == list(range(1, 3 * PEOPLE + 1))
        assert sorted(CaseNumber.objects.values_list("number", flat=True)) == numbers
        assert NumberSeries.objects.get().last == 3 * PEOPLE
        assert first_broken_link(worlds.HOME) is None


def test_a_refused_opening_gives_its_number_back(world: World) -> None:
    def one(place: int) -> str:
        number = worlds.case_in(world).number
        if place % 2:
            raise errors.NoPapers
        return number

    all_at_once(one)
    with tenancy.working_for(worlds.HOME):
        sequences = sorted(int(n[6:12]) for n in Case.objects.values_list("number", flat=True))
    assert sequences == list(range(1, PEOPLE // 2 + 1))


def test_one_case_is_withdrawn_once(world: World) -> None:
    with tenancy.working_for(worlds.HOME):
        case = worlds.case_in(world)

    def withdraw(_place: int) -> str:
        mine = Case.objects.get(pk=case.pk)
        services.withdraw_case(case=mine, actor=world.officer, at=AT, reason="передумала")
        return "done"

    results = all_at_once(withdraw)
    assert results.count("done") == 1
    assert all(r == "done" or isinstance(r, errors.StepNotAllowed) for r in results), results
    with tenancy.working_for(worlds.HOME):
        assert StatusChange.objects.filter(step=Step.WITHDRAWN).count() == 1


def test_two_bags_of_the_same_cases_do_not_wait_for_each_other_for_ever(world: World) -> None:
    with tenancy.working_for(worlds.HOME):
        cases = [worlds.case_in(world) for _ in range(4)]

    def move(place: int) -> str:
        mine = [Case.objects.get(pk=case.pk) for case in (cases if place % 2 else reversed(cases))]
        services.lock_cases(mine, actor=world.officer)
        for case in mine:
            services.record_step(case=case, step=Step.BAGGED, actor=world.officer, at=AT)
        return "done"

    assert all_at_once(move) == ["done"] * PEOPLE
    with tenancy.working_for(worlds.HOME):
        assert StatusChange.objects.filter(step=Step.BAGGED).count() == 4 * PEOPLE
        assert first_broken_link(worlds.HOME) is None

"""A provider takes several packets at one press: each by itself, with a reason for whatever stays."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vikno.cases.enums import CaseState
from vikno.cases.models import Case
from vikno.common import tenancy
from vikno.consignments import errors, services
from vikno.consignments.tests import world as worlds
from vikno.consignments.tests.pages import Browse, said, shown
from vikno.consignments.tests.world import World, after

pytestmark = pytest.mark.django_db
ADDRESS = "/papers/provider/acceptances/"


def handed(world: World, count: int) -> list[Case]:
    """Cases carried into the provider's office and not yet taken."""
    cases = [worlds.case_in(world) for _ in range(count)]
    for case in cases:
        services.forward_to_provider(
            case=case, point=world.main, receiver_name="Писар П. П.", actor=world.officer, at=after(5)
        )
    return cases


def states(cases: list[Case]) -> list[str]:
    tenancy.bind(worlds.HOME)
    return [Case.objects.get(pk=case.pk).state for case in cases]


def test_one_press_takes_all_that_are_ticked(world: World, browse: Browse) -> None:
    cases = handed(world, 3)
    client = browse(world.provider)
    page = client.get("/papers/provider/").content.decode()
    assert page.count('name="case"') == page.count('id="tick-') == 3
    answer = client.post(ADDRESS, {"case": [case.number for case in cases[:2]]}, follow=True)
    assert "У роботу прийнято 2 справи." in said(answer)
    assert states(cases) == [CaseState.ACCEPTED, CaseState.ACCEPTED, CaseState.HANDED_OVER]


def test_one_that_may_not_be_taken_stops_no_other_and_says_why(world: World, browse: Browse) -> None:
    ready, gone = handed(world, 2)
    Case.objects.filter(pk=gone.pk).update(state=CaseState.WITHDRAWN)
    answer = browse(world.provider).post(ADDRESS, {"case": [ready.number, gone.number]})
    told = shown(answer)
    assert answer.status_code == 200
    assert "Не прийнято" in told
    assert "У роботу прийнято 1 справу." in told
    assert states([ready, gone]) == [CaseState.ACCEPTED, CaseState.WITHDRAWN]


def test_nothing_ticked_is_said(world: World, browse: Browse) -> None:
    answer = browse(world.provider).post(ADDRESS, follow=True)
    assert said(answer) == str(errors.NothingChosen.message)


def test_of_anothers_packets_nothing_is_taken(world: World, browse: Browse) -> None:
    cases = handed(world, 1)
    other = worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=7)
    browse(other.provider).post(ADDRESS, {"case": [cases[0].number]})
    tenancy.bind(worlds.HOME)
    browse(world.officer).post(ADDRESS, {"case": [cases[0].number]})
    assert states(cases) == [CaseState.HANDED_OVER]


def test_a_page_to_accept_costs_the_same_for_one_and_for_three(world: World, browse: Browse) -> None:
    def cost(cases: int) -> int:
        handed(world, cases)
        client.get("/papers/provider/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/papers/provider/")
        tenancy.bind(worlds.HOME)
        return len(asked)

    client = browse(world.provider)
    assert cost(1) == cost(2)

"""Several people at the same moment: one signing a side, no serial number twice, no more than was allocated."""

import pytest

from tests import factories as make
from tests import for_support as given
from tests.at_once import all_at_once, kinds
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.common.clock import now, today
from vikno.support import services
from vikno.support.enums import ActMove
from vikno.support.models import ActLine, ActSignature, Delivery

pytestmark = pytest.mark.django_db(transaction=True)


def both_sides() -> None:
    tenancy.bind_programme(make.programme_organisation().pk)


def test_a_side_signs_once() -> None:
    with tenancy.working_for(make.OWN):
        both_sides()
        act, boss = given.issued(), given.actor(Role.PROGRAMME)

    def sign(_place: int) -> None:
        both_sides()
        services.move_act(act=act, move=ActMove.SIGN_AS_GIVER, actor=boss, at=now())

    assert kinds(all_at_once(sign, people=3, of=make.OWN)) == {"done": 1, "MoveNotAllowed": 2}
    with tenancy.working_for(make.OWN):
        assert ActSignature.objects.count() == 1


def test_no_more_comes_than_was_allocated_and_one_act_takes_it() -> None:
    with tenancy.working_for(make.OWN):
        both_sides()
        line, boss = given.allocation(quantity=2), given.actor(Role.PROGRAMME)

    def come(_place: int) -> None:
        both_sides()
        services.record_delivery(
            allocation=line, quantity=1, delivered_on=today(), document="ТТН", actor=boss, at=now()
        )

    def draft(_place: int) -> None:
        both_sides()
        services.draft_act(memorandum=line.memorandum, actor=boss, at=now())

    assert kinds(all_at_once(come, people=4, of=make.OWN)) == {"done": 2, "TooMuch": 2}
    assert kinds(all_at_once(draft, people=3, of=make.OWN)) == {"done": 1, "NothingToHandOver": 2}
    with tenancy.working_for(make.OWN):
        assert (Delivery.objects.count(), ActLine.objects.count()) == (2, 2)


def test_a_serial_number_goes_to_one_thing() -> None:
    with tenancy.working_for(make.OWN):
        both_sides()
        item, boss = given.item(), given.actor(Role.PROGRAMME)
        acts = [given.act(quantity=1, item=item, on=given.memorandum(in_force=True)) for _ in range(3)]
        keys = [given.first_line(act).pk for act in acts]

    def write(place: int) -> None:
        both_sides()
        facts = {keys[place]: services.LineFacts(serial="SN-1", place="")}
        services.write_lines(act=acts[place], lines=facts, actor=boss, at=now())

    assert kinds(all_at_once(write, people=3, of=make.OWN)) == {"done": 1, "SerialTaken": 2}

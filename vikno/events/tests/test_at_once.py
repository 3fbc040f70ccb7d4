"""Fifty hromadas at the same moment for one seat; two phones with the same three hundred people."""

import pytest

from tests import factories as make
from tests import for_events as given
from tests.at_once import all_at_once, kinds
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.common.clock import now
from vikno.events import services
from vikno.events.enums import State
from vikno.events.models import Attendance, Delegation, Participant, Scan

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 50


def test_fifty_requests_for_one_seat() -> None:
    with tenancy.working_for(""), given.bound():
        event = given.event(seats=1)
        heads = [given.actor(Role.HEAD, of=code) for code in given.OTHERS[:PEOPLE]]
        for code in given.OTHERS[:PEOPLE]:
            make.hromada(code)
        pool = event.pools.get()

    def ask(place: int) -> None:
        tenancy.bind(given.OTHERS[place])
        services.register_delegation(
            event=event, pool=pool, people=given.people(1), contact="", actor=heads[place], at=now()
        )

    assert kinds(all_at_once(ask, people=PEOPLE, of="", connections=8)) == {"done": PEOPLE}
    with tenancy.working_for_programme(event.organisation_id):
        rows = Delegation.objects.order_by().values_list("state", flat=True)
        assert sorted(rows) == sorted([State.CONFIRMED] + [State.WAITLISTED] * (PEOPLE - 1))
        pool.refresh_from_db()
        assert pool.taken == 1


def test_two_phones_send_the_same_three_hundred_at_once() -> None:
    with tenancy.working_for(""), given.bound():
        event = given.event(seats=300, capacity=300)
        made = given.register(event, 300)
        boss, at = given.actor(Role.PROGRAMME), event.begins_at
        phones = [given.scans([made], at, "a"), given.scans([made], at - given.HOUR, "b")]

    def send(place: int) -> object:
        tenancy.bind_programme(event.organisation_id)
        return services.check_in(event=event, scans=phones[place % 2], actor=boss, at=at)

    assert kinds(all_at_once(send, people=4, of="")) == {"done": 4}, "each phone sends twice"
    with tenancy.working_for_programme(event.organisation_id):
        assert (Attendance.objects.count(), Scan.objects.count()) == (300, 600)
        assert {one.at for one in Attendance.objects.all()} == {at - given.HOUR}, "the earliest moment"
        assert not Participant.objects.exclude(state=State.ATTENDED).exists()

"""The letter of the week by the clock: on Monday from seven in the morning, once; later where there was no power."""

import datetime as dt

import pytest

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.accounts.models import User
from vikno.common import clock, tenancy
from vikno.common.clock import KYIV
from vikno.notifications.models import Message
from vikno.operations import tasks
from vikno.reporting.services import wish_letters

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY = dt.datetime(2026, 11, 23, 5, 41, tzinfo=KYIV)


def test_the_clock_waits_for_monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    with tenancy.working_for(make.OWN):
        make.hromada()
        head = make.actor(Role.HEAD)
        User.objects.filter(pk=head.user_id).update(email="head@example.org")
        wish_letters(is_wanted=True, actor=head, at=MONDAY)
    for hour, day, written in ((5, 23, 0), (8, 23, 1), (9, 23, 1), (3, 26, 1), (8, 30, 2)):
        moment = MONDAY.replace(hour=hour, day=day)
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        tasks.write_week_letters(0)
        with tenancy.working_for(make.OWN):
            assert Message.objects.count() == written

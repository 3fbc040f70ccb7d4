"""What a network is at the end of a quarter is kept by the clock: once, within two weeks; never later."""

import datetime as dt

import pytest

from tests import factories as make
from vikno.common import clock, tenancy
from vikno.common.clock import KYIV
from vikno.operations import tasks
from vikno.reporting.models import QuarterFacts

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_clock_keeps_a_quarter_that_has_just_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    with tenancy.working_for(make.OWN):
        make.centre()
        make.user()
    kept: list[tuple[int, int]] = []
    for month, day, hour in ((9, 30, 23), (10, 14, 22), (10, 14, 23)):
        moment = dt.datetime(2026, month, day, hour, tzinfo=KYIV)
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        tasks.keep_quarters(0)
        with tenancy.working_for(make.OWN):
            kept = list(QuarterFacts.objects.order_by("pk").values_list("year", "number"))
        assert kept == ([] if month == 9 else [(2026, 3)])
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2027, 1, 15, 0, 25, tzinfo=KYIV))
    tasks.keep_quarters(0)
    with tenancy.working_for(make.OWN):
        assert QuarterFacts.objects.count() == 1, "two weeks later nobody knows what it was"

"""What the site does by the clock about measures: each hromada on its own, the country's chain of the journal left."""

import datetime as dt

import pytest

from tests import factories as make
from vikno.common import clock, tenancy
from vikno.continuity.tests import world as worlds
from vikno.indicators.models import Counted, DayCount, Mark
from vikno.operations import tasks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two_hromadas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: worlds.AT + dt.timedelta(hours=1))
    with tenancy.working_for(make.OWN):
        worlds.build().interrupted()
    with tenancy.working_for(make.FOREIGN):
        make.case(of=make.FOREIGN)


def counted(of: str) -> int:
    with tenancy.working_for(of):
        return DayCount.objects.filter(hromada_id=of).count()


@pytest.mark.usefixtures("two_hromadas")
def test_what_changed_is_counted_in_each_hromada() -> None:
    tasks.count_changes(0)
    assert not Mark.objects.exists()
    assert counted(make.OWN) > 0
    assert counted(make.FOREIGN) > 0


@pytest.mark.usefixtures("two_hromadas")
def test_what_lasts_is_counted_without_any_mark() -> None:
    tasks.count_changes(0)
    Counted.objects.update(at=worlds.AT)
    tasks.count_what_lasts(0)
    assert {row.at for row in Counted.objects.all()} == {clock.now()}

"""What the site does by the clock about measures: each hromada on its own, the country's chain of the journal left."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError

from tests import factories as make
from vikno.common import clock, tenancy
from vikno.continuity.tests import world as worlds
from vikno.indicators import services
from vikno.indicators.models import Counted, DayCount, Mark, OblastCount
from vikno.opendata.models import PublishedMonth
from vikno.operations import tasks
from vikno.territories.enums import Category
from vikno.territories.models import Unit

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


@pytest.mark.usefixtures("two_hromadas")
def test_months_leave_only_after_every_hromada_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    with tenancy.working_for(make.OWN):
        services.refresh(hromada_code=make.OWN, at=clock.now())
    due = clock.midnight(clock.today()) + dt.timedelta(days=60)
    monkeypatch.setattr(clock, "now", lambda: due)
    tasks.publish_months(0)
    assert not PublishedMonth.objects.exists()
    tasks.count_what_lasts(0)
    tasks.publish_months(0)
    assert PublishedMonth.objects.exists()


@pytest.mark.usefixtures("two_hromadas")
def test_one_that_cannot_be_counted_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    count = services.refresh

    def refresh(*, hromada_code: str, at: dt.datetime) -> int:
        if hromada_code == make.OWN:
            raise DatabaseError("broken")
        return count(hromada_code=hromada_code, at=at)

    monkeypatch.setattr(services, "refresh", refresh)
    with pytest.raises(ExceptionGroup) as failed:
        tasks.count_changes(0)
    assert failed.value.exceptions[0].__notes__ == [make.OWN]
    assert counted(make.FOREIGN) > 0
    assert set(Mark.objects.values_list("hromada_id", flat=True)) == {make.OWN}


@pytest.mark.usefixtures("two_hromadas")
def test_a_night_moves_the_sums_of_what_moved_and_the_command_sums_anew(terminal: Callable[..., Any]) -> None:
    tasks.count_changes(0)
    oblast = make.unit("UA99000000000000001", name="Вигадана", category=Category.OBLAST)
    Unit.objects.filter(pk=make.OWN).update(oblast=oblast)
    tasks.follow_codifier(0)
    followed = sums()
    assert {oblast for oblast, *_rest in followed} == {oblast.pk, make.FOREIGN}
    OblastCount.objects.update(n=7)
    assert terminal("sum-oblasts") == (0, "Суми областей пораховано спочатку.\n", "")
    assert sums() == followed


def sums() -> list[tuple[Any, ...]]:
    rows = OblastCount.objects.values_list("oblast", "month", "fact", "kind", "b", "bucket", "n", "total")
    return sorted(rows, key=str)

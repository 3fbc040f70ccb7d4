"""Support given: only in force or with an exception, corrected by rows; results counted by the records."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from tests import for_support as given
from vikno.accounts.enums import Role
from vikno.common.clock import now, today
from vikno.support import errors, services
from vikno.support.enums import ActivityKind, ActMove
from vikno.support.metrics import METRICS, current_activities
from vikno.support.models import Actual, SupportActivity

pytestmark = pytest.mark.usefixtures("sides")


def facts(**said: object) -> services.ActivityFacts:
    return services.ActivityFacts(
        **{
            "kind": ActivityKind.TRAINING, "on": today(), "hours": Decimal(4), "who": "Експерт", "note": "Навчання",
            **said,
        }
    )  # fmt: skip


def test_support_needs_a_memorandum_in_force_or_an_exception() -> None:
    one = given.memorandum()
    with pytest.raises(errors.NotInForce):
        given.activity(on=one)
    assert given.activity(on=one, exception="Невідкладна порада").exception
    made = given.activity()
    with pytest.raises(errors.NotInForce):
        services.record_activity(
            memorandum=made.memorandum, facts=facts(on=made.memorandum.ends_on + timedelta(days=1)),
            actor=given.actor(Role.EXPERT), at=now(),
        )  # fmt: skip
    with pytest.raises(DatabaseError, match="without a memorandum in force"), transaction.atomic():
        SupportActivity.objects.create(
            **one.sides, memorandum=one, kind="training", on=today(), hours=1, who="x", note="x", recorded_at=now(),
            recorded_by_name="x",
        )  # fmt: skip


def test_a_line_is_corrected_by_a_line() -> None:
    made = given.activity()
    call = {"activity": made, "actor": given.actor(Role.EXPERT), "at": now()}
    with pytest.raises(errors.WordsMissing):
        services.correct_activity(facts=facts(), reason=" ", **call)
    fixed = services.correct_activity(facts=facts(), reason="Не ті години", **call)
    with pytest.raises(errors.AlreadyCorrected):
        services.correct_activity(facts=facts(), reason="Ще", **call)
    assert list(current_activities(made.organisation_id)) == [fixed]
    with pytest.raises(DatabaseError, match=r"permission denied|append-only"), transaction.atomic():
        SupportActivity.objects.filter(pk=made.pk).update(hours=1)


def test_results_are_counted_from_records() -> None:
    made = given.activity(is_visit=True)
    services.correct_activity(
        activity=made, facts=facts(is_visit=True), reason="Уточнено", actor=given.actor(Role.PROGRAMME), at=now()
    )
    late = given.milestone(on=made.memorandum, due_on=today() - timedelta(days=1))
    assert late.is_overdue(today())
    given.signed(quantity=3)
    given.in_use(quantity=2)
    span = (made.organisation_id, today() - timedelta(days=30), today())
    counted = {name: metric.count(*span) for name, metric in METRICS.items()}
    assert counted["hours"] == (Decimal(4), 1)
    assert counted["visits"] == (Decimal(1), 1)
    assert counted["hromadas"] == (Decimal(1), 3), "a hromada is counted once, its memoranda are the rows"
    assert counted["milestones_on_time"] == (Decimal(0), 1)
    assert counted["items_handed_over"] == (Decimal(5), 5)
    assert counted["value_handed_over"] == (Decimal("122500.00"), 5)
    assert counted["items_in_use"] == (Decimal(2), 2)


def test_an_actual_is_added_with_its_version_and_only_when_it_changes() -> None:
    period = given.period(metric="hours")
    programme, boss = period.indicator.result.programme, given.actor(Role.PROGRAMME)
    assert services.count_actuals(programme=programme, actor=boss, at=now()) == 1
    assert services.count_actuals(programme=programme, actor=boss, at=now()) == 0
    given.activity()
    services.count_actuals(programme=programme, actor=boss, at=now())
    assert [(each.value, each.n, each.query_version) for each in period.actuals.all()] == [
        (Decimal("2.50"), 1, 1), (Decimal(0), 0, 1),
    ]  # fmt: skip
    with pytest.raises(errors.NotComputed):
        services.tell_actual(period=period, value=Decimal(1), note="з голови", actor=boss, at=now())
    told = given.period(metric="")
    services.tell_actual(period=told, value=Decimal(7), note="опитування", actor=boss, at=now())
    assert Actual.objects.get(period=told).query_version == 0


def test_what_is_in_use_no_longer_counts_once_it_is_gone() -> None:
    act = given.in_use(quantity=2)
    services.take_off(
        act=act, move=ActMove.LOSE, lines=[given.first_line(act).pk], reason="Крадіжка", happened_on=today(),
        actor=given.actor(Role.PROGRAMME), at=now(),
    )  # fmt: skip
    assert METRICS["items_in_use"].count(act.organisation_id, today(), today()) == (Decimal(1), 1)

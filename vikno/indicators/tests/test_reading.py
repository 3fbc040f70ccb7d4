"""What a count reads grows with its records, not with records times days."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from tests import factories as make
from vikno.cases.models import Case, Decision, StatusChange
from vikno.common import tenancy
from vikno.continuity.tests import world as worlds
from vikno.continuity.tests.world import AT
from vikno.indicators import facts, services
from vikno.indicators.enums import Family
from vikno.indicators.facts import Cell
from vikno.indicators.models import DayCount
from vikno.indicators.tests.slow import HOME

pytestmark = pytest.mark.django_db
DAYS = 400


@pytest.fixture
def cells() -> list[Cell]:
    """A point with one case a day, decided and given on the same day, for more than a year."""
    tenancy.bind(HOME)
    worlds.build()
    pattern = make.case()
    days = [AT - dt.timedelta(days=number) for number in range(DAYS)]
    facts_of = {f.attname: getattr(pattern, f.attname) for f in Case._meta.concrete_fields if not f.primary_key}
    cases = Case.objects.bulk_create(
        Case(**{**facts_of, "number": f"{number:013d}", "registered_at": day}) for number, day in enumerate(days)
    )
    StatusChange.objects.bulk_create(
        StatusChange(
            hromada_id=HOME, case=case, step="issued", state_after="issued", happened_at=case.registered_at,
            recorded_at=case.registered_at, actor_name="Працівник", actor_role="officer",
        )
        for case in cases
    )  # fmt: skip
    Decision.objects.bulk_create(
        Decision(
            hromada_id=HOME, case=case, outcome="granted", decided_on=case.registered_at.date(), recorded_at=AT
        )
        for case in cases
    )  # fmt: skip
    with connection.cursor() as cursor:  # plans are made for the rows that are there; the owner alone may tell of them
        cursor.execute("SET LOCAL ROLE NONE; ANALYZE cases_case, cases_statuschange, cases_decision")
        cursor.execute("SET LOCAL ROLE vikno_web")
    return [Cell(pattern.point_id, day.date()) for day in days]


def test_a_year_counted_anew_does_not_hold_each_record_against_each_day(cells: list[Cell]) -> None:
    """That was 711,000 rows here, a fortieth of a second; in a city with three years of cases it was minutes."""
    assert _touched(cells) < DAYS * DAYS


def test_two_days_far_apart_are_counted_without_what_lies_between(cells: list[Cell], monkeypatch: Any) -> None:
    services.refresh(hromada_code=HOME, at=AT)
    read: list[int] = []
    counting = facts.COUNTINGS[Family.CASES]

    def told(hromada: str, part: Any, at: dt.datetime) -> Any:
        read.append(len({cell.day for cell in part}))
        return counting(hromada, part, at)

    monkeypatch.setitem(facts.COUNTINGS, Family.CASES, told)
    for day in (cells[0].day, cells[-1].day):
        DayCount.objects.filter(hromada_id=HOME, day=day, fact="registered").delete()
        Case.objects.filter(hromada_id=HOME, registered_at__date=day).update(intake_channel="post")
    services.refresh(hromada_code=HOME, at=AT)
    assert read == [1, 1]
    assert DayCount.objects.filter(hromada_id=HOME, fact="registered", b="post").count() == 2


def _touched(cells: list[Cell]) -> int:
    """Rows that all steps of the plan gave or threw away, as it was really run."""
    plans: list[Any] = []

    def explained(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith("SET"):
            with connection.cursor() as cursor:
                cursor.cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
                plans.append(cursor.cursor.fetchone()[0])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explained):
        list(facts.COUNTINGS[Family.CASES](HOME, cells, AT))
    ((plan,),) = plans
    return sum(_rows(plan["Plan"]))


def _rows(node: dict[str, Any]) -> Iterator[int]:
    gone = sum(count for name, count in node.items() if name.startswith("Rows Removed"))
    yield (node["Actual Rows"] + gone) * node["Actual Loops"]
    for below in node.get("Plans", ()):
        yield from _rows(below)

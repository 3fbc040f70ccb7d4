"""Lists of work are read from their own index, also when a connection keeps one plan for any values."""

from datetime import date

import pytest

from vikno.accounts.enums import Role
from vikno.cases.enums import CaseState, WorkList
from vikno.cases.queries import CaseFilters, order_of, visible_cases
from vikno.cases.tests.plans import plan_for_any_values
from vikno.common.actors import Actor

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
ASKER = Actor(user_id=7, name="Працівник", role=Role.OFFICER, hromada_code="UA01020030040000001")


def keys_of(filters: CaseFilters) -> tuple[str, tuple[object, ...]]:
    """What a page asks first: keys of a list in its order."""
    rows = visible_cases(ASKER, filters, today=TODAY).order_by(*order_of(filters).names)
    sql, values = rows.values_list("pk", flat=True)[:1001].query.sql_with_params()
    return sql, tuple(values)


@pytest.mark.parametrize(
    ("filters", "index"),
    [
        (CaseFilters(), "case_newest"),
        (CaseFilters(point_id=5), "case_of_point"),
        (CaseFilters(officer_id=7), "case_of_officer"),
        (CaseFilters(state=CaseState.ISSUED), "case_in_state"),
        (CaseFilters(work=WorkList.OPEN), "case_open"),
        (CaseFilters(work=WorkList.OPEN, point_id=5), "case_open_of_point"),
        (CaseFilters(work=WorkList.MINE), "case_open_of_officer"),
        (CaseFilters(work=WorkList.OVERDUE), "case_due"),
        (CaseFilters(work=WorkList.OVERDUE, point_id=5), "case_due_of_point"),
        (CaseFilters(work=WorkList.DUE_TODAY, point_id=5), "case_due_of_point"),
        (CaseFilters(due="soon"), "case_due"),
        (CaseFilters(due="overdue", provider_id=3), "case_due_of_provider"),
    ],
    ids=str,
)
def test_a_list_planned_for_any_values_is_read_in_its_own_order(filters: CaseFilters, index: str) -> None:
    plan = plan_for_any_values(*keys_of(filters), index=index)
    assert index in plan, plan
    assert "Sort" not in plan, plan


def test_work_to_give_is_found_by_its_states() -> None:
    plan = plan_for_any_values(*keys_of(CaseFilters(work=WorkList.TO_GIVE)), index="case_in_state")
    assert "case_in_state" in plan, plan

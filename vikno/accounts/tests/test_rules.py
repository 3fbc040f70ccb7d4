from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from vikno.accounts import rules
from vikno.accounts.enums import BEYOND_HROMADAS, Role

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("role", "hromada", "answer"),
    [("head", "UA99010010000000011", True), ("head", "", False), ("officer", "UA99010010000000011", False),
     ("steward", "", False), ("system", "", True)],
)  # fmt: skip
def test_who_manages_people(role: str, hromada: str, answer: bool) -> None:
    assert rules.may_manage_people(role, hromada) is answer


@pytest.mark.parametrize("role", Role.values)
def test_a_head_grants_every_role_of_a_hromada_and_none_beyond_it(role: str) -> None:
    assert rules.is_grantable(role, by="head") is (role not in BEYOND_HROMADAS)
    assert rules.is_grantable(role, by="system")
    assert not rules.is_grantable(role, by="officer")


@pytest.mark.parametrize(("minutes", "locked"), [(0, False), (4.9, False), (5, True), (600, True)])
def test_a_desk_left_alone_is_locked(minutes: float, locked: bool) -> None:
    assert rules.is_left_alone(NOW - timedelta(minutes=minutes), NOW) is locked


@pytest.mark.parametrize(("hours", "over"), [(11.9, False), (12, True)])
def test_a_session_lasts_a_working_day(hours: float, over: bool) -> None:
    assert rules.is_too_old(NOW - timedelta(hours=hours), NOW) is over


def test_the_cookie_and_the_rule_agree() -> None:
    assert timedelta(seconds=settings.SESSION_COOKIE_AGE) == rules.ABSOLUTE_LIMIT

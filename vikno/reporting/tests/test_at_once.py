"""Two heads at the same moment: a quarter is signed once and taken back once; the other is told."""

import pytest

from tests import factories as make
from tests import visitors
from tests.at_once import all_at_once, kinds
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.common.clock import now
from vikno.reporting import services
from vikno.reporting.models import SignedReport, Withdrawal

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_quarter_is_signed_once_and_withdrawn_once() -> None:
    with tenancy.working_for(make.OWN):
        make.centre()
        head = make.actor(Role.HEAD)
    past = visitors.past_quarter()
    results = all_at_once(
        lambda place: services.sign_report(quarter=past, actor=head, at=now()), people=3, of=make.OWN
    )  # fmt: skip
    assert kinds(results) == {"done": 1, "AlreadySigned": 2}
    with tenancy.working_for(make.OWN):
        report = SignedReport.objects.get()
    results = all_at_once(
        lambda place: services.withdraw_report(report=report, reason="Помилка", actor=head, at=now()),
        people=3, of=make.OWN,
    )  # fmt: skip
    assert kinds(results) == {"done": 1, "AlreadyWithdrawn": 2}
    assert Withdrawal.objects.count() == 1

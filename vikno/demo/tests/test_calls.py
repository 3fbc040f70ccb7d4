"""The demo's calls: one open with a draft, one closed with a proposal whose conditions were checked."""

import pytest

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.common.clock import now
from vikno.demo import calls
from vikno.programmes.enums import CallState, ProposalState
from vikno.programmes.models import ProgrammeCall, Proposal

pytestmark = pytest.mark.django_db


def test_both_calls_are_told_through_services() -> None:
    make.centre()
    calls.tell(
        manager=make.actor(Role.PROGRAMME), leader=make.actor(Role.LEADER), head=make.actor(Role.HEAD), at=now()
    )  # fmt: skip
    assert [one.state for one in ProgrammeCall.objects.order_by("number")] == [CallState.CLOSED, CallState.OPEN]
    assert all(one.is_demo for one in ProgrammeCall.objects.all())
    tenancy.bind(make.OWN)
    found = {one.state for one in Proposal.objects.all()}
    assert found == {ProposalState.DRAFT, ProposalState.SUBMITTED}
    assert all(one.is_demo for one in Proposal.objects.all())

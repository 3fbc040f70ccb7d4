"""Several people of a hromada at the same moment: one proposal is begun, it is submitted once, numbers never repeat."""

import pytest

from tests import factories as make
from tests import for_programmes as given
from tests.at_once import all_at_once, kinds
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.common.clock import now
from vikno.programmes import services
from vikno.programmes.models import Proposal, Receipt

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_proposal_is_begun_once_and_submitted_once() -> None:
    with tenancy.working_for(make.OWN):
        make.centre()
        call = given.call()
        track = call.tracks.get()
        leader = make.actor(Role.LEADER)
    begun = all_at_once(
        lambda place: services.start_proposal(
            call=call, track=track, actor=leader, at=now(), email="olena@hromada.example"
        ),
        people=3, of=make.OWN,
    )  # fmt: skip
    assert kinds(begun) == {"done": 1, "ProposalExists": 2}
    with tenancy.working_for(make.OWN):
        made = Proposal.objects.get()
    sent = all_at_once(
        lambda place: services.submit_proposal(proposal=made, actor=leader, at=now()), people=3, of=make.OWN
    )
    assert kinds(sent) == {"done": 1, "MoveNotAllowed": 2}
    with tenancy.working_for(make.OWN):
        assert Receipt.objects.count() == 1

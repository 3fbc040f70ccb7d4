"""What the clock does to calls: they open and close, drafts end with one letter, changes are told once."""

import datetime as dt

import pytest

from tests import factories as make
from tests import for_programmes as given
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.common.clock import now
from vikno.notifications.models import Message
from vikno.operations.tasks import turn_calls
from vikno.programmes import services
from vikno.programmes.enums import CallState, ProposalState
from vikno.programmes.models import Proposal

pytestmark = pytest.mark.django_db(transaction=True)
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


def test_the_clock_opens_closes_and_ends_drafts_with_one_letter() -> None:
    """The trap: a draft at the deadline is in no limbo."""
    with tenancy.working_for(make.OWN):
        make.centre()
        due = given.call(state=CallState.FORECASTED, opens_at=now() - HOUR)
        over = given.call(opens_at=now() - 2 * DAY, closes_at=now() - HOUR)
        draft = given.proposal(to=over, state=ProposalState.DRAFT)
        kept = given.proposal(to=given.call(), state=ProposalState.DRAFT)
        silent = given.proposal(to=over, state=ProposalState.WITHDRAWN, contact_email="")
    turn_calls(0)
    turn_calls(0)
    due.refresh_from_db()
    over.refresh_from_db()
    assert (due.state, over.state) == (CallState.OPEN, CallState.CLOSED)
    assert over.swept_at is not None
    with tenancy.working_for(make.OWN):
        states = {one.pk: one.state for one in Proposal.objects.all()}
        assert states == {draft.pk: "expired", kept.pk: "draft", silent.pk: "withdrawn"}
        letter = Message.objects.get()
        assert draft.number in letter.subject
        assert letter.recipient == draft.contact_email
        assert list(draft.steps.values_list("state_after", flat=True)) == ["draft", "expired"]


def test_who_has_begun_is_told_once_and_nobody_else() -> None:
    with tenancy.working_for(make.FOREIGN):
        make.centre(of=make.FOREIGN)
    with tenancy.working_for(make.OWN):
        make.centre()
        call = given.call(summary="Про що")
        begun = given.proposal(to=call, state=ProposalState.DRAFT)
        gone = given.proposal(to=call, state=ProposalState.WITHDRAWN)
    manager = make.actor(Role.PROGRAMME)
    with tenancy.working_for_programme(call.organisation_id):
        later = call.closes_at + DAY if call.closes_at else now()
        services.extend_call(call=call, closes_at=later, reason="Просили громади", actor=manager, at=now())
        assert not Proposal.objects.filter(state=ProposalState.DRAFT).exists()  # who has begun is not for its eyes
    turn_calls(0)
    turn_calls(0)
    with tenancy.working_for(make.OWN):
        assert [(one.about_id, one.recipient) for one in Message.objects.all()] == [
            (str(begun.pk), begun.contact_email)
        ]
        assert str(gone.pk) not in {one.about_id for one in Message.objects.all()}

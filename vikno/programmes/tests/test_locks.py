"""What the database itself forbids: foreign drafts, rules that move, a past that changes, the dead that come back."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests import factories as make
from tests import for_programmes as given
from vikno.common import tenancy
from vikno.programmes.enums import CallState, ProposalState
from vikno.programmes.models import CallVersion, ProgrammeCall, Proposal, ProposalRevision, ProposalStep, Track

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own() -> None:
    tenancy.bind(make.OWN)


def seen_by_programme() -> list[str]:
    tenancy.bind("")
    tenancy.bind_programme(make.programme_organisation().pk)
    found = [one.number for one in Proposal.objects.order_by("pk")]
    assert ProposalStep.objects.filter(proposal__submitted_at=None).count() == 0
    assert {one.proposal.number for one in ProposalStep.objects.select_related("proposal")} == set(found)
    tenancy.bind(make.OWN)
    return found


def test_a_programme_sees_only_what_was_submitted_to_it() -> None:
    call = given.call()
    other = given.call(make.FOREIGN)
    draft = given.proposal(to=call, state=ProposalState.DRAFT)
    assert seen_by_programme() == []
    Proposal.objects.filter(pk=draft.pk).update(state=ProposalState.EXPIRED)
    abandoned = given.proposal(to=call, state=ProposalState.DRAFT)
    Proposal.objects.filter(pk=abandoned.pk).update(state=ProposalState.WITHDRAWN)
    given.proposal(to=other)
    submitted = given.proposal(to=call)
    assert seen_by_programme() == [submitted.number]
    tenancy.bind(make.FOREIGN)
    tenancy.bind_programme(None)
    assert not Proposal.objects.exists()
    assert not ProposalRevision.objects.exists()


@pytest.mark.parametrize("state", [ProposalState.WITHDRAWN, ProposalState.EXPIRED])
def test_what_is_gone_never_comes_back(state: str) -> None:
    made = given.proposal(state=state)
    with pytest.raises(IntegrityError, match="never comes back"), transaction.atomic():
        Proposal.objects.filter(pk=made.pk).update(state=ProposalState.SUBMITTED)


@pytest.mark.parametrize("state", [CallState.CANCELLED, CallState.ARCHIVED])
def test_a_call_that_is_over_does_not_begin_again(state: str) -> None:
    made = given.call(state=state)
    with pytest.raises(IntegrityError, match="does not begin again"), transaction.atomic():
        ProgrammeCall.objects.filter(pk=made.pk).update(state=CallState.OPEN)


def test_rules_move_only_in_a_draft_or_while_amended() -> None:
    made = given.call()
    track = made.tracks.get()
    for change in (
        lambda: Track.objects.filter(pk=track.pk).update(places=9),
        lambda: track.criteria.update(weight=50),
        lambda: track.criteria.all().delete(),
        lambda: given.eligibility(made, "any", "1 = 1", "Усі."),
        lambda: ProgrammeCall.objects.filter(pk=made.pk).update(quota=9),
    ):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            change()
    ProgrammeCall.objects.filter(pk=made.pk).update(amending="Помилка в кількості місць")
    Track.objects.filter(pk=track.pk).update(places=9)


def test_the_seed_is_promised_and_revealed_once() -> None:
    made = given.call()
    rows = ProgrammeCall.objects.filter(pk=made.pk)
    for state, seed in ((CallState.OPEN, given.SEED), (CallState.CLOSED, "інше зерно")):
        with pytest.raises(IntegrityError, match="call_seed_is_as_promised"), transaction.atomic():
            rows.update(state=state, seed=seed)
    rows.update(state=CallState.CLOSED, seed=given.SEED)
    with pytest.raises(IntegrityError, match="revealed once"), transaction.atomic():
        rows.update(seed="")
    with pytest.raises(IntegrityError, match="promised"), transaction.atomic():
        rows.update(seed_sha256="0" * 64)


def test_what_was_frozen_or_submitted_never_changes() -> None:
    made = given.proposal()
    for rows in (CallVersion.objects.all(), ProposalRevision.objects.all(), ProposalStep.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(id=0)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.filter(pk__gt=0)._raw_delete("default")  # past the collector, as a program with SQL would
    with pytest.raises(IntegrityError, match="whose proposal"), transaction.atomic():
        Proposal.objects.filter(pk=made.pk).update(submitted_at=None)

"""A hromada objects to its result; the programme admits and answers it. An upheld one asks for a new run."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.programmes import services as programmes
from vikno.programmes.enums import ProposalMove, ProposalState
from vikno.programmes.models import Proposal
from vikno.selection import letters, policies, rules
from vikno.selection.enums import AppealMove, AppealState
from vikno.selection.errors import AlreadyThere, MoveNotAllowed, NoSuchRow, ReasonMissing, TooLate
from vikno.selection.models import Appeal, CallReview, OwnResult
from vikno.selection.services.journal import record

_ANSWERED = (AppealState.NOT_ADMISSIBLE, AppealState.UPHELD, AppealState.REJECTED)


@transaction.atomic
def file_appeal(*, result: OwnResult, words: str, actor: Actor, at: datetime) -> Appeal:
    """Object within the days of the call. Refusals: MayNotAppeal, NoSuchRow, ReasonMissing, TooLate, AlreadyThere."""
    policies.require_may_appeal(actor)
    if result.hromada_id != actor.hromada_code:
        raise NoSuchRow
    if not words.strip():
        raise ReasonMissing
    if today(at) > result.appeal_until:
        raise TooLate(day=f"{result.appeal_until:%d.%m.%Y}")
    if Appeal.objects.filter(result=result, hromada_id=result.hromada_id).exists():
        raise AlreadyThere
    review = CallReview.objects.get(call_id=result.decision.call_id)
    made = Appeal.objects.create(
        hromada_id=result.hromada_id, organisation_id=result.organisation_id, result=result, words=words[:4000],
        filed_at=at, filed_by_name=actor.name, answer_by=today(at) + timedelta(days=review.answer_days),
    )  # fmt: skip
    record(made, "appeal_filed", actor=actor, at=at)
    proposal = result.proposal
    receipt = letters.appeal_letter(proposal, AppealState.FILED, until=made.answer_by)
    programmes.write_to_applicant(proposal, *receipt, actor=actor, at=at)
    notice = partial(letters.appeal_notice, number=proposal.number, until=made.answer_by)
    programmes.write_to_programme(made.organisation_id, notice, about=made, actor=actor, at=at)
    return made


@transaction.atomic
def answer_appeal(*, appeal: Appeal, move: AppealMove, answer: str, actor: Actor, at: datetime) -> Appeal:
    """Admit, dismiss, uphold or reject. Refusals: MayNotRun, NoSuchRow, MoveNotAllowed, ReasonMissing."""
    organisation = policies.require_may_run(actor)
    rows = Appeal.objects.select_for_update(of=("self",)).filter(organisation_id=organisation)
    held = rows.filter(pk=appeal.pk).first()
    if held is None:
        raise NoSuchRow
    after = rules.after(rules.APPEAL_MOVES, held.state, move)
    if after is None:
        raise MoveNotAllowed(state=AppealState(held.state).label)
    if after in _ANSWERED:
        if not answer.strip():
            raise ReasonMissing
        held.answer, held.answered_at, held.answered_by_name = answer.strip()[:4000], at, actor.name
    held.state = after
    if after == AppealState.UPHELD:
        _look_again(held, actor=actor, at=at)
    held.save(update_fields=["state", "answer", "answered_at", "answered_by_name"])
    record(held, f"appeal_{move}", actor=actor, at=at)
    _tell(held, actor=actor, at=at)
    return held


def _tell(appeal: Appeal, *, actor: Actor, at: datetime) -> None:
    """The answer itself stands on the page: the letter goes where others may read it."""
    proposal = appeal.result.proposal
    told = letters.appeal_letter(proposal, AppealState(appeal.state), until=appeal.answer_by)
    with tenancy.standing_in(appeal.hromada_id):
        programmes.write_to_applicant(proposal, *told, actor=actor, at=at)


def _look_again(appeal: Appeal, *, actor: Actor, at: datetime) -> None:
    """One that was found ineligible is reviewed as everybody was; the others are ranked again by the next run."""
    rows = Proposal.objects.filter(
        pk=appeal.result.proposal_id, organisation_id=appeal.organisation_id, state=ProposalState.INELIGIBLE
    )
    programmes.carry_proposals(proposals=rows, move=ProposalMove.RECONSIDER, reason=appeal.answer, actor=actor, at=at)

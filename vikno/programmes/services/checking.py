"""What a programme does with a proposal it received: asks to clarify, checks conditions, admits or refuses."""

from datetime import datetime

from django.db import transaction

from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.programmes import conditions, letters, policies, queries, rules
from vikno.programmes.enums import CallState, Fit, ProposalMove, ProposalState
from vikno.programmes.errors import (
    ChecksDiffer,
    ChecksOpen,
    DueWrong,
    NoSuchPart,
    NotClosedYet,
    ReasonMissing,
    StillWaiting,
)
from vikno.programmes.models import ClarificationRequest, EligibilityCheck, Proposal, ProposalRevision
from vikno.programmes.services.running import moment_shown
from vikno.programmes.services.steps import held_proposal, move_proposal, record
from vikno.programmes.services.telling import tell_applicant
from vikno.questionnaires import services as questionnaires

_LOOKED_AT = frozenset({CallState.CLOSED, CallState.UNDER_REVIEW})


@transaction.atomic
def ask_clarification(
    *, proposal: Proposal, words: str, due_at: datetime, actor: Actor, at: datetime
) -> ClarificationRequest:
    """Ask a hromada to make something clear and let it change its proposal for that time.

    Refusals: MayNotRun, NoSuchProposal, NotClosedYet, MoveNotAllowed, ReasonMissing, DueWrong.
    """
    held = _received(proposal, actor)
    if not words.strip():
        raise ReasonMissing
    if not rules.leaves_time(at, due_at):
        raise DueWrong
    move_proposal(held, ProposalMove.ASK, actor=actor, at=at)
    made = ClarificationRequest.objects.create(
        proposal=held, hromada_id=held.hromada_id, organisation_id=held.organisation_id, words=words.strip()[:2000],
        due_at=due_at, asked_at=at, asked_by_name=actor.name,
    )  # fmt: skip
    with tenancy.standing_in(held.hromada_id):
        if held.response is not None:
            # By the system: its line stands in the journal of the hromada, where the programme writes none.
            questionnaires.return_response(response=held.response, actor=Actor.system(held.hromada_id), at=at)
        tell_applicant(
            held, letters.ASKED, actor=actor, at=at, proposal=held.number, title=held.call.title,
            moment=moment_shown(due_at),
        )  # fmt: skip
    return made


@transaction.atomic
def check_eligibility(*, proposal: Proposal, actor: Actor, at: datetime) -> list[EligibilityCheck]:
    """Every condition of the track over the facts as submitted. What a person judged of this revision stays.

    Refusals: MayNotRun, NoSuchProposal, NotClosedYet.
    """
    held = _received(proposal, actor)
    revision = _last(held)
    judged = {one.rule for one in queries.checks_of(held).values() if one.is_by_person and one.revision == revision}
    values = queries.values_in(revision)
    made = [
        _check(held, revision, one, fit=conditions.fit_of(one["predicate"], values), actor=actor, at=at)
        for one in conditions.rules_for(revision.version.rules, held.track.code)
        if one["code"] not in judged
    ]
    EligibilityCheck.objects.bulk_create(made)
    record(held.call, "call.checked", actor=actor, at=at, facts={"proposal": held.number})
    return made


@transaction.atomic
def judge_rule(*, proposal: Proposal, rule: str, fit: Fit, note: str, actor: Actor, at: datetime) -> EligibilityCheck:
    """A person decides a condition and says why. Refusals: MayNotRun, NoSuchProposal, NotClosedYet, NoSuchPart,
    ReasonMissing.
    """
    held = _received(proposal, actor)
    revision = _last(held)
    listed = conditions.rules_for(revision.version.rules, held.track.code)
    asked = next((one for one in listed if one["code"] == rule), None)
    if asked is None or fit == Fit.PERSON:
        raise NoSuchPart
    if not note.strip():
        raise ReasonMissing
    made = _check(held, revision, asked, fit=fit, actor=actor, at=at)
    made.note, made.is_by_person = note.strip()[:500], True
    made.save()
    record(held.call, "call.judged", actor=actor, at=at, facts={"proposal": held.number, "rule": rule, "fit": fit})
    return made


@transaction.atomic
def admit_proposal(*, proposal: Proposal, actor: Actor, at: datetime) -> Proposal:
    """Every condition is met. Refusals: MayNotRun, NoSuchProposal, NotClosedYet, StillWaiting, ChecksOpen,
    ChecksDiffer, MoveNotAllowed.
    """
    held = _received(proposal, actor)
    fits = _settled(held, at=at)
    if Fit.FAIL in fits.values():
        raise ChecksDiffer
    return move_proposal(held, ProposalMove.ADMIT, actor=actor, at=at)


@transaction.atomic
def refuse_proposal(*, proposal: Proposal, actor: Actor, at: datetime) -> Proposal:
    """Some condition is not met; the reason is its sentence. Refusals: as of `admit_proposal`."""
    held = _received(proposal, actor)
    fits = _settled(held, at=at)
    failed = [rule for rule, fit in fits.items() if fit == Fit.FAIL]
    if not failed:
        raise ChecksDiffer
    told = {one["code"]: one["sentence"] for one in _listed(held)}
    reason = "; ".join(told[rule] for rule in failed)[:1000]
    return move_proposal(held, ProposalMove.REFUSE, actor=actor, at=at, reason=reason)


def _received(proposal: Proposal, actor: Actor) -> Proposal:
    policies.require_may_run(actor)
    held = held_proposal(proposal, actor)
    if held.call.state not in _LOOKED_AT:
        raise NotClosedYet
    return held


def _last(proposal: Proposal) -> ProposalRevision:
    return proposal.revisions.select_related("version").order_by("-number")[0]


def _listed(proposal: Proposal) -> list[dict[str, str]]:
    return conditions.rules_for(_last(proposal).version.rules, proposal.track.code)


def _settled(proposal: Proposal, *, at: datetime) -> dict[str, Fit]:
    """Each condition of the last revision with its conclusion; all of them must have one."""
    if proposal.state == ProposalState.CLARIFICATION:
        request = proposal.requests.filter(revision=None).first()
        if request is not None and rules.is_in_time(at, request.due_at):
            raise StillWaiting(moment=moment_shown(request.due_at))
    found, revision = queries.checks_of(proposal), _last(proposal)
    fits = {
        one["code"]: Fit(found[one["code"]].fit)
        for one in _listed(proposal)
        if one["code"] in found and found[one["code"]].revision_id == revision.pk
    }
    waiting = [one["sentence"] for one in _listed(proposal) if fits.get(one["code"], Fit.PERSON) == Fit.PERSON]
    if waiting:
        raise ChecksOpen(sentences=" ".join(waiting))
    return fits


def _check(
    proposal: Proposal, revision: ProposalRevision, rule: dict[str, str], *, fit: Fit, actor: Actor, at: datetime
) -> EligibilityCheck:
    told = {one["code"]: one["value"] for one in revision.snapshot.get("facts", [])}
    return EligibilityCheck(
        proposal=proposal, hromada_id=proposal.hromada_id, organisation_id=proposal.organisation_id,
        revision=revision, rule=rule["code"], sentence=rule["sentence"], fit=fit,
        facts={code: told.get(code) for code in sorted(conditions.facts_read(rule["predicate"]))}, at=at,
        by_name=actor.name,
    )  # fmt: skip

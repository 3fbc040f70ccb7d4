"""A proposal while a hromada writes it: begun, filled by several people, taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from vikno.common.actors import Actor
from vikno.programmes import beside, policies, queries, rules
from vikno.programmes import facts as known
from vikno.programmes.enums import CallState, Fit, ProposalMove, ProposalState
from vikno.programmes.errors import (
    FactNotTyped,
    NoAssessment,
    NoSuchPart,
    NotFit,
    NotOpen,
    ProposalExists,
    ProposalLocked,
    ReasonMissing,
    SourceMissing,
    TooLate,
)
from vikno.programmes.models import ProgrammeCall, Proposal, Track, TypedFact
from vikno.programmes.services.running import moment_shown
from vikno.programmes.services.steps import held_proposal, move_proposal, write_step
from vikno.questionnaires import services as questionnaires
from vikno.questionnaires.engine import Audience, Key, Plain

_CONTACTS = ("contact_name", "contact_phone", "contact_email", "contact_language")

_OVER = (ProposalState.EXPIRED, ProposalState.WITHDRAWN)


@dataclass(frozen=True, kw_only=True)
class Said:
    """A fact as a person typed it. `value` None takes it back."""

    code: str
    value: bool | int | str | None
    source: str = ""
    since: date | None = None
    until: date | None = None


@transaction.atomic
def start_proposal(
    *, call: ProgrammeCall, track: Track, actor: Actor, at: datetime, email: str = "", is_demo: bool = False
) -> Proposal:
    """A draft with its number, with what the hromada typed into its earlier proposals.

    Refusals: MayNotApply, NoSuchPart, NotOpen, TooLate, ProposalExists, NotFit.
    """
    policies.require_may_apply(actor)
    held = ProgrammeCall.objects.select_for_update().get(pk=call.pk)
    if track.call_id != held.pk:
        raise NoSuchPart
    require_open(held, at=at)
    _require_room(held, track, actor)
    for one in queries.fit_of_track(held, track.code, actor.hromada_code, at=at):
        if one.fit == Fit.FAIL:
            raise NotFit(sentence=one.sentence)
    held.last_proposal += 1
    held.save(update_fields=["last_proposal"])
    made = Proposal.objects.create(
        call=held, track=track, version=queries.version_in_force(held), hromada_id=actor.hromada_code,
        organisation_id=held.organisation_id, number=f"{held.number}-{held.last_proposal:04d}",
        contact_name=actor.name, contact_email=email, started_at=at, started_by_name=actor.name, changed_at=at,
        is_demo=is_demo,
    )  # fmt: skip
    _carry_over(made)
    if held.questionnaire is not None:
        made.response = questionnaires.start_response(
            version=held.questionnaire, hromada_code=made.hromada_id, organisation_id=made.organisation_id,
            actor=actor, at=at,
        )  # fmt: skip
        made.save(update_fields=["response"])
    write_step(made, ProposalMove.START, actor=actor, at=at)
    return made


@transaction.atomic
def save_contacts(*, proposal: Proposal, contacts: Mapping[str, str], actor: Actor, at: datetime) -> Proposal:
    """Who answers for the proposal. Refusals: MayNotApply, NoSuchProposal, ProposalLocked."""
    held = require_writable(proposal, actor)
    for name in _CONTACTS:
        setattr(held, name, contacts.get(name, getattr(held, name)))
    held.changed_at = at
    held.save(update_fields=[*_CONTACTS, "changed_at"])
    return held


@transaction.atomic
def type_facts(*, proposal: Proposal, said: Iterable[Said], actor: Actor, at: datetime) -> int:
    """Keep typed facts that differ from what stands; how many. What was typed before stays in the history.

    Refusals: MayNotApply, NoSuchProposal, ProposalLocked, FactNotTyped, SourceMissing.
    """
    held = require_writable(proposal, actor)
    standing = queries.typed_of(held)
    kept = [one for one in said if _differs(one, standing.get(one.code))]
    for one in kept:
        if one.code not in known.FACTS or not known.FACTS[one.code].is_typed:
            raise FactNotTyped
        if one.value is not None and not one.source.strip():
            raise SourceMissing
    TypedFact.objects.bulk_create(
        TypedFact(
            proposal=held, hromada_id=held.hromada_id, organisation_id=held.organisation_id, code=one.code,
            value=one.value, source=one.source.strip()[:300], since=one.since, until=one.until, typed_at=at,
            typed_by_name=actor.name,
        )
        for one in kept
    )  # fmt: skip
    if kept:
        Proposal.objects.filter(pk=held.pk).update(changed_at=at)
    return len(kept)


@transaction.atomic
def answer_questions(
    *, proposal: Proposal, answers: Mapping[Key, Plain | None], actor: Actor, at: datetime
) -> questionnaires.Saved:
    """Keep answers to the questions of the call; wrong ones are named by place, the right ones are kept.

    Refusals: MayNotApply, NoSuchProposal, ProposalLocked, NoSuchPart.
    """
    held = require_writable(proposal, actor)
    if held.response is None:
        raise NoSuchPart
    saved = questionnaires.save_answers(
        response=held.response, answers=answers, actor=actor, at=at, audience=Audience.APPLICANT
    )
    if saved.changed:
        Proposal.objects.filter(pk=held.pk).update(changed_at=at)
    return saved


@transaction.atomic
def attach_assessment(*, proposal: Proposal, actor: Actor, at: datetime) -> Proposal:
    """Put a snapshot of the newest self-assessment handed in, with its sha256, into a proposal.

    It goes with the next submission. Refusals: MayNotApply, NoSuchProposal, ProposalLocked, NoAssessment.
    """
    held = require_writable(proposal, actor)
    annex = queries.annex_for(held)
    if annex is None:
        raise NoAssessment
    held.assessment, held.changed_at = annex, at
    held.save(update_fields=["assessment", "changed_at"])
    return held


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, reason: str, actor: Actor, at: datetime) -> Proposal:
    """Take a proposal back for good, until it is decided. Refusals: MayNotApply, NoSuchProposal, MoveNotAllowed,
    ReasonMissing.
    """
    policies.require_may_apply(actor)
    held = held_proposal(proposal, actor)
    if not reason.strip():
        raise ReasonMissing
    moved = move_proposal(held, ProposalMove.WITHDRAW, actor=actor, at=at, reason=reason.strip()[:1000])
    beside.call_off([moved.pk], gettext_noop("Заявку відкликано."), actor=actor, at=at)
    return moved


@transaction.atomic
def confirm_participation(*, proposal: Proposal, actor: Actor, at: datetime) -> Proposal:
    """A selected hromada takes part. Refusals: MayNotApply, NoSuchProposal, MoveNotAllowed, NotYourOffice."""
    held = held_proposal(proposal, actor)
    office = policies.require_may_submit(actor, held.call, at=at)
    return move_proposal(held, ProposalMove.CONFIRM, actor=actor, at=at, office=office.position)


@transaction.atomic
def decline_participation(*, proposal: Proposal, reason: str, actor: Actor, at: datetime) -> Proposal:
    """A selected hromada, or one in reserve, will not. Refusals: as above, ReasonMissing."""
    held = held_proposal(proposal, actor)
    office = policies.require_may_submit(actor, held.call, at=at)
    if not reason.strip():
        raise ReasonMissing
    said = reason.strip()[:1000]
    return move_proposal(held, ProposalMove.DECLINE, actor=actor, at=at, reason=said, office=office.position)


def require_open(call: ProgrammeCall, *, at: datetime) -> None:
    """By the clock and by the state: a job that closes late lets nobody in late."""
    if call.state not in (CallState.OPEN, CallState.EXTENDED) or call.closes_at is None:
        raise NotOpen
    if call.opens_at is not None and at < call.opens_at:
        raise NotOpen
    if not rules.is_in_time(at, call.closes_at):
        raise TooLate(moment=moment_shown(call.closes_at))


def _require_room(call: ProgrammeCall, track: Track, actor: Actor) -> None:
    mine = Proposal.objects.filter(call=call, hromada_id=actor.hromada_code).exclude(state__in=_OVER)
    standing = list(mine.order_by("pk"))
    same = next((one for one in standing if one.track_id == track.pk), None)
    if same is not None or len(standing) >= call.limit_per_hromada:
        raise ProposalExists(number=(same or standing[0]).number)


def _carry_over(proposal: Proposal) -> None:
    """The newest of each fact the hromada has typed, with its own source, day and name."""
    mine = TypedFact.objects.filter(hromada_id=proposal.hromada_id)
    rows = list(mine.order_by("code", "-pk").distinct("code"))
    for row in rows:
        row.pk, row.proposal, row.organisation_id = None, proposal, proposal.organisation_id
        row._state.adding = True
    TypedFact.objects.bulk_create(rows)


def require_writable(proposal: Proposal, actor: Actor) -> Proposal:
    """Held, and in a state in which its hromada writes. Refusals: MayNotApply, NoSuchProposal, ProposalLocked."""
    policies.require_may_apply(actor)
    held = held_proposal(proposal, actor)
    if held.state not in rules.WRITABLE:
        raise ProposalLocked
    return held


def _differs(said: Said, row: TypedFact | None) -> bool:
    if row is None:
        return said.value is not None
    told = (said.value, said.source.strip(), said.since, said.until)
    return told != (row.value, row.source, row.since, row.until)

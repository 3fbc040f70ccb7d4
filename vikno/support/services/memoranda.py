"""A memorandum from its first words to its end."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.programmes.models import Programme, Proposal
from vikno.support import policies, rules
from vikno.support.enums import MemorandumMove, MemorandumState
from vikno.support.errors import (
    AlreadyAgreed,
    CodeTaken,
    MoveNotAllowed,
    NoSuchHromada,
    NoSuchThing,
    NotOverYet,
    PeriodWrong,
    ProposalNotChosen,
    TextFrozen,
    WordsMissing,
)
from vikno.support.frozen import digest, memorandum_values
from vikno.support.models import Memorandum, MemorandumStep, MemorandumVersion
from vikno.support.services.common import held, record, short, who
from vikno.support.wording import first_text
from vikno.territories.enums import Category
from vikno.territories.models import Unit

SIGNING = frozenset(
    {MemorandumMove.AGREE, MemorandumMove.SIGN_FOR_HROMADA, MemorandumMove.SIGN_FOR_PROGRAMME, MemorandumMove.APPROVE}
)
LIVE = (
    MemorandumState.DRAFTING, MemorandumState.AGREED, MemorandumState.COUNCIL_APPROVAL,
    MemorandumState.SIGNED_BY_HROMADA, MemorandumState.SIGNED_BY_PROGRAMME, MemorandumState.IN_FORCE,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class MemorandumFacts:
    """What a memorandum begins with. `hromada_code`: КАТОТТГ; `proposal_number`: of the call, or ""."""

    hromada_code: str
    number: str
    title: str
    goal: str
    starts_on: date
    ends_on: date
    needs_council: bool = True
    proposal_number: str = ""


@transaction.atomic
def draft_memorandum(
    *, programme: Programme, facts: MemorandumFacts, actor: Actor, at: datetime, is_demo: bool = False
) -> Memorandum:
    """Begin one, with words from the template. Refusals: NotYourMove, NoSuchThing, NoSuchHromada, PeriodWrong,
    CodeTaken, AlreadyAgreed, ProposalNotChosen.
    """
    organisation = policies.of_programme(actor)
    if programme.organisation_id != organisation:
        raise NoSuchThing
    hromada = Unit.objects.filter(pk=facts.hromada_code, category=Category.HROMADA, removed_on=None).first()
    if hromada is None:
        raise NoSuchHromada
    _require_new(programme, facts)
    made = Memorandum(
        hromada=hromada, organisation_id=organisation, programme=programme, number=short(facts.number, 40),
        title=short(facts.title, 300), goal=facts.goal.strip(), starts_on=facts.starts_on, ends_on=facts.ends_on,
        needs_council=facts.needs_council, proposal=_chosen(programme, facts), created_at=at,
        created_by_name=actor.name, is_demo=is_demo,
    )  # fmt: skip
    made.text = first_text(made)
    made.save()
    record(actor, "memorandum.drafted", made, at=at, number=made.number, hromada=hromada.pk)
    return made


@transaction.atomic
def write_text(*, memorandum: Memorandum, title: str, goal: str, text: str, actor: Actor, at: datetime) -> Memorandum:
    """Words while they are drafted. Refusals: NoSuchThing, NotYourMove, TextFrozen."""
    policies.require_may_run(actor, memorandum)
    one = held(memorandum)
    if one.state != MemorandumState.DRAFTING:
        raise TextFrozen
    one.title, one.goal, one.text = short(title, 300), goal.strip(), text.replace("\r\n", "\n").strip()
    one.save(update_fields=["title", "goal", "text"])
    record(actor, "memorandum.written", one, at=at, number=one.number)
    return one


@transaction.atomic
def move_memorandum(
    *, memorandum: Memorandum, move: MemorandumMove, actor: Actor, at: datetime, words: str = ""
) -> MemorandumStep:
    """One move by the table; agreeing freezes a version, and that version is what is signed.

    Refusals: NoSuchThing, NotYourMove, MoveNotAllowed, WordsMissing, NotOverYet.
    """
    policies.require_may_move(actor, memorandum, rules.MEMORANDUM_BY[move])
    one = held(memorandum)
    state = rules.memorandum_after(one.state, move, needs_council=one.needs_council)
    if state is None:
        raise MoveNotAllowed(state=one.get_state_display())
    if move in rules.MEMORANDUM_WITH_WORDS and not short(words):
        raise WordsMissing
    if move == MemorandumMove.EXPIRE and one.ends_on >= today(at):
        raise NotOverYet(day=f"{one.ends_on:%d.%m.%Y}")
    if move == MemorandumMove.AGREE:
        freeze(one, actor=actor, at=at)
    one.state = state
    one.save(update_fields=["state"])
    step = MemorandumStep.objects.create(
        **one.sides, memorandum=one, move=move, state_after=state, words=short(words),
        sha256=agreed_hash(one) if move in SIGNING else "", **who(actor, at),
    )  # fmt: skip
    record(actor, f"memorandum.{move.value}", one, at=at, number=one.number, state=state, sha256=step.sha256)
    return step


def freeze(memorandum: Memorandum, *, actor: Actor, at: datetime) -> MemorandumVersion:
    """The next version of the words and the plan as they are now."""
    values = memorandum_values(memorandum)
    return MemorandumVersion.objects.create(
        **memorandum.sides, memorandum=memorandum, number=memorandum.versions.count() + 1, text=memorandum.text,
        snapshot=values, sha256=digest(values), made_at=at, made_by_name=actor.name,
    )  # fmt: skip


def agreed_hash(memorandum: Memorandum) -> str:
    newest = MemorandumVersion.objects.filter(memorandum=memorandum).order_by("-number").first()
    return newest.sha256 if newest else ""


def _chosen(programme: Programme, facts: MemorandumFacts) -> Proposal | None:
    """The chosen proposal of the hromada, where one is named; each leads to one memorandum."""
    if not facts.proposal_number:
        return None
    found = Proposal.objects.filter(
        organisation_id=programme.organisation_id, hromada_id=facts.hromada_code, number=facts.proposal_number,
        call__programme=programme, state__in=policies.CHOSEN, memorandum=None,
    )  # fmt: skip
    for proposal in found:
        return proposal
    raise ProposalNotChosen


def _require_new(programme: Programme, facts: MemorandumFacts) -> None:
    if facts.ends_on < facts.starts_on:
        raise PeriodWrong
    ours = Memorandum.objects.filter(organisation_id=programme.organisation_id)
    if ours.filter(number=short(facts.number, 40)).exists():
        raise CodeTaken
    standing = ours.filter(programme=programme, hromada_id=facts.hromada_code, state__in=LIVE).first()
    if standing is not None:
        raise AlreadyAgreed(number=standing.number)

"""A card is begun, written, sent, edited, verified, published, found out of date, and taken up by others."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db import transaction

from vikno.accounts.enums import OrganisationKind
from vikno.accounts.models import Organisation
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.practices import policies, proofs, rules
from vikno.practices.enums import PracticeMove, PracticeState, Topic
from vikno.practices.errors import (
    AlreadyAdopted,
    CardNotWhole,
    DayAhead,
    MoveNotAllowed,
    NoSuchThing,
    NotYourMove,
    OwnPractice,
    ProgrammeMissing,
    WordsMissing,
)
from vikno.practices.models import Adoption, Practice, PracticeRevision
from vikno.practices.services.common import record, tidy
from vikno.practices.services.words import take_words
from vikno.practices.snapshots import TEXTS, digest, said_of
from vikno.territories.models import Unit

_ONE_LINE: Final = frozenset({"title", "cost_note", "staff", "source", "contact"})


@dataclass(frozen=True, kw_only=True)
class CardFacts:
    """What is typed of a card."""

    title: str
    topics: Sequence[str] = ()
    problem: str = ""
    context: str = ""
    done: str = ""
    documents: str = ""
    cost: Decimal | None = None
    cost_note: str = ""
    staff: str = ""
    result: str = ""
    source: str = ""
    failed: str = ""
    contact: str = ""


@transaction.atomic
def begin_card(*, facts: CardFacts, actor: Actor, at: datetime, is_demo: bool = False) -> Practice:
    """A draft of one's own hromada. Refusals: NotYourMove."""
    hromada = Unit.objects.get(pk=policies.of_hromada(actor))
    made = Practice(
        hromada=hromada, oblast_id=hromada.oblast_id, created_at=at, created_by_name=actor.name, changed_at=at,
        is_demo=is_demo,
    )  # fmt: skip
    _write(made, facts)
    made.save()
    record(actor, "practice.begun", made, at=at)
    return made


def draft_from_records(*, title: str, context: str, done: str, actor: Actor, at: datetime) -> Practice:
    """A draft that begins from what records say of the centre. Refusals: NotYourMove."""
    facts = CardFacts(title=title, topics=[Topic.MODEL.value], context=context, done=done)
    return begin_card(facts=facts, actor=actor, at=at)


@transaction.atomic
def write_card(*, practice: Practice, facts: CardFacts, actor: Actor, at: datetime) -> Practice:
    """Other words, by whoever writes in this state. Refusals: NoSuchThing, NotYourMove."""
    one = _held(practice)
    policies.require_may_write(actor, one)
    _write(one, facts)
    one.changed_at = at
    one.save()
    record(actor, "practice.written", one, at=at)
    return one


@transaction.atomic
def attach_proof(*, practice: Practice, indicator: str, day: date, actor: Actor, at: datetime) -> Practice:
    """An indicator before and after a day, as the records say now. Refusals: NotYourMove, ProofNotReady."""
    one = _held(practice)
    policies.require_may_write(actor, one)
    if not policies.is_author(actor, one):
        raise NotYourMove
    one.proof = proofs.read(indicator, hromada=one.hromada_id, oblast=one.oblast_id or "", day=day, at=at)
    one.changed_at = at
    one.save(update_fields=["proof", "changed_at"])
    record(actor, "practice.proof_attached", one, at=at, indicator=indicator, day=day)
    return one


@transaction.atomic
def move_card(
    *, practice: Practice, move: PracticeMove, words: str = "", to: int | None = None, actor: Actor, at: datetime
) -> Practice:
    """One step by the table; each leaves a revision. `to`: the programme's organisation, when it is sent.

    Refusals: NoSuchThing, NotYourMove, MoveNotAllowed, WordsMissing, CardNotWhole, ProgrammeMissing.
    """
    one, reason = _held(practice), clean(words)[:500]
    policies.require_side(actor, one)
    _require_move(one, move, actor, reason)
    if move == PracticeMove.SUBMIT:
        _send(one, to)
    if move == PracticeMove.VERIFY:
        one.verified_at, one.verified_by_name, one.verified_how = at, actor.name, reason
    one.state, one.changed_at = rules.after(one.state, move), at
    revision = _revision(one, move, reason, actor, at)
    if move == PracticeMove.PUBLISH:
        one.published, one.published_at, one.expires_on = revision, at, rules.expires_on(clock.today(at))
    one.save()
    record(actor, f"practice.{move.value}", one, at=at, revision=revision.number, words=reason)
    return one


@transaction.atomic
def adopt(*, practice: Practice, on: date, note: str, actor: Actor, at: datetime) -> Adoption:
    """«We did it too»: once a hromada. Refusals: NotYourMove, NoSuchThing, OwnPractice, DayAhead, AlreadyAdopted."""
    code = policies.of_hromada(actor)
    if practice.hromada_id == code:
        raise OwnPractice
    if practice.published_id is None or practice.state == PracticeState.ARCHIVED:
        raise NoSuchThing
    if on > clock.today(at):
        raise DayAhead
    facts = {"adopted_on": on, "note": clean(note)[:1000], "told_at": at, "told_by_name": actor.name}
    made, is_new = Adoption.objects.get_or_create(practice=practice, hromada_id=code, defaults=facts)
    if not is_new:
        raise AlreadyAdopted
    record(actor, "practice.adopted", made, at=at, on=on)
    return made


def _held(practice: Practice) -> Practice:
    """The row as it is now, nobody else's until the end of the transaction."""
    rows = Practice.objects.select_for_update(of=("self",)).select_related("hromada", "oblast")
    for one in rows.filter(pk=practice.pk, hromada_id=practice.hromada_id):
        return one
    raise NoSuchThing


def _write(one: Practice, facts: CardFacts) -> None:
    for name, value in asdict(facts).items():
        if name in TEXTS:
            setattr(one, name, clean(value) if name in _ONE_LINE else tidy(value))
    one.topics = sorted(set(facts.topics) & set(Topic.values))
    one.cost = facts.cost


def _require_move(one: Practice, move: PracticeMove, actor: Actor, reason: str) -> None:
    if not rules.after(one.state, move):
        raise MoveNotAllowed(state=one.get_state_display())
    if move.value not in rules.moves_for(one.state, actor.role):
        raise NotYourMove
    if move in rules.WITH_WORDS and not reason:
        raise WordsMissing
    missing = rules.lacking({name: getattr(one, name) for name in rules.REQUIRED})
    if move in (PracticeMove.SUBMIT, PracticeMove.PUBLISH) and missing:
        labels = (str(Practice._meta.get_field(name).verbose_name) for name in missing)  # type: ignore[union-attr]
        raise CardNotWhole(fields=", ".join(labels))


def _send(one: Practice, to: int | None) -> None:
    """Once sent, always to the same programme: it keeps what it has verified."""
    chosen = one.organisation_id or to
    if not chosen or not Organisation.objects.filter(pk=chosen, kind=OrganisationKind.PROGRAMME).exists():
        raise ProgrammeMissing
    one.organisation_id = chosen


def _revision(one: Practice, move: PracticeMove, reason: str, actor: Actor, at: datetime) -> PracticeRevision:
    said = said_of(one)
    text = " ".join(str(said[name]) for name in (*TEXTS, "hromada"))
    last = one.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    return PracticeRevision.objects.create(
        practice=one, hromada_id=one.hromada_id, organisation_id=one.organisation_id, number=last + 1, move=move,
        state=one.state, title=one.title, topics=one.topics, said=said, sha256=digest(said),
        lemmas=take_words([text])[0] if move == PracticeMove.PUBLISH else [], words=reason, at=at, by_name=actor.name,
        by_role=actor.role,
    )  # fmt: skip

"""What happens to things that were handed over: inspected, damaged, returned, written off, lost, corrected."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.db import IntegrityError, transaction

from vikno.accounts.enums import Role
from vikno.common.actors import Actor
from vikno.documents.models import StoredFile
from vikno.support import policies, rules
from vikno.support.enums import ActMove, ActState, Condition, Correctable, IncidentKind
from vikno.support.errors import (
    AlreadySigned,
    MoveNotAllowed,
    NoLines,
    NoSuchThing,
    NothingCorrected,
    SerialTaken,
    WordsMissing,
)
from vikno.support.models import (
    ActLine,
    AssetIncident,
    CorrectionAct,
    HandoverAct,
    Inspection,
    ReturnAct,
)
from vikno.support.services.acts import after, step
from vikno.support.services.common import held, record, short

SIGNED = frozenset({ActState.SIGNED_BY_GIVER, ActState.SIGNED_BY_RECEIVER, *rules.IN_HANDS})


@dataclass(frozen=True, kw_only=True)
class InspectionFacts:
    on: date
    found: Condition
    note: str = ""
    line: ActLine | None = None


@dataclass(frozen=True, kw_only=True)
class IncidentFacts:
    line: ActLine
    kind: IncidentKind
    happened_on: date
    words: str
    proof: StoredFile | None = None


@dataclass(frozen=True, kw_only=True)
class CorrectionFacts:
    line: ActLine
    field: Correctable
    becomes: str
    reason: str


@transaction.atomic
def inspect(*, act: HandoverAct, facts: InspectionFacts, actor: Actor, at: datetime) -> Inspection:
    """The programme looked. Refusals: NoSuchThing, NotYourMove, MoveNotAllowed."""
    policies.require_may_run(actor, act)
    one = held(act)
    state = after(one, ActMove.INSPECT)
    if state is None:
        raise MoveNotAllowed(state=one.get_state_display())
    made = Inspection.objects.create(
        **one.sides, act=one, line=_own(one, facts.line) if facts.line else None, on=facts.on, found=facts.found,
        note=short(facts.note, 1000), recorded_at=at, recorded_by_name=actor.name,
    )  # fmt: skip
    step(one, ActMove.INSPECT, state, actor=actor, at=at, words=str(Condition(facts.found).label))
    return made


@transaction.atomic
def answer_inspection(*, inspection: Inspection, answer: str, actor: Actor, at: datetime) -> Inspection:
    """The hromada says what it has to say, once. Refusals: NoSuchThing, NotYourMove, WordsMissing, AlreadySigned."""
    policies.require_may_answer(actor, inspection)
    if not short(answer):
        raise WordsMissing
    one = held(inspection)
    if one.answered_at is not None:
        raise AlreadySigned
    one.answer, one.answered_at, one.answered_by_name = short(answer, 1000), at, actor.name
    one.save(update_fields=["answer", "answered_at", "answered_by_name"])
    record(actor, "inspection.answered", one, at=at, act=one.act_id)
    return one


@transaction.atomic
def tell_incident(*, act: HandoverAct, facts: IncidentFacts, actor: Actor, at: datetime) -> AssetIncident:
    """Something happened to a thing. Refusals: NoSuchThing, NotYourMove, MoveNotAllowed, WordsMissing."""
    policies.require_may_answer(actor, act)
    one = held(act)
    if one.state not in rules.IN_HANDS:
        raise MoveNotAllowed(state=one.get_state_display())
    if not short(facts.words):
        raise WordsMissing
    made = AssetIncident.objects.create(
        **one.sides, act=one, line=_own(one, facts.line), kind=facts.kind, happened_on=facts.happened_on,
        words=short(facts.words, 1000), proof=facts.proof, recorded_at=at, recorded_by_name=actor.name,
    )  # fmt: skip
    record(actor, "asset.incident", made, at=at, kind=made.kind, line=made.line_id)
    return made


@transaction.atomic
def take_off(
    *, act: HandoverAct, move: ActMove, lines: Collection[int], reason: str, happened_on: date, actor: Actor,
    at: datetime,
) -> ReturnAct:  # fmt: skip
    """Lines are returned, written off or lost; with the last of them the act is. Their serial numbers are free again.

    Refusals: NoSuchThing, NotYourMove, MoveNotAllowed, NoLines, WordsMissing.
    """
    policies.require_may_move(actor, act, Role.PROGRAMME)
    one = held(act)
    if move not in rules.GONE or after(one, move) is None:
        raise MoveNotAllowed(state=one.get_state_display())
    chosen = [line for line in one.lines.all() if line.pk in lines and line.gone_id is None]
    if not chosen:
        raise NoLines
    if not short(reason):
        raise WordsMissing
    made = ReturnAct.objects.create(
        **one.sides, act=one, outcome=rules.GONE[move], reason=short(reason), happened_on=happened_on, recorded_at=at,
        recorded_by_name=actor.name,
    )  # fmt: skip
    one.lines.filter(pk__in=[line.pk for line in chosen]).update(gone=made, serial_in_use="")
    outcomes = [line.gone.outcome if line.gone else "" for line in one.lines.select_related("gone")]
    step(one, move, rules.after_gone(outcomes) or one.state, actor=actor, at=at, words=reason)
    return made


@transaction.atomic
def correct_line(*, act: HandoverAct, facts: CorrectionFacts, actor: Actor, at: datetime) -> CorrectionAct:
    """What a signed line said wrong; in force once the hromada agrees. Refusals: NoSuchThing, NotYourMove,
    MoveNotAllowed, WordsMissing, NothingCorrected.
    """
    policies.require_may_run(actor, act)
    one = held(act)
    if one.state not in SIGNED:
        raise MoveNotAllowed(state=one.get_state_display())
    if not short(facts.reason):
        raise WordsMissing
    line = _own(one, facts.line)
    was, becomes = value_now(line, facts.field), _typed(facts)
    if was == becomes:
        raise NothingCorrected
    made = CorrectionAct.objects.create(
        **one.sides, act=one, line=line, field=facts.field, was=was, becomes=becomes, reason=short(facts.reason),
        made_at=at, made_by_name=actor.name,
    )  # fmt: skip
    record(actor, "act.correction_made", one, at=at, line=line.order, field=facts.field)
    return made


@transaction.atomic
def agree_correction(*, correction: CorrectionAct, actor: Actor, at: datetime) -> CorrectionAct:
    """The hromada agrees; the signed line stays, what holds now is the correction. Refusals: NoSuchThing, NotYourMove,
    AlreadySigned, SerialTaken.
    """
    policies.require_may_move(actor, correction, Role.LEADER)
    act = held(correction.act)
    one = held(correction)
    if one.agreed_at is not None:
        raise AlreadySigned
    one.agreed_at, one.agreed_by_name = at, actor.name
    one.save(update_fields=["agreed_at", "agreed_by_name"])
    if one.field == Correctable.SERIAL and one.line.gone_id is None:
        try:
            with transaction.atomic():
                ActLine.objects.filter(pk=one.line_id).update(serial_in_use=one.becomes)
        except IntegrityError as error:
            raise SerialTaken(serial=one.becomes) from error
    record(actor, "act.correction_agreed", act, at=at, line=one.line.order, field=one.field)
    return one


def value_now(line: ActLine, field: str) -> str:
    """What a line says with its agreed corrections."""
    newest = line.corrections.filter(field=field, agreed_at__isnull=False).order_by("-pk").first()
    if newest is not None:
        return newest.becomes
    return line.serial if field == Correctable.SERIAL else f"{line.unit_value:.2f}"


def _typed(facts: CorrectionFacts) -> str:
    if facts.field == Correctable.SERIAL:
        return short(facts.becomes, 80)
    try:
        amount = Decimal(facts.becomes.replace(",", ".").replace(" ", ""))
    except InvalidOperation as error:
        raise NothingCorrected from error
    if not amount.is_finite() or not 0 <= amount < 10**12:
        raise NothingCorrected
    return f"{amount:.2f}"


def _own(act: HandoverAct, line: ActLine) -> ActLine:
    if line.act_id != act.pk:
        raise NoSuchThing
    return line

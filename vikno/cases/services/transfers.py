"""Hand-over of cases from one officer to another, and taking it back on the same day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from vikno.accounts.enums import Role
from vikno.accounts.models import Membership, User
from vikno.cases import policies, rules
from vikno.cases.enums import Step, TransferReason
from vikno.cases.errors import (
    CaseIsClosed,
    CaseMovedOnSince,
    NothingToHandOver,
    NotYourCaseToGive,
    ReceiverHasItAlready,
    ReceiverNotAuthorised,
    ReceiverNotOfNetwork,
    TooManyToHandOver,
    TransferNotFound,
    TransferTooOldToUndo,
)
from vikno.cases.models import Case, CaseTransfer, StatusChange
from vikno.cases.services.steps import lock_cases, record_step
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.errors import Refusal
from vikno.network import queries as network
from vikno.network.models import Point

MOST_CASES = 200


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """Who takes the cases: roles held today and, for a starosta, the council's decisions."""

    user: User
    roles: frozenset[str]
    decisions: tuple[network.Decision, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Handed:
    """One line of a preview: the case, and why it stays where it is, if it does."""

    case: Case
    refusal: Refusal | None = None


def _receiver_of(*, user_id: int, hromada_code: str, on: date) -> Receiver:
    """A colleague who works at a desk of the network on the day. Raises ReceiverNotOfNetwork."""
    held = list(network.colleagues(hromada_code, on).filter(user_id=user_id, valid_from__lte=on))
    if not held:
        raise ReceiverNotOfNetwork
    roles = frozenset(one.role for one in held)
    needs = roles <= {Role.STAROSTA}
    decisions = network.decisions_of_user(user_id, hromada_code) if needs else []
    return Receiver(user=_user(held[0]), roles=roles, decisions=tuple(decisions))


def previewed(*, cases: Sequence[Case], to_user_id: int, actor: Actor, at: datetime) -> list[Handed]:
    """What would be handed over and what would not, with reasons.

    Raises NothingToHandOver, TooManyToHandOver, ReceiverNotOfNetwork.
    """
    if not cases:
        raise NothingToHandOver
    if len(cases) > MOST_CASES:
        raise TooManyToHandOver(most=MOST_CASES)
    on = clock.today(at)
    receiver = _receiver_of(user_id=to_user_id, hromada_code=actor.hromada_code, on=on)
    return [Handed(case=case, refusal=_refusal(case, receiver, actor=actor, on=on)) for case in cases]


@transaction.atomic
def hand_over_cases(
    *,
    cases: Sequence[Case],
    to_user_id: int,
    reason: str,
    actor: Actor,
    at: datetime,
    words: str = "",
    point: Point | None = None,
) -> list[CaseTransfer]:
    """Another officer leads these cases from now on: all of them or, with the reason, none.

    Raises NothingToHandOver, TooManyToHandOver, CaseNotFound, NotYourCaseToGive, CaseIsClosed, ReceiverNotOfNetwork,
    ReceiverHasItAlready, ReceiverNotAuthorised.
    """
    if not cases:
        raise NothingToHandOver
    if len(cases) > MOST_CASES:
        raise TooManyToHandOver(most=MOST_CASES)
    receiver = _receiver_of(user_id=to_user_id, hromada_code=actor.hromada_code, on=clock.today(at))
    lock_cases(cases, actor=actor)
    for case in cases:
        refusal = _refusal(case, receiver, actor=actor, on=clock.today(at))
        if refusal is not None:
            raise refusal
    chosen = TransferReason(reason)
    names = _names({case.officer_id for case in cases})
    return [
        _hand_over(
            case, receiver.user, reason=chosen, words=words.strip()[:300], actor=actor, at=at, point=point,
            given_by=names[case.officer_id],
        )
        for case in cases
    ]  # fmt: skip


@transaction.atomic
def hand_over_case(
    *,
    case: Case,
    actor: Actor,
    at: datetime,
    to_user_id: int,
    reason: str,
    words: str = "",
    point: Point | None = None,
) -> CaseTransfer:
    """The same for one case."""
    made = hand_over_cases(
        cases=[case], to_user_id=to_user_id, reason=reason, words=words, actor=actor, at=at, point=point
    )
    return made[0]


@transaction.atomic
def undo_transfer(*, transfer_id: int, actor: Actor, at: datetime) -> list[CaseTransfer]:
    """Take back a hand-over with everything that was handed over in the same act, on the same day.

    By who did it or by the head. Raises TransferNotFound, TransferTooOldToUndo, CaseMovedOnSince, CaseIsClosed.
    """
    mine = CaseTransfer.objects.filter(hromada_id=actor.hromada_code, undone_at__isnull=True)
    one = mine.filter(pk=transfer_id).order_by("pk").first()
    if one is None or not policies.may_undo_transfer(actor, one):
        raise TransferNotFound
    if clock.today(one.at) != clock.today(at):
        raise TransferTooOldToUndo
    batch = list(mine.filter(by_id=one.by_id, at=one.at).select_related("case", "from_officer").order_by("pk"))
    lock_cases([transfer.case for transfer in batch], actor=actor)
    for transfer in batch:
        _take_back(transfer, actor=actor, at=at)
    return batch


def _refusal(case: Case, receiver: Receiver, *, actor: Actor, on: date) -> Refusal | None:
    number = rules.number_formatted(case.number)
    if not policies.may_hand_over(actor, case):
        return NotYourCaseToGive(number=number, officer=case.officer.full_name)
    if case.state not in rules.OPEN:
        return CaseIsClosed(number=number)
    if case.officer_id == receiver.user.pk:
        return ReceiverHasItAlready(number=number, officer=receiver.user.full_name)
    if receiver.roles <= {Role.STAROSTA}:
        return _not_authorised(case, receiver, number=number, on=on)
    return None


def _not_authorised(case: Case, receiver: Receiver, *, number: str, on: date) -> Refusal | None:
    """A starosta leads only what the council's decision in force names."""
    why = network.why_not_authorised(
        decisions=receiver.decisions, service_id=case.service_id, settlement=case.applicant.settlement_id or "", on=on
    )
    return ReceiverNotAuthorised(number=number, reason=why) if why else None


def _hand_over(
    case: Case,
    to: User,
    *,
    reason: TransferReason,
    words: str,
    actor: Actor,
    at: datetime,
    point: Point | None,
    given_by: str,
) -> CaseTransfer:
    transfer = CaseTransfer.objects.create(
        hromada_id=case.hromada_id, case=case, from_officer_id=case.officer_id, to_officer=to, reason=reason,
        words=words, by_id=actor.user_id or 0, at=at,
    )  # fmt: skip
    note = f"{given_by} → {to.full_name}. {reason.label.capitalize()}. {words}".strip()
    _lead(case, to.pk)
    record_step(case=case, step=Step.REASSIGNED, actor=actor, at=at, point=point, note=note)
    return transfer


def _take_back(transfer: CaseTransfer, *, actor: Actor, at: datetime) -> StatusChange:
    case = transfer.case
    if case.state not in rules.OPEN:
        raise CaseIsClosed(number=rules.number_formatted(case.number))
    if case.officer_id != transfer.to_officer_id:
        raise CaseMovedOnSince(number=rules.number_formatted(case.number))
    _lead(case, transfer.from_officer_id)
    transfer.undone_at, transfer.undone_by_id = at, actor.user_id
    transfer.save(update_fields=["undone_at", "undone_by"])
    note = f"Передачу скасовано, справу знову веде {transfer.from_officer.full_name}."
    return record_step(case=case, step=Step.REASSIGNED, actor=actor, at=at, note=note)


def _lead(case: Case, officer_id: int) -> None:
    """Who leads the case from now on; who registered it stays on record for the journal."""
    registrar_id = case.registrar_id or case.officer_id
    case.officer_id = officer_id
    case.registrar_id = None if registrar_id == officer_id else registrar_id
    case.save(update_fields=["officer", "registrar"])


def _names(user_ids: set[int]) -> dict[int, str]:
    return dict(User.objects.filter(pk__in=user_ids).order_by("pk").values_list("pk", "full_name"))


def _user(membership: Membership) -> User:
    return membership.user

"""Decisions about support: which moves are allowed and whose, what is overdue, sums, money, the effect.

One table of moves for each lifecycle; pages draw their buttons from the same table.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from vikno.accounts.enums import Role
from vikno.support.enums import (
    ActMove,
    ActState,
    MemorandumMove,
    MemorandumState,
    MilestoneMove,
    MilestoneState,
    PackageMove,
    PackageState,
    Side,
)

M, MM = MemorandumState, MemorandumMove
S, SM = MilestoneState, MilestoneMove
A, AM = ActState, ActMove

# Where a move leads. What is not here is refused.
MEMORANDUM: Final[Mapping[tuple[str, str], str]] = {
    (M.DRAFTING, MM.AGREE): M.AGREED,
    (M.AGREED, MM.REOPEN): M.DRAFTING,
    (M.AGREED, MM.APPROVE): M.COUNCIL_APPROVAL,
    (M.AGREED, MM.SIGN_FOR_HROMADA): M.SIGNED_BY_HROMADA,
    (M.COUNCIL_APPROVAL, MM.SIGN_FOR_HROMADA): M.SIGNED_BY_HROMADA,
    (M.COUNCIL_APPROVAL, MM.REOPEN): M.DRAFTING,
    (M.SIGNED_BY_HROMADA, MM.SIGN_FOR_PROGRAMME): M.SIGNED_BY_PROGRAMME,
    (M.SIGNED_BY_PROGRAMME, MM.ENFORCE): M.IN_FORCE,
    (M.IN_FORCE, MM.COMPLETE): M.COMPLETED,
    (M.IN_FORCE, MM.TERMINATE): M.TERMINATED,
    (M.IN_FORCE, MM.EXPIRE): M.EXPIRED,
}
MEMORANDUM_BY: Final[Mapping[str, Role]] = {
    MM.AGREE: Role.LEADER, MM.REOPEN: Role.PROGRAMME, MM.APPROVE: Role.LEADER, MM.SIGN_FOR_HROMADA: Role.LEADER,
    MM.SIGN_FOR_PROGRAMME: Role.PROGRAMME, MM.ENFORCE: Role.PROGRAMME, MM.COMPLETE: Role.PROGRAMME,
    MM.TERMINATE: Role.PROGRAMME, MM.EXPIRE: Role.PROGRAMME,
}  # fmt: skip
# Moves that say why, or by which decision.
MEMORANDUM_WITH_WORDS: Final = frozenset({MM.REOPEN, MM.APPROVE, MM.TERMINATE})

MILESTONE: Final[Mapping[tuple[str, str], str]] = {
    (S.PLANNED, SM.BEGIN): S.IN_PROGRESS,
    (S.PLANNED, SM.REPORT): S.REPORTED,
    (S.IN_PROGRESS, SM.REPORT): S.REPORTED,
    (S.RETURNED, SM.REPORT): S.REPORTED,
    (S.REPORTED, SM.ACCEPT): S.ACCEPTED,
    (S.REPORTED, SM.RETURN): S.RETURNED,
    (S.PLANNED, SM.CANCEL): S.CANCELLED,
    (S.IN_PROGRESS, SM.CANCEL): S.CANCELLED,
    (S.RETURNED, SM.CANCEL): S.CANCELLED,
}
MILESTONE_WITH_WORDS: Final = frozenset({SM.REPORT, SM.RETURN})

ACT: Final[Mapping[tuple[str, str], str]] = {
    (A.DRAFT, AM.ISSUE): A.ISSUED,
    (A.DRAFT, AM.DROP): A.DROPPED,
    (A.ISSUED, AM.WITHDRAW): A.DRAFT,
    (A.ISSUED, AM.SIGN_AS_GIVER): A.SIGNED_BY_GIVER,
    (A.SIGNED_BY_GIVER, AM.SIGN_AS_RECEIVER): A.SIGNED_BY_RECEIVER,
    (A.SIGNED_BY_RECEIVER, AM.REGISTER): A.REGISTERED,
    (A.REGISTERED, AM.USE): A.IN_USE,
    (A.REGISTERED, AM.INSPECT): A.REGISTERED,
    (A.IN_USE, AM.INSPECT): A.IN_USE,
    (A.REGISTERED, AM.RETURN): A.RETURNED,
    (A.REGISTERED, AM.LOSE): A.LOST,
    (A.IN_USE, AM.RETURN): A.RETURNED,
    (A.IN_USE, AM.WRITE_OFF): A.WRITTEN_OFF,
    (A.IN_USE, AM.LOSE): A.LOST,
}
ACT_BY: Final[Mapping[str, Role]] = {
    AM.ISSUE: Role.PROGRAMME, AM.WITHDRAW: Role.PROGRAMME, AM.DROP: Role.PROGRAMME, AM.SIGN_AS_GIVER: Role.PROGRAMME,
    AM.SIGN_AS_RECEIVER: Role.LEADER, AM.REGISTER: Role.HEAD, AM.USE: Role.HEAD, AM.INSPECT: Role.PROGRAMME,
    AM.RETURN: Role.PROGRAMME, AM.WRITE_OFF: Role.PROGRAMME, AM.LOSE: Role.PROGRAMME,
}  # fmt: skip
SIGNED_BY_NOBODY: Final = frozenset({A.DRAFT, A.ISSUED, A.DROPPED})
IN_HANDS: Final = frozenset({A.REGISTERED, A.IN_USE})
GONE: Final[Mapping[str, str]] = {AM.RETURN: A.RETURNED, AM.WRITE_OFF: A.WRITTEN_OFF, AM.LOSE: A.LOST}

MOST_LINES: Final = 200
UNSIGNED_TOO_LONG: Final = timedelta(days=14)
CENT: Final = Decimal("0.01")


def memorandum_after(state: str, move: str, *, needs_council: bool) -> str | None:
    """The state a move leads to; None: not allowed. Where the council decides, nobody signs before it."""
    if state == M.AGREED and move == (MM.SIGN_FOR_HROMADA if needs_council else MM.APPROVE):
        return None
    return MEMORANDUM.get((state, move))


def memorandum_moves(state: str, role: str, *, needs_council: bool) -> list[MemorandumMove]:
    """Buttons of a role."""
    allowed = (move for move in MM if MEMORANDUM_BY[move] == role)
    return [move for move in allowed if memorandum_after(state, move, needs_council=needs_council)]


def milestone_by(move: str, responsible: str) -> Role:
    """Whose move it is: whoever is responsible does and reports; the programme accepts, returns and cancels."""
    if move in (SM.BEGIN, SM.REPORT):
        return Role.HEAD if responsible == Side.HROMADA else Role.PROGRAMME
    return Role.PROGRAMME


# Of a file of grants. What was dropped or undone never comes back: the file is offered anew.
PACKAGE_MOVES: Final[Mapping[tuple[str, str], str]] = {
    (PackageState.OFFERED, PackageMove.BRING): PackageState.BROUGHT,
    (PackageState.OFFERED, PackageMove.DROP): PackageState.DROPPED,
    (PackageState.BROUGHT, PackageMove.UNDO): PackageState.UNDONE,
}


def package_moves(state: str) -> list[PackageMove]:
    """What may be done to a file of grants."""
    return [PackageMove(move) for before, move in PACKAGE_MOVES if before == state]


def milestone_moves(state: str, role: str, responsible: str) -> list[MilestoneMove]:
    return [move for move in SM if (state, move) in MILESTONE and milestone_by(move, responsible) == role]


def act_moves(state: str, role: str) -> list[ActMove]:
    return [move for move in AM if (state, move) in ACT and ACT_BY[move] == role]


def is_in_force(state: str, *, starts_on: date | None, ends_on: date | None, on: date) -> bool:
    """Whether support may be given on a day."""
    if state != M.IN_FORCE or starts_on is None:
        return False
    return starts_on <= on and (ends_on is None or on <= ends_on)


def is_overdue(state: str, *, due_on: date, on: date) -> bool:
    """Computed, never kept: what is not yet reported or was sent back after its day."""
    return due_on < on and state in (S.PLANNED, S.IN_PROGRESS, S.RETURNED)


def is_unsigned_too_long(state: str, *, issued_at: datetime | None, at: datetime) -> bool:
    """An issued act that one of the sides has not signed for more than 14 days."""
    waits = state in (A.ISSUED, A.SIGNED_BY_GIVER)
    return waits and issued_at is not None and at - issued_at > UNSIGNED_TOO_LONG


def after_gone(outcomes: Sequence[str]) -> str | None:
    """The state of an act by what became of its lines ("": still there); None while one is there.

    Mixed ends: returned, if anything was; else written off.
    """
    if not outcomes or "" in outcomes:
        return None
    return next(state for state in (A.RETURNED, A.WRITTEN_OFF, A.LOST) if state in outcomes)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """An allocation: how much is to be handed over, and how much of it has come."""

    name: str
    quantity: int
    delivered: int


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of an act, for counting: `allocation` names what it comes from."""

    allocation: int
    quantity: int
    serial: str = ""
    needs_serial: bool = False


def short_of(wanted: Mapping[int, Wanted], lines: Iterable[Line]) -> list[str]:
    """Names of allocations whose lines do not add up to them, or that have not all come."""
    sums = dict.fromkeys(wanted, 0)
    for line in lines:
        sums[line.allocation] += line.quantity
    return [
        each.name for key, each in wanted.items() if sums[key] != each.quantity or each.delivered < each.quantity
    ]  # fmt: skip


def without_serial(lines: Sequence[Line]) -> list[int]:
    """Places (from 1) of lines that need a serial number and have none."""
    return [place for place, line in enumerate(lines, start=1) if line.needs_serial and not line.serial]


def doubles(serials: Iterable[str]) -> list[str]:
    """Serial numbers said more than once."""
    seen: dict[str, int] = {}
    for serial in filter(None, serials):
        seen[serial] = seen.get(serial, 0) + 1
    return [serial for serial, times in seen.items() if times > 1]


def in_uah(amount: Decimal, rate: Decimal) -> Decimal:
    """Hryvnias by the rate (hryvnias for one unit of the currency): two digits, half to even."""
    return (amount * rate).quantize(CENT, ROUND_HALF_EVEN)


def in_currency(uah: Decimal, rate: Decimal) -> Decimal:
    """The other way."""
    return (uah / rate).quantize(CENT, ROUND_HALF_EVEN)

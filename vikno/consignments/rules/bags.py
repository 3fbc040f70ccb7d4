"""Decisions about bags and papers: allowed moves, numbers, scans, differences, next stops. Values in, values out."""

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from vikno.cases.enums import OVER, CaseState, ResultChannel, Step
from vikno.catalogue.enums import EvidenceForm
from vikno.common import identifiers
from vikno.consignments.enums import BagMove, BagState, HolderKind, ItemState, MissingWith, PaperMode


@dataclass(frozen=True)
class Place:
    """Where papers are or go: a point, a courier (by user), a provider (by organisation), the applicant (id 0)."""

    kind: HolderKind
    id: int

    @classmethod
    def point(cls, pk: int) -> "Place":
        return cls(HolderKind.POINT, pk)

    @classmethod
    def courier(cls, pk: int) -> "Place":
        return cls(HolderKind.COURIER, pk)

    @classmethod
    def provider(cls, pk: int) -> "Place":
        return cls(HolderKind.PROVIDER, pk)

    @classmethod
    def applicant(cls) -> "Place":
        return cls(HolderKind.APPLICANT, 0)


# ---- lifecycle of a bag --------------------------------------------------------------------------------------------

# The one table of allowed moves; screens and services read it, nothing else decides.
MOVES: Final[Mapping[tuple[BagState, BagMove], BagState]] = MappingProxyType(
    {
        (BagState.OPEN, BagMove.SEAL): BagState.SEALED,
        (BagState.SEALED, BagMove.UNSEAL): BagState.OPEN,
        (BagState.SEALED, BagMove.TAKE): BagState.ON_THE_WAY,
        # Couriers relay: the next one takes it from the one before.
        (BagState.ON_THE_WAY, BagMove.TAKE): BagState.ON_THE_WAY,
        # The sender brought it without a courier.
        (BagState.SEALED, BagMove.RECEIVE): BagState.RECEIVED,
        (BagState.ON_THE_WAY, BagMove.RECEIVE): BagState.RECEIVED,
    }
)


def state_after(state: str, move: str) -> BagState | None:
    """The state a move leads to; None when the move is not allowed from this state."""
    return MOVES.get((BagState(state), BagMove(move)))


def moves_from(state: str) -> frozenset[BagMove]:
    """Moves a screen may offer."""
    return frozenset(move for before, move in MOVES if before == state)


# ---- numbers and scans ---------------------------------------------------------------------------------------------

BAG_NUMBER_LENGTH: Final = 12
CASE_NUMBER_LENGTH: Final = 13
LAST_BAG_IN_A_YEAR: Final = 99_999
_BAG_GROUPS: Final = (2, 4, 5, 1)


@dataclass(frozen=True)
class Scan:
    """What a scanner or a hand gave: the number of a case (13 digits) or of a bag (12 digits)."""

    kind: Literal["case", "bag"]
    number: str


def bag_number(*, year: int, network: int, sequence: int) -> str:
    """`YY` + network (4 digits) + sequence (5) + check digit: a digit shorter than a case number, never mistaken."""
    if not 1 <= network <= 9999 or not 1 <= sequence <= LAST_BAG_IN_A_YEAR:
        raise ValueError(f"no bag number for network {network}, sequence {sequence}")
    return identifiers.with_check_digit(f"{year % 100:02d}{network:04d}{sequence:05d}")


def bag_number_formatted(number: str) -> str:
    """`26-0417-00012-3` from twelve digits; another text as it is."""
    return identifiers.grouped(number, _BAG_GROUPS) if len(number) == BAG_NUMBER_LENGTH else number


def read_scan(text: str) -> Scan | None:
    """A case or a bag from any spelling: spaces, dashes of any kind, «№», words around; None for anything else."""
    normal = unicodedata.normalize("NFKC", text)
    digits = re.sub(r"[^0-9]", "", normal)
    if len(digits) not in (BAG_NUMBER_LENGTH, CASE_NUMBER_LENGTH) or not identifiers.has_valid_check_digit(digits):
        return None
    return Scan("bag" if len(digits) == BAG_NUMBER_LENGTH else "case", digits)


def read_scans(text: str) -> tuple[list[str], list[str]]:
    """Case numbers among lines (or words apart by commas), in order and once each; and the lines that are none."""
    found: dict[str, None] = {}
    unread = []
    for line in filter(None, (part.strip() for part in re.split(r"[\n,;]+", text))):
        scan = read_scan(line)
        if scan is not None and scan.kind == "case":
            found[scan.number] = None
        else:
            unread.append(line)
    return list(found), unread


# ---- what was found in a bag ---------------------------------------------------------------------------------------

ARRIVED: Final = frozenset({ItemState.PRESENT, ItemState.EXTRA, ItemState.DAMAGED})
# What a person may say of papers that were expected.
ANSWERS: Final = (ItemState.PRESENT, ItemState.MISSING, ItemState.DAMAGED)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What the receiver saw: `state` of a case's papers; `stays_with` matters for missing ones only."""

    number: str
    state: ItemState
    note: str = ""
    stays_with: MissingWith | None = None


@dataclass(frozen=True, kw_only=True)
class Differences:
    """Numbers of cases, in the order of the findings."""

    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        return bool(self.missing or self.extra or self.damaged)


def differences(findings: Iterable[Finding]) -> Differences:
    """What does not agree with the manifest."""
    listed = list(findings)

    def those(state: ItemState) -> tuple[str, ...]:
        return tuple(finding.number for finding in listed if finding.state == state)

    return Differences(missing=those(ItemState.MISSING), extra=those(ItemState.EXTRA), damaged=those(ItemState.DAMAGED))


def unchecked(expected: Collection[str], findings: Iterable[Finding]) -> list[str]:
    """Expected numbers nobody said a word about."""
    said = {finding.number for finding in findings}
    return [number for number in expected if number not in said]


def with_extras_told(expected: Collection[str], findings: Iterable[Finding]) -> list[Finding]:
    """Findings in which «here» of an unexpected case is «extra», and «extra» of an expected one is «here»."""
    told = []
    for each in findings:
        state = each.state
        if each.number not in expected and state in ARRIVED:
            state = ItemState.EXTRA
        elif each.number in expected and state == ItemState.EXTRA:
            state = ItemState.PRESENT
        told.append(Finding(number=each.number, state=state, note=each.note, stays_with=each.stays_with))
    return told


def missing_stays_with(*, seal_was_intact: bool, has_courier: bool) -> MissingWith:
    """Whole seal: the papers were never put in. Broken seal: the one who carried answers."""
    return MissingWith.COURIER if has_courier and not seal_was_intact else MissingWith.SENDER


# ---- who holds the papers --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Held:
    """A holder and since when."""

    place: Place
    since: dt.datetime


@dataclass(frozen=True, kw_only=True)
class ToldStep:
    """A step of a case that says where its papers went, whoever recorded it."""

    step: Step
    at: dt.datetime
    point_id: int | None
    organisation_id: int | None


# Steps recorded on the page of a case without a bag move the papers too.
TELLING: Final = (Step.FORWARDED, Step.RETURNED, Step.CAME_BACK, Step.ISSUED, Step.POSTED)


def history_told(start: Held, steps: Iterable[ToldStep], *, provider_id: int | None) -> list[Held]:
    """`start` and what later steps add to it, in order. A step at the very moment of `start` is its own trace."""
    history = [start]
    for told in steps:
        place = _place_told(told, provider_id=provider_id)
        if place is not None and told.at > history[-1].since and place != history[-1].place:
            history.append(Held(place, told.at))
    return history


def place_at(history: Iterable[Held], moment: dt.datetime) -> Place | None:
    """Where papers were at a moment, after what happened at that very moment; None before the first holder."""
    place = None
    for held in history:
        if held.since > moment:
            break
        place = held.place
    return place


def _place_told(told: ToldStep, *, provider_id: int | None) -> Place | None:
    organisation = told.organisation_id or provider_id
    if told.step == Step.FORWARDED and organisation is not None:
        return Place.provider(organisation)
    if told.step in (Step.RETURNED, Step.CAME_BACK) and told.point_id is not None:
        return Place.point(told.point_id)
    return Place.applicant() if told.step in (Step.ISSUED, Step.POSTED) else None


# ---- steps of a case that moves of its papers mean -----------------------------------------------------------------

# Before the provider took the packet over, handing papers on is handing the case over.
_FORWARDABLE: Final = frozenset({CaseState.REGISTERED, CaseState.HANDED_OVER})
# Scans went first: the provider works already, its paper is still to come.
_FOLLOWABLE: Final = frozenset({CaseState.ACCEPTED, CaseState.WITHOUT_MOTION, CaseState.SUSPENDED})


def steps_on_departure(state: str, *, to_provider: bool) -> tuple[Step, ...]:
    """A courier takes the papers: towards a provider that hands the case over."""
    if state in OVER:
        return (Step.NOTE,)
    return (Step.FORWARDED,) if to_provider and state in _FORWARDABLE else (Step.DISPATCHED,)


def steps_on_arrival(state: str, *, at_provider: bool, from_provider: bool, may_accept: bool) -> tuple[Step, ...]:
    """Papers came and were seen. `may_accept`: the receiver speaks for the provider, so receipt is acceptance."""
    if state in OVER:
        return (Step.NOTE,)
    if at_provider:
        forwarded = (Step.FORWARDED,) if state == CaseState.REGISTERED else ()
        if state in _FORWARDABLE:
            return (*forwarded, Step.ACCEPTED) if may_accept else (*forwarded, Step.RECEIVED)
        return (Step.RECEIVED,)
    return (Step.RETURNED,) if from_provider and state == CaseState.DECIDED else (Step.RECEIVED,)


# ---- where papers go next ------------------------------------------------------------------------------------------


def next_stop(
    *,
    held_at: int,
    taken_in_at: int,
    main_office: int,
    state: str,
    provider: int | None,
    result_channel: str,
    mode: str = PaperMode.TRAVELS,
) -> Place | None:
    """Where papers held at a point should travel, as a suggestion; None: they stay.

    Undecided papers of a remote point go to the main office, from there to the provider. Results go where the
    person wants them. Where only scans travel the paper stays; where scans went first it still follows while the
    provider decides.
    """
    if mode == PaperMode.PAPER_STAYS and state not in (CaseState.RESULT_RECEIVED, CaseState.NOTIFIED):
        return None
    follows = mode == PaperMode.SCAN_FIRST and state in _FOLLOWABLE
    if (state in _FORWARDABLE or follows) and provider is not None:
        return Place.provider(provider) if held_at == main_office else Place.point(main_office)
    if state in (CaseState.RESULT_RECEIVED, CaseState.NOTIFIED, CaseState.UNCLAIMED):
        wanted = {ResultChannel.SAME_POINT: taken_in_at, ResultChannel.MAIN_OFFICE: main_office}.get(
            ResultChannel(result_channel)
        )
        return Place.point(wanted) if wanted is not None and wanted != held_at else None
    if state == CaseState.WITHDRAWN and held_at != taken_in_at:
        return Place.point(taken_in_at)
    return None


# Originals shown are given back at once, and an electronic copy is no sheet.
TRAVELS_ON_PAPER: Final = frozenset({EvidenceForm.ORIGINAL, EvidenceForm.COPY, EvidenceForm.ORIGINAL_AND_COPY})


# ---- bags that wait too long ---------------------------------------------------------------------------------------


def should_be_there_on(*, since: dt.date, working_days: int) -> dt.date:
    """The last day on which a bag sealed or taken on `since` is not late: so many days Monday to Friday later."""
    day, left = since, working_days
    while left:
        day += dt.timedelta(days=1)
        left -= day.isoweekday() <= 5
    return day


def is_late(*, since: dt.date, today: dt.date, working_days: int) -> bool:
    return today > should_be_there_on(since=since, working_days=working_days)

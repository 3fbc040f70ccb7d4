"""Ready rows for the templates of papers: no template asks the database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from vikno.cases.enums import PAUSED, STATE_KINDS
from vikno.cases.models import Case
from vikno.common import clock
from vikno.common.components import StatusKind, TimelineEntry
from vikno.common.identifiers import grouped
from vikno.common.qr import qr_svg
from vikno.consignments import queries, rules
from vikno.consignments.enums import BagState, HolderKind, ItemState
from vikno.consignments.models import Bag, BagItem
from vikno.consignments.queries import Holding

BAG_KINDS: Mapping[str, StatusKind] = {
    BagState.OPEN: "draft",
    BagState.SEALED: "waiting",
    BagState.ON_THE_WAY: "progress",
    BagState.RECEIVED: "done",
}
ITEM_KINDS: Mapping[str, StatusKind] = {
    ItemState.EXPECTED: "waiting",
    ItemState.PRESENT: "done",
    ItemState.MISSING: "late",
    ItemState.EXTRA: "progress",
    ItemState.DAMAGED: "refused",
}
_CASE_GROUPS = (2, 4, 6, 1)


@dataclass(frozen=True, kw_only=True)
class BagRow:
    """A bag in a list. `since` is the moment its state began."""

    number: str
    number_shown: str
    origin: str
    destination: str
    seal: str
    cases: int
    sheets: int
    state: str
    state_label: str
    kind: StatusKind
    since: datetime
    carrier: str
    is_late: bool

    @property
    def picture(self) -> SafeString:
        """The number as a code, for the scanner of who receives; our own SVG of digits."""
        return mark_safe(qr_svg(self.number))  # noqa: S308


def bag_row(bag: Bag, *, today: date) -> BagRow:
    """Needs a bag read with its ends and counted, as `queries` give it."""
    began = {
        BagState.OPEN: bag.opened_at,
        BagState.SEALED: bag.sealed_at,
        BagState.ON_THE_WAY: bag.taken_at,
        BagState.RECEIVED: bag.received_at,
    }[BagState(bag.state)]
    return BagRow(
        number=bag.number, number_shown=rules.bag_number_formatted(bag.number), origin=bag.origin_name,
        destination=bag.destination_name, seal=bag.seal, cases=getattr(bag, "cases_inside", 0),
        sheets=getattr(bag, "sheets_inside", 0) or 0, state=bag.state, state_label=bag.get_state_display(),
        kind=BAG_KINDS[bag.state], since=began or bag.opened_at, carrier=str(bag.taken_by or ""),
        is_late=queries.is_late(bag, today=today),
    )  # fmt: skip


def bag_rows(bags: Iterable[Bag], *, today: date) -> list[BagRow]:
    return [bag_row(bag, today=today) for bag in bags]


@dataclass(frozen=True, kw_only=True)
class ItemRow:
    """A case in a bag."""

    number: str
    number_shown: str
    service: str
    sheets: int
    state: str
    state_label: str
    kind: StatusKind
    note: str


def item_rows(items: Iterable[BagItem]) -> list[ItemRow]:
    return [
        ItemRow(
            number=item.case.number, number_shown=case_number_shown(item.case.number), service=item.case.service.name,
            sheets=item.sheets, state=item.state, state_label=item.get_state_display(), kind=ITEM_KINDS[item.state],
            note=_note(item),
        )
        for item in items
    ]  # fmt: skip


def _note(item: BagItem) -> str:
    stays = item.get_stays_with_display() if item.stays_with else ""
    return "; ".join(filter(None, (stays, item.note)))


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """A case in a list of papers. `days_left` is negative after the term."""

    number: str
    number_shown: str
    service: str
    applicant: str
    state_label: str
    kind: StatusKind
    due_on: date | None
    days_left: int | None
    since: datetime | None
    is_paused: bool = False

    @property
    def is_late(self) -> bool:
        return self.days_left is not None and self.days_left < 0

    @property
    def is_soon(self) -> bool:
        return self.days_left is not None and 0 <= self.days_left <= 3


def case_row(case: Case, *, today: date) -> CaseRow:
    return CaseRow(
        number=case.number, number_shown=case_number_shown(case.number), service=case.service.name,
        applicant=str(case.applicant), state_label=case.get_state_display(), kind=STATE_KINDS[case.state],
        due_on=case.due_on, days_left=(case.due_on - today).days if case.due_on else None,
        since=getattr(case, "held_since", None), is_paused=case.state in PAUSED,
    )  # fmt: skip


def case_rows(cases: Iterable[Case], *, today: date) -> list[CaseRow]:
    return [case_row(case, today=today) for case in cases]


def case_number_shown(number: str) -> str:
    """`26-0417-000123-5`."""
    return grouped(number, _CASE_GROUPS) if len(number) == sum(_CASE_GROUPS) else number


def custody_entries(history: Sequence[Holding]) -> list[TimelineEntry]:
    """The chain of holders, the newest first."""
    return [
        TimelineEntry(
            title=" ".join(filter(None, (held.kind_label, held.name))),
            at=held.since,
            who=held.receiver_name,
            text=held.bag_shown,
            kind="done" if held.until is None else "step",
        )
        for held in reversed(history)
    ]


def custody_facts(case: Case) -> dict[str, Any]:
    """Context of the panel «where is my paper»."""
    history = queries.custody_of(case)
    loss, mode = queries.open_loss(case), queries.mode_of(case, on=clock.today())
    return {
        "holding": queries.where_is(case), "entries": custody_entries(history), "number": case.number, "loss": loss,
        "mode": mode, "stays_at": mode.point if mode.scans_sent_at else None,
        "follows_late": mode.follow_by is not None and mode.follow_by < clock.today() and _is_at_point(history),
    }  # fmt: skip


def _is_at_point(history: Sequence[Holding]) -> bool:
    return history[-1].place.kind == HolderKind.POINT

"""Ready rows for the templates of blanks: no template asks the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from vikno.blanks import queries, rules
from vikno.blanks.enums import Act, Spot
from vikno.blanks.models import Movement
from vikno.blanks.queries import Held
from vikno.blanks.rules import Line
from vikno.cases.enums import CaseState
from vikno.cases.models import Case
from vikno.common.components import StatusKind

ACT_KINDS: dict[str, StatusKind] = {
    Act.RECEIVED: "progress",
    Act.ISSUED: "progress",
    Act.HANDED_OVER: "progress",
    Act.GIVEN_BACK: "progress",
    Act.USED: "done",
    Act.SPOILED: "refused",
    Act.RETURNED: "closed",
    Act.DESTROYED: "closed",
    Act.MISSING: "late",
    Act.FOUND: "done",
}
# A result is on its way to the person or in their hands: the number of the blank is known.
_WRITTEN = frozenset({CaseState.DECIDED, CaseState.RESULT_RECEIVED, CaseState.NOTIFIED, CaseState.ISSUED})


@dataclass(frozen=True, kw_only=True)
class HeldRow:
    whose: str
    kind: str
    series: str
    numbers: str
    count: int
    is_spoiled: bool


def held_rows(held: Iterable[Held]) -> list[HeldRow]:
    """Balances, the store first."""
    return [
        HeldRow(
            whose=str(one.holder or _("у відповідальної особи")), kind=str(queries.kind_of(one.kind)),
            series=one.series, numbers=rules.spans_shown(one.spans, width=queries.kind_of(one.kind).digits),
            count=one.count, is_spoiled=one.spot == Spot.SPOILED,
        )
        for one in held
    ]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class MovementRow:
    """A line of the book."""

    pk: int
    on: date
    act: str
    act_kind: StatusKind
    kind: str
    series: str
    numbers: str
    count: int
    way: str
    about: str
    by: str
    case_number: str
    case_shown: str
    paper_id: int | None
    is_reversal: bool
    is_reversed: bool


def movement_rows(lines: Iterable[Movement]) -> list[MovementRow]:
    return [movement_row(line) for line in lines]


def movement_row(line: Movement) -> MovementRow:
    """Needs a line read with its people, case and reversal, as `queries` give it."""
    kind = queries.kind_of(line.kind)
    return MovementRow(
        pk=line.pk, on=line.happened_on, act=line.get_act_display(), act_kind=ACT_KINDS[line.act], kind=str(kind),
        series=line.series, numbers=rules.spans_shown((line.span,), width=kind.digits), count=len(line.span),
        way=f"{_place(line.from_spot, line.from_holder)} → {_place(line.to_spot, line.to_holder)}",
        about="; ".join(filter(None, (line.act_record, line.party, line.document, line.reason))),
        by=line.recorded_by_name, case_number=line.case.number if line.case else "",
        case_shown=line.case.number_shown if line.case else "",
        paper_id=line.paper_id, is_reversal=line.reverses_id is not None, is_reversed=hasattr(line, "reversal"),
    )  # fmt: skip


def _place(spot: str, holder: object) -> str:
    label = str(Spot(spot).label)
    if holder is None:
        return label
    return str(holder) if spot == Spot.HOLDER else f"{label} ({holder})"


@dataclass(frozen=True, kw_only=True)
class Cell:
    count: int
    numbers: str


def line_rows(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """A period by kind and series: every column with its numbers."""
    columns = (
        *("opening", "received", "found", "used", "spoiled", "returned", "missing", "corrected_in", "corrected_out"),
        *("closing", "destroyed", "spoiled_kept"),
    )
    rows = []
    for line in lines:
        kind = queries.kind_of(line.kind)
        cells = {
            name: Cell(count=line.count(name), numbers=rules.spans_shown(getattr(line, name), width=kind.digits))
            for name in columns
        }
        rows.append({"kind": str(kind), "series": line.series, **cells})
    return rows


def stocktaking_rows(taken: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        {
            "on": one.happened_on, "whose": str(one.holder or _("у відповідальної особи")), "agrees": one.agrees,
            "paper_id": one.paper_id, "by": one.recorded_by_name,
        }
        for one in taken
    ]  # fmt: skip


def panel_facts(case: Case) -> dict[str, Any]:
    """Context of the panel beside a case: blanks used on it, and whether to offer to write one down.

    Empty for services whose result is no blank: `blank_kinds` is false and nothing is drawn.
    """
    kinds = queries.kinds_for(case.service.code)
    if not kinds:
        return {"blank_kinds": [], "blank_rows": [], "blank_offered": False, "blank_number": case.number}
    used = [
        f"{line.series} {rules.spans_shown((line.span,), width=queries.kind_of(line.kind).digits)}"
        for line in queries.used_on_case(case)
    ]
    return {
        "blank_kinds": [str(kind) for kind in kinds], "blank_rows": used, "blank_number": case.number,
        "blank_offered": case.state in _WRITTEN and not used,
    }  # fmt: skip

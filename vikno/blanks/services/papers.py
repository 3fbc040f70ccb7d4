"""Papers about blanks, kept as evidence: destruction, hand-over, stocktaking, report of a period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import override

from vikno.blanks import rules
from vikno.blanks.enums import Spot
from vikno.blanks.queries import BlankKind
from vikno.blanks.rules import Line, Spans
from vikno.blanks.services.writing import Entry
from vikno.common.actors import Actor
from vikno.common.identifiers import phone_formatted
from vikno.documents import services as documents
from vikno.documents.enums import DocumentKind
from vikno.documents.models import GeneratedDocument
from vikno.documents.papers import date_shown, moment_shown
from vikno.network.models import Centre

# A template once released never changes: old papers must print the same.
_EDITION = "blanks/typst/e1"


@dataclass(frozen=True, kw_only=True)
class Group:
    """Blanks of one kind and series on a paper."""

    kind: str
    series: str
    numbers: str
    count: int
    state: str

    @classmethod
    def of(cls, entry: Entry) -> "Group":
        return cls(
            kind=entry.kind.name, series=entry.series, count=rules.size(entry.spans),
            numbers=rules.spans_shown(entry.spans, width=entry.kind.digits),
            state="зіпсовані" if entry.origin.spot == Spot.SPOILED else "чисті",
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CountedRow:
    """One kind and series: by the book, and as counted."""

    kind: BlankKind
    series: str
    expected: Spans
    counted: Spans

    @property
    def missing(self) -> Spans:
        return rules.cut(self.expected, self.counted)

    @property
    def extra(self) -> Spans:
        return rules.cut(self.counted, self.expected)

    @property
    def as_json(self) -> dict[str, Any]:
        spans = {name: getattr(self, name) for name in ("expected", "counted", "missing", "extra")}
        listed = {name: [[span.first, span.last] for span in found] for name, found in spans.items()}
        return {"kind": self.kind.code, "series": self.series, **listed}

    @property
    def as_paper(self) -> dict[str, Any]:
        def told(spans: Spans) -> str:
            return rules.spans_shown(spans, width=self.kind.digits)

        return {
            "kind": self.kind.name, "series": self.series, "expected": rules.size(self.expected),
            "expected_numbers": told(self.expected), "counted": rules.size(self.counted),
            "missing": told(self.missing), "extra": told(self.extra),
        }  # fmt: skip


def keep_destruction(
    *, group: Group, commission: Sequence[str], document: str, on: date, actor: Actor, at: datetime
) -> GeneratedDocument:
    """Акт про знищення зіпсованих бланків."""
    data = {"rows": [_row(group)], "commission": list(commission), "document": document, "on": date_shown(on)}
    return _keep("destruction", f"Акт про знищення бланків від {date_shown(on)}", data, actor=actor, at=at)


def keep_handover(
    *, groups: Sequence[Group], giver: str, taker: str, reason: str, on: date, actor: Actor, at: datetime
) -> GeneratedDocument:
    """Акт приймання-передачі бланків."""
    data = {
        "rows": [_row(group) for group in groups], "giver": giver, "taker": taker, "reason": reason,
        "on": date_shown(on), "total": sum(group.count for group in groups),
    }  # fmt: skip
    return _keep("handover", f"Акт приймання-передачі бланків від {date_shown(on)}", data, actor=actor, at=at)


def keep_stocktaking(
    *, rows: Sequence[CountedRow], place: str, commission: Sequence[str], note: str, on: date, actor: Actor,
    at: datetime,
) -> GeneratedDocument:  # fmt: skip
    """Звірка наявності бланків: by the book, as counted, differences."""
    data = {
        "rows": [row.as_paper for row in rows], "place": place or "відповідальна особа", "note": note,
        "commission": list(commission), "on": date_shown(on),
    }  # fmt: skip
    return _keep("stocktaking", f"Звірка наявності бланків {date_shown(on)}", data, actor=actor, at=at)


def keep_period(
    *, lines: Sequence[dict[str, Any]], place: str, since: date, until: date, actor: Actor, at: datetime
) -> GeneratedDocument:
    """Звіт про рух бланків за проміжок."""
    title = f"Звіт про рух бланків {date_shown(since)} – {date_shown(until)}"
    data = {"rows": list(lines), "place": place, "since": date_shown(since), "until": date_shown(until)}
    return _keep("period", title, {**data, "by": actor.name}, actor=actor, at=at)


def line_on_paper(line: Line, kind: BlankKind) -> dict[str, Any]:
    """A line of a report: for each column how many, and which numbers."""
    columns = (
        *("opening", "received", "found", "used", "spoiled", "returned", "missing", "corrected_in", "corrected_out"),
        *("closing", "destroyed", "spoiled_kept"),
    )
    return {
        "kind": kind.name, "series": line.series,
        **{name: line.count(name) for name in columns},
        **{f"{name}_numbers": rules.spans_shown(getattr(line, name), width=kind.digits) for name in columns},
    }  # fmt: skip


def _keep(template: str, title: str, data: dict[str, Any], *, actor: Actor, at: datetime) -> GeneratedDocument:
    centre = Centre.objects.filter(hromada_id=actor.hromada_code).order_by("pk").first()
    with override("uk"):
        head = {
            "lang": "uk", "title": title, "footer": title, "made": moment_shown(at),
            "is_demo": bool(centre and centre.is_demo),
            "centre": {
                "name": centre.name if centre else "ЦНАП",
                "lines": [phone_formatted(centre.phone)] if centre and centre.phone else [],
            },
        }  # fmt: skip
        return documents.keep_document(
            kind=DocumentKind.BLANKS, template=f"{_EDITION}/{template}.typ", title=title, data={**head, **data},
            actor=actor, at=at, hromada_code=actor.hromada_code,
        )  # fmt: skip


def _row(group: Group) -> dict[str, Any]:
    return {
        "kind": group.kind, "series": group.series, "numbers": group.numbers, "count": group.count,
        "state": group.state,
    }  # fmt: skip

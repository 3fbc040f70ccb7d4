"""What each printed form says: frozen values in, a template and its JSON out. Part of the public face.

The rooms above pass values, never their rows, so this room knows nothing of cases or bags. Moments are written
out here once, in Kyiv time; the kept data are texts, and print the same in any later year.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from vikno.common.clock import KYIV
from vikno.documents.enums import DocumentKind

# Templates of an edition never change once released: old documents must print the same. A change is a new edition.
EDITION: Final = "documents/typst/e1"
# Forms that have a newer edition; documents made before it keep their own.
_NEWER: Final = {DocumentKind.PROGRESS_SHEET: "documents/typst/e2"}
_MONTHS: Final = (
    *("січня", "лютого", "березня", "квітня", "травня", "червня"),
    *("липня", "серпня", "вересня", "жовтня", "листопада", "грудня"),
)


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """The office a form comes from: its full name, then address and telephone, a line each."""

    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class InventoryPaper:
    name: str
    form: str
    sheets: int


@dataclass(frozen=True, kw_only=True)
class Inventory:
    """Опис вхідного пакета документів: the applicant's copy with the access code, and the copy of the case."""

    letterhead: Letterhead
    number: str
    number_shown: str
    registered_at: dt.datetime
    service: str
    applicant: str
    point: str
    officer: str
    papers: tuple[InventoryPaper, ...]
    notification: str
    result: str
    access_code: str
    status_page: str
    representative: str = ""
    term: str = ""
    notes: tuple[str, ...] = ()
    phone: str = ""
    is_demo: bool = False


@dataclass(frozen=True, kw_only=True)
class ProgressStep:
    """`place` is a point or an organisation; `by` is a name and a role."""

    happened_at: dt.datetime
    step: str
    place: str
    by: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ProgressTask:
    """A step of the technological card: by when, and who did it when; not done while `done_at` is None."""

    number: int
    name: str
    responsible: str
    action: str
    due_on: dt.date | None
    done_at: dt.datetime | None
    by: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ProgressSheet:
    """Лист про проходження справи: every step of a case, in order."""

    letterhead: Letterhead
    number: str
    number_shown: str
    registered_at: dt.datetime
    service: str
    applicant: str
    provider: str
    term: str
    state: str
    steps: tuple[ProgressStep, ...]
    made_at: dt.datetime
    is_demo: bool = False
    tasks: tuple[ProgressTask, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ManifestRow:
    number_shown: str
    service: str
    sheets: int


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """Реєстр передачі: what lies in a bag. No names of people: a courier carries it."""

    letterhead: Letterhead
    number: str
    number_shown: str
    seal: str
    origin: str
    destination: str
    rows: tuple[ManifestRow, ...]
    sealed_at: dt.datetime
    sealed_by: str
    is_demo: bool = False


@dataclass(frozen=True, kw_only=True)
class DiscrepancyRow:
    """`found` is what was seen, in words; `note` adds details and who answers."""

    number_shown: str
    service: str
    sheets: int
    found: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Discrepancy:
    """Акт про розбіжності: what in a bag did not agree with its manifest, said on the spot."""

    letterhead: Letterhead
    number: str
    number_shown: str
    seal: str
    seal_found: str
    origin: str
    destination: str
    carrier: str
    received_at: dt.datetime
    received_by: str
    expected: int
    rows: tuple[DiscrepancyRow, ...]
    is_demo: bool = False


@dataclass(frozen=True, kw_only=True)
class JournalRow:
    number_shown: str
    registered_at: dt.datetime
    applicant: str
    service: str
    point: str
    officer: str
    due_on: dt.date | None = None
    forwarded_on: dt.date | None = None
    outcome: str = ""
    issued_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Journal:
    """Журнал реєстрації заяв за проміжок, both days inside."""

    letterhead: Letterhead
    since: dt.date
    until: dt.date
    place: str
    rows: tuple[JournalRow, ...]
    made_at: dt.datetime
    is_demo: bool = False


@dataclass(frozen=True, kw_only=True)
class DecisionNotice:
    """Повідомлення про рішення: to the applicant, with the route and the last day of a complaint where there is one.

    `complain_until` is empty while the day is not known; `complaint` are whole sentences.
    """

    letterhead: Letterhead
    number: str
    number_shown: str
    registered_at: dt.datetime
    service: str
    applicant: str
    decided_by: str
    outcome: str
    decided_on: dt.date
    decision_number: str
    grounds: str
    officer: str
    made_at: dt.datetime
    representative: str = ""
    together: tuple[str, ...] = ()
    hearing: str = ""
    result: str = ""
    complain_until: dt.date | None = None
    complaint: tuple[str, ...] = ()
    phone: str = ""
    is_demo: bool = False


Paper = Inventory | ProgressSheet | Manifest | Discrepancy | Journal | DecisionNotice


@dataclass(frozen=True, kw_only=True)
class Form:
    """A paper ready to be kept: arguments of `services.keep_document`."""

    kind: DocumentKind
    template: str
    title: str
    data: dict[str, Any] = field(repr=False)


def form_of(paper: Paper) -> Form:
    """Lay a paper out: its kind, template, title and the JSON the template reads."""
    kind, compose = _COMPOSERS[type(paper)]
    title, data = compose(paper)
    return Form(
        kind=kind, template=f"{_NEWER.get(kind, EDITION)}/{kind.value}.typ", title=title, data={"title": title, **data}
    )


def date_shown(day: dt.date | None) -> str:
    """`05.03.2026`; empty for no date."""
    return f"{day:%d.%m.%Y}" if day else ""


def moment_shown(at: dt.datetime) -> str:
    """`05.03.2026, 14:05`, in Kyiv time."""
    return f"{at.astimezone(KYIV):%d.%m.%Y, %H:%M}"


def moment_in_words(at: dt.datetime) -> str:
    """«5 березня 2026 року о 14:05», in Kyiv time."""
    at = at.astimezone(KYIV)
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year} року о {at:%H:%M}"


def _inventory(paper: Inventory) -> tuple[str, dict[str, Any]]:
    title = f"Опис вхідного пакета документів {paper.number_shown}"
    return title, {
        **_head(paper.letterhead, made=moment_shown(paper.registered_at), footer=title, is_demo=paper.is_demo),
        **_coded(paper.number, paper.number_shown),
        "registered": moment_in_words(paper.registered_at),
        "service": paper.service,
        "applicant": paper.applicant,
        "representative": paper.representative,
        "point": paper.point,
        "officer": paper.officer,
        "papers": [{"name": each.name, "form": each.form, "sheets": each.sheets} for each in paper.papers],
        "sheets_total": sum(each.sheets for each in paper.papers),
        "notification": paper.notification,
        "result": paper.result,
        "term": paper.term,
        "notes": list(paper.notes),
        "access_code": paper.access_code,
        "status_page": paper.status_page,
        "phone": paper.phone,
    }


def _progress_sheet(paper: ProgressSheet) -> tuple[str, dict[str, Any]]:
    title = f"Лист про проходження справи {paper.number_shown}"
    return title, {
        **_head(paper.letterhead, made=moment_shown(paper.made_at), footer=title, is_demo=paper.is_demo),
        **_coded(paper.number, paper.number_shown),
        "registered": moment_in_words(paper.registered_at),
        "service": paper.service,
        "applicant": paper.applicant,
        "provider": paper.provider,
        "term": paper.term,
        "state": paper.state,
        "steps": [
            {
                "at": moment_shown(step.happened_at),
                "step": step.step,
                "place": step.place,
                "by": step.by,
                "note": step.note,
            }
            for step in paper.steps
        ],
        "tasks": [_progress_task(task) for task in paper.tasks],
    }


def _progress_task(task: ProgressTask) -> dict[str, Any]:
    return {
        "number": task.number,
        "name": task.name,
        "responsible": task.responsible,
        "action": task.action,
        "due": date_shown(task.due_on),
        "done": moment_shown(task.done_at) if task.done_at else "",
        "by": task.by,
        "note": task.note,
    }


def _manifest(paper: Manifest) -> tuple[str, dict[str, Any]]:
    title = f"Реєстр передачі, пакет {paper.number_shown}"
    return title, {
        **_head(paper.letterhead, made=moment_shown(paper.sealed_at), footer=title, is_demo=paper.is_demo),
        **_coded(paper.number, paper.number_shown),
        "seal": paper.seal,
        "origin": paper.origin,
        "destination": paper.destination,
        "sealed": moment_in_words(paper.sealed_at),
        "sealed_by": paper.sealed_by,
        "rows": [{"number": r.number_shown, "service": r.service, "sheets": r.sheets} for r in paper.rows],
        "sheets_total": sum(row.sheets for row in paper.rows),
    }


def _discrepancy(paper: Discrepancy) -> tuple[str, dict[str, Any]]:
    title = f"Акт про розбіжності, пакет {paper.number_shown}"
    return title, {
        **_head(paper.letterhead, made=moment_shown(paper.received_at), footer=title, is_demo=paper.is_demo),
        **_coded(paper.number, paper.number_shown),
        "seal": paper.seal,
        "seal_found": paper.seal_found,
        "origin": paper.origin,
        "destination": paper.destination,
        "carrier": paper.carrier,
        "received": moment_in_words(paper.received_at),
        "received_by": paper.received_by,
        "expected": paper.expected,
        "rows": [
            {"number": r.number_shown, "service": r.service, "sheets": r.sheets, "found": r.found, "note": r.note}
            for r in paper.rows
        ],
    }


def _journal(paper: Journal) -> tuple[str, dict[str, Any]]:
    title = f"Журнал реєстрації заяв {date_shown(paper.since)} – {date_shown(paper.until)}"
    return title, {
        **_head(paper.letterhead, made=moment_shown(paper.made_at), footer=title, is_demo=paper.is_demo),
        "place": paper.place,
        "rows": [
            {
                "number": row.number_shown,
                "registered": moment_shown(row.registered_at),
                "applicant": row.applicant,
                "service": row.service,
                "taken": f"{row.point}; {row.officer}",
                "due": date_shown(row.due_on),
                "forwarded": date_shown(row.forwarded_on),
                "outcome": row.outcome,
                "issued": date_shown(row.issued_on),
            }
            for row in paper.rows
        ],
    }


def _notice(paper: DecisionNotice) -> tuple[str, dict[str, Any]]:
    title = f"Повідомлення про рішення у справі {paper.number_shown}"
    decided = f"{date_shown(paper.decided_on)}, № {paper.decision_number}" if paper.decision_number else ""
    return title, {
        **_head(paper.letterhead, made=moment_shown(paper.made_at), footer=title, is_demo=paper.is_demo),
        **_coded(paper.number, paper.number_shown),
        "registered": moment_in_words(paper.registered_at),
        "service": paper.service,
        "applicant": paper.applicant,
        "representative": paper.representative,
        "together": list(paper.together),
        "decided_by": paper.decided_by,
        "outcome": paper.outcome,
        "decision": decided or date_shown(paper.decided_on),
        "grounds": paper.grounds,
        "hearing": paper.hearing,
        "result": paper.result,
        "complain_until": date_shown(paper.complain_until),
        "complaint": list(paper.complaint),
        "officer": paper.officer,
        "phone": paper.phone,
    }


def _head(letterhead: Letterhead, *, made: str, footer: str, is_demo: bool) -> dict[str, Any]:
    centre = {"name": letterhead.name, "lines": [line for line in letterhead.lines if line]}
    return {"lang": "uk", "centre": centre, "made": made, "footer": footer, "is_demo": is_demo}


def _coded(number: str, shown: str) -> dict[str, Any]:
    return {"number": number, "number_shown": shown}


_COMPOSERS: Final[dict[type, tuple[DocumentKind, Callable[[Any], tuple[str, dict[str, Any]]]]]] = {
    Inventory: (DocumentKind.INVENTORY, _inventory),
    ProgressSheet: (DocumentKind.PROGRESS_SHEET, _progress_sheet),
    Manifest: (DocumentKind.MANIFEST, _manifest),
    Discrepancy: (DocumentKind.DISCREPANCY, _discrepancy),
    Journal: (DocumentKind.JOURNAL, _journal),
    DecisionNotice: (DocumentKind.NOTICE, _notice),
}

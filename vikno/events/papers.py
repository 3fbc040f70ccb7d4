"""Papers of events: badges, attendance sheet, certificate, report. Ukrainian whatever the interface."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from django.utils.translation import override

from vikno.common import qr, typeset
from vikno.documents.papers import moment_shown
from vikno.events import shown
from vikno.events.models import Certificate, Event, Participant
from vikno.events.queries import Report

# A template once released never changes.
BADGES: Final = "events/typst/e1/badges.typ"
SHEET: Final = "events/typst/e1/sheet.typ"
CERTIFICATE: Final = "events/typst/e1/certificate.typ"
REPORT: Final = "events/typst/e1/report.typ"
VISIT: Final = "events/typst/e1/visit.typ"


def badges_pdf(event: Event, people: Iterable[Participant], *, at: datetime) -> bytes:
    """A badge each, with the code as QR and as digits."""
    with override("uk"):
        rows = [{**_person(one), "code": one.code, "qr": qr.qr_svg(one.code)} for one in people]
        return typeset.render_pdf(BADGES, {**_frame(event, event.title, at), "people": rows}, made_at=at)


def sheet_pdf(event: Event, people: Iterable[Participant], *, at: datetime) -> bytes:
    """A line each, with a place to sign."""
    with override("uk"):
        rows = [{**_person(one), "n": str(n)} for n, one in enumerate(people, start=1)]
        facts = [["Захід", event.title], ["Коли", moment_shown(event.begins_at)], ["Де", event.place or "—"]]
        paper = {**_frame(event, "Список присутності", at), "facts": facts, "people": rows}
        return typeset.render_pdf(SHEET, paper, made_at=at)


def certificate_pdf(one: Certificate, *, address: str, at: datetime) -> bytes:
    """`address`: the public page that checks the code."""
    with override("uk"):
        code = " ".join(one.code[place : place + 4] for place in range(0, 16, 4))
        paper = {
            **_frame(one.event, f"Сертифікат {one.number}", at), "number": one.number, "holder": one.holder,
            "event": one.event.title, "day": moment_shown(one.event.begins_at)[:10], "code": code, "address": address,
        }  # fmt: skip
        return typeset.render_pdf(CERTIFICATE, paper, made_at=at)


def report_pdf(event: Event, figures: Sequence[tuple[str, str]], quotes: Sequence[str], *, at: datetime) -> bytes:
    """`figures`: names and values in Ukrainian, each with its n."""
    with override("uk"):
        facts = [["Коли", moment_shown(event.begins_at)], *([name, value] for name, value in figures)]
        paper = {**_frame(event, f"Звіт: {event.title}", at), "facts": facts, "quotes": list(quotes)}
        return typeset.render_pdf(REPORT, paper, made_at=at)


def visit_pdf(event: Event, told: Report, hromadas: Sequence[str], *, at: datetime) -> bytes:
    """The host's own report: their words first, then who came, figures, quotes given for printing."""
    host = event.host
    with override("uk"):
        facts = [
            ["Коли", moment_shown(event.begins_at)], ["Де", event.place or (host.title if host else "—")],
            ["Програма", event.organisation.name],
        ]  # fmt: skip
        paper = {
            **_frame(event, f"Звіт про візит: {event.title}", at), "facts": facts, "quotes": list(told.quotes),
            "figures": [list(row) for row in shown.figures_of_visit(told)], "hromadas": list(hromadas),
            "words": event.host_report.splitlines(),
            "centre": {"name": host.title if host else event.organisation.name, "lines": []},
        }  # fmt: skip
        return typeset.render_pdf(VISIT, paper, made_at=at)


def _frame(event: Event, title: str, at: datetime) -> dict[str, Any]:
    return {
        "lang": "uk", "title": title, "footer": event.number, "made": moment_shown(at), "is_demo": event.is_demo,
        "centre": {"name": event.organisation.name, "lines": []},
    }  # fmt: skip


def _person(one: Participant) -> dict[str, str]:
    return {"name": one.name, "position": one.position or str(one.get_post_display()), "hromada": one.hromada.title}

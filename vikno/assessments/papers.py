"""The report of an assessment and the roadmap on paper."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.utils.translation import override

from vikno.assessments import shown
from vikno.assessments.models import RoadmapItem
from vikno.assessments.queries import NOT_OFFICIAL, Line, Sheet, sums_of
from vikno.common import typeset
from vikno.common.actors import Actor
from vikno.common.identifiers import phone_formatted
from vikno.documents.papers import moment_shown
from vikno.network.models import Centre
from vikno.network.queries import centre_of

REPORT: Final = "assessments/typst/e1/report.typ"
ROADMAP: Final = "assessments/typst/e1/roadmap.typ"


def report_pdf(sheet: Sheet, *, at: datetime) -> bytes:
    """A4: three scores by dimension, gaps with advice, every question with its levels and sources."""
    with override("uk"):
        row = sheet.assessment
        title = f"Самооцінка: {row.hromada.title}"
        paper = _head(row.hromada_id, title, at=at, is_demo=row.is_demo) | {
            "model": str(row.framework), "notice": str(NOT_OFFICIAL) if row.framework.is_own else "",
            "profile": sheet.framework.profile_title(row.profile), "state": row.get_state_display(),
            "submitted": moment_shown(sheet.submission.at) if sheet.submission else "",
            "sha256": sheet.submission.sha256 if sheet.submission else "",
            "scores": [
                {
                    "title": line.title, "measured": line.measured, "declared": line.declared,
                    "verified": line.verified, "known": line.known,
                }
                for line in shown.score_lines(sheet)
            ],
            "gaps": [_gap(line) for line in sheet.gaps],
            "dimensions": [
                {"title": str(one.title), "rows": [_question(line) for line in lines]}
                for one, lines in sheet.by_dimension
            ],
        }  # fmt: skip
        return typeset.render_pdf(REPORT, paper, made_at=at)


def roadmap_pdf(actor: Actor, items: Sequence[RoadmapItem], *, at: datetime) -> bytes:
    """A4 on its side: every item with its owner, day, cost and money."""
    with override("uk"):
        sums = sums_of(items)
        paper = _head(actor.hromada_code, "Дорожня карта розвитку мережі", at=at) | {
            "cost": shown.money(sums.cost), "funded": shown.money(sums.funded),
            "rows": [
                {
                    "title": one.title, "owner": one.owner_name or "—",
                    "due": f"{one.due_on:%d.%m.%Y}" if one.due_on else "—",
                    "cost": "—" if one.cost is None else shown.money(one.cost), "funding": one.get_funding_display(),
                    "state": one.get_state_display(),
                }
                for one in items
            ],
        }  # fmt: skip
        return typeset.render_pdf(ROADMAP, paper, made_at=at)


def _head(hromada: str, title: str, *, at: datetime, is_demo: bool = False) -> dict[str, Any]:
    centre: Centre | None = centre_of(hromada)
    lines = [phone_formatted(centre.phone)] if centre and centre.phone else []
    return {
        "lang": "uk", "title": title, "footer": title, "made": moment_shown(at),
        "is_demo": is_demo or bool(centre and centre.is_demo),
        "centre": {"name": centre.name if centre else "ЦНАП", "lines": lines},
    }  # fmt: skip


def _gap(line: Line) -> dict[str, str]:
    one = line.question
    taken = line.item.title if line.item else (line.accepted.reason if line.accepted else "—")
    return {
        "question": str(one.title), "level": str(line.best_known), "advice": str(one.advice), "taken": taken
    }  # fmt: skip


def _question(line: Line) -> dict[str, str]:
    return {
        "title": str(line.question.title), "measured": _level(line.measured_level),
        "declared": _level(line.declared_level) if line.declared else "", "verified": _level(line.verified_level),
        "words": line.question.anchor(line.best_known), "source": shown.source_of(line.measured),
        "reason": line.declared.reason if line.declared else "",
    }  # fmt: skip


def _level(level: int | None) -> str:
    return "—" if level is None else str(level)

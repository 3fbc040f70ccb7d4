"""Values of assessments as pages and papers say them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from vikno.assessments import bands, rules
from vikno.assessments.enums import AssessmentState, EvidenceState, ItemState
from vikno.assessments.framework import Framework
from vikno.assessments.models import Evidence, RoadmapItem
from vikno.assessments.queries import Line, Sheet, is_late
from vikno.assessments.queries.sheets import Told
from vikno.assessments.rules import Score
from vikno.common.clock import KYIV

STATE_KINDS: Mapping[str, str] = {
    AssessmentState.NOT_STARTED: "draft", AssessmentState.PREFILLED: "draft", AssessmentState.IN_PROGRESS: "progress",
    AssessmentState.SUBMITTED: "waiting", AssessmentState.RETURNED: "late", AssessmentState.RESUBMITTED: "waiting",
    AssessmentState.VERIFIED: "done", AssessmentState.ACCEPTED: "done", AssessmentState.LOCKED: "done",
    AssessmentState.SUPERSEDED: "closed",
}  # fmt: skip
ITEM_KINDS: Mapping[str, str] = {
    ItemState.PROPOSED: "draft", ItemState.AGREED: "waiting", ItemState.FUNDED: "waiting",
    ItemState.IN_PROGRESS: "progress", ItemState.DONE: "done", ItemState.CONFIRMED: "done",
    ItemState.POSTPONED: "closed", ItemState.DROPPED: "closed",
}  # fmt: skip
_EVIDENCE_KINDS: Mapping[str, str] = {
    EvidenceState.DRAFT: "draft", EvidenceState.SUBMITTED: "waiting", EvidenceState.APPROVED: "done",
    EvidenceState.REJECTED: "refused", EvidenceState.EXPIRED: "late",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ScoreLine:
    """A dimension, or the whole, with its three scores in words and how many questions are known of each."""

    code: str
    title: str
    measured: str
    declared: str
    verified: str
    bar: float | None  # what the bar draws: verified, else declared
    known: str


def number(score: Score) -> str:
    return "—" if score.value is None else str(number_format(score.value, 1))


def score_lines(sheet: Sheet) -> list[ScoreLine]:
    """The total first."""
    lines = [_score_line(sheet, "", _("Усього"))]
    return lines + [_score_line(sheet, one.code, str(one.title)) for one, _lines in sheet.by_dimension]


def _score_line(sheet: Sheet, code: str, title: str) -> ScoreLine:
    measured, declared, verified = (sheet.score(name, code) for name in ("measured", "declared", "verified"))
    best = verified.value if verified.value is not None else declared.value
    return ScoreLine(
        code=code, title=title, measured=number(measured), declared=number(declared), verified=number(verified),
        bar=None if best is None else float(best),
        known=f"{measured.known} / {declared.known} / {verified.known} {_('з')} {declared.asked}",
    )  # fmt: skip


def source_of(told: Told | None) -> str:
    """«Очікування в черзі: 6 хвилин, 1 204 записи, 01.09.2026–29.11.2026, станом на 30.11.2026 08:00, версія 1.1»."""
    if told is None or not told.reference:
        return ""
    said = told.reference
    metric = bands.in_force(dt.date.max).get(str(said["metric"]))
    title, unit = (str(metric.title), str(metric.unit)) if metric else (str(said["metric"]), "")
    parts = [f"{title}: {number_format(said['amount'])} {unit}".strip()]
    if said.get("n") is not None:
        parts.append(_("записів: {n}").format(n=number_format(said["n"], force_grouping=True)))
    until = dt.date.fromisoformat(said["until"])
    if said.get("since"):
        parts.append(f"{dt.date.fromisoformat(said['since']):%d.%m.%Y} – {until:%d.%m.%Y}")
    if told.as_of:
        parts.append(_("станом на {moment}").format(moment=_moment(told.as_of)))
    parts.append(_("версія запиту {version}, межі рівнів: {source}").format(
        version=said["version"], source=said["bands_source"]
    ))  # fmt: skip
    return ", ".join(parts)


def beware_of(told: Told | None) -> str:
    """What the number does not say."""
    metric = bands.in_force(dt.date.max).get(str(told.reference.get("metric", ""))) if told else None
    return str(metric.beware) if metric else ""


def question_facts(line: Line) -> dict[str, Any]:
    """One question as a page draws it, without its form."""
    return {
        "line": line, "question": line.question, "source": source_of(line.measured), "beware": beware_of(line.measured),
        "measured_words": line.question.anchor(line.measured_level), "evidence": evidence_rows(line.evidence, line.on),
        "declared_words": line.question.anchor(line.declared_level),
        "said_source": source_of(line.declared) if line.differs else "",
    }  # fmt: skip


def evidence_rows(listed: Sequence[Evidence], on: dt.date) -> list[dict[str, Any]]:
    rows = []
    for one in listed:
        state = EvidenceState(rules.evidence_state(one.state, one.valid_until, on=on))
        rows.append({"one": one, "state": state.label, "kind": _EVIDENCE_KINDS[state]})
    return rows


def gap_rows(sheet: Sheet) -> list[dict[str, Any]]:
    return [
        {
            "line": line, "question": line.question, "level": line.best_known,
            "now": line.question.anchor(line.best_known), "item": line.item, "accepted": line.accepted,
        }
        for line in sheet.gaps
    ]  # fmt: skip


def item_rows(items: Sequence[RoadmapItem], on: dt.date) -> list[dict[str, Any]]:
    return [
        {
            "item": one, "kind": "late" if is_late(one, on) else ITEM_KINDS[one.state],
            "is_late": is_late(one, on), "cost": None if one.cost is None else money(one.cost),
        }
        for one in items
    ]  # fmt: skip


def money(amount: Any) -> str:
    return str(number_format(amount, 2, force_grouping=True))


def missing_words(sheet: Sheet) -> list[tuple[str, str, int, int]]:
    """By dimension with something missing: code, title, answers, evidence."""
    return [
        (
            one.code, str(one.title), sum(not line.is_answered for line in lines),
            sum(line.lacks_evidence for line in lines),
        )
        for one, lines in sheet.by_dimension
        if any(not line.is_answered or line.lacks_evidence for line in lines)
    ]  # fmt: skip


def compared_rows(found: Any, framework: Framework) -> list[dict[str, Any]]:
    """Middles of one profile: the whole first, then dimensions in their order."""
    keys: Mapping[str, str] = {"": _("Усього")} | {one.code: str(one.title) for one in framework.dimensions}
    return [
        {"title": title, "declared": _middle(found.middles[key][0]), "measured": _middle(found.middles[key][1])}
        for key, title in keys.items()
        if key in found.middles
    ]


def _middle(value: Any) -> str:
    return "—" if value is None else str(number_format(value, 1))


def _moment(at: dt.datetime) -> str:
    return f"{at.astimezone(KYIV):%d.%m.%Y %H:%M}"

"""What is kept of an assessment when it is handed in, and what goes with it to a call: frozen values with a hash."""

from typing import Any, Final

from vikno.assessments.framework import Text, fingerprint
from vikno.assessments.models import Assessment, AssessmentMove, Verification
from vikno.assessments.queries.sheets import Line, Sheet, frozen_sheet, latest_submission, said_aloud, write
from vikno.assessments.rules import Scores
from vikno.common.clock import KYIV, today

FORMAT: Final = "vikno-assessment/1"  # grows when a name changes its meaning
NOT_OFFICIAL: Final = Text(
    "Власна відкрита модель Vikno, не офіційний інструмент.", "Vikno's own open model, not an official tool."
)


def snapshot_of(sheet: Sheet) -> dict[str, Any]:
    """Every question with both levels, sources and reasons, and its evidence by hash."""
    return {
        "format": FORMAT, "hromada": sheet.assessment.hromada_id, "profile": sheet.assessment.profile,
        "people": sheet.assessment.people, "framework": _framework(sheet),
        "questions": [_question(line) for line in sheet.lines],
        "scores": {name: _scores(sheet.scores[name]) for name in ("measured", "declared")},
    }  # fmt: skip


def annex_of(assessment: Assessment) -> dict[str, Any] | None:
    """What an application carries: the snapshot, the three scores, what was verified, the gaps; `sha256` of the rest.

    None where nothing was handed in. Made of frozen rows and of the day of the last step only: the same assessment
    gives the same bytes whatever is published after it. Bind the hromada or the programme first.
    """
    submission = latest_submission(assessment)
    if submission is None:
        return None
    last = AssessmentMove.objects.filter(assessment=assessment).exclude(to_state="superseded").order_by("-pk").first()
    moment = last.at if last else submission.at
    sheet = said_aloud(frozen_sheet(assessment, submission, on=today(moment)))
    annex: dict[str, Any] = submission.snapshot | {
        "assessment": assessment.pk, "state": last.to_state if last else assessment.state,
        "submission": {
            "number": submission.number, "sha256": submission.sha256, "by": submission.by_name,
            "at": submission.at.astimezone(KYIV).isoformat(timespec="seconds"),
        },
        "as_of": moment.astimezone(KYIV).isoformat(timespec="seconds"),
        "scores": {name: _scores(found) for name, found in sheet.scores.items()},
        "verified": [_verified(line.verified) for line in sheet.lines if line.verified],
        "gaps": [_gap(line) for line in sheet.gaps],
    }  # fmt: skip
    return annex | {"sha256": fingerprint(annex)}


def _framework(sheet: Sheet) -> dict[str, Any]:
    version = sheet.assessment.framework
    said = {"title": [sheet.framework.title.uk, sheet.framework.title.en], "licence": sheet.framework.licence}
    if version.is_own:
        said["notice"] = [NOT_OFFICIAL.uk, NOT_OFFICIAL.en]
    return said | {"code": version.code, "edition": version.edition, "sha256": version.sha256}


def _question(line: Line) -> dict[str, Any]:
    one = line.question
    return {
        "code": one.code, "dimension": one.dimension, "title": [one.title.uk, one.title.en],
        "measured": write(line.measured), "declared": write(line.declared),
        "evidence": [
            {"id": proof.pk, "title": proof.title, "valid_until": _day(proof.valid_until)} for proof in line.evidence
        ],
    }  # fmt: skip


def _verified(row: Verification) -> dict[str, Any]:
    return {
        "code": row.question, "level": row.level, "comment": row.comment, "by": row.by_name,
        "at": row.at.astimezone(KYIV).isoformat(timespec="seconds"),
    }  # fmt: skip


def _gap(line: Line) -> dict[str, Any]:
    one = line.question
    return {
        "code": one.code, "level": line.best_known, "below": one.below, "advice": [one.advice.uk, one.advice.en]
    }  # fmt: skip


def _scores(scores: Scores) -> dict[str, Any]:
    return {
        "total": _score(scores.total), "dimensions": {code: _score(one) for code, one in scores.dimensions.items()}
    }  # fmt: skip


def _score(score: Any) -> dict[str, Any]:
    return {
        "value": None if score.value is None else str(score.value), "known": score.known, "asked": score.asked
    }  # fmt: skip


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None

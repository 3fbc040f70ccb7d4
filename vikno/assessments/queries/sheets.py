"""An assessment question by question: what records propose, what was said, what was verified, what proves it.

Whoever fills it sees the rows as they are now; once it is handed in everybody sees what was handed in, and nothing
published later changes a word of it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.db.models import Q

from vikno.assessments import policies, rules
from vikno.assessments.enums import EvidenceState, ItemState, Reply, Source
from vikno.assessments.framework import Dimension, Framework, Question
from vikno.assessments.models import (
    Assessment,
    Evidence,
    GapAccepted,
    RoadmapItem,
    Said,
    Submission,
    Verification,
)
from vikno.assessments.queries.frameworks import read
from vikno.assessments.rules import Score, Scores, Weighted
from vikno.common.actors import Actor
from vikno.common.clock import today


@dataclass(frozen=True, kw_only=True)
class Told:
    """A level with where it comes from. `reference`: the record behind it, as `Reading.as_json` gives it."""

    level: int | None
    at: dt.datetime
    by: str
    reply: str = ""
    reason: str = ""
    proposed: int | None = None
    reference: Mapping[str, Any] = field(default_factory=dict)
    as_of: dt.datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Line:
    """One question. `measured`, `declared` and `verified` None: nothing is proposed, answered, verified."""

    question: Question
    measured: Told | None
    declared: Told | None
    verified: Verification | None
    evidence: list[Evidence]
    item: RoadmapItem | None = None
    accepted: GapAccepted | None = None
    on: dt.date

    @property
    def is_answered(self) -> bool:
        return self.declared is not None

    @property
    def lacks_evidence(self) -> bool:
        level = self.declared.level if self.declared else None
        good = any(rules.evidence_state(one.state, one.valid_until, on=self.on) in _GOOD for one in self.evidence)
        return rules.needs_evidence(self.question.evidence, level) and not good

    @property
    def measured_level(self) -> int | None:
        return self.measured.level if self.measured else None

    @property
    def declared_level(self) -> int | None:
        return self.declared.level if self.declared else None

    @property
    def verified_level(self) -> int | None:
        """What a reviewer let stand; it falls out when the evidence it needs has expired."""
        if self.verified is None:
            return None
        states = [rules.evidence_state(one.state, one.valid_until, on=self.on) for one in self.evidence]
        return rules.verified_level(
            self.verified.level, approved=True,
            is_needed=rules.needs_evidence(self.question.evidence, self.verified.level),
            evidence_is_good=EvidenceState.EXPIRED not in states or EvidenceState.APPROVED in states,
        )  # fmt: skip

    @property
    def best_known(self) -> int | None:
        """The level a gap is told by: verified, else declared."""
        return self.declared_level if self.verified_level is None else self.verified_level

    @property
    def is_gap(self) -> bool:
        return rules.is_gap(self.best_known, self.question.below)

    @property
    def is_settled(self) -> bool:
        """A gap that has its item in the roadmap, or was accepted as it is."""
        return self.item is not None or self.accepted is not None

    @property
    def differs(self) -> bool:
        """The records say one thing and the hromada another."""
        known = self.measured_level is not None and self.declared is not None
        return known and self.measured_level != self.declared_level


_GOOD = frozenset({EvidenceState.DRAFT, EvidenceState.SUBMITTED, EvidenceState.APPROVED})


@dataclass(frozen=True, kw_only=True)
class Sheet:
    assessment: Assessment
    framework: Framework
    lines: list[Line]
    submission: Submission | None
    on: dt.date

    @cached_property
    def by_dimension(self) -> list[tuple[Dimension, list[Line]]]:
        found: dict[str, list[Line]] = defaultdict(list)
        for line in self.lines:
            found[line.question.dimension].append(line)
        return [(one, found[one.code]) for one in self.framework.dimensions if found[one.code]]

    @cached_property
    def scores(self) -> dict[str, Scores]:
        """«measured», «declared», «verified»: three scores that are never mixed."""
        return {
            name: rules.scores_of([self._weighted(line, getattr(line, f"{name}_level")) for line in self.lines])
            for name in ("measured", "declared", "verified")
        }

    @property
    def unanswered(self) -> list[Line]:
        return [line for line in self.lines if not line.is_answered]

    @property
    def without_evidence(self) -> list[Line]:
        return [line for line in self.lines if line.lacks_evidence]

    @property
    def gaps(self) -> list[Line]:
        """The widest first, then the heaviest."""
        found = [line for line in self.lines if line.is_gap]
        return sorted(found, key=lambda one: (one.best_known or 0, -one.question.weight, one.question.code))

    @property
    def differences(self) -> list[Line]:
        return [line for line in self.lines if line.differs]

    def line(self, code: str) -> Line | None:
        return next((line for line in self.lines if line.question.code == code), None)

    def levels(self) -> dict[str, int | None]:
        """By question: verified, else declared."""
        return {line.question.code: line.best_known for line in self.lines}

    def score(self, name: str, dimension: str = "") -> Score:
        scores = self.scores[name]
        return scores.dimensions[dimension] if dimension else scores.total

    def _weighted(self, line: Line, level: int | None) -> Weighted:
        one = line.question
        return Weighted(
            code=one.code, dimension=one.dimension, weight=one.weight,
            dimension_weight=self.framework.dimension_by_code[one.dimension].weight, level=level,
        )  # fmt: skip


def sheet_of(assessment: Assessment, *, actor: Actor, at: dt.datetime) -> Sheet:
    """As this actor sees it. A fixed number of queries."""
    live = policies.may_assess(actor) and assessment.state in rules.EDITABLE
    submissions = {} if live else _latest_submissions([assessment])
    found = _sheets([assessment], submissions, on=today(at))[0]
    return said_aloud(found) if policies.may_assess(actor) else found


def standing_proposals(assessment: Assessment) -> dict[str, Told]:
    """What records proposed last, by question: the measured half of a sheet that is being filled. One query."""
    return _said_of([assessment.pk])[assessment.pk][0]


def said_aloud(sheet: Sheet) -> Sheet:
    """Without levels that a reviewer is still writing: they are said with the return or the end of the check."""
    if sheet.assessment.state not in rules.WITH_PROGRAMME:
        return sheet
    return replace(sheet, lines=[replace(line, verified=None) for line in sheet.lines])


def frozen_sheet(assessment: Assessment, submission: Submission, *, on: dt.date) -> Sheet:
    """As it was handed in, with what was verified up to now."""
    return _sheets([assessment], {assessment.pk: submission}, on=on)[0]


def handed_in_sheets(assessments: Sequence[Assessment], *, on: dt.date) -> list[Sheet]:
    """Of those among them that were handed in: the same number of queries for any number."""
    submissions = _latest_submissions(assessments)
    return _sheets([one for one in assessments if one.pk in submissions], submissions, on=on)


def latest_submission(assessment: Assessment) -> Submission | None:
    return _latest_submissions([assessment]).get(assessment.pk)


def _latest_submissions(assessments: Sequence[Assessment]) -> dict[int, Submission]:
    rows = Submission.objects.filter(assessment__in=assessments).order_by("assessment_id", "-number")
    return {row.assessment_id: row for row in rows.distinct("assessment_id")}


def _sheets(assessments: Sequence[Assessment], submissions: Mapping[int, Submission], *, on: dt.date) -> list[Sheet]:
    kept = _Kept(assessments, live=[one.pk for one in assessments if one.pk not in submissions])
    found = []
    for one in assessments:
        framework, submission = read(one.framework), submissions.get(one.pk)
        measured, declared = _frozen(submission) if submission else kept.said[one.pk]
        lines = [
            Line(
                question=question, measured=measured.get(question.code), declared=declared.get(question.code),
                verified=kept.verified.get((one.pk, question.code)), evidence=kept.evidence[one.pk, question.code],
                item=kept.items.get((one.pk, question.code)),
                accepted=kept.accepted.get((one.pk, question.code)), on=on,
            )
            for question in framework.asked(one.profile)
        ]  # fmt: skip
        found.append(Sheet(assessment=one, framework=framework, lines=lines, submission=submission, on=on))
    return found


class _Kept:
    """Rows of some assessments by assessment and question: five queries."""

    def __init__(self, assessments: Sequence[Assessment], *, live: Collection[int]) -> None:
        of = {"assessment__in": [one.pk for one in assessments]}
        newest = Verification.objects.filter(**of).order_by("assessment_id", "question", "-pk")
        self.verified = {(row.assessment_id, row.question): row for row in newest.distinct("assessment_id", "question")}
        self.evidence: dict[tuple[int, str], list[Evidence]] = defaultdict(list)
        for proof in Evidence.objects.filter(**of).order_by("question", "pk"):
            self.evidence[proof.assessment_id, proof.question].append(proof)
        self.items = _items_of(assessments)
        accepted = GapAccepted.objects.filter(**of).order_by("pk")
        self.accepted = {(row.assessment_id, row.question): row for row in accepted}
        self.said = _said_of(live)


def _said_of(live: Collection[int]) -> dict[int, tuple[dict[str, Told], dict[str, Told]]]:
    """The newest proposal and the newest answer of each question."""
    found: dict[int, tuple[dict[str, Told], dict[str, Told]]] = {pk: ({}, {}) for pk in live}
    rows = Said.objects.filter(assessment__in=live).order_by("assessment_id", "question", "source", "-pk")
    for row in rows.distinct("assessment_id", "question", "source"):
        found[row.assessment_id][row.source == Source.USER][row.question] = _told(row)
    return found


def _items_of(assessments: Sequence[Assessment]) -> dict[tuple[int, str], RoadmapItem]:
    """By assessment and question: its own, else one still open from an assessment before it. A plan is made once."""
    by_hromada: dict[str, list[Assessment]] = defaultdict(list)
    for one in assessments:
        by_hromada[one.hromada_id].append(one)
    rows = RoadmapItem.objects.exclude(state=ItemState.DROPPED).exclude(question="").filter(
        Q(assessment__in=[one.pk for one in assessments])
        | Q(hromada__in=list(by_hromada), assessment__isnull=False) & ~Q(state=ItemState.CONFIRMED)
    )  # fmt: skip
    found: dict[tuple[int, str], RoadmapItem] = {}
    for item in rows.select_related("assessment__framework").order_by("pk"):
        for one in by_hromada[item.hromada_id]:
            if one.pk == item.assessment_id:
                found[one.pk, item.question] = item
            elif _goes_on(item, one):
                found.setdefault((one.pk, item.question), item)
    return found


def _goes_on(item: RoadmapItem, later: Assessment) -> bool:
    """Whether an item of another assessment is of the same plan: the same hromada, programme and model, made before."""
    before = item.assessment
    return (
        before is not None
        and (item.hromada_id, item.organisation_id) == (later.hromada_id, later.organisation_id)
        and before.framework.code == later.framework.code
        and (before.begun_at, before.pk) < (later.begun_at, later.pk)
    )


def _told(row: Said) -> Told:
    return Told(
        level=row.level, at=row.at, by=row.by_name, reply=row.reply, reason=row.reason, proposed=row.proposed,
        reference=row.reference, as_of=row.as_of,
    )  # fmt: skip


def _frozen(submission: Submission) -> tuple[dict[str, Told], dict[str, Told]]:
    rows = submission.snapshot["questions"]
    return (
        {row["code"]: _read(row["measured"]) for row in rows if row["measured"]},
        {row["code"]: _read(row["declared"]) for row in rows if row["declared"]},
    )


def _read(raw: Mapping[str, Any]) -> Told:
    moments = {name: dt.datetime.fromisoformat(raw[name]) if raw[name] else None for name in ("at", "as_of")}
    said_at = moments["at"]
    assert said_at is not None
    return Told(
        level=raw["level"], at=said_at, by=raw["by"], reply=raw["reply"], reason=raw["reason"],
        proposed=raw["proposed"], reference=raw["reference"], as_of=moments["as_of"],
    )  # fmt: skip


def write(told: Told | None) -> dict[str, Any] | None:
    """A level as a snapshot keeps it; `_read` reads it back."""
    if told is None:
        return None
    return {
        "level": told.level, "at": told.at.isoformat(), "by": told.by, "reply": told.reply, "reason": told.reason,
        "proposed": told.proposed, "reference": dict(told.reference),
        "as_of": told.as_of.isoformat() if told.as_of else None,
    }  # fmt: skip


def is_not_measurable(told: Told | None) -> bool:
    return told is not None and told.reply == Reply.NOT_MEASURABLE

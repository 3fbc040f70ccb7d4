"""Evidence: added with a file or words, revised, approved or rejected."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from vikno.assessments import policies, queries, rules
from vikno.assessments.enums import EvidenceState
from vikno.assessments.errors import MoveRefused, NoSuchEvidence, NotAsked, ReasonMissing
from vikno.assessments.models import Assessment, Evidence, EvidenceRevision
from vikno.assessments.services.moving import move_evidence
from vikno.audit import services as audit
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.documents import services as documents
from vikno.documents.enums import FileSource
from vikno.documents.models import StoredFile


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What proves: a file, or words (an address counts). `made_on`: the day of the paper, its age is counted from."""

    title: str
    words: str = ""
    made_on: date | None = None
    stream: documents.Incoming | None = None
    name: str = ""
    size: int | None = None


@transaction.atomic
def add_evidence(*, assessment: int, question: str, paper: Paper, actor: Actor, at: datetime) -> Evidence:
    """A draft: nobody else sees it until the assessment is handed in.

    Refusals: MayNotAssess, NoSuchAssessment, MoveRefused, NotAsked, ReasonMissing and those of `keep_file`.
    """
    policies.require_may_assess(actor)
    row = queries.locked_assessment(assessment, actor=actor)
    _require_editable(row)
    asked = queries.read(row.framework).by_code.get(question)
    if asked is None or not asked.is_asked_of(row.profile):
        raise NotAsked
    made = Evidence.objects.create(
        hromada_id=row.hromada_id, organisation_id=row.organisation_id, assessment=row, question=question,
        title=paper.title, added_at=at, valid_until=_valid_until(asked.months, paper.made_on or today(at)),
    )  # fmt: skip
    _revise(made, paper, actor=actor, at=at)
    return made


@transaction.atomic
def revise_evidence(*, evidence: int, paper: Paper, actor: Actor, at: datetime) -> EvidenceRevision:
    """A newer revision; what was rejected or has expired is handed in again with it.

    Refusals: MayNotAssess, NoSuchEvidence, MoveRefused, ReasonMissing and those of `keep_file`.
    """
    policies.require_may_assess(actor)
    row = queries.access_evidence(evidence, actor=actor)
    queries.locked_assessment(row.assessment_id, actor=actor)
    _require_editable(row.assessment)
    asked = queries.read(row.assessment.framework).by_code[row.question]
    row.valid_until = _valid_until(asked.months, paper.made_on or today(at))
    if row.state == EvidenceState.REJECTED:
        move_evidence(row, EvidenceState.SUBMITTED, actor=actor, at=at)
    else:
        row.save(update_fields=["valid_until"])
    return _revise(row, paper, actor=actor, at=at)


@transaction.atomic
def judge_evidence(*, evidence: int, to: str, comment: str, actor: Actor, at: datetime) -> None:
    """Approved, or rejected with a reason. Refusals: MayNotVerify, NoSuchEvidence, MoveRefused, ReasonMissing."""
    policies.require_may_verify(actor)
    row = queries.access_evidence(evidence, actor=actor)
    queries.locked_assessment(row.assessment_id, actor=actor)
    if row.assessment.state not in rules.WITH_PROGRAMME:
        raise MoveRefused(state=row.assessment.get_state_display())
    if to == EvidenceState.REJECTED and not comment.strip():
        raise ReasonMissing
    move_evidence(row, to, actor=actor, at=at, reason=comment.strip())


def give_file(*, evidence: Evidence, actor: Actor, at: datetime) -> tuple[bytes, StoredFile]:
    """The bytes of the newest file for whoever may see the evidence, with a trace in the hromada's journal.

    A file belongs to its hromada: for a reviewer it is opened under the hromada's lock, which is put back at once.
    Refusals: NoSuchEvidence and those of `documents.give_file`.
    """
    revision = queries.newest_file(evidence)
    if revision is None or revision.file_id is None:
        raise NoSuchEvidence
    with tenancy.standing_in(evidence.hromada_id):
        file = StoredFile.objects.filter(pk=revision.file_id, hromada_id=evidence.hromada_id).first()
        if file is None:
            raise NoSuchEvidence
        reader = replace(actor, hromada_code=evidence.hromada_id)
        return documents.give_file(file=file, actor=reader, at=at), file


def _revise(row: Evidence, paper: Paper, *, actor: Actor, at: datetime) -> EvidenceRevision:
    if paper.stream is None and not paper.words.strip():
        raise ReasonMissing
    file = None
    if paper.stream is not None:
        file = documents.keep_file(
            stream=paper.stream, name=paper.name, declared_size=paper.size, source=FileSource.UPLOAD, actor=actor,
            at=at, hromada_code=row.hromada_id,
        )  # fmt: skip
    made = EvidenceRevision.objects.create(
        hromada_id=row.hromada_id, organisation_id=row.organisation_id, evidence=row,
        number=EvidenceRevision.objects.filter(evidence=row).count() + 1, file=file,
        file_name=file.original_name if file else "", words=paper.words.strip(), made_on=paper.made_on, at=at,
        by_name=actor.name,
    )  # fmt: skip
    audit.record(
        actor=actor, action="evidence.revised", subject=row, at=at, hromada_code=actor.hromada_code,
        facts={"question": row.question, "number": made.number},
    )  # fmt: skip
    return made


def _valid_until(months: int, made_on: date) -> date | None:
    return rules.months_later(made_on, months) if months else None


def _require_editable(row: Assessment) -> None:
    if row.state not in rules.EDITABLE:
        raise MoveRefused(state=row.get_state_display())

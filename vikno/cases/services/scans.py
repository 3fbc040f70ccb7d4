"""Scans of a case: files laid into it."""

from datetime import datetime

from django.db import transaction

from vikno.audit import services as audit
from vikno.cases import policies
from vikno.cases.enums import Step
from vikno.cases.errors import CaseDestroyed, ScanNotFound
from vikno.cases.models import Case, CasePaper, CaseScan
from vikno.common.actors import Actor
from vikno.documents import services as documents
from vikno.documents.enums import FileSource
from vikno.documents.models import StoredFile
from vikno.documents.services import Incoming


@transaction.atomic
def attach_file(
    *, case: Case, file: StoredFile, actor: Actor, at: datetime, paper: CasePaper | None = None
) -> CaseScan:
    """Lay a kept (or waiting) file into a case, beside a line of its inventory when `paper` says so.

    The same file laid in again is the row that is there. Refusals: CaseNotFound, MayNotAct, CaseDestroyed,
    ScanNotFound for a file of another hromada, a refused or a destroyed one.
    """
    policies.require_may_record(actor, case, Step.NOTE)
    if case.destroyed_at is not None:
        raise CaseDestroyed(act=case.destroyed_by_act)
    if file.hromada_id != case.hromada_id or not file.storage_name or (paper and paper.case_id != case.pk):
        raise ScanNotFound
    scan, is_new = CaseScan.objects.get_or_create(
        case=case, file=file,
        defaults={
            "hromada_id": case.hromada_id, "paper": paper, "attached_at": at, "attached_by_id": actor.user_id,
        },
    )  # fmt: skip
    if is_new:
        audit.record(
            actor=actor, action="case.scan_attached", subject=case, at=at, hromada_code=case.hromada_id,
            facts={"file": file.pk, "sha256": file.sha256},
        )  # fmt: skip
    return scan


def keep_scan(
    *,
    case: Case,
    stream: Incoming,
    name: str,
    declared_size: int | None,
    source: FileSource,
    actor: Actor,
    at: datetime,
    paper: CasePaper | None = None,
    point_id: int | None = None,
) -> CaseScan:
    """Take a file in and lay it into a case. Refusals of `documents.keep_file` and of `attach_file`."""
    policies.require_may_record(actor, case, Step.NOTE)
    if case.destroyed_at is not None:
        raise CaseDestroyed(act=case.destroyed_by_act)
    file = documents.keep_file(
        stream=stream, name=name, declared_size=declared_size, source=source, actor=actor, at=at,
        hromada_code=case.hromada_id, point_id=point_id,
    )  # fmt: skip
    return attach_file(case=case, file=file, actor=actor, at=at, paper=paper)

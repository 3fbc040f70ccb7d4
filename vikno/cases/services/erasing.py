"""What of a case is destroyed when its time has passed: everything personal and everything written freely.

Number, service, point, officer, states and dates stay: journals are counted from them, and they name nobody.
"""

from datetime import datetime

from django.db import transaction

from vikno.audit import services as audit
from vikno.cases.models import (
    Case,
    CasePaper,
    CaseScan,
    CaseTransfer,
    CoApplicant,
    Decision,
    Hearing,
    Result,
    StatusChange,
    TermChange,
)
from vikno.cases.services.steps import lock_case
from vikno.common.actors import Actor
from vikno.documents import services as documents
from vikno.notifications import services as notifications


@transaction.atomic
def erase_case(*, case: Case, act_number: str, actor: Actor, at: datetime) -> bool:
    """Destroy what is personal in the tables of this room and below; False when it was done before.

    Call it from the composition that holds an approved act: the right is checked there.
    """
    lock_case(case, actor=actor)
    case.refresh_from_db(fields=["destroyed_at"])
    if case.destroyed_at is not None:
        return False
    case.contact, case.external_number, case.access_code_hash, case.representative = "", "", "", None
    case.intake_facts = {}
    case.destroyed_at, case.destroyed_by_act = at, act_number
    case.save()
    _destroy_files(case, act_number=act_number, at=at)
    _erase_words(case, gone=f"знищено за актом {act_number}")
    documents.destroy_forms(
        number=case.number, besides=case.inventory_id, act_number=act_number, at=at, hromada_code=case.hromada_id
    )
    notifications.forget(about=case, hromada_code=case.hromada_id)
    audit.record(
        actor=actor, action="case.destroyed", subject=case, at=at, hromada_code=case.hromada_id,
        facts={"act": act_number},
    )  # fmt: skip
    return True


def _erase_words(case: Case, *, gone: str) -> None:
    """What people typed, and who stood behind the case; where a rule asks for words, the act stands instead."""
    mine = {"case": case, "hromada_id": case.hromada_id}
    CasePaper.objects.filter(**mine).update(name=gone)
    StatusChange.objects.filter(**mine).exclude(note="").update(note=gone)
    TermChange.objects.filter(**mine).exclude(words="").update(words=gone)
    Hearing.objects.filter(**mine).update(about=gone, place=gone)
    Hearing.objects.filter(**mine).exclude(response_words="").update(response_words=gone)
    Decision.objects.filter(**mine).update(number="")
    Decision.objects.filter(**mine).exclude(grounds="").update(grounds=gone)
    Decision.objects.filter(**mine).exclude(unheard_words="").update(unheard_words=gone)
    CaseTransfer.objects.filter(**mine).exclude(words="").update(words=gone)
    Result.objects.filter(**mine).update(issued_to_representative=None, shelf="")
    Result.objects.filter(**mine).exclude(identity_seen="").update(identity_seen=gone)
    CoApplicant.objects.filter(**mine).update(representative=None)


def _destroy_files(case: Case, *, act_number: str, at: datetime) -> None:
    """A file that another living case needs stays until that one goes."""
    for scan in CaseScan.objects.filter(case=case, hromada_id=case.hromada_id).select_related("file").order_by("pk"):
        others = CaseScan.objects.filter(file=scan.file, case__destroyed_at__isnull=True).exclude(case=case)
        if not others.exists():
            documents.destroy_file(file=scan.file, act_number=act_number, at=at)

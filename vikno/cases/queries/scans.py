"""Files of cases: of one case, one of them, and those that belong to none yet."""

from django.db.models import Exists, OuterRef, QuerySet

from vikno.accounts.enums import DESK_ROLES
from vikno.cases.errors import ScanNotFound
from vikno.cases.models import Case, CaseScan
from vikno.common.actors import Actor
from vikno.documents.enums import FileState
from vikno.documents.models import StoredFile


def scans_of(case: Case) -> QuerySet[CaseScan]:
    """Files of a case, oldest first, those in quarantine and refused too: a person must see that they came."""
    return (
        CaseScan.objects.filter(case=case, hromada_id=case.hromada_id)
        .select_related("file", "paper", "attached_by")
        .order_by("pk")
    )


def access_scan(case: Case, file_id: int) -> CaseScan:
    """One file of a case the actor has opened; anything else is ScanNotFound (404)."""
    found = scans_of(case).filter(file_id=file_id).first()
    if found is None or not found.file.is_shown:
        raise ScanNotFound
    return found


def unsorted_files(actor: Actor) -> QuerySet[StoredFile]:
    """Files that came by themselves and belong to no case yet, newest first; for the desk."""
    if actor.role not in DESK_ROLES:
        return StoredFile.objects.none()
    attached = CaseScan.objects.filter(file=OuterRef("pk"))
    kept = (FileState.KEPT, FileState.QUARANTINE)
    return (
        StoredFile.objects.filter(hromada_id=actor.hromada_code, state__in=kept)
        .filter(~Exists(attached))
        .select_related("point")
        .order_by("-pk")
    )

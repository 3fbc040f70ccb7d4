"""Short printed forms of a case in the size the printer holds; the list of a day."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from vikno.accounts.access import role_required
from vikno.accounts.enums import DESK_ROLES
from vikno.cases import queries, services
from vikno.cases.duty import duty_point
from vikno.cases.slips import SLIPS
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.documents import services as documents
from vikno.documents.answers import pdf_answer
from vikno.documents.slips import Size


@require_GET
@role_required(*sorted(DESK_ROLES))
def slip(request: HttpRequest, number: str, kind: str, size: str) -> HttpResponse:
    """A receipt, a notice or a card: A4, A5, 80 or 58 mm."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    case = queries.case_by_number(actor, number)
    if kind not in SLIPS or size not in Size:
        raise Http404
    kept = services.keep_slip(case=case, kind=kind, size=Size(size), actor=actor, at=clock.now())
    return pdf_answer(documents.reprint(kept), name=f"{kind}-{case.number}-{size}")


@require_GET
@role_required(*sorted(DESK_ROLES))
def day_list(request: HttpRequest) -> HttpResponse:
    """Today's list of the point of duty, or of the whole network where none is chosen."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    kept = services.keep_day_list(actor=actor, at=clock.now(), on=clock.today(), point=duty_point(request))
    return pdf_answer(documents.reprint(kept), name=f"den-{clock.today():%Y-%m-%d}")

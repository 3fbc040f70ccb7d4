"""What this room hands over: a PDF of ours, a file of somebody else."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from vikno.accounts.access import role_required
from vikno.audit.places import place_of
from vikno.common import clock
from vikno.documents import policies, queries, services
from vikno.documents.answers import Place, file_answer, pdf_answer


@role_required(*policies.READERS)
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The form in the window; `?save` hands it over as a file."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.access_document(pk, actor=actor)
    pdf = services.give_out(document=found, actor=actor, at=clock.now(), place=place_of(request))
    place: Place = "attachment" if "save" in request.GET else "inline"
    return pdf_answer(pdf, name=f"{found.kind}-{found.pk}", place=place)


@require_GET
@role_required(*policies.READERS)
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """A file somebody brought, to save."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.access_file(pk, actor=actor)
    content = services.give_file(file=found, actor=actor, at=clock.now(), place=place_of(request))
    return file_answer(content, media_type=found.media_type, name=f"skan-{found.pk}")

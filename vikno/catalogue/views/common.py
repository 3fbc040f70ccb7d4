"""What the pages of this room share: who may open them, and a refusal said in words."""

from typing import Any

from django.http import Http404, HttpRequest, QueryDict

from vikno.accounts.enums import DESK_ROLES, Role
from vikno.catalogue import queries
from vikno.catalogue.models import PublicService, ServiceVersion
from vikno.common.acting import posted

READERS = (*sorted(DESK_ROLES), Role.STEWARD)
EDITORS = (Role.HEAD, Role.STEWARD)


def posted_files(request: HttpRequest) -> tuple[QueryDict | None, Any]:
    return posted(request), request.FILES if request.method == "POST" else None


def service_or_404(pk: int) -> PublicService:
    service = queries.access_service(pk)
    if service is None:
        raise Http404
    return service


def version_or_404(pk: int, *, service_id: int) -> ServiceVersion:
    version = queries.access_version(pk, service_id=service_id)
    if version is None:
        raise Http404
    return version

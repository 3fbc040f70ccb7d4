"""What every page of the desk begins with."""

from typing import Any

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from vikno.accounts.access import role_required
from vikno.accounts.enums import DESK_ROLES
from vikno.common.actors import Actor

at_the_desk = role_required(*sorted(DESK_ROLES))


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in actor; `at_the_desk` has let nobody else in."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def way_back(request: HttpRequest) -> str:
    """An address of this site to return to, or ""."""
    given: Any = request.POST.get("next") or request.GET.get("next") or ""
    return given if url_has_allowed_host_and_scheme(given, allowed_hosts=None) else ""

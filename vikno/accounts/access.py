"""The door of a page: who may even ask. What they may change is decided by the service."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from vikno.accounts.models import Membership
from vikno.common.actors import Actor

View = Callable[..., HttpResponse]


class StaffRequest(HttpRequest):
    """What a view behind `role_required` receives: somebody in a role."""

    actor: Actor
    memberships: list[Membership]


def role_required(*roles: str) -> Callable[[View], View]:
    """Let in actors of the given roles. Strangers go to the sign-in page, other roles get 404 as for unknown pages."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_page(request, redirect_to_login(request.get_full_path()))
            actor = request.actor  # type: ignore[attr-defined]
            if actor is None or actor.role not in roles:
                raise Http404
            return view(request, *args, **kwargs)

        guarded.allowed_roles = frozenset(roles)  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def signed_in_required(view: View) -> View:
    """Let in anybody who is signed in, in whatever role or none."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_page(request, redirect_to_login(request.get_full_path()))
        return view(request, *args, **kwargs)

    return guarded  # type: ignore[return-value]


def client_address(request: HttpRequest) -> str:
    """Where a request comes from: believes as many forwarding proxies as settings name, never the caller."""
    return get_client_ip(request) or ""


def to_page(request: HttpRequest, redirect: HttpResponseBase) -> HttpResponseBase:
    """A redirect of the whole page: a fragment that htmx asked for must not be filled with a sign-in form."""
    if request.headers.get("HX-Request") != "true":
        return redirect
    return HttpResponse(headers={"HX-Redirect": redirect.headers["Location"]})

"""From a session to an actor, from an actor to a bound transaction; sessions end in time and lock when left alone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.account.middleware import AccountMiddleware
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse
from django.urls import reverse

from vikno.accounts import programs, queries, rules, session
from vikno.accounts.access import to_page
from vikno.accounts.enums import PROGRAMME_ROLES
from vikno.common import clock, tenancy
from vikno.common.actors import Actor

Handler = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponseBase]
_LONGEST_SENDING: Final = timedelta(hours=1)

# Doors that stay open whatever the state of the session.
_ALWAYS_OPEN = frozenset(
    {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "set_language",
        "large_print",
        "portal:healthz",
        "portal:readyz",
    }
)
_CHANGE_OF_PASSWORD = "account_change_password"  # noqa: S105  a name of a page


def actor(get_response: Handler) -> Handler:
    """Set `request.actor` and `request.memberships` afresh each time: a lost role is lost at once."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.actor, request.memberships = None, []  # type: ignore[attr-defined]
        if request.path_info.startswith(settings.API_PATH):
            programs.admit(request)
        elif request.user.is_authenticated:
            held = queries.memberships_held(request.user.pk, on=clock.today())
            chosen = request.session.get(session.MEMBERSHIP_KEY)
            current = next((m for m in held if m.pk == chosen), held[0] if held else None)
            request.memberships = held  # type: ignore[attr-defined]
            if current is not None:
                request.actor = queries.actor_of(current)  # type: ignore[attr-defined]
        return get_response(request)

    return handle


class SessionLimits:
    """End a session after a working day, lock it when left alone, ask for an own password first."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: tuple[Any], kwargs: dict[str, Any]) -> Any:
        """Answer in place of the view, or None. It runs after the check of CSRF, so what it keeps is the person's own.

        A locked POST waits in the session and is carried out once the person has proved who they are:
        nothing that was typed is lost.
        """
        if not request.user.is_authenticated:
            return None
        now, page = clock.now(), _page(request)
        if rules.is_too_old(session.signed_in_at(request.session), now):
            logout(request)
            request.actor, request.memberships = None, []  # type: ignore[attr-defined]
            return None if page in _ALWAYS_OPEN else to_page(request, redirect_to_login(request.get_full_path()))
        if page in _ALWAYS_OPEN:
            return None
        if rules.is_left_alone(session.active_at(request.session), _pressed_at(request, now)):
            return _lock(request)
        session.note_activity(request.session, now)
        if request.user.temporary_password_until is not None and page != _CHANGE_OF_PASSWORD:
            return redirect(_CHANGE_OF_PASSWORD)
        return None


def _pressed_at(request: HttpRequest, now: datetime) -> datetime:
    """When a request began to arrive: what takes long to send, up to an hour, was pressed by somebody who was there.

    The door says it (config/door.py); nobody outside can.
    """
    began = request.META.get("vikno.began")
    return now if began is None else max(min(now, datetime.fromtimestamp(began, UTC)), now - _LONGEST_SENDING)


def _lock(request: HttpRequest) -> HttpResponseBase:
    proof = reverse("account_reauthenticate")
    if request.headers.get("HX-Request") != "true":
        suspended: HttpResponseBase = suspend_request(request, proof)
        return suspended
    shown = urlsplit(request.headers.get("HX-Current-URL", "")).path or "/"
    return to_page(request, redirect(f"{proof}?{urlencode({'next': shown})}"))


def _page(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _bind(actor: Actor | None) -> None:
    tenancy.bind(actor.hromada_code if actor else "")
    if actor is not None and actor.role in PROGRAMME_ROLES:
        tenancy.bind_programme(actor.organisation_id)


class TenantTransaction:
    """Run the view, and the rendering of its page, in one transaction bound to the actor's hromada."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.allauth = AccountMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Answer in place of Django's own call of the view, so that both commit or neither does.

        Django asks nobody about an exception raised here, so allauth is asked («prove who you are first»).
        """
        if getattr(view, "outside_transaction", False):  # probes must answer while the database does not
            return None
        try:
            with transaction.atomic():
                _bind(request.actor)  # type: ignore[attr-defined]
                response = view(request, *args, **kwargs)
                if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
                    response.render()
        except Exception as reason:
            answer: HttpResponseBase | None = self.allauth.process_exception(request, reason)
            if answer is None:
                raise
            return answer
        return response

"""From a session to an actor, and from an actor to a bound transaction."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse

from vikno.accounts import queries
from vikno.common import clock, tenancy

Handler = Callable[[HttpRequest], HttpResponse]
MEMBERSHIP_KEY = "membership_id"


def actor(get_response: Handler) -> Handler:
    """Set `request.actor` and `request.memberships` afresh each time: a lost role is lost at once."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.actor, request.memberships = None, []  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            held = list(queries.memberships_in_force(request.user.pk, on=clock.today()))
            chosen = request.session.get(MEMBERSHIP_KEY)
            current = next((m for m in held if m.pk == chosen), held[0] if held else None)
            request.memberships = held  # type: ignore[attr-defined]
            if current is not None:
                request.actor = queries.actor_of(current)  # type: ignore[attr-defined]
        return get_response(request)

    return handle


class TenantTransaction:
    """Run the view, and the rendering of its page, in one transaction bound to the actor's hromada."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any],
        kwargs: dict[str, Any],
    ) -> HttpResponseBase:
        """Answer in place of Django's own call of the view, so that both commit or neither does."""
        with transaction.atomic():
            tenancy.bind(request.actor.hromada_code if request.actor else "")  # type: ignore[attr-defined]
            response = view(request, *args, **kwargs)
            if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
                response.render()
        return response

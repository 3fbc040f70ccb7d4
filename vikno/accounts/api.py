"""The door of the API for every room: who calls, by which scope, and a change carried out once."""

import json
from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Header
from ninja.security.http import HttpAuthBase
from pydantic import BaseModel

from vikno.accounts import services
from vikno.accounts.errors import ScopeMissing, TooManyCalls
from vikno.accounts.programs import Caller
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.api import PROBLEM_TYPE

# Hyphens as RFC 9562 writes them: a client that sends another spelling would not find its own receipt by eye.
_UUID = r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"
OperationId = Annotated[
    str,
    Header(
        alias="Idempotency-Key", pattern=_UUID,
        description="UUID of the operation, made by the client once. A repeat gets the first answer.",
    ),
]  # fmt: skip


class KeyAuth(HttpAuthBase):
    """`Authorization: Bearer vikno_…`, with a scope. The middleware has already looked the key up."""

    openapi_scheme = "bearer"

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Caller | None:
        caller: Caller | None = getattr(request, "caller", None)
        if caller is None:
            return None
        if caller.is_too_busy:
            raise TooManyCalls
        if self.scope not in caller.scopes:
            raise ScopeMissing(scope=self.scope)
        return caller


def actor_of(request: HttpRequest) -> Actor:
    """Who calls. Behind `KeyAuth` there is somebody."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    return caller.actor


def once(
    request: HttpRequest,
    operation_id: str,
    said: BaseModel | None,
    perform: Callable[[], BaseModel | HttpResponse],
    *,
    status: int,
) -> HttpResponse:
    """Carry out a change once and answer it; a repeat of the same call gets the same bytes.

    The payload is the method, the address and the body in its canonical form: the same facts in another order of
    fields are the same call. A refusal that must leave its row is returned by `perform` as a problem, not raised.
    """
    facts = said.model_dump(mode="json", exclude_unset=True) if said is not None else None
    payload = json.dumps([request.method, request.path_info, facts], sort_keys=True, ensure_ascii=False)
    answer = services.carry_out_once(
        actor=actor_of(request), at=clock.now(), operation_id=UUID(operation_id), payload=payload.encode(),
        perform=lambda: _answer(perform(), status=status),
    )  # fmt: skip
    headers = {"Idempotent-Replayed": "true"} if answer.is_repeat else {}
    kind = "application/json" if answer.status < 400 else PROBLEM_TYPE
    return HttpResponse(answer.body, status=answer.status, content_type=kind, headers=headers)


def _answer(said: BaseModel | HttpResponse, *, status: int) -> services.Answer:
    if isinstance(said, HttpResponse):
        return services.Answer(status=said.status_code, body=said.content)
    return services.Answer(status=status, body=said.model_dump_json().encode())

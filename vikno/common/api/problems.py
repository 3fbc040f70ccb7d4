"""Refusals and errors as RFC 9457 says them: one shape, our code, our words."""

from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field

from vikno.common.errors import Refusal

PROBLEM_TYPE: Final = "application/problem+json"
# What any call may be answered with besides its own: wrong request, no key, no right, absent, too many, away.
_ALWAYS: Final = (400, 401, 403, 404, 422, 429, 503)
_CHANGING: Final = (*_ALWAYS, 409, 413)


class CursorNotRead(Refusal):
    code = "api.cursor"
    message = _("Позначку сторінки пошкоджено. Почніть список спочатку, без after.")


class Fault(BaseModel):
    """One value that does not fit; the value itself is never repeated: it may be somebody's."""

    field: str = Field(description="Where: body.applicant.phone, query.limit")
    message: str


class Problem(BaseModel):
    """RFC 9457. `code` is stable; `detail` says in Ukrainian what happened and what to do."""

    type: str = Field(description="urn:vikno:problem:<code>")
    title: str
    status: int
    code: str
    detail: str
    errors: list[Fault] = Field(default_factory=list)


_TITLES: Final = {
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    409: "Conflict", 413: "Content Too Large", 422: "Unprocessable Content", 429: "Too Many Requests",
    500: "Internal Server Error", 503: "Service Unavailable",
}  # fmt: skip


def problem(
    status: int, code: str, detail: object, *, errors: Sequence[Fault] = (), headers: dict[str, str] | None = None
) -> HttpResponse:
    """An answer of `application/problem+json`."""
    said = Problem(
        type=f"urn:vikno:problem:{code}", title=_TITLES[status], status=status, code=code, detail=str(detail),
        errors=list(errors),
    )  # fmt: skip
    return HttpResponse(
        said.model_dump_json(exclude_defaults=False), status=status, content_type=PROBLEM_TYPE, headers=headers or {}
    )


def answers(shape: Any) -> dict[int, Any]:
    """Everything a reading call may be answered with, for its description."""
    return {200: shape, **dict.fromkeys(_ALWAYS, Problem)}


def changes(shape: Any, *, status: int = 200) -> dict[int, Any]:
    """The same for a call that changes something."""
    return {status: shape, **dict.fromkeys(_CHANGING, Problem)}

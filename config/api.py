"""The API whole: rooms composed under `/api/v1/`, refusals turned into problems, the description of it all."""

import sys
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.defaults import bad_request, page_not_found
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser

from vikno.accounts.api import KeyAuth
from vikno.accounts.errors import OperationReused, ScopeMissing, TooManyCalls
from vikno.applicants.errors import MayNotAct as MayNotKeepApplicants
from vikno.cases.api import router as cases
from vikno.cases.errors import MayNotAct, NotPostedHere, ProviderDecides, ServiceNotGiven
from vikno.catalogue.api import router as services
from vikno.catalogue.errors import MayNotEditCatalogue, MayNotPublish
from vikno.common.api import PROBLEM_TYPE, CursorNotRead, Fault, problem
from vikno.common.errors import Refusal
from vikno.network.api import router as points
from vikno.network.errors import NoSuchPoint, NotAllowed
from vikno.portal.views.failure import failure as failure_page

_ABSENT: Final = (CursorNotRead, Http404, NoSuchPoint)
_DENIED: Final = (
    MayNotAct, MayNotKeepApplicants, MayNotEditCatalogue, MayNotPublish, NotAllowed, NotPostedHere, ProviderDecides,
    ScopeMissing, ServiceNotGiven,
)  # fmt: skip
_RETRY_SECONDS: Final = "30"
_MINUTE: Final = "60"


class Description(OpenAPISchema):
    """What ninja says of the API, with our media type of problems and the scope of each call."""

    def responses(self, operation: Any) -> dict[int, Any]:
        found: dict[int, Any] = super().responses(operation)
        for status, said in found.items():
            if status >= 400:
                (shape,) = said["content"].values()
                said["content"] = {PROBLEM_TYPE: shape}
        return found

    def request_body(self, operation: Any) -> dict[str, Any]:
        """An empty file is no file: it is refused as a missing one, and the description says so."""
        body: dict[str, Any] = super().request_body(operation)
        for said in body.get("content", {}).values():
            for field in said["schema"].get("properties", {}).values():
                if field.get("format") == "binary":
                    field["minLength"] = 1
        return body

    def operation_security(self, operation: Any) -> list[dict[str, list[str]]] | None:
        keys = [auth for auth in operation.auth_callbacks if isinstance(auth, KeyAuth)]
        for key in keys:
            self.securitySchemes["key"] = key.openapi_security_schema
        return [{"key": [str(key.scope)]} for key in keys]


class Once(Parser):
    """A parameter of an address given twice is refused: which of the two was meant is not ours to guess."""

    def parse_querydict(self, data: Any, list_fields: list[str], request: HttpRequest) -> dict[str, Any]:
        twice = [name for name in data if name not in list_fields and len(data.getlist(name)) > 1]
        if twice and data is request.GET:
            raise ValidationError([{"loc": (name,), "msg": "given more than once"} for name in twice])
        return super().parse_querydict(data, list_fields, request)


class Api(NinjaAPI):
    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> OpenAPISchema:
        """The description, OpenAPI 3.1; made once, it takes a third of a second."""
        return _described(self, (path_prefix or settings.API_PATH + "v1/").lstrip("/"))


@cache
def _described(of: Api, path_prefix: str) -> Description:
    return Description(of, path_prefix)


api = Api(
    parser=Once(), title="Vikno", version="1.0.0", urls_namespace="api", docs_url=None, openapi_url="/openapi.json",
    description="Справи, точки й послуги. Ключ видає керівник ЦНАП: «Ключі для програм».",
)  # fmt: skip
api.add_router("", cases)
api.add_router("", points)
api.add_router("", services)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A named refusal: absent, denied, unreadable, too many, else a conflict with how things stand."""
    if isinstance(refusal, _ABSENT):
        return problem(404, refusal.code, refusal)
    if isinstance(refusal, _DENIED):
        return problem(403, refusal.code, refusal)
    if isinstance(refusal, TooManyCalls):
        return problem(429, refusal.code, refusal, headers={"Retry-After": _MINUTE})
    return problem(422 if isinstance(refusal, OperationReused) else 409, refusal.code, refusal)


@api.exception_handler(Http404)
def absent(request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem(404, "api.not_found", _("Такого тут немає. Перевірте адресу."))


@api.exception_handler(AuthenticationError)
def nobody(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """No key, or none in force: which of them is not said."""
    said = _("Потрібен чинний ключ: Authorization: Bearer vikno_…")
    return problem(401, "api.key_needed", said, headers={"WWW-Authenticate": 'Bearer realm="vikno"'})


@api.exception_handler(ValidationError)
def unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Values that do not fit, named by their place; a value is never repeated."""
    faults = [Fault(field=".".join(map(str, one["loc"])), message=str(one["msg"])) for one in error.errors[:50]]
    return problem(422, "api.unfit", _("Частина значень не підходить. Виправте поля з переліку errors."), errors=faults)


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A body that is no JSON."""
    return problem(400, "api.unreadable", _("Тіло запиту не прочитати. Надішліть JSON у кодуванні UTF-8."))


@api.exception_handler(DataError)
def unstorable(request: HttpRequest, _error: DataError) -> HttpResponse:
    """The database is the last to say that a value does not fit its column."""
    return problem(422, "api.unstorable", _("Значення завелике для збереження. Скоротіть його."))


def failure(request: HttpRequest) -> HttpResponse:
    """A crash, or the database away, in the language of whoever asked: a program or a browser."""
    if not _is_program(request):
        return failure_page(request)
    from django.db import InterfaceError, OperationalError

    if isinstance(sys.exception(), OperationalError | InterfaceError):
        said = _("База тимчасово не відповідає. Повторіть із тим самим Idempotency-Key.")
        return problem(503, "api.away", said, headers={"Retry-After": _RETRY_SECONDS})
    return problem(500, "api.failure", _("Сталася помилка. Повторіть із тим самим Idempotency-Key."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An unknown address."""
    return absent(request, Http404()) if _is_program(request) else page_not_found(request, exception)


def not_readable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that is not one."""
    return unreadable(request, HttpError(400, "")) if _is_program(request) else bad_request(request, exception)


def _is_program(request: HttpRequest) -> bool:
    return request.path_info.startswith(settings.API_PATH)

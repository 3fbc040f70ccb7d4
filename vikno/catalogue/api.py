"""Services through `/api/v1/`: listed, read whole, added, drafted, published."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import Field, StrictBool

from vikno.accounts.api import KeyAuth, OperationId, actor_of, once
from vikno.accounts.enums import Scope
from vikno.catalogue import enums, queries, services
from vikno.catalogue.errors import AuthorityUnknown, CostUnclear, GroupUnknown, ServiceNotFound, VersionNotFound
from vikno.catalogue.models import PublicService, ServiceVersion
from vikno.catalogue.rules import ActLine, CardContent, CostLine, RequirementLine
from vikno.common import clock
from vikno.common.api import (
    LARGEST_KEY,
    ROWS,
    After,
    Asked,
    Code,
    Day,
    Limit,
    Line,
    Number,
    Page,
    Text,
    Told,
    answers,
    changes,
    choice,
    number_of,
    page_by_key,
    text_of,
)  # fmt: skip

TermUnit = choice("TermUnit", enums.TermUnit)
StartEvent = choice("StartEvent", enums.StartEvent)
Evidence = choice("EvidenceForm", enums.EvidenceForm)
Status = choice("VersionStatus", enums.VersionStatus)
CostKind = choice("CostKind", enums.CostKind)
# A share of an index is written by hand: which index, and rounded how, is read in the law.
PlainCost = Literal["free", "amount", "tariff"]
Applicants = choice("ApplicantKind", enums.ApplicantKind)
Ways = choice("ServiceChannel", enums.Channel)
_CODE = r"^[^\u0000-\u0020\u007f/]{1,40}$"
_SLUG = r"^([a-z0-9_-]{1,40})?$"
ServiceCode = Annotated[str, Path(pattern=_CODE)]
_READ, _WRITE = KeyAuth(Scope.SERVICES_READ), KeyAuth(Scope.SERVICES_WRITE)

router = Router(tags=["services"])


class ServiceRow(Told):
    code: str
    name: str
    name_en: str
    group: str
    is_mandatory_523: bool
    is_for_veterans: bool


class RequirementShown(Told):
    order: int
    name: str
    evidence_form: Evidence
    condition: str


class CostShown(Told):
    kind: CostKind
    amount: str | None
    index_name: str
    index_percent: str | None
    description: str


class VersionShown(Told):
    id: int
    status: Status
    valid_from: dt.date
    valid_to: dt.date | None
    authority: str | None = Field(description="Code of the kind of body that decides")
    is_immediate: bool
    term_days: int | None
    term_unit: TermUnit
    start_event: StartEvent
    result: str
    who_may_apply: str
    requirements: list[RequirementShown]
    costs: list[CostShown]


class ServiceShown(ServiceRow):
    withdrawn_on: dt.date | None
    version: VersionShown | None = Field(description="What holds today")


class NewService(Asked):
    """A service of the council's own. Without a version nobody is served by it yet."""

    code: Code(_CODE)
    name: Line(300, least=1)
    name_en: Line(300) = ""
    group: Code(r"^[a-z0-9_-]{1,40}$")
    keywords: Annotated[list[Line(60, least=1)], Field(max_length=30)] = []
    is_for_veterans: StrictBool = False


class NewRequirement(Asked):
    name: Line(500, least=1)
    name_en: Line(500) = ""
    evidence_form: Evidence = Evidence.ORIGINAL
    condition: Line(500) = ""
    ground: Line(500) = ""


class NewCost(Asked):
    """Free, an amount in hryvnias, or the provider's own tariff."""

    kind: PlainCost
    amount: Code(r"^[0-9]{1,7}(\.[0-9]{2})?$") | None = None
    description: Line(500) = ""
    ground: Line(500) = ""


class NewAct(Asked):
    title: Line(500, least=1)
    url: Code(r"^(https://[A-Za-z0-9./?=&_%#-]{1,300})?$") = ""


class NewVersion(Asked):
    """A draft of what the service asks and gives from a day on; nobody sees it until it is published."""

    valid_from: Day
    authority: Code(_SLUG) = ""
    applicants: Annotated[list[Applicants], Field(max_length=3)] = []
    channels: Annotated[list[Ways], Field(max_length=5)] = []
    is_immediate: StrictBool = False
    term_days: Number(0, 366) | None = None
    term_unit: TermUnit = TermUnit.CALENDAR
    start_event: StartEvent = StartEvent.REGISTERED
    who_may_apply: Line(500) = ""
    result: Line(500) = ""
    refusal_grounds: Annotated[list[Line(500, least=1)], Field(max_length=30)] = []
    how_to_apply: Text(4000) = ""
    standard_minutes: Number(1, 480) = 20
    source: Line(500) = ""
    requirements: Annotated[list[NewRequirement], Field(max_length=60)] = []
    costs: Annotated[list[NewCost], Field(max_length=10)] = []
    acts: Annotated[list[NewAct], Field(max_length=20)] = []


class Publication(Asked):
    reason: Line(300, least=1)


@router.get("/services", response=answers(Page[ServiceRow]), auth=_READ, url_name="services")
def list_services(
    request: HttpRequest,
    group: Annotated[str | None, Query(pattern=r"^[a-z0-9_-]{1,40}$")] = None,
    after: After = None,
    limit: Limit = ROWS,
) -> Any:
    """Services in force today, in alphabetical order."""
    rows = queries.services_in_force(on=clock.today())
    return page_by_key(
        rows.filter(group__code=group) if group else rows, after=after, limit=limit, beyond=_beyond,
        place=lambda service: [service.sort_key, service.pk], shown=lambda service: ServiceRow(**_line(service)),
    )  # fmt: skip


@router.get("/services/{code}", response=answers(ServiceShown), auth=_READ, url_name="service")
def read_service(request: HttpRequest, code: ServiceCode) -> Any:
    """One service with the version that holds today."""
    return _shown(_service(code))


@router.post("/services", response=changes(ServiceShown, status=201), auth=_WRITE, url_name="service_new")
def add_service(request: HttpRequest, said: NewService, operation: OperationId) -> HttpResponse:
    """Add a service to the catalogue: the steward's right."""
    actor, at = actor_of(request), clock.now()

    def perform() -> ServiceShown:
        if said.group not in {group.code for group in queries.groups()}:
            raise GroupUnknown
        facts = {**said.model_dump(), "keywords": tuple(said.keywords)}
        return _shown(services.add_service(facts=facts, actor=actor, at=at, reason="API"))

    return once(request, operation, said, perform, status=201)


@router.post(
    "/services/{code}/versions", response=changes(VersionShown, status=201), auth=_WRITE, url_name="version_new"
)
def draft_version(request: HttpRequest, code: ServiceCode, said: NewVersion, operation: OperationId) -> HttpResponse:
    """Draft a version of a service."""
    actor, at = actor_of(request), clock.now()

    def perform() -> VersionShown:
        service = _service(code)
        if said.authority and said.authority not in {one.code for one in queries.authorities()}:
            raise AuthorityUnknown
        made = services.draft_version(
            service=service, content=_content(said), valid_from=said.valid_from, actor=actor, at=at, reason="API"
        )
        return _version(_draft(made.pk, service=service))

    return once(request, operation, said, perform, status=201)


@router.post(
    "/services/{code}/versions/{version_id}/publication", response=changes(VersionShown, status=201), auth=_WRITE,
    url_name="version_publication",
)  # fmt: skip
def publish_version(
    request: HttpRequest,
    code: ServiceCode,
    version_id: Annotated[int, Path(ge=1, le=LARGEST_KEY)],
    said: Publication,
    operation: OperationId,
) -> HttpResponse:
    """Let a draft hold from its day; refused while the card has errors."""
    actor, at = actor_of(request), clock.now()

    def perform() -> VersionShown:
        service = _service(code)
        draft = _draft(version_id, service=service)
        services.publish_version(version=draft, actor=actor, at=at, reason=said.reason)
        return _version(_draft(version_id, service=service))

    return once(request, operation, said, perform, status=201)


def _content(said: NewVersion) -> CardContent:
    facts = said.model_dump(mode="json", exclude={"valid_from", "requirements", "costs", "acts"})
    lists = {name: tuple(value) for name, value in facts.items() if isinstance(value, list)}
    asked = tuple(
        RequirementLine(form=line.pop("evidence_form"), **line)
        for line in (one.model_dump(mode="json") for one in said.requirements)
    )
    return CardContent(
        **{**facts, **lists}, requirements=asked, costs=tuple(_cost(one) for one in said.costs),
        acts=tuple(ActLine(title=act.title, url=act.url) for act in said.acts),
    )  # fmt: skip


def _cost(said: NewCost) -> CostLine:
    """Only an amount has an amount, and it is more than nothing."""
    amount = Decimal(said.amount) if said.amount else None
    line = CostLine(kind=said.kind, amount=amount, description=said.description, ground=said.ground)
    if not line.is_whole:
        raise CostUnclear
    return line


def _service(code: str) -> PublicService:
    found = queries.service_by_code(code)
    if found is None:
        raise ServiceNotFound
    return found


def _draft(version_id: int, *, service: PublicService) -> ServiceVersion:
    found = queries.access_version(version_id, service_id=service.pk)
    if found is None:
        raise VersionNotFound
    return found


def _beyond(rows: QuerySet[PublicService], place: list[Any]) -> QuerySet[PublicService]:
    name, pk = text_of(place[0]), number_of(place[1])
    return rows.filter(sort_key__gte=name).filter(Q(sort_key__gt=name) | Q(pk__gt=pk))


def _line(service: PublicService) -> dict[str, Any]:
    return {
        "code": service.code, "name": service.name, "name_en": service.name_en, "group": service.group.code,
        "is_mandatory_523": service.is_mandatory_523, "is_for_veterans": service.is_for_veterans,
    }  # fmt: skip


def _shown(service: PublicService) -> ServiceShown:
    held = queries.version_in_force(service.pk, on=clock.today())
    return ServiceShown(**_line(service), withdrawn_on=service.withdrawn_on, version=_version(held) if held else None)


def _version(version: ServiceVersion) -> VersionShown:
    names = ("status", "valid_from", "valid_to", "is_immediate", "term_days", "term_unit", "start_event", "result")
    return VersionShown(
        id=version.pk, **{name: getattr(version, name) for name in names}, who_may_apply=version.who_may_apply,
        authority=version.authority.code if version.authority else None,
        requirements=[RequirementShown.model_validate(line) for line in version.requirements.all()],
        costs=[
            CostShown(
                kind=cost.kind, amount=_plain(cost.amount), index_name=cost.index_name,
                index_percent=_plain(cost.index_percent), description=cost.description,
            )
            for cost in version.costs.all()
        ],
    )  # fmt: skip


def _plain(amount: Any) -> str | None:
    return None if amount is None else str(amount)

"""Points through `/api/v1/`: read, listed, added, moved from state to state."""

import datetime as dt
from typing import Annotated, Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import Field

from vikno.accounts.api import KeyAuth, OperationId, actor_of, once
from vikno.accounts.enums import Scope
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.api import (
    LARGEST_KEY,
    ROWS,
    After,
    Asked,
    Code,
    Day,
    Degrees,
    Key,
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
from vikno.network import enums, policies, queries, services
from vikno.network.errors import MayNotFound, NoSuchPoint, SettlementElsewhere
from vikno.network.models import Point
from vikno.territories import queries as territories

Kind = choice("PointKind", enums.PointKind)
State = choice("PointState", enums.PointState)
Mode = choice("OperatingMode", enums.OperatingMode)
Cause = choice("Cause", enums.Cause)
PointId = Annotated[int, Path(ge=1, le=LARGEST_KEY)]
_READ, _WRITE = KeyAuth(Scope.POINTS_READ), KeyAuth(Scope.POINTS_WRITE)

router = Router(tags=["points"])


class PointRow(Told):
    id: int
    kind: Kind
    name: str
    hromada_code: str | None
    settlement_code: str | None
    street_address: str
    phones: list[str]
    lat: float | None
    lon: float | None


class StateShown(Told):
    state: State
    mode: Mode
    cause: Cause
    starts_at: dt.datetime
    expected_until: dt.date | None
    reason: str
    notice: str


class PointShown(PointRow):
    postcode: str
    state: StateShown | None = Field(description="The state that holds now")
    services: list[str] = Field(description="Codes of services given here today")


class NewPoint(Asked):
    kind: Kind
    name: Line(300, least=1)
    settlement_code: Code(r"^UA[0-9]{17}$")
    street_address: Line(300) = ""
    postcode: Code(r"^([0-9]{5})?$") = ""
    phones: Annotated[list[Code(r"^\+?[0-9 ()-]{3,20}$")], Field(max_length=10)] = []
    lat: Degrees(44, 53) | None = None
    lon: Degrees(22, 41) | None = None


class NewStatus(Asked):
    """What happens to a point: it is public at once."""

    state: State
    cause: Cause
    reason: Line(500, least=1)
    notice: Text(2000) = ""
    notice_en: Text(2000) = ""
    mode: Mode = Mode.NORMAL
    capacity_limit: Number(1, 9999) | None = None
    expected_until: Day | None = None
    moved_to_id: Key | None = None


@router.get("/points", response=answers(Page[PointRow]), auth=_READ, url_name="points")
def list_points(
    request: HttpRequest,
    kind: Annotated[Kind | None, Query()] = None,
    after: After = None,
    limit: Limit = ROWS,
) -> Any:
    """Points of the key's own network in alphabetical order; of the whole country for a steward's key."""
    rows = _readable(actor_of(request)).order_by("sort_key", "pk")
    return page_by_key(
        rows.filter(kind=kind.value) if kind else rows, after=after, limit=limit, beyond=_beyond,
        place=lambda point: [point.sort_key, point.pk], shown=_row,
    )  # fmt: skip


@router.get("/points/{point_id}", response=answers(PointShown), auth=_READ, url_name="point")
def read_point(request: HttpRequest, point_id: PointId) -> Any:
    """One point with the state that holds now."""
    return _shown(_point(point_id, actor=actor_of(request)))


@router.post("/points", response=changes(PointShown, status=201), auth=_WRITE, url_name="point_new")
def add_point(request: HttpRequest, said: NewPoint, operation: OperationId) -> HttpResponse:
    """Add a point to the network of the key's hromada: the head's right."""
    actor, at = actor_of(request), clock.now()
    return once(request, operation, said, lambda: _shown(_added(said, actor=actor, at=at)), status=201)


@router.post(
    "/points/{point_id}/status", response=changes(StateShown, status=201), auth=_WRITE, url_name="point_status"
)
def change_status(request: HttpRequest, point_id: PointId, said: NewStatus, operation: OperationId) -> HttpResponse:
    """Put a point into a state from now on: the head's right."""
    actor, at = actor_of(request), clock.now()
    facts = {name: getattr(value, "value", value) for name, value in said.model_dump().items()}

    def perform() -> StateShown:
        return StateShown.model_validate(services.change_status(actor=actor, at=at, point_id=point_id, **facts))

    return once(request, operation, said, perform, status=201)


def _added(said: NewPoint, *, actor: Actor, at: dt.datetime) -> Point:
    centre = queries.centre_of(actor.hromada_code)
    if centre is None:
        raise MayNotFound
    policies.require_may_found(actor, centre.hromada_id)
    settlement = territories.unit(said.settlement_code)
    if settlement is None or actor.hromada_code not in (settlement.pk, settlement.hromada_id):
        raise SettlementElsewhere
    return services.add_point(
        actor=actor, at=at, centre=centre, kind=enums.PointKind(said.kind.value), name=said.name,
        settlement=settlement, street_address=said.street_address, postcode=said.postcode, phones=said.phones,
        lat=said.lat, lon=said.lon,
    )  # fmt: skip


def _readable(actor: Actor) -> QuerySet[Point]:
    return queries.points_of_hromada(actor.hromada_code) if actor.hromada_code else queries.points_of_country()


def _point(point_id: int, *, actor: Actor) -> Point:
    found = _readable(actor).filter(pk=point_id).first()
    if found is None:
        raise NoSuchPoint
    return found


def _beyond(rows: QuerySet[Point], place: list[Any]) -> QuerySet[Point]:
    name, pk = text_of(place[0]), number_of(place[1])
    return rows.filter(sort_key__gte=name).filter(Q(sort_key__gt=name) | Q(pk__gt=pk))


def _row(point: Point) -> PointRow:
    return PointRow(**_line(point))


def _line(point: Point) -> dict[str, Any]:
    return {
        "id": point.pk, "kind": point.kind, "name": point.name, "hromada_code": point.hromada_id,
        "settlement_code": point.settlement_id, "street_address": point.street_address,
        "phones": list(point.phones), "lat": point.lat, "lon": point.lon,
    }  # fmt: skip


def _shown(point: Point) -> PointShown:
    state = queries.point_state_now([point.pk], clock.now()).get(point.pk)
    return PointShown(
        **_line(point), postcode=point.postcode, state=StateShown.model_validate(state) if state else None,
        services=queries.codes_given_at(point, clock.today()),
    )  # fmt: skip

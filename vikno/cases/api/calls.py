"""The calls themselves: parse, one call of a service, answer."""

import hashlib
from typing import Annotated, Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Path, Query, Router
from ninja.files import UploadedFile

from vikno.accounts.api import KeyAuth, OperationId, actor_of, once
from vikno.accounts.enums import Scope
from vikno.audit.places import Place
from vikno.cases import queries, services
from vikno.cases.api import acts, shapes, showing
from vikno.cases.models import Case
from vikno.catalogue.queries import service_by_code
from vikno.common import clock
from vikno.common.api import (
    LARGEST_KEY,
    ROWS,
    After,
    Day,
    Limit,
    Page,
    answers,
    changes,
    moment_of,
    number_of,
    page_by_key,
    problem,
)  # fmt: skip
from vikno.documents.errors import FileInfected

router = Router(tags=["cases"])
_READ, _WRITE = KeyAuth(Scope.CASES_READ), KeyAuth(Scope.CASES_WRITE)
Number = Annotated[str, Path(pattern=r"^[0-9-]{13,17}$", description="13 digits, with hyphens or without")]


@router.get("/cases", response=answers(Page[shapes.CaseRow]), auth=_READ, url_name="cases")
def list_cases(
    request: HttpRequest,
    state: Annotated[shapes.State | None, Query()] = None,
    point_id: Annotated[int | None, Query(ge=1, le=LARGEST_KEY)] = None,
    service: Annotated[str | None, Query(pattern=r"^[^\u0000-\u0020\u007f/]{1,40}$")] = None,
    since: Annotated[Day | None, Query()] = None,
    until: Annotated[Day | None, Query()] = None,
    after: After = None,
    limit: Limit = ROWS,
) -> Any:
    """Cases that the key may read, newest first, without names."""
    actor, today = actor_of(request), clock.today()
    found = service_by_code(service) if service else None
    if service and found is None:
        return Page[shapes.CaseRow](items=[], next=None)
    filters = queries.CaseFilters(
        state=state.value if state else "", point_id=point_id, service_id=found.pk if found else None,
        since=since, until=until,
    )  # fmt: skip
    return page_by_key(
        queries.visible_cases(actor, filters, today=today), after=after, limit=limit, beyond=_beyond,
        place=lambda case: [case.registered_at.isoformat(), case.pk],
        shown=lambda case: showing.row(case, today=today),
    )  # fmt: skip


def _beyond(rows: QuerySet[Case], place: list[Any]) -> QuerySet[Case]:
    at, pk = moment_of(place[0]), number_of(place[1])
    return rows.filter(registered_at__lte=at).filter(Q(registered_at__lt=at) | Q(pk__lt=pk))


@router.get("/cases/{number}", response=answers(shapes.CaseShown), auth=_READ, url_name="case")
def read_case(request: HttpRequest, number: Number) -> Any:
    """One case whole. The look is written into the journal."""
    actor = actor_of(request)
    case = queries.case_by_number(actor, number)
    found = showing.whole(case, today=clock.today())
    services.record_look(case=case, actor=actor, at=clock.now(), place=Place("api:case"))
    return found


@router.post("/cases", response=changes(shapes.CaseOpened, status=201), auth=_WRITE, url_name="case_new")
def open_case(request: HttpRequest, said: shapes.NewCase, operation: OperationId) -> HttpResponse:
    """Register an application: a number, the опис, the first step. Once for each Idempotency-Key."""
    actor, at = actor_of(request), clock.now()
    return once(request, operation, said, lambda: showing.opened(acts.register(said, actor=actor, at=at)), status=201)


def _add(noun: str) -> None:
    """One address for each act: a POST to a noun."""
    shape, call = acts.ACTS[noun]

    def act(request: HttpRequest, number: Number, said: Any, operation: OperationId) -> HttpResponse:
        actor, at = actor_of(request), clock.now()

        def perform() -> shapes.CaseMoved:
            case = queries.case_by_number(actor, number)
            acts.perform(noun, said, case=case, actor=actor, at=at)
            return showing.moved(case)

        return once(request, operation, said, perform, status=201)

    act.__annotations__["said"] = shape
    act.__name__, act.__doc__ = f"case_{noun}".replace("-", "_"), (call.__doc__ or "").split("\n")[0] or None
    router.post(
        f"/cases/{{number}}/{noun}", response=changes(shapes.CaseMoved, status=201), auth=_WRITE,
        url_name=f"case_{noun}".replace("-", "_"),
    )(act)  # fmt: skip


@router.post("/cases/{number}/files", response=changes(shapes.FileKept, status=201), auth=_WRITE, url_name="case_file")
def attach_file(
    request: HttpRequest,
    number: Number,
    operation: OperationId,
    file: Annotated[UploadedFile, File(description="JPEG, PNG, TIFF or PDF, up to 30 MB")],
    paper: Annotated[int, Form(ge=0, le=999, description="Order of the line of the опис; 0: of none")] = 0,
) -> HttpResponse:
    """Lay a file into a case: looked at, made harmless, kept."""
    actor, at = actor_of(request), clock.now()
    said = shapes.FileSaid(name=(file.name or "")[:300], sha256=_sha256(file), paper=paper or None)

    def perform() -> shapes.FileKept | HttpResponse:
        case = queries.case_by_number(actor, number)
        try:
            return showing.file(acts.attach(file, paper=paper or None, case=case, actor=actor, at=at))
        except FileInfected as refusal:  # answered, not raised: the row of the refusal stays as evidence
            return problem(409, refusal.code, refusal)

    return once(request, operation, said, perform, status=201)


def _sha256(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


for _noun in acts.ACTS:
    _add(_noun)

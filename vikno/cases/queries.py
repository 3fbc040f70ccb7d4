"""Reading cases."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from vikno.accounts.enums import Role
from vikno.accounts.models import Membership, Organisation
from vikno.applicants.models import Applicant
from vikno.cases import counting, policies, rules
from vikno.cases.enums import PAUSED, CaseState, ResultChannel, Step
from vikno.cases.errors import CaseNotFound
from vikno.cases.models import Case, CaseNumber, CasePaper, LocalDays, StatusChange
from vikno.catalogue.enums import VersionStatus
from vikno.catalogue.models import PublicService, ServiceVersion
from vikno.common import clock, identifiers, tenancy
from vikno.common.actors import Actor
from vikno.common.text import fold
from vikno.network import queries as network
from vikno.network.models import Centre, Point

_SHOWN_WITH = ("applicant", "service", "point", "provider", "officer")
_ALWAYS = ("applicant", "service", "point__centre", "officer", "version")
# Asked separately: thirteen joins in one statement take the planner 17 ms, longer than everything else together.
_SOMETIMES = ("provider", "representative__person", "decision", "result", "authorisation", "inventory")


_MOST_PEOPLE = 500
# Not a state but two: the result is here and the person has not come.
WAITING = "waiting"


@dataclass(frozen=True, kw_only=True)
class CaseFilters:
    """What a list is narrowed to; empty values do not narrow.

    `state` is a CaseState or WAITING; `due`: "today", "overdue" or "soon" (three days).
    """

    text: str = ""
    state: str = ""
    point_id: int | None = None
    service_id: int | None = None
    provider_id: int | None = None
    officer_id: int | None = None
    due: str = ""
    since: date | None = None
    until: date | None = None


def number_in(text: str) -> str | None:
    """Thirteen digits of a case number from any spelling or scan; None when the text is none."""
    return rules.number_read(text)


def case_by_number(actor: Actor, number: str) -> Case:
    """A case by any spelling of its number, with what its page shows. Unknown and foreign: CaseNotFound (404)."""
    digits = rules.number_read(number)
    cases = policies.visible(actor).select_related(*_ALWAYS).prefetch_related(*_SOMETIMES)
    case = digits and cases.filter(number=digits).order_by().first()
    if not case:
        raise CaseNotFound
    return case


def visible_cases(actor: Actor, filters: CaseFilters | None = None, *, today: date | None = None) -> QuerySet[Case]:
    """Cases an actor may read, newest first, narrowed by filters; ready for a list."""
    cases = policies.visible(actor).select_related(*_SHOWN_WITH).order_by("-registered_at", "-pk")
    return (
        _narrowed(cases, filters, hromada_code=actor.hromada_code, today=today or clock.today()) if filters else cases
    )


def _narrowed(cases: QuerySet[Case], filters: CaseFilters, *, hromada_code: str, today: date) -> QuerySet[Case]:
    if filters.state == WAITING:
        cases = cases.filter(state__in=rules.WAITING_FOR_APPLICANT)
    exact = {
        "state": "" if filters.state == WAITING else filters.state,
        "point_id": filters.point_id,
        "service_id": filters.service_id,
        "provider_id": filters.provider_id,
        "officer_id": filters.officer_id,
    }
    cases = cases.filter(**{name: value for name, value in exact.items() if value})
    cases = cases.filter(_text(filters.text, hromada_code=hromada_code))
    if filters.since:
        cases = cases.filter(registered_at__gte=_midnight(filters.since))
    if filters.until:
        cases = cases.filter(registered_at__lt=_midnight(filters.until + timedelta(days=1)))
    if filters.due:
        return cases.filter(_due(filters.due, today=today)).order_by("due_on", "pk")
    return cases


def _text(text: str, *, hromada_code: str) -> Q:
    """A number from its beginning, or an applicant's name from its beginning.

    Ranges, not LIKE: row-level security lets an index serve leakproof operators only.
    """
    digits = identifiers.ungrouped(text)
    if digits.isascii() and digits.isdigit():
        return Q(number__gte=digits, number__lt=digits + ":")
    key = fold(text)
    if not key:
        return Q()
    # People first, then their cases: joined, the planner would leaf through all cases, newest first.
    people = Applicant.objects.filter(hromada_id=hromada_code, search_key__gte=key, search_key__lt=key + "\U0010ffff")
    return Q(applicant_id__in=people.order_by("search_key").values("pk")[:_MOST_PEOPLE])


def _due(which: str, *, today: date) -> Q:
    open_ = Q(state__in=rules.UNDECIDED)
    return open_ & {
        "today": Q(due_on=today),
        "overdue": Q(due_on__lt=today),
        "soon": Q(due_on__range=(today, today + timedelta(days=3))),
    }.get(which, Q())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=clock.KYIV)


def points_of_network(actor: Actor) -> list[Point]:
    """Points of the actor's hromada, by name: what a list can be narrowed to."""
    return list(Point.objects.filter(hromada_id=actor.hromada_code).order_by("sort_key", "pk"))


def cases_by_tail(actor: Actor, text: str, *, today: date) -> list[Case]:
    """Cases of the actor's network whose number ends so (`123-5`), this year and last."""
    network = (
        Centre.objects.filter(hromada_id=actor.hromada_code, network_number__isnull=False)
        .values_list("network_number", flat=True)
        .first()
    )
    numbers = rules.numbers_ending(text, years=(today.year, today.year - 1), network=network or 0)
    return list(visible_cases(actor).filter(number__in=numbers)) if numbers else []


def cases_of(actor: Actor, applicant: Applicant) -> QuerySet[Case]:
    """What a person asked for before, newest first."""
    return visible_cases(actor).filter(applicant=applicant)


def steps_of(case: Case) -> QuerySet[StatusChange]:
    """The history of a case, oldest first, ready for the screen and the progress sheet."""
    return (
        StatusChange.objects.filter(hromada_id=case.hromada_id, case=case)
        .select_related("point", "organisation")
        .order_by("happened_at", "pk")
    )


def local_days(actor: Actor) -> QuerySet[LocalDays]:
    """Closures and sittings of the actor's hromada that hold, the newest first."""
    rows = LocalDays.objects.filter(hromada_id=actor.hromada_code, revoked_at__isnull=True)
    return rows.select_related("organisation", "recorded_by").order_by("-starts_on", "-pk")


def deciding_bodies(actor: Actor) -> QuerySet[Organisation]:
    """Providers that work for the actor's hromada, by name."""
    return Organisation.objects.filter(
        pk__in=Membership.objects.filter(role=Role.PROVIDER, hromada_code=actor.hromada_code).values("organisation_id")
    ).order_by("name", "pk")


def papers_of(case: Case) -> QuerySet[CasePaper]:
    """Lines of the inventory in their order."""
    return CasePaper.objects.filter(hromada_id=case.hromada_id, case=case).order_by("order")


def journal(actor: Actor, *, since: date, until: date, point_id: int | None = None) -> QuerySet[Case]:
    """The registration journal: cases registered from `since` to `until` (both inside), oldest first.

    Each carries its decision, its result and `forwarded_at`, the first hand-over to the provider.
    """
    filters = CaseFilters(since=since, until=until, point_id=point_id)
    handed_over = StatusChange.objects.filter(case=OuterRef("pk"), step=Step.FORWARDED).order_by("happened_at")
    return (
        visible_cases(actor, filters)
        .select_related("decision", "result")
        .annotate(forwarded_at=Subquery(handed_over.values("happened_at")[:1]))
        .order_by("registered_at", "pk")
    )


@dataclass(frozen=True, kw_only=True)
class WorkCounts:
    """How much of each kind of work waits."""

    to_hand_over: int
    with_provider: int
    to_receive: int
    to_tell: int
    to_issue: int
    due_today: int
    overdue: int


def work_counts(actor: Actor, *, point_ids: Collection[int] | None, today: date) -> WorkCounts:
    """Counts of work at the given points (None: the whole network), in one query."""
    cases = policies.visible(actor).filter(state__in=rules.OPEN)
    if point_ids is not None:
        cases = cases.filter(point_id__in=point_ids)
    found = cases.order_by().aggregate(
        to_hand_over=Count("pk", filter=Q(state=CaseState.REGISTERED)),
        with_provider=Count("pk", filter=Q(state__in=[CaseState.HANDED_OVER, CaseState.ACCEPTED, *PAUSED])),
        to_receive=Count("pk", filter=Q(state=CaseState.DECIDED)),
        to_tell=Count("pk", filter=Q(state=CaseState.RESULT_RECEIVED)),
        to_issue=Count("pk", filter=Q(state__in=rules.WAITING_FOR_APPLICANT)),
        due_today=Count("pk", filter=_due("today", today=today)),
        overdue=Count("pk", filter=_due("overdue", today=today)),
    )
    return WorkCounts(**found)


def providers_for(version: ServiceVersion, *, hromada_code: str) -> QuerySet[Organisation]:
    """Organisations that decide such cases and work for this hromada."""
    code = version.authority.code if version.authority else ""
    working = Membership.objects.filter(role=Role.PROVIDER, hromada_code=hromada_code, valid_to__isnull=True).values(
        "organisation_id"
    )
    return Organisation.objects.filter(pk__in=working).exclude(authority_code="").filter(authority_code=code)


def provider_of(version: ServiceVersion, *, hromada_code: str, on: date) -> Organisation | None:
    """The provider a case goes to unless another is named; None where none has joined."""
    code = version.authority.code if version.authority else ""
    return network.provider_of(hromada_code, code, on=on)


def version_in_force(service: PublicService, *, on: date) -> ServiceVersion | None:
    """The published description of a service on a day."""
    return (
        ServiceVersion.objects.filter(service=service, status=VersionStatus.PUBLISHED, valid_from__lte=on)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .select_related("authority")
        .order_by("-valid_from")
        .first()
    )


def deadline_if_registered(version: ServiceVersion, *, on: date) -> rules.Deadline:
    """When a case opened on a day by this version would be due, and why."""
    return counting.deadline_of(
        version, hromada_code=tenancy.bound(), provider_id=None, filed_on=on,
        started_on=on if counting.starts_at_registration(version) else None,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PublicStep:
    step: str
    label: str
    happened_at: datetime
    place: str


@dataclass(frozen=True, kw_only=True)
class PublicStatus:
    """What the holder of a receipt may read: no names, no papers, no word about the decision."""

    number: str
    service: str
    service_en: str
    state: str
    state_label: str
    registered_at: datetime
    due_on: date | None
    term_sentence: str
    is_overdue: bool
    result_channel_label: str
    point_name: str
    steps: tuple[PublicStep, ...]


_PUBLIC_STEPS = frozenset(Step) - {Step.NOTE, Step.BAGGED}


def public_status(number: str, code: str) -> PublicStatus | None:
    """The status for the public page; None for an unknown number and for a wrong code alike.

    Call inside a transaction. One indexed read finds whose the number is, then that hromada is bound for the rest
    and the former binding is put back. The comparison takes the same time for every wrong code.
    """
    digits, secret = rules.number_read(number), rules.access_code_read(code)
    given = CaseNumber.objects.filter(number=digits).first() if digits else None
    before = tenancy.bound()
    try:
        tenancy.bind(given.hromada_code if given else "")
        case = _publicly_asked(given)
        keys = (settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS))
        fits = rules.code_matches(
            keys=keys, number=digits or "", code=secret or "", digest=case.access_code_hash if case else ""
        )
        return _public(case) if case is not None and secret and fits else None
    finally:
        tenancy.bind(before)


def _publicly_asked(given: CaseNumber | None) -> Case | None:
    if given is None:
        return None
    steps = StatusChange.objects.filter(hromada_id=given.hromada_code, step__in=_PUBLIC_STEPS)
    return (
        Case.objects.filter(hromada_id=given.hromada_code, number=given.number)
        .select_related("service", "point")
        .prefetch_related(Prefetch("steps", steps.select_related("point").order_by("happened_at", "pk")))
        .first()
    )


def _public(case: Case) -> PublicStatus:
    return PublicStatus(
        number=rules.number_formatted(case.number), service=case.service.name, service_en=case.service.name_en,
        state=case.state, state_label=case.get_state_display(), registered_at=case.registered_at,
        due_on=case.due_on, term_sentence=case.term_explanation.get("sentence", ""),
        is_overdue=rules.is_overdue(state=case.state, due_on=case.due_on, today=clock.today()),
        result_channel_label=str(ResultChannel(case.result_channel).label), point_name=case.point.name,
        steps=tuple(
            PublicStep(
                step=s.step, label=s.get_step_display(), happened_at=s.happened_at,
                place=s.point.name if s.point else "",
            )
            for s in case.steps.all()
        ),
    )  # fmt: skip

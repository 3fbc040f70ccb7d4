"""Lists of cases: what an actor may read, narrowed and put in order."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from vikno.applicants.models import Applicant
from vikno.cases import policies, rules
from vikno.cases.models import Case
from vikno.common import clock, identifiers
from vikno.common.actors import Actor
from vikno.common.text import fold
from vikno.network.models import Point

_SHOWN_WITH = ("applicant", "service", "point", "provider", "officer")
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
        return cases.filter(due(filters.due, today=today)).order_by("due_on", "pk")
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


def due(which: str, *, today: date) -> Q:
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


def cases_of(actor: Actor, applicant: Applicant) -> QuerySet[Case]:
    """What a person asked for before, newest first."""
    return visible_cases(actor).filter(applicant=applicant)

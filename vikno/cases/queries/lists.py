"""Lists of cases: what an actor may read, narrowed and put in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from vikno.applicants.models import Applicant
from vikno.cases import policies, rules
from vikno.cases.enums import CaseState
from vikno.cases.models import Case, CoApplicant
from vikno.cases.queries.worklists import (
    BY_NUMBER,
    NEWEST,
    URGENT,
    Asker,
    Order,
    is_work_list,
    work_condition,
    work_order,
)
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

    `work` is a WorkList; `state` is a CaseState or WAITING; `due`: "today", "overdue" or "soon" (three days).
    """

    work: str = ""
    text: str = ""
    state: str = ""
    point_id: int | None = None
    service_id: int | None = None
    provider_id: int | None = None
    officer_id: int | None = None
    due: str = ""
    since: date | None = None
    until: date | None = None


# What an address of a list may say, without the words typed.
KEPT: Final = ("work", "state", "due", "point", "officer")
EVERYWHERE: Final = "all"


def filters_said(said: Mapping[str, str], *, duty_id: int | None) -> CaseFilters:
    """What an address of a list asks for; a wrong value narrows nothing. No point named is the point of duty."""
    point, state, due_said = said.get("point", ""), said.get("state", ""), said.get("due", "")
    return CaseFilters(
        work=work if is_work_list(work := said.get("work", "")) else "",
        state=state if state == WAITING or state in CaseState.values else "",
        due=due_said if due_said in ("today", "overdue", "soon") else "",
        point_id=None if point == EVERYWHERE else _key(point) or duty_id,
        officer_id=_key(said.get("officer", "")),
        text=said.get("text", ""),
    )


def _key(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def visible_cases(actor: Actor, filters: CaseFilters | None = None, *, today: date | None = None) -> QuerySet[Case]:
    """Cases an actor may read, narrowed by filters and in their order, newest first without any; ready for a list."""
    cases = policies.visible(actor).select_related(*_SHOWN_WITH)
    if filters is None:
        return cases.order_by(*NEWEST.names)
    return _narrowed(cases, filters, actor=actor, today=today or clock.today()).order_by(*order_of(filters).names)


def order_of(filters: CaseFilters) -> Order:
    """What is worked through comes in the order of work; what is looked for, newest first.

    Half a number comes by number: in any other order the planner leafs through the years for the first fifty.
    """
    if _digits_in(filters.text):
        return BY_NUMBER
    if filters.due:
        return URGENT
    return work_order(filters.work) if is_work_list(filters.work) else NEWEST


def _narrowed(cases: QuerySet[Case], filters: CaseFilters, *, actor: Actor, today: date) -> QuerySet[Case]:
    if is_work_list(filters.work):
        cases = cases.filter(work_condition(filters.work, asker=Asker(actor.user_id or 0, today, actor.hromada_code)))
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
    cases = cases.filter(_text(filters.text, hromada_code=actor.hromada_code))
    if filters.since:
        cases = cases.filter(registered_at__gte=clock.midnight(filters.since))
    if filters.until:
        cases = cases.filter(registered_at__lt=clock.midnight(filters.until + timedelta(days=1)))
    return cases.filter(due(filters.due, today=today)) if filters.due else cases


def _text(text: str, *, hromada_code: str) -> Q:
    """A number from its beginning, or an applicant's name from its beginning.

    Ranges, not LIKE: row-level security lets an index serve leakproof operators only.
    """
    digits = _digits_in(text)
    if digits:
        return Q(number__gte=digits, number__lt=digits + ":")
    key = fold(text)
    if not key:
        return Q()
    # People first, then their cases: joined, the planner would leaf through all cases, newest first.
    people = Applicant.objects.filter(hromada_id=hromada_code, search_key__gte=key, search_key__lt=key + "\U0010ffff")
    return Q(applicant_id__in=people.order_by("search_key").values("pk")[:_MOST_PEOPLE])


def _digits_in(text: str) -> str:
    digits = identifiers.ungrouped(text)
    return digits if digits.isascii() and digits.isdigit() else ""


def due(which: str, *, today: date) -> Q:
    open_ = Q(state__in=rules.UNDECIDED)
    return open_ & {
        "today": Q(due_on=today),
        "overdue": Q(due_on__lt=today),
        "soon": Q(due_on__range=(today, today + timedelta(days=3))),
    }.get(which, Q())


def points_of_network(actor: Actor) -> list[Point]:
    """Points of the actor's hromada, by name: what a list can be narrowed to."""
    return list(Point.objects.filter(hromada_id=actor.hromada_code).order_by("sort_key", "pk"))


def cases_of(actor: Actor, applicant: Applicant) -> QuerySet[Case]:
    """What a person asked for before, alone or together with others, newest first."""
    together = CoApplicant.objects.filter(hromada_id=applicant.hromada_id, applicant=applicant).order_by("pk")
    # Keys, not a join: the planner would leaf through all cases, newest first.
    keys = list(together.values_list("case_id", flat=True))
    return visible_cases(actor).filter(Q(applicant=applicant) | Q(pk__in=keys) if keys else Q(applicant=applicant))

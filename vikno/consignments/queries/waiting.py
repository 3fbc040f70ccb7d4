"""Lists of papers: what should travel from a point, what a provider has in hand, what must lie here at day's end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from vikno.accounts.models import Organisation
from vikno.cases import queries as case_queries
from vikno.cases.enums import OVER, PAUSED, CaseState, Step
from vikno.cases.models import Case, Result, StatusChange
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.consignments import rules
from vikno.consignments.enums import BagState, ItemState
from vikno.consignments.errors import NothingScanned, TailIsAmbiguous
from vikno.consignments.models import Bag, BagItem, Custody, Loss
from vikno.consignments.queries.bags import main_office
from vikno.consignments.queries.holding import held_at, held_by_provider, histories_of, names_of
from vikno.consignments.queries.modes import modes_of
from vikno.consignments.rules import Held, Place
from vikno.network.models import Point

MOST_SUGGESTED = 200
MOST_LISTED = 50


def find_case(actor: Actor, text: str, *, today: date) -> Case:
    """A case from a scan, a typed number, or the end of a number. Refusals: NothingScanned, TailIsAmbiguous,
    CaseNotFound.
    """
    scan = rules.read_scan(text)
    if scan is not None and scan.kind == "case":
        return case_queries.case_by_number(actor, scan.number)
    found = case_queries.cases_by_tail(actor, text, today=today) if scan is None else []
    if len(found) > 1:
        raise TailIsAmbiguous(text=text)
    if not found:
        raise NothingScanned(text=text)
    return found[0]


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Cases at a point that should travel to one place."""

    place: Place
    name: str
    cases: Sequence[Case]


def waiting_for_bag(point: Point, *, today: date | None = None) -> list[Waiting]:
    """Papers held at a point and in no bag, by the next stop; suggestions, a person decides."""
    office = main_office(point.hromada_id or "")
    packed = BagItem.objects.filter(case=OuterRef("pk"), state=ItemState.EXPECTED)
    lost = Loss.objects.filter(case=OuterRef("pk"), found_at__isnull=True)
    free = held_at(point).filter(~Exists(packed), ~Exists(lost))
    held = list(free.select_related("service__group", "provider", "applicant")[:MOST_SUGGESTED])
    modes = modes_of(held, on=today or clock.today())
    stops: dict[Place, list[Case]] = {}
    for case in held:
        place = rules.next_stop(
            held_at=point.pk, taken_in_at=case.point_id, main_office=office.pk if office else point.pk,
            state=case.state, provider=case.provider_id, result_channel=case.result_channel, mode=modes[case.pk].mode,
        )  # fmt: skip
        if place is not None:
            stops.setdefault(place, []).append(case)
    names = names_of(stops)
    return [Waiting(place=place, name=names.get(place, ""), cases=cases) for place, cases in stops.items()]


def candidates_for(bag: Bag) -> Sequence[Case]:
    """Cases that wait for exactly this way."""
    if bag.state != BagState.OPEN:
        return []
    if bag.origin_point is not None:
        waiting = waiting_for_bag(bag.origin_point)
        return next((each.cases for each in waiting if each.place == bag.destination), [])
    packed = BagItem.objects.filter(case=OuterRef("pk"), state=ItemState.EXPECTED)
    held = held_by_provider(bag.origin_provider_id or 0, hromada_code=bag.hromada_id)
    ready = held.filter(~Exists(packed), state=CaseState.DECIDED)
    return list(ready.select_related("service", "provider", "applicant")[:MOST_SUGGESTED])


@dataclass(frozen=True, kw_only=True)
class ProviderWork:
    """A provider's desk: handed over and to be accepted, in work, decided and to be sent back; fifty of each."""

    to_accept: Sequence[Case]
    in_work: Sequence[Case]
    to_return: Sequence[Case]


def provider_work(actor: Actor) -> ProviderWork:
    """Work of the actor's organisation in the actor's hromada, what is due first on top."""
    cases = case_queries.visible_cases(actor).filter(provider_id=actor.organisation_id or 0)
    travelling = BagItem.objects.filter(
        case=OuterRef("pk"), state=ItemState.EXPECTED, bag__destination_provider_id=actor.organisation_id
    )
    packed = BagItem.objects.filter(case=OuterRef("pk"), state=ItemState.EXPECTED)

    def listed(which: QuerySet[Case]) -> list[Case]:
        return list(which.order_by("due_on", "registered_at", "pk")[:MOST_LISTED])

    return ProviderWork(
        to_accept=listed(cases.filter(~Exists(travelling), state=CaseState.HANDED_OVER)),
        in_work=listed(cases.filter(state__in=[CaseState.ACCEPTED, CaseState.HEARING, *PAUSED])),
        to_return=listed(cases.filter(~Exists(packed), state=CaseState.DECIDED)),
    )


def chosen_cases(actor: Actor, numbers: Sequence[str]) -> list[Case]:
    """Cases of the actor's organisation by their numbers, at most a page of them, in the order of the list.

    What is foreign or unknown is left out, as if it were not there.
    """
    cases = case_queries.visible_cases(actor).filter(
        provider_id=actor.organisation_id or 0, number__in=numbers[:MOST_LISTED]
    )
    return list(cases.order_by("due_on", "registered_at", "pk"))


def organisation_of(actor: Actor) -> Organisation | None:
    """The provider an actor works for."""
    return Organisation.objects.filter(pk=actor.organisation_id or 0).first()


_LIVING = tuple(state for state in CaseState if state not in OVER)


@dataclass(frozen=True, kw_only=True)
class Reconciliation:
    """A point's day in papers: so many at the start, came, left; these must lie here now."""

    on: date
    at_start: int
    came: int
    left: int
    here: Sequence[Case]

    @property
    def agrees(self) -> bool:
        return self.at_start + self.came - self.left == len(self.here)


def reconciliation(point: Point, *, on: date, now: datetime) -> Reconciliation:
    """What must lie at a point at the end of a day, and how it came to be so.

    `on` is today or a day before; `here` is the list of the present moment when `on` is today.
    """
    start = clock.midnight(on)
    end = min(clock.midnight(on + timedelta(days=1)), now)
    passing = list(_passing(point, since=start, until=end))
    histories, place = histories_of(passing), Place.point(point.pk)
    before = {case.pk for case in passing if _lies(case, histories, place, at=start)}
    after = {case.pk for case in passing if _lies(case, histories, place, at=end)}
    during = {
        case.pk
        for case in passing
        for held in histories[case.pk]
        if held.place == place and start < held.since <= end and not _is_over(case, at=held.since)
    }
    here = Case.objects.filter(pk__in=after).select_related("service", "applicant", "provider").order_by("number")
    ever = before | during | after
    return Reconciliation(on=on, at_start=len(before), came=len(ever - before), left=len(ever - after), here=list(here))


def _lies(case: Case, histories: dict[int, list[Held]], place: Place, *, at: datetime) -> bool:
    return not _is_over(case, at=at) and rules.place_at(histories[case.pk], at) == place


def _is_over(case: Case, *, at: datetime) -> bool:
    """What comes after the result was issued goes to the archive, not to the shelf."""
    issued_at = case.result.issued_at if hasattr(case, "result") else None
    return issued_at is not None and issued_at <= at


def _passing(point: Point, *, since: datetime, until: datetime) -> QuerySet[Case]:
    """Cases whose papers may have lain at a point between two moments; issued before are in the archive.

    The archive is left out first and cheaply: without that a day costs seconds where years of cases lie.
    """
    code = point.hromada_id
    issued_since = Result.objects.filter(hromada_id=code, issued_at__gte=since).values("case_id")
    living = Case.objects.filter(
        Q(state__in=_LIVING) | Q(pk__in=issued_since), hromada_id=code, registered_at__lte=until
    )
    rows = Custody.objects.filter(hromada_id=code)
    lay_here = rows.filter(Q(until__isnull=True) | Q(until__gte=since), point=point, since__lte=until, case__in=living)
    came_back = StatusChange.objects.filter(
        hromada_id=code, step=Step.RETURNED, point=point, happened_at__lte=until, case__in=living
    )
    never_moved = living.filter(~Exists(rows.filter(case=OuterRef("pk"))), point=point)
    ids = {
        *lay_here.order_by().values_list("case_id", flat=True),
        *came_back.order_by().values_list("case_id", flat=True),
        *never_moved.order_by().values_list("pk", flat=True),
    }
    return Case.objects.filter(hromada_id=code, pk__in=ids).select_related("result").order_by("pk")

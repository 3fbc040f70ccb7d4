"""What a head looks after: late bags, papers that had to leave, unsigned days, trips left open, losses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from vikno.accounts.enums import Role
from vikno.accounts.models import Membership, User
from vikno.cases.enums import CaseState
from vikno.cases.models import Case
from vikno.common.actors import Actor
from vikno.consignments import policies
from vikno.consignments.enums import BagState, PaperMode, TripState
from vikno.consignments.models import Bag, DayCheck, DayLine, Loss, OverdueAlarm, Trip
from vikno.consignments.queries.bags import overdue_bags, points_to_send
from vikno.consignments.queries.holding import held_at
from vikno.consignments.queries.modes import Mode, losses_of, modes_of
from vikno.consignments.queries.timetable import leave_by, working_days_of
from vikno.network.models import Point

MOST_LISTED = 50


@dataclass(frozen=True, kw_only=True)
class LatePaper:
    """Papers that had to leave a point by a day that is over."""

    case: Case
    point: Point
    leave_by: date
    mode: Mode


@dataclass(frozen=True, kw_only=True)
class PointDay:
    """How the reconciliation of a point stands for a day. `check` None: nobody began."""

    point: Point
    on: date
    waits: int
    check: DayCheck | None

    @property
    def is_signed(self) -> bool:
        return self.check is not None and self.check.signed_at is not None


@dataclass(frozen=True, kw_only=True)
class Control:
    late_bags: Sequence[Bag]
    late_papers: Sequence[LatePaper]
    days: Sequence[PointDay]
    open_trips: Sequence[Trip]
    losses: Sequence[Loss]


def control(actor: Actor, *, today: date) -> Control:
    """Everything that waits for the head of a hromada."""
    code = actor.hromada_code
    points = list(points_to_send(code))
    trips = policies.visible_trips(actor).filter(
        Q(state=TripState.STARTED, on__lt=today) | Q(state=TripState.PLANNED, on__lt=today)
    )
    return Control(
        late_bags=overdue_bags(actor, today=today),
        late_papers=late_papers(points, today=today),
        days=days_to_sign(code, points, today=today),
        open_trips=list(trips.select_related("courier").order_by("on", "pk")[:MOST_LISTED]),
        losses=list(losses_of(code).filter(found_at__isnull=True)[:MOST_LISTED]),
    )


def late_papers(points: Sequence[Point], *, today: date) -> list[LatePaper]:
    """Undecided papers that lie at points longer than the rule or the day named allows, the oldest first."""
    found = []
    for point in points:
        held = held_at(point).filter(provider__isnull=False, state__in=_UNDECIDED)
        cases = list(held.select_related("service__group", "applicant", "provider")[:200])
        modes = modes_of(cases, on=today) if cases else {}
        waiting = [case for case in cases if _must_leave(case, modes[case.pk])]
        days = leave_by(waiting, modes) if waiting else {}
        found += [
            LatePaper(case=case, point=point, leave_by=days[case.pk], mode=modes[case.pk])
            for case in waiting
            if days.get(case.pk, today) < today
        ]
    return sorted(found, key=lambda late: (late.leave_by, late.case.pk))[:MOST_LISTED]


_UNDECIDED = (
    CaseState.REGISTERED, CaseState.HANDED_OVER, CaseState.ACCEPTED, CaseState.WITHOUT_MOTION, CaseState.SUSPENDED
)  # fmt: skip


def _must_leave(case: Case, mode: Mode) -> bool:
    """Paper whose scans went must follow; without scans a case that was not handed over must go."""
    if mode.mode == PaperMode.PAPER_STAYS:
        return False
    if mode.scans_sent_at is not None:
        return True
    return case.state in (CaseState.REGISTERED, CaseState.HANDED_OVER)


def days_to_sign(hromada_code: str, points: Sequence[Point], *, today: date) -> list[PointDay]:
    """The last working day of each point where papers lie, and whether somebody signed for it."""
    working = working_days_of(hromada_code, since=today - timedelta(days=14))
    last = next((today - timedelta(days=back) for back in range(1, 15) if working(today - timedelta(days=back))), today)
    checks = {row.point_id: row for row in DayCheck.objects.filter(hromada_id=hromada_code, on=last).order_by("pk")}
    counted = [(point, held_at(point).count()) for point in points]
    return [
        PointDay(point=point, on=last, waits=waits, check=checks.get(point.pk))
        for point, waits in counted
        if waits or point.pk in checks
    ]


def check_of(point: Point, *, on: date) -> DayCheck | None:
    """The reconciliation of a point on a day, if anybody began."""
    rows = DayCheck.objects.filter(hromada_id=point.hromada_id, point=point, on=on)
    return rows.select_related("paper").first()


def lines_of(check: DayCheck) -> QuerySet[DayLine]:
    """What was ticked, ready for a list."""
    lines = DayLine.objects.filter(hromada_id=check.hromada_id, check_of=check)
    return lines.select_related("case__service", "case__provider", "case__applicant").order_by("pk")


def alarms_of(bags: Sequence[Bag]) -> dict[int, OverdueAlarm]:
    """The last alarm of each bag."""
    rows = OverdueAlarm.objects.filter(
        hromada_id__in={bag.hromada_id for bag in bags}, bag__in=[bag.pk for bag in bags]
    )
    return {row.bag_id: row for row in rows.order_by("on", "pk")}


def answering_for(bag: Bag, *, on: date) -> list[User]:
    """Heads of both ends: of the hromada for a point, the people of a provider for its end."""
    members = Membership.objects.filter(hromada_code=bag.hromada_id, valid_from__lte=on, user__is_active=True)
    in_force = members.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), ended_at__isnull=True)
    whose = Q()
    if bag.origin_point_id is not None or bag.destination_point_id is not None:
        whose |= Q(role=Role.HEAD)
    for body in (bag.origin_provider_id, bag.destination_provider_id):
        if body is not None:
            whose |= Q(role=Role.PROVIDER, organisation_id=body)
    return list(User.objects.filter(pk__in=in_force.filter(whose).values("user_id")).order_by("full_name", "pk"))


def hromadas_with_bags() -> list[str]:
    """Hromadas that run a network; the tables of bags themselves are locked until one is bound."""
    codes = Membership.objects.exclude(hromada_code="").order_by("hromada_code").values_list("hromada_code", flat=True)
    return list(codes.distinct())


def bags_waiting_at(point: Point) -> int:
    """Sealed bags that wait for the courier."""
    return Bag.objects.filter(hromada_id=point.hromada_id, origin_point=point, state=BagState.SEALED).count()

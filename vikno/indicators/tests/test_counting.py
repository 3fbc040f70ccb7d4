"""Counts equal a slow count of every record, whatever was added, changed, dated back or removed."""

import datetime as dt
import random
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction

from tests import factories as make
from vikno.appointments.enums import BookingState
from vikno.appointments.models import Booking
from vikno.cases.enums import CaseState, IntakeChannel, Outcome, Step
from vikno.cases.models import Case, Decision, StatusChange
from vikno.common import tenancy
from vikno.common.clock import KYIV, midnight, today
from vikno.continuity.enums import Cause, Effect
from vikno.continuity.models import Interruption, InterruptionPoint
from vikno.continuity.tests import world as worlds
from vikno.continuity.tests.world import AT, World
from vikno.feedback.models import Answer
from vikno.indicators import services
from vikno.indicators.enums import Fact
from vikno.indicators.models import DayCount, Mark, MonthCount
from vikno.network.enums import PointKind
from vikno.network.models import Point
from vikno.queue import queries as queue
from vikno.queue.enums import Channel
from vikno.queue.models import Call, Consultation, QueuePause, Ticket

pytestmark = pytest.mark.django_db
HOME = make.OWN
GIVING = (Step.ISSUED, Step.POSTED)
type Counted = Counter[tuple[Any, ...]]


@pytest.fixture
def world() -> World:
    tenancy.bind(HOME)
    return worlds.build()


def kept() -> Counted:
    """What is kept by day, n and total apart."""
    found: Counted = Counter()
    for row in DayCount.objects.filter(hromada_id=HOME):
        key = (row.point_id, row.day, row.fact, row.a, row.b, row.c, row.bucket)
        found[(*key, "n")] += row.n
        found[(*key, "total")] += row.total
    return +found


def slow(at: dt.datetime) -> Counted:
    """Record by record, without the code that is tested."""
    found: Counted = Counter()

    def add(point: int, day: dt.date, fact: str, *parts: str, bucket: int | None = None, total: int = 0) -> None:
        key = (point, day, fact, *[*parts, "", "", ""][:3], bucket)
        found[(*key, "n")] += 1
        found[(*key, "total")] += total

    for case in Case.objects.filter(hromada_id=HOME).prefetch_related("steps"):
        _add_case(case, add)
    for ticket in Ticket.objects.filter(hromada_id=HOME):
        add(ticket.point_id, ticket.day, "tickets", ticket.purpose, ticket.state)
    for one in Consultation.objects.filter(hromada_id=HOME, cancelled_at=None):
        add(one.point_id, one.day, "talked", one.topic, one.channel)
    for booking in Booking.objects.filter(hromada_id=HOME):
        add(booking.point_id, today(booking.starts_at), "booked", str(booking.service_id), booking.state)
    for answer in Answer.objects.filter(hromada_id=HOME):
        add(answer.point_id, today(answer.answered_at), "answered", bucket=answer.score)
        for tag in answer.tags:
            add(answer.point_id, today(answer.answered_at), "tagged", tag)
    _add_calls(add)
    for touch in InterruptionPoint.objects.filter(hromada_id=HOME).select_related("interruption"):
        _add_outage(touch, add, at=at)
    return +found


def _add_case(case: Case, add: Callable[..., None]) -> None:
    service, days = str(case.service_id), today(case.registered_at)
    add(case.point_id, days, "registered", service, case.intake_channel)
    steps = sorted(case.steps.all(), key=lambda step: (step.happened_at, step.pk))
    given = next((step for step in steps if step.step in GIVING), None)
    if given is not None:
        add(case.point_id, today(given.happened_at), "given", service, bucket=(today(given.happened_at) - days).days)
    for step in steps:
        if step.step in (Step.WITHOUT_MOTION, Step.WITHDRAWN):
            name = "halted" if step.step == Step.WITHOUT_MOTION else "withdrawn"
            add(case.point_id, today(step.happened_at), name, service)
    decision = Decision.objects.filter(case=case).first()
    if decision is not None:
        late = max((decision.decided_on - case.due_on).days, 0) if case.due_on else None
        provider = str(case.provider_id or "")
        add(case.point_id, decision.decided_on, "decided", service, decision.outcome, provider, bucket=late)


def _add_calls(add: Callable[..., None]) -> None:
    """Waits and services minute by minute: what stood still is nobody's."""
    pauses = list(QueuePause.objects.filter(hromada_id=HOME))
    for call in Call.objects.filter(hromada_id=HOME, ended_at__isnull=False).exclude(outcome="return"):
        day = call.ticket.day
        if call.ticket.issued_by != "window":
            add(call.point_id, day, "waited", bucket=_minutes(call.queued_at, call.called_at, call.point_id, pauses))
        if call.outcome in ("finish", "transfer") and call.started_at and call.ended_at:
            add(call.point_id, day, "served", bucket=_minutes(call.started_at, call.ended_at, call.point_id, pauses))


def _minutes(since: dt.datetime, until: dt.datetime, point: int, pauses: list[QueuePause]) -> int:
    seconds = (until - since).total_seconds()
    for pause in pauses:
        if pause.point_id == point:
            stood = (min(until, pause.ends_at) - max(since, pause.began_at)).total_seconds()
            seconds -= max(stood, 0)
    return int(max(seconds, 0) / 60 + 0.5)


def _add_outage(touch: InterruptionPoint, add: Callable[..., None], *, at: dt.datetime) -> None:
    one = touch.interruption
    over = one.ended_at or min(one.lapses_at, at)
    day = today(one.began_at)
    while midnight(day) < over:
        begins, ends = max(one.began_at, midnight(day)), min(over, midnight(day + dt.timedelta(days=1)))
        minutes = int((ends - begins).total_seconds() // 60)
        if minutes > 0:
            add(touch.point_id, day, "stood", one.cause, total=minutes)
        day += dt.timedelta(days=1)


class Edits:
    """Somebody works, mistakes and mends: every edit by a path that the rooms themselves take, rows straight."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.random = world, random.Random(seed)
        self.points = [world.point, world.village]
        self.services = [world.service, make.service("Реєстрація місця проживання"), make.service("Видача витягу")]
        self.provider = make.organisation()

    def moment(self) -> dt.datetime:
        """Also close to midnight in Kyiv, and on the night when clocks change."""
        day = self.random.choice([dt.date(2026, 10, 24), dt.date(2026, 10, 25), dt.date(2026, 11, 1), AT.date()])
        minute = self.random.choice([0, 1, 61, 600, 900, 1438, 1439])
        return (midnight(day) + dt.timedelta(minutes=minute)).astimezone(dt.UTC)

    def any(self, rows: Any) -> Any:
        listed = list(rows.filter(hromada_id=HOME).order_by("pk"))
        return self.random.choice(listed) if listed else None

    def once(self) -> None:
        names = sorted(name for name in dir(self) if name.startswith("do_"))
        getattr(self, self.random.choice(names))()

    def do_case(self) -> None:
        case, at = make.case(), self.moment()
        Case.objects.filter(pk=case.pk).update(
            registered_at=at, point=self.random.choice(self.points), service=self.random.choice(self.services),
            due_on=self.random.choice([None, today(at) + dt.timedelta(days=3)]),
            intake_channel=self.random.choice(IntakeChannel.values),
            provider=self.random.choice([None, self.provider]),
        )  # fmt: skip

    def do_step(self) -> None:
        case = self.any(Case.objects)
        if case is not None:
            step = self.random.choice([*GIVING, *GIVING, Step.WITHOUT_MOTION, Step.WITHDRAWN, Step.NOTE])
            StatusChange.objects.create(
                hromada_id=HOME, case=case, step=step, state_after=CaseState.ISSUED, actor_name="Х", actor_role="x",
                happened_at=self.moment(), recorded_at=AT,
            )  # fmt: skip

    def do_decision(self) -> None:
        case = self.any(Case.objects.filter(decision=None))
        if case is not None:
            Decision.objects.create(
                hromada_id=HOME, case=case, outcome=self.random.choice(Outcome.values), grounds="є",
                decided_on=today(self.moment()), recorded_at=AT,
            )  # fmt: skip

    def do_change_of_case(self) -> None:
        case = self.any(Case.objects)
        if case is not None:
            change = self.random.choice(
                [
                    {"due_on": today(self.moment())}, {"point": self.random.choice(self.points)},
                    {"service": self.random.choice(self.services)}, {"registered_at": self.moment()},
                ]
            )  # fmt: skip
            Case.objects.filter(pk=case.pk).update(**change)

    def do_change_of_decision(self) -> None:
        decision = self.any(Decision.objects)
        if decision is not None:
            Decision.objects.filter(pk=decision.pk).update(
                outcome=self.random.choice(Outcome.values), decided_on=today(self.moment())
            )

    def do_ticket(self) -> None:
        self.world.ticket(AT + dt.timedelta(minutes=self.random.randrange(60)))

    def do_call(self) -> None:
        ticket = self.any(Ticket.objects)
        if ticket is not None:
            called = ticket.queued_at + dt.timedelta(seconds=self.random.randrange(4000))
            Call.objects.create(
                hromada_id=HOME, point_id=ticket.point_id, ticket=ticket, counter=self.world.counter, turn="first",
                queued_at=ticket.queued_at, called_at=called, last_called_at=called,
                started_at=called + dt.timedelta(seconds=30), ended_at=called + dt.timedelta(seconds=900),
                outcome=self.random.choice(["finish", "transfer", "no_show", "return"]),
            )  # fmt: skip
            Ticket.objects.filter(pk=ticket.pk).update(state="done", closed_at=called)

    def do_standstill(self) -> None:
        begins = AT + dt.timedelta(hours=len(QueuePause.objects.all()))
        QueuePause.objects.create(
            hromada_id=HOME, point=self.world.point, began_at=begins, ends_at=begins + dt.timedelta(minutes=20)
        )

    def do_consultation(self) -> None:
        Consultation.objects.create(
            hromada_id=HOME, point=self.random.choice(self.points), topic="social",
            channel=self.random.choice(Channel.values), day=today(self.moment()), happened_at=AT,
        )  # fmt: skip

    def do_cancelled_consultation(self) -> None:
        one = self.any(Consultation.objects)
        if one is not None:
            Consultation.objects.filter(pk=one.pk).update(cancelled_at=AT)

    def do_booking(self) -> None:
        taken = Booking.objects.count()
        if taken < 16:
            self.world.booked(9 + taken % 4, day=1 + taken // 4)

    def do_change_of_booking(self) -> None:
        one = self.any(Booking.objects)
        if one is not None:
            Booking.objects.filter(pk=one.pk).update(
                state=self.random.choice([BookingState.CANCELLED_BY_PERSON, BookingState.CANCELLED_BY_CENTRE])
            )

    def do_answer(self) -> None:
        Answer.objects.create(
            hromada_id=HOME, point=self.random.choice(self.points), score=self.random.randrange(1, 6),
            tags=self.random.sample(["came_twice", "hot", "kind"], 2), answered_at=self.moment(),
        )  # fmt: skip

    def do_erasure(self) -> None:
        one = self.any(Answer.objects)
        if one is not None:
            one.delete()

    def do_outage(self) -> None:
        began = AT - dt.timedelta(minutes=self.random.randrange(3000))
        one = Interruption.objects.create(
            press=uuid4(), hromada_id=HOME, cause=self.random.choice(Cause.values), words="так", began_at=began,
            lapses_at=began + dt.timedelta(minutes=self.random.randrange(1, 3000)),
        )  # fmt: skip
        for point in self.points:
            InterruptionPoint.objects.create(
                hromada_id=HOME, interruption=one, point=point, effect=Effect.CLOSED, added_at=began
            )

    def do_end_of_outage(self) -> None:
        one = self.any(Interruption.objects.filter(ended_at=None))
        if one is not None:
            Interruption.objects.filter(pk=one.pk).update(ended_at=one.began_at + dt.timedelta(minutes=7))

    def do_other_kind(self) -> None:
        Point.objects.filter(pk=self.world.village.pk).update(kind=self.random.choice(PointKind.values))


def by_month() -> Counted:
    """Sums of days, without the code that is tested."""
    found: Counted = Counter()
    kinds = dict(Point.objects.values_list("pk", "kind"))
    for (point, day, fact, *parts, what), n in kept().items():
        found[(day.replace(day=1), kinds[point], fact, *parts, what)] += n
    return found


def kept_by_month() -> Counted:
    found: Counted = Counter()
    for row in MonthCount.objects.filter(hromada_id=HOME):
        key = (row.month, row.kind, row.fact, row.a, row.b, row.c, row.bucket)
        found[(*key, "n")] += row.n
        found[(*key, "total")] += row.total
    return +found


@pytest.mark.parametrize("seed", range(4))
def test_counts_follow_whatever_is_done(world: World, seed: int) -> None:
    edits = Edits(world, seed)
    at = AT
    for _portion in range(6):
        for _edit in range(15):
            edits.once()
        at += dt.timedelta(hours=5)
        services.refresh(hromada_code=HOME, at=at)
        assert kept() == slow(at)
        assert kept_by_month() == by_month()
    before = kept()
    services.mark_everything(hromada_code=HOME)
    services.refresh(hromada_code=HOME, at=at)
    assert kept() == before, "counted from the beginning it is the same"


def test_nothing_is_counted_anew_where_nothing_has_changed(world: World, django_assert_max_num_queries: Any) -> None:
    Edits(world, 1).do_case()
    assert services.refresh(hromada_code=HOME, at=AT) > 0
    with django_assert_max_num_queries(10):
        assert services.refresh(hromada_code=HOME, at=AT) == 0
    case = Case.objects.get()
    case.contact = "0671112233"  # what no measure counts leaves no mark
    case.save(update_fields=["contact"])
    assert not Mark.objects.exists()


def test_what_is_not_finished_is_counted_on(world: World) -> None:
    one = world.interrupted()
    services.refresh(hromada_code=HOME, at=AT + dt.timedelta(minutes=10))
    assert DayCount.objects.get(fact=Fact.STOOD).total == 10
    services.refresh(hromada_code=HOME, at=AT + dt.timedelta(minutes=25))
    assert DayCount.objects.get(fact=Fact.STOOD).total == 25
    services.refresh(hromada_code=HOME, at=AT + dt.timedelta(days=3))
    assert DayCount.objects.get(fact=Fact.STOOD).total == (one.lapses_at - AT) // dt.timedelta(minutes=1)


def test_the_queue_is_counted_as_its_own_page_counts_it(world: World) -> None:
    edits = Edits(world, 5)
    for _time in range(12):
        edits.do_ticket()
        edits.do_call()
    services.refresh(hromada_code=HOME, at=AT)
    day = AT.astimezone(KYIV).date()
    total = queue.day_measures(queue.Period(hromada_code=HOME, points=[world.point], since=day, until=day))[0]
    rows = DayCount.objects.filter(fact=Fact.WAITED)
    assert sum(row.n for row in rows) == total.waits.count
    assert max(row.bucket or 0 for row in rows) == total.waits.longest


def test_a_neighbour_sees_no_days(world: World) -> None:
    Edits(world, 1).do_case()
    services.refresh(hromada_code=HOME, at=AT)
    tenancy.bind(make.FOREIGN)
    assert not DayCount.objects.exists()


@pytest.fixture
def committed(transactional_db: None) -> World:
    with tenancy.working_for(HOME):
        return worlds.build()


@pytest.mark.django_db(transaction=True)
def test_what_is_not_committed_yet_is_counted_the_next_time(committed: World) -> None:
    """A case that is being opened while the counts are made keeps its mark."""
    opened, counted = threading.Event(), threading.Event()

    def open_slowly() -> None:
        try:
            with transaction.atomic():
                tenancy.bind(HOME)
                Edits(committed, 1).do_case()
                opened.set()
                assert counted.wait(timeout=20)
        finally:
            connection.close()

    other = threading.Thread(target=open_slowly)
    other.start()
    assert opened.wait(timeout=20)
    with tenancy.working_for(HOME):
        services.refresh(hromada_code=HOME, at=AT)
        assert not DayCount.objects.filter(fact=Fact.REGISTERED).exists()
    counted.set()
    other.join(timeout=20)
    with tenancy.working_for(HOME):
        services.refresh(hromada_code=HOME, at=AT)
        assert DayCount.objects.filter(fact=Fact.REGISTERED).count() == 1

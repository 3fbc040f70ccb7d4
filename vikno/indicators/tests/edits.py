"""Somebody works, mistakes and mends: rows as rooms write them, at any moment, back-dated too."""

import datetime as dt
import random
from typing import Any
from uuid import uuid4

from tests import factories as make
from vikno.appointments.enums import BookingState
from vikno.appointments.models import Booking
from vikno.cases.enums import CaseState, IntakeChannel, Outcome, Step
from vikno.cases.models import Case, Decision, StatusChange
from vikno.common.clock import midnight, today
from vikno.consignments.enums import BagState, HolderKind, ItemState
from vikno.consignments.models import Bag, BagItem, Custody, Loss
from vikno.continuity.enums import Cause, Effect
from vikno.continuity.models import Interruption, InterruptionPoint, PointHold
from vikno.continuity.tests.world import AT, World
from vikno.feedback.models import Answer
from vikno.indicators.models import PlannedDay
from vikno.indicators.tests.slow import GIVING, HOME
from vikno.network.enums import PointKind, PointState
from vikno.network.models import Point, PointStatus
from vikno.payments.models import Bill, Cancellation, Entry, ExemptionGround
from vikno.queue.enums import Channel, IssuedBy
from vikno.queue.models import Call, Consultation, Kiosk, NumberBlock, PriorityClass, QueuePause, Ticket
from vikno.queue.services import make_kiosk


class Edits:
    """Somebody works, mistakes and mends: every edit by a path that the rooms themselves take, rows straight."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.random = world, random.Random(seed)
        self.points = [world.point, world.village]
        self.services = [world.service, make.service("Реєстрація місця проживання"), make.service("Видача витягу")]
        self.provider, self.other = make.organisation(), make.organisation("Управління землеустрою")

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
                    {"applicant": self.any(Case.objects).applicant}, {"officer": make.user()},
                ]
            )  # fmt: skip
            Case.objects.filter(pk=case.pk).update(**change)

    def do_change_of_decision(self) -> None:
        decision = self.any(Decision.objects)
        if decision is not None:
            Decision.objects.filter(pk=decision.pk).update(
                outcome=self.random.choice(Outcome.values), decided_on=today(self.moment())
            )

    def do_repeat(self) -> None:
        case = self.any(Case.objects)
        if case is not None:
            again, days = make.case(), self.random.choice([0, 1, 90, 91])
            Case.objects.filter(pk=again.pk).update(
                applicant=case.applicant, service=case.service, point=self.random.choice(self.points),
                registered_at=case.registered_at + dt.timedelta(days=days),
            )  # fmt: skip

    def do_papers_reach_a_provider(self) -> None:
        case = self.any(Case.objects)
        if case is not None:
            since = self.moment() + dt.timedelta(seconds=Custody.objects.count())
            Custody.objects.filter(case=case, since__lte=since, until=None).update(until=since)
            later = case.custody.filter(since__gt=since).order_by("since").first()
            Custody.objects.create(
                hromada_id=HOME, case=case, holder_kind=HolderKind.PROVIDER, since=since, recorded_at=AT,
                until=later.since if later else None, organisation=self.random.choice([self.provider, self.other]),
            )  # fmt: skip

    def do_custody_forgotten(self) -> None:
        one = self.any(Custody.objects)
        if one is not None:
            one.delete()

    def do_bag(self) -> None:
        cases = list(
            Case.objects.filter(hromada_id=HOME).exclude(bag_items__state=ItemState.EXPECTED).order_by("pk")[:2]
        )
        bag = Bag.objects.create(
            hromada_id=HOME, number=f"{next(make.numbers):013d}", seal=str(next(make.numbers)), state=BagState.SEALED,
            opened_at=AT, sealed_at=AT, origin_point=self.points[0], destination_provider=self.provider,
        )  # fmt: skip
        for case in cases:
            BagItem.objects.create(hromada_id=HOME, bag=bag, case=case, sheets=1)

    def do_bag_opened(self) -> None:
        bag = self.any(Bag.objects.filter(received_at=None))
        if bag is not None:
            present = self.random.choice([ItemState.PRESENT, ItemState.EXTRA])
            bag.items.update(state=present)
            Bag.objects.filter(pk=bag.pk).update(state=BagState.RECEIVED, received_at=self.moment())

    def do_other_condition(self) -> None:
        one = self.any(BagItem.objects.filter(bag__received_at__isnull=False))
        if one is not None:
            BagItem.objects.filter(pk=one.pk).update(state=ItemState.DAMAGED, note="змокло")

    def do_loss(self) -> None:
        case = self.any(Case.objects.exclude(losses__found_at=None, losses__isnull=False))
        if case is not None:
            Loss.objects.create(hromada_id=HOME, case=case, circumstances="не знаємо", declared_at=self.moment())

    def do_found(self) -> None:
        loss = self.any(Loss.objects.filter(found_at=None))
        if loss is not None:
            Loss.objects.filter(pk=loss.pk).update(found_at=loss.declared_at + dt.timedelta(days=1))

    def do_bill(self) -> None:
        bill = make.bill()
        Case.objects.filter(pk=bill.case_id).update(
            point=self.random.choice(self.points), service=self.random.choice(self.services)
        )

    def do_forgiven_bill(self) -> None:
        self.do_bill()
        like = Bill.objects.order_by("-pk").first()
        ground = ExemptionGround.objects.create(
            hromada_id=HOME, name="діти війни", act="закон", valid_from=dt.date(2026, 1, 1), recorded_at=AT
        )
        assert like is not None
        like.pk, like.number, like.attempt = None, f"9{next(make.numbers):013d}", 1
        like.exemption, like.exemption_proof, like.amount = ground, "посвідчення", like.full_amount / 4
        like.issued_on = today(self.moment())
        like.save(force_insert=True)

    def do_paid(self) -> None:
        bill = self.any(Bill.objects)
        if bill is not None:
            amount, day = self.random.randrange(1, 99), today(self.moment())
            receipt = {"kind": "receipt", "amount": amount, "channel": "post", "key": str(next(make.numbers))}
            refund = {"kind": "refund", "amount": -amount, "ground": "двічі"}
            line: dict[str, Any] = self.random.choice([receipt, receipt, refund])
            Entry.objects.create(hromada_id=HOME, bill=bill, happened_on=day, recorded_at=AT, **line)

    def do_bill_cancelled(self) -> None:
        bill = self.any(Bill.objects.filter(cancellation=None))
        if bill is not None:
            Cancellation.objects.create(hromada_id=HOME, bill=bill, reason="помилка", at=AT, by_name="Х")

    def do_priority(self) -> None:
        ticket = self.any(Ticket.objects)
        if ticket is not None:
            rows = PriorityClass.objects.filter(hromada_id=HOME)
            Ticket.objects.filter(pk=ticket.pk).update(priority=self.random.choice([None, *rows]))

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

    def do_plan(self) -> None:
        """Somebody's timetable of a day, written down; some of them nobody knows."""
        hours = self.random.choice([[], [["09:00", "18:00"]], [["00:00", "03:30"], ["08:15", "23:59"]]])
        PlannedDay.objects.get_or_create(
            point=self.random.choice(self.points),
            day=AT.date() - dt.timedelta(days=self.random.randrange(1, 5)),
            defaults={"hromada_id": HOME, "hours": hours, "is_known": bool(hours)},
        )

    def do_state(self) -> None:
        """What a point was is told otherwise."""
        point, cut = self.world.village, AT - dt.timedelta(minutes=self.random.randrange(4000))
        PointHold.objects.all().delete()
        PointStatus.objects.filter(point=point).delete()
        for since, until in (
            (midnight(make.LONG_AGO), cut),
            (cut, self.random.choice([None, cut + dt.timedelta(hours=9)])),
        ):
            PointStatus.objects.create(
                point=point, state=self.random.choice(PointState.values), cause="planned", reason="так",
                starts_at=since, ends_at=until, recorded_at=AT,
            )  # fmt: skip

    def do_ticket_of_a_kiosk(self) -> None:
        """Some of its numbers were set aside for when there is no link, others were not."""
        ticket = self.any(Ticket.objects.exclude(issued_by=IssuedBy.KIOSK))
        if ticket is None:
            return
        call = {"point": self.world.point, "name": "вхід", "prints": False, "actor": self.world.officer}
        kiosk = Kiosk.objects.filter(hromada_id=HOME).first() or make_kiosk(**call, at=AT)
        if self.random.random() < 0.6:
            NumberBlock.objects.create(
                hromada_id=HOME, kiosk=kiosk, day=ticket.day, purpose=ticket.purpose, first=ticket.number,
                last=ticket.number,
            )  # fmt: skip
        Ticket.objects.filter(pk=ticket.pk).update(issued_by=IssuedBy.KIOSK)

    def do_other_kind(self) -> None:
        Point.objects.filter(pk=self.world.village.pk).update(kind=self.random.choice(PointKind.values))
